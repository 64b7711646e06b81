#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Nothing that was damaged comes back worse than tests/quality/results.csv says: some of its
# rows are computed again, from the same text. And who says to be sure is right: of the
# spans with a confidence of 0.9 or more, 99 %. After a change for the better, or one
# that is worth it, `make quality` writes the table anew.
set -eu
table=$srcdir/tests/quality/results.csv
text=$QINGWEN_CORPORA/dev
test -d "$text" || {
	echo "quality: skipped: no corpora at $QINGWEN_CORPORA" >&2
	exit 77
}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
# Nothing that divides the number of rows of a damage, so that all lengths get their turn.
every=31
test -z "${QW_SANITIZERS-}" || every=211
"$top_builddir/tests/quality/quality" --every=$every "$text" > "$tmp/now"
sh "$srcdir/tests/quality/ftfy-cases.sh" >> "$tmp/now"
grep '^#' "$tmp/now" > "$tmp/text"
grep '^#' "$table" | diff - "$tmp/text" >&2 || {
	echo "quality: skipped: the table is of another text than that in $text" >&2
	exit 77
}
awk -F, '
	$1 == "damage" { for (i = 1; i <= NF; i++) column[$i] = i }
	/^#/ || $1 == "damage" { next }
	{ key = $1 ", " $2 ", " $3 ", " $4 }
	$1 == "confidence" && $4 >= 0.9 {
		measured += FNR == NR
		spans += FNR != NR ? $column["cases"] : 0
		sure += FNR != NR ? $column["exact"] : 0
	}
	FNR != NR && $1 == "guess confidence" && $4 >= 0.9 {
		guesses += $column["cases"]
		right += $column["exact"]
	}
	$1 ~ /confidence$/ || $1 ~ /bits of lead$/ { next }
	FNR == NR { for (name in column) table[key, name] = $column[name]; known[key]; next }
	{ rows++ }
	!(key in known) { missing++; next }
	compare("cases", 0) { fault("cases") }
	compare("exact", 1) { fault("exact") }
	compare("exact lines", 1) { fault("exact lines") }
	compare("characters right", 1) { fault("characters right") }
	compare("wrong", -1) { fault("wrong") }
	table[key, "exact"] < $column["exact"] { better++ }

	# Is the figure of another value (0), a lower one (1) or a higher one (-1) than that
	# in the table?
	function compare(name, sign,   change) {
		change = $column[name] - table[key, name]
		return sign == 0 ? change != 0 : sign * change < 0
	}
	function fault(name) {
		print "quality: " key ": " name ": " table[key, name] " in the table, now " $column[name]
		faults++
	}
	END {
		print "quality: " rows " rows, " better + 0 " of them better than the table, " \
			missing + 0 " not in it"
		print "quality: " sure + 0 " of " spans + 0 " spans with a confidence of 0.9 are right"
		print "quality: " right + 0 " of " guesses + 0 " guesses with a confidence of 0.9 are right"
		if (measured && sure < 0.99 * spans)
			faults++
		exit faults > 0 || missing > 0 || rows == 0
	}
' "$table" "$tmp/now"
