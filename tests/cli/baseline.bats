# SPDX-License-Identifier: Apache-2.0
# check --baseline: what is known is no finding.
load helper

debris='今天的会议讨论了锟斤拷三个锟斤拷问题。'

setup_more() {
	mkdir -p docs/deep
	printf '%s\n' "$debris" > docs/debris.txt
	"$qingwen" damage utf8-as-latin1 sound.txt > docs/deep/latin.txt
	cp sound.txt docs/sound.txt
	qw check --baseline=known --update-baseline docs
	status_is 0
	out_reads ''
}

@test "what was there is known, and what is new is found" {
	qw check --baseline=known docs
	status_is 0
	out_reads ''
	err_has '; 0 findings (and 0 allowed, 0 ignored, 4 in the baseline), '
	printf '今天的缓冲区里是烫烫烫烫，不是字\n' > docs/new.txt
	qw check --baseline=known docs
	status_is 1
	[ "$(wc -l < out)" -eq 1 ]
	out_has '^docs/new.txt:1:[0-9]*: QW403 debris: '
}

@test "lines that move stay known, the same text once more does not" {
	{ cat sound.txt docs/debris.txt; } > moved
	cp moved docs/debris.txt
	qw check -q --baseline=known docs
	ok
	printf '%s\n' "$debris" >> docs/debris.txt
	qw check --baseline=known docs
	status_is 1
	lines=$(cut -d: -f1,2 out | uniq)
	[ "$lines" = docs/debris.txt:4 ]
	mv docs/debris.txt docs/renamed.txt
	qw check -q --baseline=known docs
	status_is 1
}

@test "the file is sorted text" {
	[ "$(head -n 1 known)" = '#qingwen-baseline 1' ]
	[ "$(grep -c '^QW402 [0-9a-f]\{16\} 2 docs/debris.txt$' known)" -eq 1 ]
	[ "$(grep -c '^QW102 [0-9a-f]\{16\} 1 docs/deep/latin.txt$' known)" -eq 2 ]
	[ "$(wc -l < known)" -eq 5 ]
	cp known before
	for jobs in 1 3; do
		qw check -j$jobs -q --baseline=known --update-baseline docs
		ok
		cmp known before
	done
	[ -z "$(find . -name '*.qingwen-*')" ]
}

@test "what is gone is told, and goes with an update" {
	cp sound.txt docs/debris.txt
	qw check --baseline=known docs
	status_is 0
	err_has '^qingwen: known: 2 findings of the baseline are gone; --update-baseline takes them out$'
	rm docs/deep/latin.txt
	qw check --baseline=known docs/sound.txt
	status_is 0
	err_has '^qingwen: known: 2 findings of the baseline are gone'
	qw check --baseline=known --update-baseline docs
	status_is 0
	[ "$(wc -l < known)" -eq 2 ]
	qw check --baseline=known docs
	status_is 0
	! grep gone err
}

@test "an update of a part keeps the rest" {
	printf '今天的缓冲区里是烫烫烫烫，不是字\n' > docs/new.txt
	qw check --baseline=known --update-baseline docs/new.txt
	status_is 0
	[ "$(wc -l < known)" -eq 6 ]
	qw check -q --baseline=known docs
	ok
}

@test "paths are seen from the folder of the baseline" {
	(cd docs && qw check -q --baseline=../known . && ok)
	(cd docs/deep && qw check -q --baseline=../../known ../ && ok)
	qw check -q --baseline="$PWD/known" "$PWD/docs" ./docs/../docs/debris.txt
	ok
	mv known docs
	qw check -q --baseline=docs/known docs
	status_is 1
}

@test "hostile names, and standard input" {
	local name=$'docs/new\nline %\377'
	cp docs/debris.txt "$name"
	qw check -q --baseline=known --update-baseline docs
	ok
	grep -q '^QW402 [0-9a-f]* 2 docs/new%0Aline%20%25%FF$' known
	qw check -q --baseline=known docs
	ok
	rm "$name"
	qw check --baseline=known docs
	err_has '^qingwen: known: 2 findings of the baseline are gone'
	qw check --baseline=known --update-baseline < docs/debris.txt
	status_is 0
	qw check -q --baseline=known < docs/debris.txt
	ok
	qw check -q --baseline=known docs
	ok
}

@test "what is ignored or allowed is not in it" {
	qw check -q --baseline=some --update-baseline --allow=QW402 docs
	ok
	! grep QW402 some
	qw check -q --baseline=some docs
	status_is 1
}

@test "a file that fails keeps what was known of it, with status 3" {
	skip_without setpriv
	chmod 000 docs/debris.txt
	give_to_nobody . known docs docs/*
	as_nobody check --baseline=known --update-baseline docs
	status_is 3
	grep -q ' docs/debris.txt$' known
}

@test "a baseline that is wrong is refused, one that is missing, too" {
	refused() {
		qw check --baseline=wrong docs
		status_is 2
		out_reads ''
		err_has "^qingwen: wrong: line $1$"
		cp wrong before
		qw check --baseline=wrong --update-baseline docs
		status_is 2
		cmp wrong before
	}
	cp sound.txt wrong
	refused '1: not a baseline of this version'
	: > empty
	cp known wrong
	echo 'QW402 0123456789abcdef 1' >> wrong
	refused '6: not RULE HASH COUNT FILE'
	cp known wrong
	echo 'QW777 0123456789abcdef 1 x' >> wrong
	refused '6: unknown rule'
	cp known wrong
	echo 'QW402 0123456789abcdeg 1 x' >> wrong
	refused '6: not RULE HASH COUNT FILE'
	qw check --baseline=missing docs
	status_is 3
	err_reads 'qingwen: missing: cannot open: No such file or directory; --update-baseline makes it'
	qw check --update-baseline docs
	status_is 2
	err_has '^qingwen: --update-baseline needs --baseline$'
	qw check --baseline=no/folder --update-baseline docs
	status_is 3
}

@test "a baseline without line ends, or without an end, is not read to its end" {
	skip_if_sanitized
	for device in /dev/zero /dev/full; do
		[ -c $device ] || skip "no $device"
		for more in '' --update-baseline; do
			status=0
			(ulimit -v 4000000 && ulimit -t 20 && exec "$qingwen" check --baseline=$device $more \
				docs > out 2> err) || status=$?
			status_is 2
			err_has "^qingwen: $device: line 1: not a baseline of this version$"
		done
	done
	printf '#qingwen-baseline 1\r\n' > crlf
	qw check --baseline=crlf docs
	status_is 1
	printf '#qingwen-baseline 10\n' > wrong
	qw check --baseline=wrong docs
	status_is 2
}
