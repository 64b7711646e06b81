# SPDX-License-Identifier: Apache-2.0
# Every example of the manual runs as it is printed there.
load helper

prepare() {
	rm -rf pages uploads clean page.txt.bak
	mkdir pages
	"$qingwen" damage utf8-as-latin1 sound.txt > pages/one.txt
	cp sound.txt pages/two.md
	echo '<html><head><meta charset="utf-8"></head></html>' > page.html
	cp sound.txt a.txt
	cp sound.txt b.txt
	cp sound.txt clean.txt
	"$qingwen" damage utf8-as-latin1 sound.txt > page.txt
	iconv -f utf-8 -t big5-hkscs > old.txt <<< '會議討論了三個問題。'
	cp page.txt app.log
	cp -r pages uploads
	gzip -c page.txt > page.gz
	xz -c page.txt > page.xz && "$qingwen" repair -q page.xz > /dev/null 2>&1 || cp page.txt page.xz
	"$qingwen" check -q --baseline=known.txt --update-baseline pages
	echo 'max-share = 0' > strict.conf
	rm -rf raw bad.jsonl bad.csv clean.jsonl new.csv
	jq -Rc '{text: .}' page.txt > raw.jsonl
	{ echo text; cat page.txt; } > old.csv
	{ echo id,comment; sed 's/^/1,/' sound.txt; } > comments.csv
	mkdir raw
	cp raw.jsonl raw
	mkdir -p bin
	# These two would wait for somebody.
	printf '#!/bin/sh\nexec cat app.log\n' > bin/tail
	printf '#!/bin/sh\nexec cat\n' > bin/less
	chmod +x bin/*
}

# \[u4F60] stands for the character.
unescape() {
	local line character
	while IFS= read -r line; do
		while [[ $line =~ ^(.*)'\[u'([0-9A-F]+)']'(.*)$ ]]; do
			printf -v character "\\u${BASH_REMATCH[2]}"
			line=${BASH_REMATCH[1]}$character${BASH_REMATCH[3]}
		done
		printf '%s\n' "$line"
	done
}

# The manual in some language.
of_manual() {
	sed -n 's/^\.Dl \$ //p' "$abs_top_srcdir/man/$1" |
		sed 's/\\&//g; s/\\(dq/"/g; s/\\e/\\/g' | unescape
}

# Without what is said about them.
of_readme() {
	sed -n 's/^    \(\(qingwen\|tail\) .*\)/\1/p' "$abs_top_srcdir/$1" | sed 's/  *# .*//'
}

# Damaged text is what explain is for, and some files are.
status_of() {
	case $1 in
	'qingwen check '*--baseline=* | 'qingwen check --max-lost='*) echo 0 ;;
	'qingwen explain '* | 'qingwen check *.txt' | 'qingwen check '*pages*) echo 1 ;;
	*) echo 0 ;;
	esac
}

