#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Pages from the web that a splice damaged: of those whose originals are known at least
# 98 % of the damaged lines come out right and no sound line changes; none keeps a note.
# Source files and pages in which lines of UTF-8 and of GBK stand side by side: all of
# each becomes UTF-8.
set -eu
pages=$QINGWEN_CORPORA/wild/annotation
test -d "$pages" || {
	echo "wild: skipped: no pages at $pages" >&2
	exit 77
}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
failed=0
# Two bytes are a vowel with its tone mark.
vowel=$(printf '[\303-\307][\200-\277]')

for page in "$pages"/*.txt; do
	name=${page##*/}
	name=${name%.txt}
	case $name in *.traditional) continue ;; esac
	"$top_builddir/qingwen" repair --script=keep --report="$tmp/report" -o "$tmp/$name" "$page"
	grep -q '"type":"segment".*"chain":"splice"' "$tmp/report" || {
		echo "wild: $name: no splice found" >&2
		failed=1
	}
	! LC_ALL=C grep -a -n -o -e "([a-z]*$vowel[a-z]*)" -e '([a-z][a-z]*)' "$tmp/$name" || {
		echo "wild: $name: the notes above were left" >&2
		failed=1
	}
	test ! -e "$pages/$name.traditional.txt" ||
		"$top_builddir/tests/compare-lines" "$page" "$pages/$name.traditional.txt" \
			"$tmp/$name" | sed "s/\$/ $name/" >> "$tmp/counts"
done

for file in "$QINGWEN_CORPORA"/wild/mixed/*.bin; do
	test -e "$file" || continue
	"$top_builddir/qingwen" repair -q --script=keep "$file" > "$tmp/mixed"
	iconv -f UTF-8 -t UTF-8 "$tmp/mixed" > "$tmp/same" || {
		echo "wild: ${file##*/}: bytes were left that are no UTF-8" >&2
		failed=1
	}
done

awk '{
	print "wild: " $5 ": " $2 " of " $1 " damaged lines right, " $4 " of " $3 " sound ones changed"
	damaged += $1; right += $2; changed += $4
} END { exit damaged == 0 || 100 * right < 98 * damaged || changed > 0 }' "$tmp/counts"
test $failed -eq 0
