# SPDX-License-Identifier: Apache-2.0
# repair --to, --unmappable and --bom: what leaves in another encoding than UTF-8.
load helper

setup_more() {
	"$qingwen" damage utf8-as-latin1 sound.txt > damaged.txt
}

# to_utf8 ENCODING: the output of qw.
to_utf8() {
	iconv -f "$1" -t utf-8 out
}

bytes() {
	od -An -v -tx1 "$1" | tr -d ' \n'
}

@test "any encoding that iconv knows" {
	skip_without_gbk
	for encoding in GB18030 gbk EUC-CN UTF-16LE UTF-16BE UTF-32BE UTF-7 ISO-2022-CN; do
		iconv -f utf-8 -t $encoding sound.txt > expected 2> /dev/null || continue
		qw repair --to=$encoding damaged.txt
		ok
		out_is expected
	done
	for encoding in utf-8 UTF8; do
		qw repair --to=$encoding damaged.txt
		ok
		out_is sound.txt
	done
	for encoding in BIG5 BIG5-HKSCS; do
		printf '今天的會議討論了三個問題\n' > hant.txt
		qw repair --script=keep --to=$encoding hant.txt
		ok
		to_utf8 $encoding | cmp - hant.txt
	done
}

@test "UTF-16 and UTF-32 without an order have a mark that tells it" {
	for encoding in UTF-16 utf-32; do
		qw repair --to=$encoding damaged.txt
		ok
		to_utf8 $encoding | cmp - sound.txt
		[ "$(head -c 2 out | od -An -tx1)" = ' ff fe' ]
		qw repair --to=$encoding --bom=no damaged.txt
		ok
		to_utf8 ${encoding}LE | cmp - sound.txt
	done
}

@test "characters that fall apart between two reads, in lines of any length" {
	skip_without_gbk
	{
		repeat 4000 sound.txt
		printf 'x'
		head -c 90000 /dev/zero | tr '\0' a
		for ((i = 0; i < 30; i++)); do printf '𠀀一二三'; done
		printf '\n'
		repeat 4000 sound.txt
	} > long.txt
	for encoding in GB18030 UTF-16LE; do
		iconv -f utf-8 -t $encoding long.txt > expected
		qw repair --to=$encoding long.txt
		ok
		out_is expected
	done
}

@test "a character that is not there ends the file with its place" {
	skip_without_gbk
	printf '今天\n一😀二\n三\n' > page.txt
	cp sound.txt old.txt
	qw repair --to=GBK -o old.txt page.txt
	status_is 4
	err_has "^qingwen: page.txt: line 2, column 2: U+1F600 can't be written in GBK; use --unmappable"
	cmp old.txt sound.txt
	qw repair --to=GBK page.txt sound.txt
	status_is 4
	[ "$(to_utf8 GBK | tail -n 1)" = "$(tail -n 1 sound.txt)" ]
	qw repair --to=GBK - < page.txt
	status_is 4
	err_has '^qingwen: (standard input): line 2, column 2: '
}

@test "--unmappable=entity and =replace" {
	skip_without_gbk
	printf '今天😀\n一𠀀二😀\n' > page.txt
	qw repair --to=GBK --unmappable=entity page.txt
	status_is 0
	to_utf8 GBK > text
	printf '今天&#x1F600;\n一&#x20000;二&#x1F600;\n' | cmp text -
	err_reads 'qingwen: page.txt: 3 characters that GBK lacks written as references, the first in line 1, column 3: U+1F600'
	qw repair --to=GBK --unmappable=replace page.txt
	status_is 0
	to_utf8 GBK > text
	printf '今天?\n一?二?\n' | cmp text -
	err_has '^qingwen: page.txt: 3 characters that GBK lacks replaced, the first in line 1, column 3: U+1F600$'
	qw repair -q --to=GBK --unmappable=replace page.txt
	ok
	qw repair --strict --to=GBK --unmappable=entity page.txt
	status_is 0
	qw repair --strict --to=GBK --unmappable=replace page.txt
	status_is 4
	err_has 'GBK lacks replaced'
	printf '今天\n' | "$qingwen" repair --to=GBK --unmappable=replace > out 2> err
	quiet
}

@test "in encodings with states an entity is ASCII" {
	skip_without_gbk
	printf '今天😀一\n' > page.txt
	iconv -f utf-8 -t ISO-2022-CN < /dev/null > /dev/null 2>&1 || skip "no ISO-2022-CN"
	qw repair -q --to=ISO-2022-CN --unmappable=entity page.txt
	ok
	[ "$(to_utf8 ISO-2022-CN)" = '今天&#x1F600;一' ]
	printf '今天' | "$qingwen" repair --to=ISO-2022-CN > out 2> err
	[ "$(to_utf8 ISO-2022-CN)" = '今天' ]
	[ "$(tail -c 1 out | bytes -)" = 0f ]
}

