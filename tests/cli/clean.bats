# SPDX-License-Identifier: Apache-2.0
# Clean Unicode. fixtures/clean.md has the rules.
load helper

setup_more() {
	printf '今天\342\274\200早，我们\342\200\213在\342\273\224口等你。\n' > unclean.txt
	printf '今天一早，我们在门口等你。\n' > clean.txt
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
