# SPDX-License-Identifier: Apache-2.0
# Wrong options, help, exit statuses.
load helper

usage_error() {
	status_is 2
	out_reads ''
	err_reads "$@"
}

@test "no command, an unknown command" {
	qw
	usage_error "qingwen: a command is missing" "Try 'qingwen --help'."
	qw polish
	usage_error "qingwen: polish: unknown command" "Try 'qingwen --help'."
	qw --polish
	usage_error "qingwen: --polish: unknown command" "Try 'qingwen --help'."
}

@test "unknown options" {
	qw repair --polish sound.txt
	usage_error "qingwen: --polish: unknown option" "Try 'qingwen repair --help'."
	qw check -x sound.txt
	usage_error "qingwen: -x: unknown option" "Try 'qingwen check --help'."
	qw check --strict sound.txt
	usage_error "qingwen: --strict: unknown option" "Try 'qingwen check --help'."
}

@test "options with and without a value" {
	qw repair --unit
	usage_error "qingwen: --unit: its value is missing" "Try 'qingwen repair --help'."
	qw repair -o
	usage_error "qingwen: -o: its value is missing" "Try 'qingwen repair --help'."
	qw repair --strict=yes sound.txt
	usage_error "qingwen: --strict=yes: takes no value" "Try 'qingwen repair --help'."
	qw repair --script=hant sound.txt
	usage_error "qingwen: --script=hant: unknown value, not one of hans|keep" \
		"Try 'qingwen repair --help'."
	qw detect --format= sound.txt
	usage_error "qingwen: --format=: unknown value, not one of text|json" \
		"Try 'qingwen detect --help'."
}

@test "what strangers wrote is masked" {
	qw repair $'--unit=\e[31m'
	status_is 2
	err_has '^qingwen: --unit=\\x1B\[31m: unknown value'
	qw repair $'a\nb\e]0;x\a\xff\u202egpj.exe'
	status_is 3
	err_reads "qingwen: a\\x0Ab\\x1B]0;x\\x07\\xFF<U+202E>gpj.exe: cannot open: No such file or\
 directory; check the name"
}

@test "an unknown encoding" {
	qw repair --from=klingon sound.txt
	status_is 2
	out_reads ''
	err_reads "qingwen: --from=klingon: unknown encoding; qingwen detect --list and iconv -l\
 print names"
	qw repair --from=klingon missing
	status_is 2
}

@test "damage: the chain and one file" {
	qw damage
	usage_error "qingwen: CHAIN is missing" "Try 'qingwen damage --help'."
	qw damage utf8-as-gbk a b
	usage_error "qingwen: too many FILEs: damage takes one" "Try 'qingwen damage --help'."
	qw damage utf8-as-klingon sound.txt
	status_is 2
	out_reads ''
	err_has '^qingwen: CHAIN: byte [0-9]*: .*; qingwen damage --list prints the names$'
	printf 'ab\377' > bad
	qw damage utf8-as-gbk bad
	status_is 4
	out_reads ''
	err_has '^qingwen: bad: byte 2: is not UTF-8: '
}

@test "damage: numbers, and options that need another" {
	for number in '' x 1x -1 +1 ' 1' 0x10 18446744073709551616; do
		qw damage "--seed=$number" random sound.txt
		usage_error "qingwen: --seed=$number: not a number from 0 to 18446744073709551615" \
			"Try 'qingwen damage --help'."
	done
	qw damage --seed=18446744073709551615 random sound.txt
	ok
	for number in 101 '' ten 5%; do
		qw damage --seed=1 "--share=$number" random sound.txt
		usage_error "qingwen: --share=$number: not a number from 0 to 100" \
			"Try 'qingwen damage --help'."
	done
	qw damage random sound.txt
	usage_error "qingwen: random needs --seed" "Try 'qingwen damage --help'."
	qw damage --share=50 utf8-as-gbk sound.txt
	usage_error "qingwen: --share needs --seed" "Try 'qingwen damage --help'."
	qw damage --lossy utf8-as-gbk sound.txt
	usage_error "qingwen: --lossy is for the chain random" "Try 'qingwen damage --help'."
	qw damage --record=same -o same utf8-as-gbk sound.txt
	usage_error "qingwen: --output and --record name the same file" \
		"Try 'qingwen damage --help'."
	qw damage --seed=1 random,utf8-as-gbk sound.txt
	status_is 2
	err_has '^qingwen: CHAIN: byte 0: '
}

