# SPDX-License-Identifier: Apache-2.0
# Bad input: nothing crashes, hangs or loses bytes.
load helper

@test "empty input gives empty output" {
	: > empty
	qw repair empty
	ok
	out_reads ''
	qw repair < /dev/null
	ok
	out_reads ''
	qw check empty
	ok
	out_reads ''
	qw damage utf8-as-gbk empty
	ok
	out_reads ''
}

# A lone byte above 127 may be taken for a letter of windows-1252, but never vanishes.
@test "one byte, each of 256" {
	for i in $(seq 0 255); do
		printf "\\x$(printf %02x "$i")" > one
		qw repair one
		status_is 0
		if [ "$i" -lt 128 ]; then
			quiet
			out_is one
		else
			[ -s out ]
		fi
	done
}

@test "only NULs" {
	for n in 1 2 3 4 1000 200000; do
		head -c $n /dev/zero > nuls
		qw repair nuls
		ok
		out_is nuls
	done
}

@test "a file that ends inside a character" {
	head -c -2 sound.txt > cut
	qw repair cut
	status_is 0
	out_is cut
	[ "$(wc -l < err)" -eq 1 ]
	err_has "^qingwen: cut: byte $(($(wc -c < cut) - 2)): 2 bytes that can't be decoded passed on: "
	qw repair -q cut
	ok
	out_is cut
}

@test "invalid UTF-8 in the middle: pass" {
	{ cat sound.txt; printf '\377'; cat sound.txt; } > mixed
	n=$(wc -c < sound.txt)
	qw repair mixed
	status_is 0
	out_is mixed
	[ "$(wc -l < err)" -eq 1 ]
	err_has "^qingwen: mixed: byte $n: 1 byte that can't be decoded passed on: .*; .*--from=NAME$"
}

@test "invalid UTF-8 in the middle: replace" {
	{ cat sound.txt; printf '\377'; cat sound.txt; } > mixed
	{ cat sound.txt; printf '\357\277\275'; cat sound.txt; } > replaced
	qw repair --invalid=replace mixed
	status_is 0
	out_is replaced
	err_has "byte $(wc -c < sound.txt): 1 byte that can't be decoded replaced: "
}

@test "invalid UTF-8 in the middle: stop, and go on with the next file" {
	{ cat sound.txt; printf '\377'; cat sound.txt; } > mixed
	qw repair --invalid=stop mixed
	status_is 4
	[ "$(wc -l < err)" -eq 1 ]
	err_has "^qingwen: mixed: byte $(wc -c < sound.txt): cannot decode: "
	qw repair -q --invalid=stop mixed sound.txt
	status_is 4
	tail -c "$(wc -c < sound.txt)" out | cmp - sound.txt
}

@test "the byte of an error counts from the start of the file, not of the line" {
	in_english
	{ cat sound.txt; printf '今天\377的会议讨论了三个问题。\n'; } > mixed
	n=$(($(wc -c < sound.txt) + 6))
	qw repair --unit=line --invalid=stop mixed
	status_is 4
	err_has "^qingwen: mixed: byte $n: "
	qw repair --unit=line mixed
	status_is 0
	err_has "^qingwen: mixed: byte $n: "
	qw check --unit=line mixed
	status_is 1
	out_has "^mixed:3:3: QW201 undecodable: 1 byte: "
}

@test "a directory" {
	mkdir folder
	for command in repair 'damage utf8-as-gbk'; do
		qw $command folder
		status_is 3
		out_reads ''
		err_reads "qingwen: folder: cannot read: Is a directory; name the files in it,\
 e.g. with find -type f"
	done
}

@test "a missing file; the others are done" {
	qw repair missing sound.txt
	status_is 3
	out_is sound.txt
	err_reads "qingwen: missing: cannot open: No such file or directory; check the name"
}

