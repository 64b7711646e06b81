# SPDX-License-Identifier: Apache-2.0
# repair --sample: changes drawn for a person to look at, and nothing written.
load helper

setup_more() {
	mkdir -p tree/a
	for i in 1 2 3 4 5 6; do
		"$qingwen" damage utf8-as-latin1 sound.txt
	done > tree/a/many.txt
	"$qingwen" damage utf8-as-gbk:python sound.txt > tree/lossy.txt
	"$qingwen" damage escape:u-escape sound.txt > tree/escape.txt
	cp sound.txt tree/sound.txt
}

# The heads of what was drawn.
heads() {
	grep -v -e '^[-+] ' -e '^$' "${1-out}"
}

@test "so many, of all files, and nothing is written" {
	cp -a tree before
	qw repair --sample=5 tree
	status_is 0
	diff -r before tree
	[ "$(heads | wc -l)" -eq 5 ]
	[ "$(grep -c '^- ' out)" -eq 5 ]
	[ "$(grep -c '^+ ' out)" -eq 5 ]
	err_has ' would change, 0 failed'
	qw repair -q --sample=100000 tree
	ok
	[ "$(heads | cut -d: -f1 | sort -u | paste -sd ' ')" = 'tree/a/many.txt tree/escape.txt tree/lossy.txt' ]
	[ "$(heads | wc -l)" -ge 14 ]
	qw repair -q --sample=3 -i tree
	ok
	diff -r before tree
	qw repair -q --sample=3 -o mirror tree
	ok
	[ ! -e mirror ]
	qw repair -q --sample=3 sound.txt
	ok
	out_reads ''
}

@test "place, kind, confidence, and what stands around" {
	printf '今天的会议\\u8ba8\\u8bba\\u4e86三个问题。\n一行\n' > tree/one.txt
	qw repair -q --sample=1 tree/one.txt
	ok
	in_english
	sed -i 's/confidence 0\.[0-9]*$/confidence N/' out
	out_reads 'tree/one.txt:1:6: escape:u-escape, confidence N
- 今天的会议[\u8ba8\u8bba\u4e86]三个问题。
+ 今天的会议[讨论了]三个问题。

'
}

@test "the same for a seed, whatever the number of threads" {
	for i in 1 2 3 4 5 6 7 8 9; do
		cp -r tree/a tree/b$i
		cp tree/lossy.txt tree/b$i
	done
	for seed in 0 7; do
		for n in 1 2 5; do
			qw repair -q -j $n --sample=9 --seed=$seed tree
			ok
			mv out out.$seed.$n
		done
		cmp out.$seed.1 out.$seed.2
		cmp out.$seed.1 out.$seed.5
	done
	! cmp -s out.0.1 out.7.1
	qw repair -q --sample=9 tree
	cmp out out.0.1
}

@test "a larger sample has all of a smaller one, in the order of the text" {
	qw repair -q --sample=4 --seed=5 tree
	heads > small
	qw repair -q --sample=8 --seed=5 tree
	heads > large
	[ "$(grep -cxFf small large)" -eq 4 ]
	qw repair -q --sample=1000 --seed=5 tree
	heads > all
	grep -xFf large all | diff large -
	[ "$(grep many all)" = "$(grep many all | sort -t : -k 2n -k 3n)" ]
}

@test "each change is as likely as any other" {
	mkdir fair
	for i in 1 2 3 4 5 6 7 8 9 10; do
		printf '今天的会议\\u8ba8\\u8bba\\u4e86三个问题。\n'
	done > fair/ten.txt
	head -n 2 fair/ten.txt > fair/two.txt
	for ((seed = 0; seed < 120; seed++)); do
		"$qingwen" repair -q -j 1 --sample=1 --seed=$seed fair
	done > out
	n=$(heads | grep -c two.txt)
	# 20 are expected; by chance alone it is not between these once in 10000 times.
	[ "$n" -ge 6 ] && [ "$n" -le 36 ] || fail "$n of 120"
	[ "$(heads | cut -d: -f1,2 | sort -u | wc -l)" -eq 12 ]
}

