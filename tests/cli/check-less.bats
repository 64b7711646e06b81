# SPDX-License-Identifier: Apache-2.0
# What check leaves out: --allow, limits, marks in the text.
load helper

debris='今天的会议讨论了锟斤拷三个锟斤拷问题。'

setup_more() {
	mkdir docs
	printf '%s\n' "$debris" > docs/debris.txt
	"$qingwen" damage utf8-as-latin1 sound.txt > docs/latin.txt
	cp sound.txt docs/sound.txt
	cp sound.txt docs/other.txt
}

# The lines with findings.
lines_are() {
	[ "$(cut -d: -f2 out | sort -nu | tr '\n' ' ')" = "$1" ] || fail "lines $(cut -d: -f2 out)"
}

@test "--allow: numbers, names and chains, with wildcards" {
	qw check --allow=QW402 docs
	status_is 1
	[ "$(cut -d: -f1 out | uniq)" = docs/latin.txt ]
	err_has '; 2 findings (and 2 allowed, 0 ignored, 0 in the baseline), '
	for kind in QW402 'QW4*' replacement-bytes debris 'deb??s'; do
		qw check --allow="$kind" --allow='utf8-as-*' -q docs
		status_is 0
		quiet
	done
	for kind in QW401 'QW5*' latin1 utf8-as-gbk Q; do
		qw check --allow="$kind" -q docs
		status_is 1
	done
	qw check --allow=QW402x docs
	status_is 2
	err_has '^qingwen: --allow=QW402x: there is no such rule; the manual lists them$'
	qw check --allow= docs
	status_is 2
}

@test "--max-lost: what may be lost" {
	qw check --max-lost=4 docs
	status_is 0
	out_has QW402
	out_has QW102
	qw check --max-lost=3 docs
	status_is 1
	qw check --max-lost=0 docs/latin.txt
	status_is 0
	qw check --max-lost=0 --allow=QW402 docs
	status_is 0
	qw check --max-lost=-1 docs
	status_is 2
}

@test "--max-share: how many documents, or lines" {
	qw check --max-share=50 -q docs
	status_is 0
	qw check --max-share=49.9 -q docs
	status_is 1
	qw check --max-share=50 --max-lost=3 -q docs
	status_is 1
	cat sound.txt sound.txt docs/debris.txt > five
	qw check --unit=line --max-share=20 -q five
	status_is 0
	qw check --unit=line --max-share=19 -q five
	status_is 1
	qw check --max-share=100 -q five
	status_is 0
	qw check --max-share=101 five
	status_is 2
	err_has '^qingwen: --max-share=101: not a number from 0 to 100$'
	qw check --max-share=0 missing docs/sound.txt
	status_is 3
}

@test "marks: a line, the next line, a part" {
	{
		echo "$debris <!-- qingwen-ignore -->"
		echo "$debris"
		echo '<!-- qingwen-ignore-next-line -->'
		echo "$debris"
		echo "$debris"
		echo '/* qingwen-ignore-begin'
		echo "$debris"
		echo
		echo "$debris"
		echo 'qingwen-ignore-end */'
		echo "$debris"
		printf '%s' "# qingwen-ignore $debris"
	} > marks.txt
	qw check marks.txt
	status_is 1
	lines_are '2 5 11 '
	qw check --no-ignore marks.txt
	lines_are '1 2 4 5 7 9 11 12 '
	mkdir folder
	cp marks.txt folder
	qw check folder
	err_has '; 6 findings (and 0 allowed, 10 ignored, 0 in the baseline), '
}

@test "marks: of the rules that they name" {
	{
		echo "$debris -- qingwen-ignore QW402"
		echo "$debris -- qingwen-ignore: QW401, QW5*"
		echo "$debris -- qingwen-ignore(QW301,QW4*)"
		echo '<!-- qingwen-ignore-next-line QW102-->'
		echo "$debris"
		echo '<!-- qingwen-ignore-next-line QW402-->'
		echo "$debris"
		echo "qingwen-ignore-begin QW401"
		echo "$debris"
	} > marks.txt
	qw check marks.txt
	status_is 1
	lines_are '2 5 9 '
}

@test "marks: words that only look like one" {
	{
		echo "$debris qingwen-ignored"
		echo "$debris qingwen-ignore-lines"
		echo "$debris Qingwen-Ignore"
		echo "qingwen-ignore-end"
		echo "$debris qingwen-ignor"
		echo "$debris qqingwen-ignore"
		echo "$debris qingwenqingwen-ignore"
	} > marks.txt
	qw check marks.txt
	status_is 1
	lines_are '1 2 3 5 '
}

@test "marks: of the file, near its beginning only" {
	{ repeat 40 sound.txt; echo "$debris"; } > long
	{ echo '// qingwen-ignore-file QW402'; cat long docs/latin.txt; } > near
	qw check near
	status_is 1
	lines_are '83 84 '
	{ echo "$debris"; echo "qingwen-ignore-file"; } > behind
	qw check behind
	ok
	{ cat long; echo '// qingwen-ignore-file'; } > far
	[ "$(wc -c < far)" -gt 4200 ]
	qw check far
	status_is 1
}

@test "marks: wherever the input is cut" {
	skip_without python3
	cat > cut.py <<'END'
import os, sys, time
data = open(sys.argv[1], "rb").read()
size = int(sys.argv[2])
for i in range(0, len(data), size):
    os.write(1, data[i:i + size])
    time.sleep(0.001)
END
	{ echo "$debris # qingwen-ignore QW402"; echo "$debris"; } > marks.txt
	for size in 1 2 5 13; do
		python3 cut.py marks.txt $size | {
			qw check
			status_is 1
			lines_are '2 '
		}
	done
}

@test "marks: where a block ends" {
	local n
	repeat 961 sound.txt | head -c 131000 > filler # of a block of 128 KiB
	for n in 40 50 55 60 61 62 63 64 65 66 67 68 70 72; do
		{ head -c 130990 filler; printf '%*s\n' $n ''
			echo "x qingwen-ignore-next-line QW402"; echo "$debris"; echo "$debris"; } > marks.txt
		qw check --from=utf-8 --allow=QW201 marks.txt
		status_is 1
		[ "$(wc -l < out)" -eq 2 ]
	done
}