@test "bytes that are no text are not passed on as something else" {
	skip_without_gbk
	qw repair -q --to=GBK bad.txt
	status_is 4
	err_has "^qingwen: bad.txt: line 1, column 14: byte FF, which is no text, can't be written in GBK"
	qw repair -q --to=GBK --unmappable=replace bad.txt
	ok
	to_utf8 GBK | sed -n 1p | grep -q '：?资金'
	qw repair -q --to=GBK --unmappable=entity bad.txt
	ok
	to_utf8 GBK | grep -q '：&#xFFFD;资金'
	qw repair -q --to=UTF-16LE --unmappable=entity bad.txt
	ok
	to_utf8 UTF-16LE | grep -q $'：\xEF\xBF\xBD资金'
	printf '今天的会议讨论了三个问题。\343\201' > cut.txt
	qw repair -q --to=GBK --unmappable=replace cut.txt
	ok
	[ "$(to_utf8 GBK)" = '今天的会议讨论了三个问题。??' ]
	qw repair -q --to=GBK cut.txt
	status_is 4
}

@test "--bom of UTF-8" {
	printf '\357\273\277' | cat - sound.txt > marked.txt
	qw repair marked.txt
	ok
	out_is marked.txt
	for bom in keep yes; do
		qw repair --bom=$bom marked.txt
		ok
		out_is marked.txt
	done
	qw repair --bom=yes sound.txt
	ok
	out_is marked.txt
	for file in marked.txt sound.txt; do
		qw repair --bom=no $file
		ok
		out_is sound.txt
	done
	iconv -f utf-8 -t utf-16 sound.txt > wide.txt
	qw repair wide.txt
	ok
	out_is sound.txt
	qw repair --bom=yes - < /dev/null
	ok
	out_reads ''
	qw repair --bom=yes sound.txt marked.txt
	ok
	cat marked.txt sound.txt > expected
	out_is expected
	cat sound.txt bad.txt > passed.txt
	qw repair -q --bom=no passed.txt
	ok
	out_is passed.txt
}

@test "--bom of other encodings" {
	skip_without_gbk
	printf '\357\273\277' | cat - sound.txt > marked.txt
	qw repair --to=GBK marked.txt
	ok
	to_utf8 GBK | cmp - sound.txt
	qw repair --to=GBK --bom=no marked.txt
	ok
	to_utf8 GBK | cmp - sound.txt
	qw repair --to=GB18030 marked.txt
	ok
	to_utf8 GB18030 | cmp - marked.txt
	qw repair --to=UTF-16LE marked.txt
	ok
	iconv -f utf-8 -t utf-16le marked.txt | cmp - out
	qw repair --to=UTF-16LE sound.txt
	ok
	iconv -f utf-8 -t utf-16le sound.txt | cmp - out
	qw repair --to=UTF-16BE --bom=yes sound.txt
	ok
	iconv -f utf-8 -t utf-16be marked.txt | cmp - out
	iconv -f utf-8 -t utf-16be marked.txt > wide.txt
	qw repair --to=UTF-16LE wide.txt
	ok
	iconv -f utf-8 -t utf-16le marked.txt | cmp - out
	qw repair --to=UTF-16LE --bom=no wide.txt
	ok
	iconv -f utf-8 -t utf-16le sound.txt | cmp - out
	qw repair --to=GBK wide.txt
	ok
	to_utf8 GBK | cmp - sound.txt
}

@test "trees: a mirror and in place, the same with many threads" {
	skip_without_gbk
	mkdir tree
	cp damaged.txt tree/a.txt
	printf '今天😀\n' > tree/b.txt
	iconv -f utf-8 -t gbk sound.txt > tree/c.txt
	qw repair --to=GBK -o mirror tree
	status_is 4
	[ ! -e mirror/b.txt ]
	cmp mirror/c.txt tree/c.txt
	cmp mirror/a.txt tree/c.txt
	err_has '^qingwen: tree/b.txt: line 1, column 3: U+1F600 '
	err_has ' 1 failed, '
	for n in 1 3; do
		qw repair --to=GBK --unmappable=replace -j $n --report=report.$n -o mirror.$n tree
		status_is 0
		err_has '; 2 files changed, 1 unmappable, 0 failed, '
	done
	diff -r mirror.1 mirror.3
	cmp report.1 report.3
	before=$(stat -c '%i %z' tree/c.txt)
	qw repair -q --to=GBK --unmappable=entity -i tree
	ok
	[ "$(stat -c '%i %z' tree/c.txt)" = "$before" ]
	cmp tree/a.txt tree/c.txt
	[ "$(iconv -f gbk tree/b.txt)" = '今天&#x1F600;' ]
}