@test "guesses are marked, and what acts on a terminal is not printed" {
	qw repair -q --sample=1000 tree/lossy.txt
	ok
	grep '^+ ' out | grep -q '⟦.*⟧'
	! grep '^- ' out | grep -q '⟦'
	printf '\033[31m今天\342\200\256的会议\\u8ba8\\u8bba\\u4e86三个\007问题。\n' > $'tree/h\033[1m.txt'
	qw repair -q --sample=10 tree/h*
	ok
	! LC_ALL=C grep -q -e $'\033' -e $'\007' -e $'\342\200\256' out
	out_has '^tree/h\\x1B\[1m.txt:1:'
	out_has '^+ \\x1B\[31m今天<U+202E>的会议\[讨论了\]三个\\x07问题。$'
}

@test "text in other encodings" {
	printf '前一行\n今天的会议\\u8ba8\\u8bba\\u4e86三个问题。\n' > utf8.txt
	for encoding in gb18030 utf-16le utf-16be; do
		iconv -f utf-8 -t $encoding utf8.txt > coded.txt
		qw repair -q --sample=1 coded.txt
		ok
		out_has '^coded.txt:2:6: '
		out_has '^- 今天的会议\[\\u8ba8\\u8bba\\u4e86\]三个问题。$'
		out_has '^+ 今天的会议\[讨论了\]三个问题。$'
	done
	qw repair -q --unit=line --sample=1 utf8.txt
	ok
	out_has '^utf8.txt:2:6: '
	out_has '^+ 今天的会议\[讨论了\]三个问题。$'
}

@test "long lines and long changes are cut" {
	{
		repeat 400 sound.txt | tr -d '\n'
		"$qingwen" damage escape:u-escape sound.txt | head -n 1 | tr -d '\n'
		repeat 400 sound.txt | tr -d '\n'
		repeat 300 sound.txt | "$qingwen" damage utf8-as-latin1 | tr -d '\n'
	} > long.txt
	qw repair -q --sample=10 long.txt
	ok
	[ "$(wc -c < out)" -lt 20000 ]
	out_has '\[今天'
}

@test "debris is no change, skipped kinds are none" {
	printf '会议室的名单上写着锟斤拷锟斤拷，下午两点开始。\n' > debris.txt
	qw repair -q --sample=10 debris.txt
	ok
	out_reads ''
	qw repair -q --sample=1000 --skip=escape,utf8-as-gbk tree
	ok
	[ "$(heads | cut -d: -f1 | sort -u)" = tree/a/many.txt ]
}

@test "wrong usage" {
	for option in --sample=0 --sample=-1 --sample=x --sample= --sample=100001; do
		qw repair $option tree
		status_is 2
	done
	qw repair --sample=3
	status_is 2
	qw repair --sample=3 --diff tree
	status_is 2
	err_has '^qingwen: --diff and --sample contradict each other$'
	qw repair --seed=3 -o mirror tree
	status_is 2
	err_has '^qingwen: --seed needs --sample$'
	[ ! -e mirror ]
	qw check --sample=3 tree/lossy.txt
	status_is 2
}

@test "of archives the member is named" {
	skip_without tar
	"$qingwen" damage utf8-as-latin1 sound.txt > one.txt
	cp one.txt two.txt
	tar -cf x.tar one.txt two.txt sound.txt
	qw repair -q --sample=100 x.tar
	ok
	in_english
	[ "$(grep -c '^x.tar!one.txt:[12]:1: utf8-as-latin1, ' out)" -eq 2 ]
	[ "$(grep -c '^x.tar!two.txt:[12]:1: utf8-as-latin1, ' out)" -eq 2 ]
	[ "$(grep '^x' out | cut -d: -f1 | uniq | tr '\n' ' ')" = 'x.tar!one.txt x.tar!two.txt ' ]
}
