# SPDX-License-Identifier: Apache-2.0
# How the input arrives changes nothing; lines come out as soon as they are complete.
load helper

setup_more() {
	"$qingwen" damage utf8-as-latin1 sound.txt > page.txt
	mkfifo in
}

has_bytes() {
	[ "$(wc -c < "$1")" -ge "$2" ]
}

@test "a pipe fed one byte at a time" {
	for file in sound.txt page.txt; do
		dd if=$file bs=1 status=none > in &
		qw repair < in
		ok
		out_is sound.txt
		wait
	done
}

@test "--unit=line writes each line at once" {
	"$qingwen" repair --unit=line < in > out 2> err 3>&- &
	pid=$!
	exec 8> in
	lines=0
	while IFS= read -r line; do
		printf '%s\n' "$line" >&8
		lines=$((lines + 1))
		wait_until has_bytes out "$(head -n $lines sound.txt | wc -c)"
	done < page.txt
	printf 'half' >&8
	sleep 0.3
	out_is sound.txt
	printf ' a line\n' >&8
	wait_until has_bytes out $(($(wc -c < sound.txt) + 12))
	exec 8>&-
	status=0
	wait $pid || status=$?
	ok
	echo 'half a line' >> sound.txt
	out_is sound.txt
}

@test "check --unit=line prints each finding at once" {
	in_english
	"$qingwen" check --unit=line < in > out 2> err 3>&- &
	pid=$!
	exec 8> in
	printf 'ok\n今天\377的会议讨论了三个问题。\n' >&8
	wait_until grep -q '^(standard input):2:3: QW201 undecodable: ' out
	exec 8>&-
	status=0
	wait $pid || status=$?
	status_is 1
	quiet
}

@test "--unit=nul: records are documents" {
	printf 'a\0b\n\0c' > records
	qw repair --unit=nul records
	ok
	out_is records
	qw detect --unit=nul records
	ok
	[ "$(wc -l < out)" -eq 3 ]
	out_has '^records:3: '
}

@test "surrogates in UTF-8 far behind the beginning" {
	in_english
	yes '清晨的街道上没有行人。' | head -n 12000 > long.txt
	{ cat long.txt; printf '\355\240\275\355\260\261\n'; cat long.txt; } > cesu.txt
	{ cat long.txt; printf '\360\237\220\261\n'; cat long.txt; } > utf8.txt
	qw repair cesu.txt
	ok
	cmp out utf8.txt
	qw detect cesu.txt
	ok
	out_has '^cesu.txt: encoding cesu-8, script hans, no damage$'
	# What is said to be UTF-8 has no surrogates.
	qw repair -q --from=utf-8 cesu.txt
	cmp out cesu.txt
}
