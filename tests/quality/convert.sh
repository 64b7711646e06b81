#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What the converter does on the corpora, for docs/convert.md: of the lines that
# conversion could change, how many it changes, as one document and line by line; and
# how many sentences of the parallel treebank come out right.
set -eu
test -d "$QINGWEN_CORPORA/dev/hant" || {
	echo "convert: skipped: no corpora at $QINGWEN_CORPORA" >&2
	exit 77
}
convert=$top_builddir/tests/convert-text
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# differing FILE FILE: lines that differ.
differing() {
	awk 'NR == FNR { line[FNR] = $0; next } line[FNR] != $0 { n++ } END { print n + 0 }' "$1" "$2"
}

# row NAME FILE...: each file is a document.
row() {
	name=$1 lines=0 could=0 text=0 alone=0
	shift
	for file; do
		for mode in whole text lines; do
			"$convert" "$mode" < "$file" > "$tmp/$mode"
		done
		lines=$((lines + $(wc -l < "$file")))
		could=$((could + $(differing "$file" "$tmp/whole")))
		text=$((text + $(differing "$file" "$tmp/text")))
		alone=$((alone + $(differing "$file" "$tmp/lines")))
	done
	echo "| $name | $lines | $could | $text | $alone |"
}

echo "| text | lines | conversion could change | changed | changed, each line a document |"
echo "| --- | --- | --- | --- | --- |"
dev=$QINGWEN_CORPORA/dev
for file in "$dev"/hant/*.txt; do
	row "hant/$(basename "$file" .txt)" "$file"
done
row "hans" "$dev"/hans/*.txt "$dev"/hans/xinwenlianbo/*.txt
row "other/ud_ja" "$dev/other/ud_ja.txt"
row "other/aozora" "$dev"/other/aozora/*
row "other/ud_ko" "$dev/other/ud_ko.txt"
row "other, the rest" "$dev"/other/ud_[!jk]*.txt
row "negative/mixed_trad_quoted" "$dev/negative/mixed_trad_quoted.txt"
row "negative/gushiwen_annotated_docs" "$dev"/negative/gushiwen_annotated_docs/*
row "negative/pinyin_in_parens" "$dev/negative/pinyin_in_parens.tsv"

# Quotation marks differ by convention.
western() { sed 's/「\|『\|‘/“/g; s/」\|』\|’/”/g' "$1"; }
cut -f 1 "$dev/parallel_hant_hans.tsv" > "$tmp/hant"
cut -f 2 "$dev/parallel_hant_hans.tsv" > "$tmp/hans"
western "$tmp/hans" > "$tmp/expected"
echo
for mode in dictionary text; do
	"$convert" "$mode" < "$tmp/hant" > "$tmp/$mode"
	western "$tmp/$mode" > "$tmp/converted"
	wrong=$(differing "$tmp/expected" "$tmp/converted")
	echo "Parallel treebank, $mode: $wrong of $(wc -l < "$tmp/hans") sentences differ."
done
