# SPDX-License-Identifier: Apache-2.0
# Guessed characters, lost ones, and what the report makes of them.
load helper

setup_more() {
	printf '今天的会议讨论了三个问题，资金时间和人员都没有决定。\n' > truth.txt
	"$qingwen" damage utf8-as-gbk:python truth.txt > lossy.txt
	printf '会议室的名单上写着锟斤拷锟斤拷，下午两点开始。\n' > debris.txt
}

json() {
	jq -e "$@" > /dev/null || fail "jq: $*"
}

@test "--mark-guessed: marks around guesses, and nothing else" {
	qw repair --mark-guessed lossy.txt
	ok
	out_has '会⟦议⟧讨'
	sed 's/[⟦⟧]//g' out > unmarked
	cmp unmarked truth.txt
	qw repair --mark-guessed truth.txt
	ok
	out_is truth.txt
}

@test "--mark-guessed: conversion sees the text without marks" {
	printf '今天的會議討論了三個問題，資金時間和人員都沒有決定。\n' > hant.txt
	"$qingwen" damage utf8-as-gbk:python hant.txt > lossy.txt
	qw repair lossy.txt
	mv out plain.txt
	qw repair --mark-guessed lossy.txt
	out_has '⟦'
	sed 's/[⟦⟧]//g' out > unmarked
	cmp unmarked plain.txt
}

@test "--min-confidence: U+FFFD for what is doubtful, and counted as lost" {
	qw repair --min-confidence=0 lossy.txt
	ok
	out_is truth.txt
	qw repair --min-confidence=1 --explain lossy.txt
	status_is 0
	out_has '今天的会�讨'
	err_has ' 0 guessed, [1-9][0-9]* lost;'
	qw repair --min-confidence=1 --mark-guessed lossy.txt
	! grep -q '⟦' out
	mv out once
	qw repair --min-confidence=1 once
	ok
	out_is once
}

@test "--min-confidence: in between, some guesses are written" {
	skip_without jq
	qw repair --report=plan.json lossy.txt
	local guesses p
	guesses=$(jq 'select(.type == "document").guessed' plan.json)
	for p in 0 0.5 0.9 0.99 1; do
		qw repair --min-confidence=$p --report=plan.json lossy.txt
		json "select(.type == \"document\") | .guessed + .lost == $guesses" plan.json
		json -s "[.[] | .guesses // [] | .[].confidence] | all(. >= $p)" plan.json
	done
}

@test "guesses of a splice have places, and can be marked or refused" {
	skip_without jq
	printf '%s\n' '<p>他幼年體弱多病，入學讀書，後來當過經濟學家和國會議員。</p>' \
		'<p>學者說經濟發展與國際關係的變化，都很重要，議會也討論過。</p>' > torn.txt
	"$qingwen" damage 'splice:user=lose ，=^ 。=^ 經=jīng 濟=jì 學=xué 國=guó 過=guò 會=huì 議=yì' \
		torn.txt > spliced.txt
	qw repair --script=keep --mark-guessed --report=plan.json spliced.txt
	ok
	out_has '體弱多⟦病⟧，入學讀書'
	json -s '[.[] | .guesses // [] | .[].bits] | length == 1 and .[0] > 0 and .[0] < 20' plan.json
	qw repair --script=keep --min-confidence=1 spliced.txt
	status_is 0
	out_has '體弱多�，入學讀書，後來當過經濟學家'
}

@test "--min-confidence wants a number from 0 to 1" {
	local p
	for p in 1.1 -1 x 0x1 1e-3 '' . 2 ' 0.5'; do
		qw repair --min-confidence="$p" truth.txt
		status_is 2
		err_has 'not a number from 0 to 1'
	done
	for p in 0 1 .5 1. 1.000 0.25; do
		qw repair --min-confidence="$p" truth.txt
		ok
	done
}

@test "debris stays, and is reported" {
	in_english
	qw repair --explain debris.txt
	status_is 0
	out_is debris.txt
	err_has ": debris: 1 place, .* 4 lost; .*left as it came$"
	err_has "1:10: '锟斤拷锟斤拷' can't be repaired, 4 lost$"
	err_has '; loss 21.1 %, drop$'
	qw check debris.txt
	status_is 1
	out_reads "debris.txt:1:10: QW402 debris: '锟斤拷锟斤拷' can't be repaired, 4 lost
"
	qw repair --strict debris.txt
	status_is 4
}

@test "loss and verdict" {
	in_english
	skip_without jq
	local i
	for ((i = 0; i < 3; i++)); do cat sound.txt; done > patch.txt
	cat debris.txt >> patch.txt
	for ((i = 0; i < 30; i++)); do cat sound.txt; done > keep.txt
	cat debris.txt >> keep.txt
	qw detect --format=json sound.txt debris.txt patch.txt keep.txt
	ok
	json -s 'map(.verdict) == ["keep", "drop", "patch", "keep"]' out
	json -s 'all(.loss * (.han + .lost) - .lost | fabs < 1)' out
	qw detect debris.txt sound.txt
	ok
	out_has '^  loss 21.1 %, drop$'
	[ "$(grep -c loss out)" = 1 ]
}
