#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run-bats.sh FILE.bats: run it, print TAP; without bats a visible skip.
if test -z "${BATS-}"; then
	echo "1..0 # SKIP bats is not installed"
	exit 0
fi
exec "$BATS" --tap "$@"
