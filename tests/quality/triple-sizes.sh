#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What the size of the table of triples costs in right choices: for each size count the
# corpus, make the table, build the report with it, and print one line of a table for
# docs/model.md. Run by `make triple-sizes`, which sets CC, srcdir, corpora.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=$srcdir/data
mkdir "$work/generated"

echo "| triples | contexts | table, KB | file, KB | lead hans | lead hant | second hans | second hant | third hans | third hant | both hans | both hant |"
echo "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
print_line() { # SUFFIX of the figures, triples, contexts, KB of table, KB of file
	awk -F '\t' -v suffix="$1" -v head="| $2 | $3 | $4 | $5 |" '
		$2 == "hans" || $2 == "hant" { figure[$1 $2] = $4 }
		END { split("choice second third both", what, " ")
			for (i = 1; i <= 4; i++) head = head sprintf(" %.1f | %.1f |",
				figure[what[i] suffix "hans"], figure[what[i] suffix "hant"])
			print head }
	' "$work/report.txt"
}
for buckets in 8192 16384 24576 49152 65536 131072; do
	tools/train-model --triples=$buckets "$corpora/train" "$data/model/classes.txt" \
		"$data/convert/TSCharacters.txt" "$work"
	tools/gen-triples --triples=$buckets "$work/characters.txt" "$work/bigrams.txt" \
		"$work/rest.txt" "$data/model/classes.txt" "$data/convert/TSCharacters.txt" \
		"$work/trigrams.txt" > "$work/generated/triples.inc"
	# shellcheck disable=SC2086
	$CC -O2 -D_GNU_SOURCE -I"$work" -I. -I"$srcdir/src" -o "$work/report" \
		"$srcdir/src/model/triple.c" "$srcdir/src/model/model.c" \
		"$srcdir/tests/quality/model-report.c" "$srcdir/tests/quality/report-choice.c" \
		"$srcdir/tests/quality/report-text.c" "$srcdir/src/text/utf8.c"
	"$work/report" "$corpora" choices > "$work/report.txt"
	contexts=$(grep -vc '^#' "$work/trigrams.txt")
	triples=$(grep -v '^#' "$work/trigrams.txt" | cut -f 3 | sed 's/<[0-9A-F]*>/x/g; s/[0-9 ]//g' |
		tr -d '\n' | LC_ALL=C.UTF-8 wc -m)
	test $buckets -gt 8192 || print_line '' 0 0 0 0
	print_line 3 "$triples" "$contexts" $((buckets * 64 / 1000)) \
		$(($(wc -c < "$work/trigrams.txt") / 1000))
done