@test "damage --list names every damage" {
	qw damage --list
	ok
	for name in splice utf8-as-gbk utf8-as-latin1 gbk-as-latin1 big5-as-windows-1252; do
		grep -qx "$name" out
	done
	! grep -qx -e utf8-as-utf8 -e latin1-as-utf8 out
	[ -z "$(sort out | uniq -d)" ]
}

@test "detect --list names encodings that --from takes" {
	qw detect --list
	ok
	for name in utf-8 utf-16le hz gb18030 gbk big5-hkscs euc-tw shift_jis windows-1252; do
		grep -qx "$name" out
	done
	[ -z "$(sort out | uniq -d)" ]
	cp out names
	while read -r name; do
		qw detect --from="$name" - < /dev/null
		ok
	done < names
}

@test "help and version go to standard output" {
	in_english
	for command in '' repair detect check explain damage; do
		qw $command --help
		ok
		out_has '^Usage: qingwen '
		qw $command -h
		ok
		out_has '^Usage: qingwen '
	done
	for command in --version 'repair -V'; do
		qw $command
		ok
		[ "$(sed -n 1p out)" = "qingwen $(cat "$abs_top_srcdir/VERSION")" ]
		[ "$(wc -l < out)" -eq 2 ]
	done
}

# The program may not claim a library that configure left out, nor hide one.
@test "the second line of --version names what configure found" {
	config=$(cd "$(dirname "$qingwen")" && pwd)/config.h
	[ -f "$config" ] || skip "no config.h"
	features=features:
	for pair in HAVE_UCHARDET:uchardet ENABLE_NLS:nls HAVE_ARCHIVE:archive; do
		if grep -q "^#define ${pair%:*} 1" "$config"; then
			features="$features +${pair#*:}"
		else
			features="$features -${pair#*:}"
		fi
	done
	qw --version
	ok
	[ "$(sed -n 2p out)" = "$features" ] || fail "not $features"
}

@test "--help has what is needed most, --long-help has all" {
	in_english
	qw repair --help
	ok
	out_has '^Where it goes:$'
	out_has '^  -o, --output=FILE '
	out_has '^More options: qingwen repair --long-help$'
	! grep -q -e --follow -e '^What is damaged:' out
	cp out short
	qw repair --long-help
	ok
	out_has '^      --follow '
	! grep -q -e '^More options' -e '^What is damaged:' out
	[ -z "$(grep '^  ' short | grep -vxFf out)" ]
	cp out long
	qw repair -H
	ok
	out_is long
	qw explain -H
	ok
	cp out long
	qw explain -h
	out_is long
	qw repair --long-help=all
	usage_error "qingwen: --long-help=all: takes no value" "Try 'qingwen repair --help'."
}

@test "options anywhere, -- ends them, - is standard input" {
	qw repair sound.txt -q
	ok
	out_is sound.txt
	cp sound.txt ./-q
	qw repair -- -q
	ok
	out_is sound.txt
	cat sound.txt sound.txt > twice
	qw repair sound.txt - < sound.txt
	ok
	out_is twice
}

@test "over several files the worst status wins: 2, 3, 4, 1, 0" {
	qw check sound.txt bad.txt
	status_is 1
	qw check bad.txt missing
	status_is 3
	qw repair --invalid=stop bad.txt missing sound.txt
	status_is 3
	qw repair --invalid=stop bad.txt sound.txt
	status_is 4
	qw repair --strict bad.txt sound.txt
	status_is 4
	err_has '^qingwen: bad.txt: not certain: '
	qw repair --strict sound.txt
	ok
}

@test "several files are repaired one after the other" {
	cat sound.txt sound.txt sound.txt > thrice
	qw repair sound.txt sound.txt sound.txt
	ok
	out_is thrice
}
