#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# data/convert/differences.txt says where the whole converter differs from the
# dictionary alone on the traditional texts of the corpora; --update writes it anew.
set -eu
list=$srcdir/data/convert/differences.txt
test -d "$QINGWEN_CORPORA/dev/hant" || {
	echo "differences: skipped: no corpora at $QINGWEN_CORPORA" >&2
	exit 77
}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
"$top_builddir/tests/convert-differences" "$srcdir/data/convert/ambiguous.txt" \
	"$QINGWEN_CORPORA"/dev/hant/*.txt > "$tmp/differences"
case ${1-} in
--update) cp "$tmp/differences" "$list" ;;
*) diff -u "$list" "$tmp/differences" ;;
esac