# What an example leaves behind, by what is said about it.
did() {
	case $1 in
	*'--to=GB18030 page.txt > clean.txt') iconv -f gb18030 -t utf-8 clean.txt | cmp - sound.txt ;;
	*'> clean.jsonl') jq -r .text clean.jsonl | cmp - sound.txt ;;
	*'-o new.csv old.csv') sed 1d new.csv | cmp - sound.txt && [ -e bad.csv ] ;;
	*'-o clean/ raw') jq -r .text clean/raw.jsonl | cmp - sound.txt &&
		jq -e .quality.exact clean/raw.jsonl > /dev/null ;;
	*'=jsonl:text '*' raw.jsonl') jq -r .text ../out | cmp - sound.txt ;;
	*'> clean.txt' | *'-o clean.txt page.txt') cmp clean.txt sound.txt ;;
	'qingwen repair '*' -o page.txt page.txt' | *'--output=page.txt page.txt') cmp page.txt sound.txt ;;
	*'-i.bak pages') cmp pages/one.txt sound.txt && ! cmp -s pages/one.txt.bak sound.txt &&
		[ ! -e pages/two.md.bak ] ;;
	*'-i.bak page.txt') cmp page.txt sound.txt && [ -f page.txt.bak ] ;;
	*'--journal='*' pages') cmp pages/one.txt sound.txt ;;
	'qingwen undo '*) ! cmp -s pages/one.txt sound.txt ;;
	*'--in-place pages') cmp pages/one.txt sound.txt ;;
	*'-o clean/ pages' | *'-o clean/ uploads') cmp clean/one.txt sound.txt ;;
	*'--diff pages' | *'--dry-run pages') ! cmp -s pages/one.txt sound.txt && [ ! -e clean ] ;;
	*'--report=plan.json '*) jq -es 'map(select(.type == "span")) | length > 0' plan.json > /dev/null ;;
	*'--record=labels.json '*) jq -es 'length > 0' labels.json > /dev/null ;;
	*'--format=json'*) jq -es 'length > 0' ../out > /dev/null ;;
	'tail -f app.log'*) cmp ../out sound.txt ;;
	*'--format=sarif pages > findings.sarif')
		jq -e '.runs[0].results | length > 0' findings.sarif > /dev/null ;;
	*'--baseline='* | *' --max-share=0.5 '*) [ -s known.txt ] ;;
	*'--format=github pages') grep -q '^::warning file=pages/one.txt,line=1,' ../out ;;
	*'--format=html -o report.html pages') grep -q '<ins>今天的会议' report.html && [ ! -s ../out ] ;;
	*'-o findings.txt pages') grep -q '^pages/one.txt:1:1: QW102 ' findings.txt ;;
	'qingwen check '*pages)
		grep -q "^pages/one.txt:1:1: QW102 utf8-as-latin1: '.*' .* '.*'$" ../out ;;
	esac
}

# Each line of standard input.
run_examples() {
	mkdir sandbox
	cat > list
	[ "$(wc -l < list)" -ge "$1" ]
	while IFS= read -r line <&9; do
		case $line in *--to=GB*) writes_gbk || continue ;; esac
		(
			cd sandbox
			cp ../sound.txt .
			prepare
			PATH=$PWD/bin:$(dirname "$qingwen"):$PATH
			code=0
			timeout 60 bash -o pipefail -c "$line" > ../out 2> ../err < /dev/null || code=$?
			[ "$code" -eq "$(status_of "$line")" ] && did "$line"
		) 9<&- || fail "failed: $line"
	done 9< list
}

@test "the examples of the manual" {
	skip_without jq
	of_manual qingwen.1 > examples
	run_examples 50 < examples
}

@test "the examples of the manual in Chinese" {
	of_manual qingwen.1 > english
	of_manual zh_CN/qingwen.1 | diff english -
}

@test "the examples of the README" {
	skip_without jq
	of_readme README.md > examples
	run_examples 10 < examples
	of_readme README.zh_CN.md | diff examples -
}

# "FILE:LINE:COLUMN: KIND: 'before' should read 'after'", with words for the capitals.
as_pattern() {
	sed -n "s/^\\.Dl \\($1.*\\)/\\1/p" "$abs_top_srcdir/man/qingwen.1" | sed "s/FILE/[^:]*/
		s/RULE/QW[0-9]*/; s/LINE/[0-9]*/; s/COLUMN/[0-9]*/; s/ N/ [0-9]*/; s/KIND/[^ ]*/; s/before\|after/[^']*/g
		s/: what: why; what you can do/: .*: .*; .*/; s/^/^/; s/$/\$/"
}

@test "what the manual says is printed looks like that" {
	in_english
	prepare
	printf '今天的锟斤拷会议讨论了三个问题。\n' > debris.txt
	qw check page.txt debris.txt bad.txt
	grep -v undecodable out > found
	as_pattern FILE > patterns
	[ "$(wc -l < patterns)" -eq 2 ]
	while IFS= read -r pattern; do
		grep -q -e "$pattern" found || fail "nothing is $pattern"
	done < patterns
	[ -z "$(grep -v -f patterns found)" ] || fail "another line"
	qw repair bad.txt
	err_has "$(as_pattern qingwen)"
}
