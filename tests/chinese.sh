#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The tests of the command once more, with messages in Chinese: what it writes, what it
# prints for programs and its exit status do not depend on the language. Tests of what it prints
# for people are marked by in_english.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
test -s "$top_builddir/tests/locale/env" || {
	echo "no messages in Chinese here"
	exit 77
}
test -n "${BATS-}" || {
	echo "bats is not installed"
	exit 77
}
set --
for file in "$srcdir"/tests/cli/*.bats; do
	case ${file##*/} in
	# They compare the damages with other programs, or read a corpus: nothing is printed.
	chinese.bats | decoders.bats | seeds.bats) ;;
	*) set -- "$@" "$file" ;;
	esac
done
QINGWEN_CHINESE=yes "$BATS" --tap "$@" > "$tmp/tap" 2>&1 || {
	cat "$tmp/tap"
	exit 1
}
test "$(grep -c '^ok' "$tmp/tap")" -gt 100
test "$(grep -c '^ok .* # skip English is expected' "$tmp/tap")" -lt 80
