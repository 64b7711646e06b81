# SPDX-License-Identifier: Apache-2.0
# .qingwen.conf: what check is to find in a project.
load helper

debris='今天的会议讨论了锟斤拷三个锟斤拷问题。'

setup_more() {
	mkdir -p project/docs/old project/src
	printf '%s\n' "$debris" > project/docs/debris.txt
	cp project/docs/debris.txt project/docs/old/debris.md
	"$qingwen" damage utf8-as-latin1 sound.txt > project/src/latin.txt
}

config() {
	printf '%s\n' "$@" > project/.qingwen.conf
}

files_are() {
	[ "$(cut -d: -f1 out | uniq | tr '\n' ' ')" = "$1" ] || fail "files"
}

@test "allow, for all files and by sections" {
	config 'allow = QW102'
	qw check project
	status_is 1
	files_are 'project/docs/debris.txt project/docs/old/debris.md '
	config 'allow = QW102, QW301 QW4*'
	qw check -q project
	ok
	config '[old/]' 'allow = debris' '[*.txt]' 'allow = utf8-as-*' '; the rest' '[/docs/*.txt]' \
		'allow = replacement-bytes'
	qw check -q project
	ok
	config '[/docs/*.txt]' 'allow = *'
	qw check project
	files_are 'project/docs/old/debris.md project/src/latin.txt '
	config '[docs/]' 'allow = *'
	qw check project
	files_are 'project/src/latin.txt '
	config '[docs/**]' 'allow = *' '[src/]' 'allow = QW1*'
	qw check -q project
	ok
}

@test "it is found above a path, and below a repository's folder only" {
	config 'allow = *'
	qw check -q project/docs/old
	ok
	qw check -q project/docs/debris.txt
	ok
	(cd project/docs && qw check -q < debris.txt && ok)
	(cd project/docs/old && qw check -q ../../src/latin.txt && ok)
	qw check -q --no-config project
	status_is 1
	mkdir project/docs/.git
	qw check -q project/docs
	status_is 1
	qw check -q project/docs/old/debris.md
	status_is 1
	mkdir project/.git
	qw check -q project/src
	ok
}

@test "paths with different configurations are refused" {
	config 'allow = *'
	qw check project/src sound.txt
	status_is 2
	err_has '^qingwen: sound.txt: it has another .qingwen.conf than project/src; check them one'
	qw check --config=project/.qingwen.conf project/src sound.txt
	status_is 0
	qw check -q --no-config project/src sound.txt
	status_is 1
	qw check --no-config --config=x sound.txt
	status_is 2
	qw check --config=missing sound.txt
	status_is 3
}

@test "include, exclude and limits; the command line overrules" {
	config 'exclude = old/' 'exclude = src/'
	qw check project
	files_are 'project/docs/debris.txt '
	qw check -q --exclude='*.txt' project
	status_is 0
	config 'include = *.md'
	qw check project
	files_are 'project/docs/old/debris.md '
	config 'max-lost = 8'
	qw check -q project
	ok
	qw check -q --max-lost=7 project
	status_is 1
	config 'max-share = 75' # the configuration itself is a sound document
	qw check -q project
	ok
	qw check -q --max-share=1 project
	status_is 1
	config 'max-lost = 0' 'unit = line' 'min-confidence = 0.5' 'entities = named' 'allow = QW4*'
	qw check -q project
	ok
}

@test "the unit may be a value of records; the command line overrules" {
	printf '{"text":"%s","title":"%s"}\n' "$debris" "$debris" > project/a.jsonl
	config 'unit = jsonl:title'
	qw check --format=json project/a.jsonl
	status_is 1
	[ "$(grep -c '"field":"title"' out)" -ge 2 ]
	! grep -q '"field":"text"' out
	qw check --unit=jsonl:text --format=json project/a.jsonl
	status_is 1
	[ "$(grep -c '"field":"text"' out)" -ge 2 ]
	! grep -q '"field":"title"' out
	qw check --unit=file --format=json project/a.jsonl
	status_is 1
	! grep -q '"field"' out
	config 'unit = jsonl:..'
	qw check project/a.jsonl
	status_is 2
	err_has '.qingwen.conf: line 1: unknown value'
}

@test "the encoding of files" {
	iconv -t big5 <<< '會議' > project/src/short.txt
	iconv -f utf-8 -t gb18030 sound.txt > project/docs/old/gb.txt
	config '[gb.txt]' 'from = utf-8'
	qw check project/docs/old/gb.txt
	status_is 1
	out_has ': QW201 undecodable: '
	config '[gb.txt]' 'from = gb18030'
	qw check project/docs/old/gb.txt
	ok
	config '[src/]' 'from = ascii' '[short.txt]' 'from = big5'
	qw check -j2 project/src/short.txt project/docs/debris.txt
	status_is 1
	files_are 'project/docs/debris.txt '
	qw check --from=utf-8 project/src/short.txt
	status_is 1
	config 'from = utf-8' 'hint = gb2312' '[gb.txt]' 'from = gb18030' 'hint = gbk'
	qw check project/docs/old/gb.txt
	ok
}

refused() {
	qw check project
	status_is 2
	out_reads ''
	err_reads "qingwen: $PWD/project/.qingwen.conf: line $1"
}

@test "what it does not know is refused, with the line" {
	config 'allow = QW4*' 'output = /tmp/x'
	refused '2: unknown key'
	for key in format baseline update-baseline in-place report exec quiet config; do
		config '; nothing is written' '' "$key = x"
		refused '3: unknown key'
	done
	config '[old/]' 'exclude = x'
	refused '2: unknown key, or none of a section: it may have allow, from, hint'
	config 'allow = QW999x'
	refused '1: allow: there is no such rule'
	config 'from = klingon'
	refused '1: unknown encoding'
	config 'allow = QW402' 'what is this'
	refused '2: neither KEY = VALUE nor [GLOB]'
	config '[old/' 'allow = *'
	refused '1: neither KEY = VALUE nor [GLOB]'
	config 'allow ='
	refused '1: the value is missing'
	config "allow = $(printf 'QW402 %.0s' {1..50})"
	refused '1: the line is too long'
	config "[$(printf 'a%.0s' {1..60})]" 'allow = *'
	refused '2: the glob is too long'
	printf 'allow = QW402\nal\0low = *\n' > project/.qingwen.conf
	qw check project
	status_is 2
}

@test "a value that an option would refuse is refused" {
	config 'max-lost = many'
	qw check project
	status_is 2
	err_has "^qingwen: --max-lost=many: not a number from 0 to "
	err_has "^qingwen: $PWD/project/.qingwen.conf: line 1: unknown value$"
	config 'unit = page'
	qw check project
	status_is 2
}

@test "a configuration that is no file is not waited for" {
	mkfifo project/.qingwen.conf
	qw check project
	status_is 3
	err_has 'cannot read: '
	rm project/.qingwen.conf
	mkdir project/.qingwen.conf
	qw check project
	status_is 3
}

@test "it writes nothing" {
	config 'allow = QW402' '[src/]' 'allow = *'
	find project -type f -exec cksum {} + | sort > before
	qw check -q project
	ok
	find project -type f -exec cksum {} + | sort | cmp - before
}
