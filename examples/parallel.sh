#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# parallel.sh [FILE]... > OUTPUT: repair files of one document a line, such as JSON lines or a log,
# with all processors; without FILE standard input. Lines stay in their order. Needs GNU parallel.
#
# BLOCK is how much each process gets (10M), QINGWEN the program, QINGWEN_OPTIONS more options.
set -eu
# A line is a document of its own, so it does not matter where the input is cut.
cat -- "$@" | parallel --will-cite --pipe --block "${BLOCK:-10M}" --keep-order --halt now,fail=1 \
	"${QINGWEN:-qingwen}" repair --quiet --unit=line ${QINGWEN_OPTIONS:-}