@test "the report says how it was written" {
	skip_without_gbk
	skip_without jq
	printf '今天😀\n' > page.txt
	qw repair -q --to=GBK --unmappable=replace --report=report page.txt sound.txt
	ok
	jq -c 'select(.type == "output") | [.file, .encoding, .unmappable]' report > out
	out_reads '["page.txt","GBK",1]
["sound.txt","GBK",0]
'
	mkdir tree
	cp page.txt tree
	qw repair -q --to=GBK --unmappable=entity --report=report -o mirror tree
	ok
	[ "$(jq 'select(.type == "summary").unmappable' report)" = 1 ]
	qw repair -q --report=report page.txt
	ok
	! grep -q '"output"' report
}

@test "a page says what it leaves in" {
	skip_without_gbk
	printf '<html><head><meta charset=%s></head><body>今天的会议</body></html>\n' big5 > page
	qw repair --to=GB18030 page
	status_is 0
	err_has 'the page says it is in big5, and now is GB18030; use --declare=rewrite$'
	qw repair --declare=rewrite --to=GB18030 page
	ok
	to_utf8 GB18030 > text
	sed 's/big5/gb18030/' page | cmp text -
	sed -i 's/big5/GB2312/' page
	qw repair --declare=rewrite --to=GBK page
	ok
	to_utf8 GBK | cmp - page
	qw repair --declare=rewrite --to=UTF-16LE page
	ok
	to_utf8 UTF-16LE > text
	sed 's/GB2312/UTF-16/' page | cmp text -
	sed -i 's/GB2312/utf-8/' page
	qw repair --declare=rewrite --to=GBK page
	ok
	to_utf8 GBK > text
	sed 's/utf-8/gbk/' page | cmp text -
}

@test "lines leave as they come" {
	skip_without_gbk
	mkfifo in
	"$qingwen" repair --unit=line --to=GBK < in > out 2> err &
	exec 8> in
	printf '今天的会议\n' >&8
	wait_until test -s out
	[ "$(to_utf8 GBK)" = 今天的会议 ]
	exec 8>&-
	wait $!
}

@test "wrong usage" {
	skip_without_gbk
	for name in no-such //TRANSLIT GBK//TRANSLIT GBK//IGNORE a,b ''; do
		cp sound.txt kept.txt
		qw repair --to="$name" -o kept.txt damaged.txt
		status_is 2
		err_has 'unknown encoding; iconv -l lists the names$'
		cmp kept.txt sound.txt
		qw repair --to="$name" -o mirror/ damaged.txt
		status_is 2
		[ ! -e mirror ]
	done
	qw repair --unmappable=replace sound.txt
	status_is 2
	err_has '^qingwen: --unmappable needs --to$'
	qw repair --bom=yes --to=BIG5 sound.txt
	status_is 2
	err_has 'has no byte order mark; leave --bom=yes out$'
	qw repair --to=GBK --diff sound.txt
	status_is 2
	qw repair --bom=maybe sound.txt
	status_is 2
	qw repair --unmappable=drop --to=GBK sound.txt
	status_is 2
	qw check --to=GBK sound.txt
	status_is 2
}

@test "a character of a record that can't be written ends its file with status 4, not the batch" {
	skip_without_gbk
	mkdir tree
	printf '{"text": "今天的会议讨论了三个问题 \360\237\230\200"}\n' > tree/a.jsonl
	printf '{"text": "大家同意先解决资金问题"}\n' > tree/b.jsonl
	qw repair --unit=jsonl:text --to=GBK tree/a.jsonl tree/b.jsonl
	status_is 4
	[ "$(wc -l < err)" -eq 1 ]
	err_has "^qingwen: tree/a.jsonl: line 1, column 24: U+1F600 can't be written in GBK; "
	to_utf8 GBK | grep -q '大家同意先解决资金问题'
	qw repair -q --unit=jsonl:text --to=GBK --quarantine=apart -o clean/ tree
	status_is 4
	cmp apart/a.jsonl tree/a.jsonl
	[ ! -e clean/a.jsonl ]
	iconv -f GBK -t utf-8 clean/b.jsonl | cmp - tree/b.jsonl
}

@test "each member of an archive has a mark of its own" {
	command -v tar > /dev/null || skip "no tar"
	cp sound.txt again.txt
	tar -cf two.tar sound.txt again.txt
	for output in '-o new.tar two.tar' '-i two.tar'; do
		qw repair -q --bom=yes $output
		ok
		for member in sound.txt again.txt; do
			tar -xOf new.tar $member > has
			{ printf '\357\273\277' && cat sound.txt; } | cmp - has
		done
	done
	cmp two.tar new.tar
}
