#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Nothing that was damaged comes back worse than tests/quality/results.csv says: some of its
# rows are computed again, from the same text. After a change for the better, or one that
# is worth it, `make quality` writes the table anew.
set -eu
table=$srcdir/tests/quality/results.csv
text=$QINGWEN_CORPORA/dev
test -d "$text" || {
	echo "quality: skipped: no corpora at $QINGWEN_CORPORA" >&2
	exit 77
}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
"$top_builddir/tests/quality/quality" --reduced "$text" > "$tmp/now"
grep '^#' "$tmp/now" > "$tmp/text"
grep '^#' "$table" | diff - "$tmp/text" >&2 || {
	echo "quality: skipped: the table is of another text than that in $text" >&2
	exit 77
}
awk -F, '
	/^#/ || $1 == "damage" { next }
	{ key = $1 ", " $2 ", " $3 }
	FNR == NR { cases[key] = $4; exact[key] = $5; right[key] = $9; wrong[key] = $12; next }
	{ rows++ }
	cases[key] != $4 { fault("other cases", cases[key], $4) }
	exact[key] > $5 { fault("exact", exact[key], $5) }
	right[key] > $9 { fault("characters right", right[key], $9) }
	wrong[key] < $12 { fault("characters wrong", wrong[key], $12) }
	exact[key] < $5 || right[key] < $9 { better++ }
	function fault(what, was, is) {
		print "quality: " key ": " what ": " was + 0 " in the table, now " is
		faults++
	}
	END {
		print "quality: " rows " rows, " better + 0 " of them better than the table"
		exit faults > 0 || rows == 0
	}
' "$table" "$tmp/now"
