# SPDX-License-Identifier: Apache-2.0
# Readers that go away, and colours.
load helper

setup_more() {
	"$qingwen" damage utf8-as-latin1 sound.txt > damaged.txt
	repeat 20000 damaged.txt > big.txt
	mkdir tree
	for i in 1 2 3 4 5 6 7 8; do
		repeat 2000 damaged.txt > tree/$i.txt
	done
}

no_temporary() {
	[ -z "$(find . -name '.*.qingwen-*')" ] || fail "a temporary file is left"
}

# first_line ARGUMENT...: its reader takes one line and goes.
first_line() {
	echo 0 > code
	{ "$qingwen" "$@" 2> err || echo $? > code; } | head -n 1 > out
	status=$(cat code)
}

@test "a reader that goes away ends the command by SIGPIPE, without a word" {
	first_line repair big.txt
	status_is 141
	quiet
	[ "$(cat out)" = "$(head -n 1 sound.txt)" ]
	first_line repair --unit=line big.txt
	status_is 141
	quiet
	if writes_gbk; then
		first_line repair --to=GBK big.txt
		status_is 141
		quiet
	fi
	first_line check big.txt
	status_is 141
	quiet
	first_line repair --diff tree
	status_is 141
	quiet
	first_line repair --report=/dev/stdout -o out.txt big.txt
	status_is 141
	quiet
	[ ! -e out.txt ]
	no_temporary
}

@test "so do trees whose report goes nowhere, and leave nothing by half" {
	first_line repair -q -j 3 --report=/dev/stdout -o mirror tree
	status_is 141
	quiet
	no_temporary
	for file in mirror/*.txt; do
		[ ! -e "$file" ] || cmp -n 100 "$file" sound.txt
		[ ! -e "$file" ] || [ "$(wc -l < "$file")" -eq 4000 ]
	done
	first_line repair -q -j 3 --report=/dev/stdout -i tree
	status_is 141
	quiet
	no_temporary
	for file in tree/*.txt; do
		[ "$(wc -l < "$file")" -eq 4000 ]
	done
}

@test "where SIGPIPE is ignored it is status 3, without a word" {
	echo 0 > code
	(trap '' PIPE; "$qingwen" repair big.txt 2> err || echo $? > code) | head -n 1 > out
	[ "$(cat code)" = 3 ]
	quiet
	echo 0 > code
	(trap '' PIPE; "$qingwen" repair -q --report=/dev/stdout -o mirror tree 2> err ||
		echo $? > code) | head -n 1 > out
	[ "$(cat code)" = 3 ]
	quiet
	[ "$(wc -l < mirror/8.txt)" -eq 4000 ]
	no_temporary
}

# on_terminal VARIABLE=VALUE... ARGUMENT...
on_terminal() {
	skip_without script
	script -qec "env $* $qingwen_arguments" /dev/null > out < /dev/null
}

coloured() {
	grep -q $'\033\\[3' out
}

@test "colours on a terminal, and when asked for" {
	skip_without script
	qingwen_arguments="'$qingwen' repair -q --diff damaged.txt"
	on_terminal TERM=xterm
	coloured
	on_terminal TERM=xterm NO_COLOR=
	coloured
	! { on_terminal TERM=xterm NO_COLOR=1 && coloured; }
	! { on_terminal TERM=dumb && coloured; }
	! { on_terminal -u TERM && coloured; }
	qingwen_arguments="'$qingwen' repair -q --diff --color=never damaged.txt"
	! { on_terminal TERM=xterm && coloured; }
	qingwen_arguments="'$qingwen' repair -q --diff --color=auto damaged.txt"
	on_terminal TERM=xterm
	coloured
}

@test "--color does not need a terminal" {
	qw repair -q --diff --color=always damaged.txt
	ok
	coloured
	NO_COLOR=1 TERM=dumb qw repair -q --diff --color=always damaged.txt
	ok
	coloured
	for when in auto never; do
		qw repair -q --diff --color=$when damaged.txt
		ok
		! coloured
	done
	qw repair --color=sometimes --diff damaged.txt
	status_is 2
	qw repair --color=always damaged.txt
	status_is 2
	err_has '^qingwen: --color needs --diff$'
}
