#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# No encoding is known worse than tests/quality/encodings.csv says, and no other is taken for
# Chinese more often: some of its rows are computed again, from the same text. After a change
# for the better, or one that is worth it, `make encodings` writes the table anew.
set -eu
text=$QINGWEN_CORPORA/dev
test -d "$text" || {
	echo "encodings: skipped: no corpora at $QINGWEN_CORPORA" >&2
	exit 77
}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
for name in gbk big5-hkscs hz utf-16be euc-jp cp850; do
	"$top_builddir/tests/quality/encodings" --only=$name "$text"
done > "$tmp/now"
awk -F, '
	$1 == "encoding" { for (i = 1; i <= NF; i++) column[$i] = i; next }
	{ key = $1 ", " $2 ", " $3; cases = $column["cases"] }
	{ right = $column["right"]; chinese = $column["chinese"] }
	FNR == NR { known[key] = cases; good[key] = right; bad[key] = chinese; next }
	{ rows++ }
	!(key in known) { fault("is not in the table") }
	cases != known[key] { fault(cases " cases, " known[key] " in the table") }
	right < good[key] { fault(right " right, " good[key] " in the table") }
	chinese > bad[key] { fault(chinese " taken for Chinese, " bad[key] " in the table") }
	function fault(what) {
		print "encodings: " key ": " what
		faults++
	}
	END {
		print "encodings: " rows + 0 " rows"
		exit faults > 0 || rows == 0
	}
' "$srcdir/tests/quality/encodings.csv" "$tmp/now"