@test "no permission" {
	cp sound.txt secret
	chmod 000 secret
	if [ "$(id -u)" -eq 0 ]; then
		skip_without setpriv
		chmod 755 .
		: > err
		setpriv --reuid=65534 --clear-groups -- test -x "$qingwen" -a -x . ||
			skip "root may read everything, and nobody can't run the program"
		status=0
		setpriv --reuid=65534 --clear-groups -- "$qingwen" repair secret > out 2> err || status=$?
	else
		qw repair secret
	fi
	status_is 3
	out_reads ''
	err_reads "qingwen: secret: cannot open: Permission denied; check its permissions"
}

@test "a full disk" {
	for command in repair detect 'damage utf8-as-gbk' '--help' 'repair --version'; do
		status=0
		"$qingwen" $command sound.txt > /dev/full 2> err || status=$?
		status_is 3
		err_reads "qingwen: (standard output): cannot write: No space left on device;\
 make room, then run it again"
	done
	status=0
	"$qingwen" repair --report=/dev/full sound.txt > out 2> err || status=$?
	status_is 3
	out_is sound.txt
	err_has '^qingwen: /dev/full: cannot write: No space'
	qw repair -o /dev/full sound.txt
	status_is 3
	err_has '^qingwen: /dev/full: cannot write: No space'
}

@test "a full disk ends a long run soon" {
	status=0
	timeout 20 "$qingwen" repair < /dev/zero > /dev/full 2> err || status=$?
	status_is 3
	err_has 'No space left on device'
}

@test "closed standard output" {
	status=0
	"$qingwen" repair sound.txt >&- 2> err || status=$?
	status_is 3
	err_has '^qingwen: (standard output): cannot write: Bad file descriptor'
	cp sound.txt copy
	status=0
	"$qingwen" repair -o copy sound.txt >&- 2> err || status=$?
	status_is 0
	quiet
	cmp copy sound.txt
}

@test "closed standard input" {
	status=0
	"$qingwen" repair <&- > out 2> err || status=$?
	status_is 3
	out_reads ''
	err_reads "qingwen: (standard input): cannot read: Bad file descriptor"
	status=0
	"$qingwen" repair sound.txt <&- > out 2> err || status=$?
	ok
	out_is sound.txt
}

@test "closed standard error" {
	status=0
	"$qingwen" repair sound.txt missing > out 2>&- || status=$?
	status_is 3
	out_is sound.txt
}

@test "a file that is also the output" {
	cp sound.txt copy
	status=0
	"$qingwen" repair copy >> copy 2> err || status=$?
	status_is 3
	cmp copy sound.txt
	err_reads "qingwen: copy: cannot read: it is also the output; use --output=FILE to replace it"
}

@test "100 MiB without a newline, in little memory" {
	skip_if_sanitized
	head -c 104857600 /dev/zero | tr '\0' 'a' > long
	status=0
	(ulimit -v 98304; "$qingwen" repair long) > out 2> err || status=$?
	ok
	out_is long
}

@test "100 MiB of Chinese without a newline, in little memory" {
	skip_if_sanitized
	printf '今天的会议讨论了三个问题，资金、时间和人员。' > long
	while [ "$(wc -c < long)" -lt 104857600 ]; do
		cat long long > longer
		mv longer long
	done
	status=0
	(ulimit -v 98304; "$qingwen" repair --script=keep long) > out 2> err || status=$?
	ok
	out_is long
}

@test "a terminal as input gets a hint" {
	skip_without script
	printf 'abc\n\004' | script -qec "'$qingwen' repair > out 2> err" /dev/null > /dev/null
	out_reads $'abc\n'
	err_reads "qingwen: reading from the terminal; end it with Ctrl-D, or name a FILE"
	printf 'abc\n\004' | script -qec "'$qingwen' repair -q - > out 2> err" /dev/null > /dev/null
	out_reads $'abc\n'
	quiet
}

@test "a terminal as output is written to" {
	skip_without script
	script -qec "'$qingwen' repair sound.txt 2> err" /dev/null > out < /dev/null
	quiet
	tr -d '\r' < out | cmp - sound.txt
}
