# SPDX-License-Identifier: Apache-2.0
# Clean Unicode, and the charset that a page says it is in. fixtures/clean.md has the rules.
load helper

setup_more() {
	printf '今天\342\274\200早，我们\342\200\213在\342\273\224口等你。\n' > unclean.txt
	printf '今天一早，我们在门口等你。\n' > clean.txt
	printf '<meta charset=gb2312>\n<title>%s</title>\n' 今天的会议 > utf8.html
	iconv -f utf-8 -t gbk utf8.html > gbk.html
}

@test "--clean: yes by default, but not when the script is kept" {
	qw repair unclean.txt
	ok
	out_is clean.txt
	qw repair --script=keep unclean.txt
	ok
	out_is unclean.txt
	qw repair --script=keep --clean=yes unclean.txt
	ok
	out_is clean.txt
	qw repair --clean=no unclean.txt
	ok
	out_is unclean.txt
	qw repair --clean=maybe unclean.txt
	status_is 2
}

@test "what was cleaned is counted, and is no damage" {
	in_english
	skip_without jq
	qw repair --report=plan.json --explain unclean.txt
	status_is 0
	err_has '; 3 cleaned; '
	jq -e 'select(.type == "document").cleaned == 3' plan.json
	qw detect unclean.txt
	ok
	out_has 'no damage'
	out_has '  not clean Unicode: 3'
	qw check unclean.txt
	ok
	[ ! -s out ]
	qw repair --strict unclean.txt
	ok
}

@test "what follows what was cleaned is told at its place" {
	skip_without jq
	local damaged='今天的会议讨论了三个问题，资金时间和人员。'
	printf '我们\342\200\213在\342\273\224口等，' > line.txt
	printf '%s' "$damaged" | "$qingwen" damage utf8-as-latin1 >> line.txt
	qw repair --report=plan.json line.txt
	ok
	out_reads "我们在门口等，$damaged"
	[ "$(jq -c 'select(.type == "span") | [.offset, .column]' plan.json)" = '[24,9]' ]
}

@test "--mark-guessed: marks stay with the characters behind what was cleaned" {
	printf '今天的会议讨论了三个问题，资金时间和人员都没有决定。\n' > truth.txt
	"$qingwen" damage utf8-as-gbk:python truth.txt > lossy.txt
	{ printf '我们\342\200\213在\342\273\224口等你，' && cat lossy.txt; } > both.txt
	qw repair --mark-guessed both.txt
	ok
	out_has '^我们在门口等你，今天的会⟦议⟧讨'
	sed 's/[⟦⟧]//g' out > unmarked
	qw repair both.txt
	out_is unmarked
}

@test "a page that says it is in another charset is warned about, once" {
	in_english
	for file in utf8.html gbk.html; do
		qw repair $file
		status_is 0
		out_is utf8.html
		err_reads "qingwen: $file: byte 14: the page says it is in gb2312, and now is UTF-8; use --declare=rewrite"
	done
	cat utf8.html utf8.html > twice.html
	qw repair twice.html
	[ "$(wc -l < err)" = 1 ]
	qw repair -q gbk.html
	ok
	qw detect gbk.html
	ok
	out_has '  says it is in gb2312'
}

@test "--declare=rewrite: the page says what it is in" {
	sed 's/gb2312/utf-8/' utf8.html > right.html
	for file in utf8.html gbk.html; do
		qw repair --declare=rewrite $file
		ok
		out_is right.html
		qw repair --declare=keep $file
		out_is utf8.html
	done
	iconv -f utf-8 -t utf-16 utf8.html > utf16.html
	qw repair --declare=rewrite utf16.html
	ok
	out_is right.html
	qw repair right.html
	ok
	qw repair --declare=other right.html
	status_is 2
}

@test "a page of ASCII is right in any charset" {
	printf '<meta charset=gb2312>\n<title>Meeting</title>\n' > ascii.html
	qw repair ascii.html
	ok
	out_is ascii.html
}

@test "a declaration far behind, or in text, is none" {
	{ printf '<!-- ' && head -c 5000 /dev/zero | tr '\0' x && printf -- ' -->' && cat utf8.html; } > far.html
	qw repair far.html
	ok
	out_is far.html
	{ echo 今天我们讨论 && cat utf8.html; } > text.html
	qw repair --declare=rewrite text.html
	ok
	out_is text.html
}

@test "the declaration is in the plan" {
	skip_without jq
	qw repair -q --report=plan.json gbk.html
	ok
	jq -e 'select(.type == "document").declared == "gb2312"' plan.json
	qw repair --report=plan.json sound.txt
	jq -e 'select(.type == "document").declared == ""' plan.json
}
