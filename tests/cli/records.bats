# SPDX-License-Identifier: Apache-2.0
# --unit=jsonl:FIELD, csv:COLUMN, tsv:COLUMN: values are repaired, all else stays as it is.
load helper

setup_more() {
	text='今天的会议讨论了三个问题：资金、时间和人员。'
	damaged=$(printf '%s' "$text" | "$qingwen" damage utf8-as-latin1)
	ascii=$(printf '"%s"' "$text" | jq -a .)
	escaped=$(printf '"%s"' "$damaged" | jq -a .)
	ascii=${ascii:1:-1} escaped=${escaped:1:-1}
}

# in_reads LINE...: the file in.
in_reads() {
	printf '%s\n' "$@" > in
}

# gives LINE...: repair with --unit=$unit makes these lines of the file in, also of a pipe that
# brings it byte by byte.
gives() {
	printf '%s\n' "$@" > expected
	qw repair --unit="$unit" in
	ok
	cmp out expected || fail 'the output differs'
	dd if=in bs=1 status=none | "$qingwen" repair --unit="$unit" | cmp - expected ||
		fail 'in pieces it differs'
	qw repair --unit="$unit" expected
	ok
	cmp out expected || fail 'a second time it differs'
}

@test "every other byte of a JSON line stays" {
	unit=jsonl:text
	rest='"id" : 1.0,"n":1e400,"big":123456789012345678901234567890 , "é":"\u00e9\/","a":[1,  2]'
	in_reads "{ $rest, \"text\" :\"$damaged\",\"text2\":\"$damaged\", \"a\":[ ]}"
	gives "{ $rest, \"text\" :\"$text\",\"text2\":\"$damaged\", \"a\":[ ]}"
}

@test "a value that nothing is repaired in keeps its bytes" {
	unit=jsonl:text
	in_reads '{"text":"\u4eca天\/\u0041 \ud83d\uDE00 \u2028 \"\\ "}' \
		'{"text":"\u4ECA\u5929"}' '{"text":""}' '{"text":"\u0000 \u001f\b"}'
	gives "$(cat in)"
}

@test "what was escaped is escaped again" {
	unit=jsonl:text
	in_reads "{\"text\":\"$escaped\"}" "{\"text\":\"\\u003cb\\/\\n \\\"$damaged\\\" \\u2028\"}" \
		"{\"text\":\"$escaped \\ud83d\\ude00\\n$escaped\"}"
	gives "{\"text\":\"$ascii\"}" "{\"text\":\"\\u003cb\\/\\n \\\"$text\\\" \\u2028\"}" \
		"{\"text\":\"$ascii \\ud83d\\ude00\\n$ascii\"}"
}

@test "hexadecimal digits keep their case" {
	unit=jsonl:text
	in_reads "{\"text\":\"$(printf '%s' "$escaped" | sed 's/[a-f]/\U&/g')\"}"
	gives "{\"text\":\"$(printf '%s' "$ascii" | sed 's/\\u..../\U&/g; s/\\U/\\u/g')\"}"
}

@test "what was ASCII becomes what the record, or the file, is written in" {
	unit=jsonl:text
	entities='&#20170;&#22825;&#30340;&#20250;&#35758;&#35752;&#35770;&#20102;&#19977;&#20010;'
	in_reads "{\"t\":\"\\u4eca\",\"text\":\"$entities\"}" "{\"text\":\"$entities\"}"
	gives '{"t":"\u4eca","text":"\u4eca\u5929\u7684\u4f1a\u8bae\u8ba8\u8bba\u4e86\u4e09\u4e2a"}' \
		'{"text":"\u4eca\u5929\u7684\u4f1a\u8bae\u8ba8\u8bba\u4e86\u4e09\u4e2a"}'
	in_reads "{\"t\":\"今\",\"text\":\"$entities\"}" "{\"text\":\"$entities\"}"
	gives '{"t":"今","text":"今天的会议讨论了三个"}' '{"text":"今天的会议讨论了三个"}'
}

@test "half of a surrogate pair stays, is told, and can be replaced" {
	in_reads "{\"text\":\"\\ud83d$damaged\\uDE00\"}"
	qw repair -q --unit=jsonl:text in
	ok
	out_reads "{\"text\":\"\\ud83d$text\\uDE00\"}
"
	qw repair -q --unit=jsonl:text --invalid=replace in
	ok
	out_has "�$text"
	qw repair --unit=jsonl:text --invalid=stop in
	status_is 4
	err_has 'half of a surrogate pair'
	qw check --unit=jsonl:text in
	status_is 1
	out_has '^in:1:10: QW201 undecodable: 6 '
	in_english
	out_has '^in:1:10: QW201 undecodable: 6 bytes: half of a surrogate pair$'
}

@test "paths: members, elements, stars, quotes; several of them" {
	d=$damaged t=$text
	line() {
		printf '{"a":"%s","m":{"t":"%s","x.y":"%s"},"l":[{"t":"%s"},["%s"],{"t":"%s"}],"s":{"p":"%s"}}' "$@"
	}
	unit=jsonl:a
	in_reads "$(line "$d" "$d" "$d" "$d" "$d" "$d" "$d")"
	gives "$(line "$t" "$d" "$d" "$d" "$d" "$d" "$d")"
	unit=jsonl:.m.t,s.*
	gives "$(line "$d" "$t" "$d" "$d" "$d" "$d" "$t")"
	unit='jsonl:m."x.y",l[].t'
	gives "$(line "$d" "$d" "$t" "$t" "$d" "$t" "$d")"
	unit='jsonl:l[2].t,l.*[0]'
	gives "$(line "$d" "$d" "$d" "$d" "$t" "$t" "$d")"
	unit='jsonl:"m"."t","a"'
	gives "$(line "$t" "$t" "$d" "$d" "$d" "$d" "$d")"
	unit='jsonl:[].text'
	in_reads "[{\"text\":\"$d\"},1,{\"text\":null}]"
	gives "[{\"text\":\"$t\"},1,{\"text\":null}]"
}

@test "a name that is escaped in the record is the same name" {
	unit=jsonl:正文
	in_reads "{\"\\u6b63\\u6587\":\"$damaged\"}" "{\"正文\":\"$damaged\"}"
	gives "{\"\\u6b63\\u6587\":\"$text\"}" "{\"正文\":\"$text\"}"
}

@test "a field that is no string or not there is left alone; none anywhere is told" {
	unit=jsonl:text
	in_reads '{"text":null}' '{"text":["x"]}' '{"text":{"text":"x"}}' '[]' '"x"' '1' '{}' \
		'{"text":"x"}'
	gives "$(cat in)"
	in_reads '{"Text":"x"}'
	qw repair --unit=jsonl:text in
	status_is 0
	out_is in
	err_reads 'qingwen: in: no record has a text in this field; check --unit'
}

@test "lines that are no JSON pass on, and are told and counted" {
	{
		printf '{"text":"%s"}\n' "$damaged"
		for i in 1 2 3 4 5 6; do printf '{"text":"%s",}\n' "$damaged"; done
		printf '\n \t\r\n{"text":"a\001b"}\n{"text":"%s"}' "$damaged"
	} > in
	qw repair --unit=jsonl:text in
	status_is 0
	sed "1s/$damaged/$text/; \$s/$damaged/$text/" in > expected
	out_is expected
	[ "$(wc -l < err)" = 6 ] || fail 'other messages'
	for i in 2 3 4 5 6; do err_has "^qingwen: in: line $i: passed on as it is: "; done
	err_has '^qingwen: in: 7 records of 9 could not be read$'
	qw repair --unit=jsonl:text -q in
	ok
	qw repair --unit=jsonl:text -q --strict in
	status_is 4
	out_is expected
	qw repair -q --unit=jsonl:text --report=plan in
	ok
	jq -s -e '[.[] | select(.type == "broken")] | length == 7 and .[0].record == 2' plan > /dev/null
}

@test "line ends stay as they are" {
	printf '{"text":"%s"}\r\n\r\n{"text":"%s"}\n{"text":"%s"}' "$damaged" "$damaged" "$damaged" > in
	printf '{"text":"%s"}\r\n\r\n{"text":"%s"}\n{"text":"%s"}' "$text" "$text" "$text" > expected
	qw repair --unit=jsonl:text in
	ok
	out_is expected
	printf '\357\273\277' | cat - in > marked
	printf '\357\273\277' | cat - expected > expected.marked
	qw repair --unit=jsonl:text marked
	ok
	out_is expected.marked
	: > empty
	qw repair --unit=jsonl:text empty
	ok
	out_is empty
}

@test "GBK and Big5 are decoded before they are parsed: 5C and 7C in characters" {
	skip_without iconv
	for i in 1 2 3; do
		printf '{"标题":"乗倽俓","text":"%s 乗倽俓亅","n":%s}\n' "$text" $i
	done > expected
	iconv -f utf-8 -t gbk expected > in
	LC_ALL=C grep -q '\\"' in || fail 'the test has no trail byte 5C before a quote'
	qw repair --unit=jsonl:text in
	ok
	out_is expected
	qw repair --unit=jsonl:标题 --from=gbk in
	ok
	out_is expected
	printf '{"標題":"許功","text":"今天的會議討論了三個問題：資金、時間和許功"}\n' > expected
	iconv -f utf-8 -t big5 expected > in
	qw repair --script=keep --unit=jsonl:text in
	ok
	out_is expected
	qw detect --unit=jsonl:text in
	ok
	out_has '^in:1: text: .* big5'
}

@test "a short record is read as its neighbours are" {
	skip_without iconv
	{
		for i in 1 2 3 4 5 6; do printf '{"text":"%s"}\n' "$text"; done
		printf '{"text":"好的"}\n{"text":"俓"}\n'
	} > expected
	iconv -f utf-8 -t gbk expected > in
	qw repair --unit=jsonl:text in
	ok
	out_is expected
}

@test "UTF-16 with a mark, and by name" {
	skip_without iconv
	in_reads "{\"text\":\"$damaged\"}" "{\"text\":\"$text\"}"
	printf '{"text":"%s"}\n' "$text" "$text" > expected
	iconv -f utf-8 -t utf-16 in > wide
	qw repair --unit=jsonl:text wide
	ok
	out_is expected
	iconv -f utf-8 -t utf-16be in > wide
	qw repair --unit=jsonl:text --from=utf-16be - < wide
	ok
	out_is expected
}

@test "other fields of a record that is decoded are not repaired" {
	skip_without iconv
	entities='&#20170;&#22825;&#30340;&#20250;&#35758;&#35752;&#35770;&#20102;'
	in_reads "{\"a\":\"$text$entities\",\"text\":\"$text$entities\"}"
	iconv -f utf-8 -t gb18030 in > gb18030
	qw repair --unit=jsonl:text gb18030
	ok
	out_reads "{\"a\":\"$text$entities\",\"text\":\"$text今天的会议讨论了\"}
"
}

@test "bytes that are no text stay where they are" {
	printf '{"a":"\377","text":"\376%s"}\n' "$damaged" > in
	printf '{"a":"\377","text":"\376%s"}\n' "$text" > expected
	qw repair -q --unit=jsonl:text in
	ok
	out_is expected
}

@test "NUL, deep nests, brackets without end" {
	printf '{"text":"a"}\0\n{"text":"%s"}\n' "$damaged" > in
	printf '{"text":"a"}\0\n{"text":"%s"}\n' "$text" > expected
	qw repair -q --unit=jsonl:text in
	ok
	out_is expected
	{
		head -c 3000000 /dev/zero | tr '\0' '['
		printf '\n{"a":'
		head -c 9000 /dev/zero | tr '\0' '['
		head -c 9000 /dev/zero | tr '\0' ']'
		printf ',"text":"%s"}\n' "$damaged"
	} > in
	sed "s/$damaged/$text/" in > expected
	qw repair --unit=jsonl:text in
	status_is 0
	out_is expected
	err_has 'line 1: passed on as it is: nested too deep'
	err_has '1 record of 2 '
}

@test "more values than are held" {
	{
		printf '[""'
		head -c 4300000 /dev/zero | sed 's/\x0/,""/g'
		printf ']\n["%s"]\n' "$damaged"
	} > in
	qw repair --unit='jsonl:[]' in
	status_is 0
	sed "s/$damaged/$text/" in > expected
	out_is expected
	err_has 'line 1: passed on as it is: too many values'
}

@test "a file of UTF-8 with a line of GBK, and the other way round" {
	skip_without iconv
	{
		printf '{"text":"好的"}\n'
		printf '{"text":"%s乗倽"}\n' "$text" | iconv -f utf-8 -t gbk
		printf '{"text":"好的"}\n{"text":"俓"}\n{"text":"涓枃"}\n{"text":"中文"}\n'
	} > in
	printf '{"text":"%s"}\n' 好的 "${text}乗倽" 好的 俓 涓枃 中文 > expected
	qw repair --unit=jsonl:text in
	ok
	out_is expected
	{
		for i in 1 2 3; do printf '{"text":"%s"}\n' "$text"; done | iconv -f utf-8 -t gbk
		printf '{"text":"%s"}\n{"text":"中文"}\n{"text":"好的"}\n' "$text"
	} > in
	printf '{"text":"%s"}\n' "$text" "$text" "$text" "$text" 中文 好的 > expected
	qw repair --unit=jsonl:text in
	ok
	out_is expected
}

@test "a line that is too long passes through, in bounded memory" {
	skip_if_sanitized
	printf '{"text":"%s"}\n' "$damaged" > one
	printf '{"text":"%s"}\n' "$text" > sound
	{
		cat one
		head -c 280000000 /dev/zero | tr '\0' x
		printf '\n'
		cat one
	} | (ulimit -v 900000; "$qingwen" repair --unit=jsonl:text 2> err) |
		LC_ALL=C tr -d x > out
	sed 's/x//g' sound > short
	{ cat short; printf '\n'; cat short; } > expected
	out_is expected
	err_has 'line 2: passed on as it is: longer than 256 MiB'
}

@test "findings have the line and column of the file" {
	in_reads '{"id":1}' "{\"é\\n\":1,\"a\":\"\\u4eca\\n$damaged\",\"b\":\"x $damaged\"}"
	qw check --unit=jsonl:a,b in
	status_is 1
	column=$(grep -b -o "$damaged" <(sed -n 2p in | sed 's/é/e/') | head -n 1)
	out_has "^in:2:$((${column%%:*} + 1)): QW102 utf8-as-latin1: "
	[ "$(wc -l < out)" = 2 ] || fail 'not two findings'
	qw repair --unit=jsonl:a,b --report=plan in
	ok
	jq -s -e 'any(.type == "span" and .field == "b" and .record == 2 and .line == 2)' plan > /dev/null
	# The bytes of the file at offset, length are what was damaged.
	jq -r 'select(.type == "span") | "\(.offset) \(.length)"' plan | while read -r offset length; do
		tail -c +$((offset + 1)) in | head -c "$length" | cmp - <(printf '%s' "$damaged")
	done
}

@test "CSV: quotes, line ends in cells, other cells stay" {
	unit=csv:text
	printf 'id,"text",x\r\n1,"%s, ""q""\r\n二",  "a"\r\n2,%s,\r\n\r\n3,a"b,c' "$damaged" "$damaged" > in
	printf 'id,"text",x\r\n1,"%s, ""q""\r\n二",  "a"\r\n2,%s,\r\n\r\n3,a"b,c' "$text" "$text" > expected
	qw repair --unit=csv:text in
	ok
	out_is expected
	dd if=in bs=1 status=none | "$qingwen" repair --unit=csv:text | cmp - expected
	qw check --unit=csv:x,text in
	status_is 1
	out_has '^in:2:4: '
	out_has '^in:4:3: '
}

@test "CSV: columns by number, with a comma in the name, of a marked file" {
	in_reads "$damaged,$damaged" "$damaged,$damaged"
	qw repair --unit=csv:2 in
	ok
	out_reads "$damaged,$text
$damaged,$text
"
	printf '"a"b,c\n%s\n' "$damaged" > in
	qw repair --unit=csv:1 in
	status_is 0
	out_reads '"a"b,c
'"$text
"
	err_has 'line 1: passed on as it is'
	printf '\357\273\277"a,b",c\n%s,%s\n' "$damaged" "$damaged" > in
	qw repair --unit='csv:"a,b"' in
	ok
	printf '\357\273\277"a,b",c\n%s,%s\n' "$text" "$damaged" > expected
	out_is expected
	in_reads 'a,b' 'c,d'
	qw repair --unit=csv:d in
	status_is 3
	out_reads ''
	err_reads 'qingwen: in: no column d; the names are in its first row'
}

@test "CSV: a cell that begins with a quotation mark after repair gets quotes" {
	mark=$(printf '\357\273\277' | iconv -f latin1 -t utf-8)
	printf 'a,b\n%s"今天"的会议讨论了三个问题,x\n' "$mark" > in
	qw repair --unit=csv:a in
	ok
	out_reads 'a,b
"""今天""的会议讨论了三个问题",x
'
	mv out once
	qw repair --unit=csv:a once
	ok
	out_is once
}

@test "CSV that can't be read passes on from there" {
	printf 'a,b\n"%s"x,b\n%s,b\n"open,b\n%s,b\n' "$damaged" "$damaged" "$damaged" > in
	printf 'a,b\n"%s"x,b\n%s,b\n"open,b\n%s,b\n' "$damaged" "$text" "$damaged" > expected
	qw repair --unit=csv:a in
	status_is 0
	out_is expected
	err_has 'line 2: passed on as it is: text behind a quotation mark'
	err_has 'line 4: passed on as it is: a quotation mark is missing'
}

@test "TSV: no quotes, no escapes" {
	printf 'id\ttext\n"1\t"%s\\t\n2\tx\n' "$damaged" > in
	printf 'id\ttext\n"1\t"%s\\t\n2\tx\n' "$text" > expected
	qw repair --unit=tsv:text in
	ok
	out_is expected
}

@test "--annotate says what was found; a second run adds nothing" {
	in_reads "{\"text\":\"$damaged\"}" '{"text": "x"}' '{}' '[1]' "{\"q\":1,\"text\":\"$damaged\"}"
	qw repair --unit=jsonl:text --annotate=q in
	ok
	mv out once
	jq -c .q? once > q
	head -n 1 q | jq -e '.kinds == ["utf8-as-latin1"] and .exact == 22 and .guessed == 0
		and .lost == 0 and .confidence > 0.9' > /dev/null || fail 'not what was found'
	sed -n '2p' once | grep -q -F '{"text": "x", "q": {"kinds":[],' || fail 'blanks'
	sed -n '3p' once | grep -q -F '{"q":{"kinds":[],' || fail 'no member'
	[ "$(sed -n 4p once)" = '[1]' ] || fail 'no object'
	sed -n '5p' once | grep -q '^{"q":{"kinds":\["utf8-as-latin1"\].*},"text":"'"$text"'"}$' ||
		fail 'in place'
	qw repair --unit=jsonl:text --annotate=q once
	ok
	[ "$(jq -c 'keys_unsorted' out)" = "$(jq -c 'keys_unsorted' once)" ] || fail 'more members'
}

@test "--annotate in CSV and TSV is a column" {
	in_reads 'text,b' "$damaged,x" 'too,many,cells'
	qw repair -q --unit=csv:text --annotate=q in
	ok
	sed -n 1p out | grep -q -x 'text,b,q'
	sed -n 2p out | grep -q -x "$text"',x,"{""kinds"":\[""utf8-as-latin1""\].*}"'
	sed -n 3p out | grep -q -x 'too,many,cells'
	mv out once
	qw repair -q --unit=csv:text --annotate=q once
	ok
	sed -n 1p out | grep -q -x 'text,b,q'
	sed -n 2p out | grep -q -x "$text"',x,"{""kinds"":\[\],.*}"'
	printf 'text\tb\n%s\tx' "$damaged" > in
	qw repair --unit=tsv:text --annotate=q in
	ok
	sed -n 2p out | grep -q "^$text	x	{\"kinds\":\[\"utf8-as-latin1\"\]"
}

@test "--drop-lost sets records apart" {
	in_reads '{"text":"�����今天"}' "{\"text\":\"$damaged\"}" '{"text":"�今天的会议讨论了三个问题，资金和人员"}'
	printf '%s\n' "{\"text\":\"$text\"}" '{"text":"�今天的会议讨论了三个问题，资金和人员"}' > kept
	qw repair --unit=jsonl:text --drop-lost=0.5 --dropped=apart in
	status_is 0
	out_is kept
	printf '{"text":"�����今天"}\n' | cmp - apart
	err_reads 'qingwen: in: 1 record of 3 set apart to apart'
	qw repair --unit=jsonl:text --drop-lost=0.5 --dropped=apart in
	status_is 3
	err_has 'apart: cannot write: there are records in it'
	out_reads ''
	qw repair -q --unit=jsonl:text --drop-lost=0 --dropped=more --report=plan -o new in
	ok
	[ "$(wc -l < more)" = 2 ] && [ "$(wc -l < new)" = 1 ]
	[ "$(jq -c 'select(.type == "dropped") | .record' plan | tr '\n' ' ')" = '1 3 ' ]
	printf 'a\n�����今天\nx' > in
	qw repair -q --unit=csv:a --drop-lost=0 --dropped=apart.csv in
	ok
	out_reads 'a
x'
	printf 'a\n�����今天\n' | cmp - apart.csv
}

@test "what can't be set apart is not taken away" {
	[ -e /dev/full ] || skip 'no /dev/full'
	printf '{"text":"�����今天"}\n{"text":"x"}\n' > in
	cp in kept
	qw repair --unit=jsonl:text --drop-lost=0.5 --dropped=/dev/full -o in in
	status_is 3
	err_has '^qingwen: /dev/full: cannot write: '
	err_has '^qingwen: in: left as it was'
	cmp in kept
	qw repair -q --unit=jsonl:text --drop-lost=0.5 --dropped=/dev/full -o new/ in
	status_is 3
	mkfifo pipe
	cat pipe > apart &
	qw repair -q --unit=jsonl:text --drop-lost=0.5 --dropped=pipe -o in in
	ok
	wait
	printf '{"text":"�����今天"}\n' | cmp - apart
	printf '{"text":"x"}\n' | cmp - in
}

@test "trees of records: mirror, in place, summary" {
	mkdir -p pages/sub
	printf '{"text":"%s"}\nno\n' "$damaged" > pages/a.jsonl
	printf '{"text":"�����今天"}\n{"text":"%s"}\n' "$damaged" > pages/sub/b.jsonl
	for jobs in 1 2; do
		rm -rf apart clean
		qw repair -j $jobs --unit=jsonl:text --drop-lost=0.5 --dropped=apart -o clean pages
		status_is 0
		printf '{"text":"%s"}\nno\n' "$text" | cmp - clean/a.jsonl
		printf '{"text":"%s"}\n' "$text" | cmp - clean/sub/b.jsonl
		printf '{"text":"�����今天"}\n' | cmp - apart
		err_has '; 4 records, 1 could not be read, 1 set apart; 2 files changed'
	done
	qw repair -q --unit=jsonl:text --drop-lost=0.5 --dropped=apart2 -i.old pages
	ok
	grep -q �� pages/sub/b.jsonl.old && grep -q �� apart2
	! grep -q �� pages/sub/b.jsonl
	cmp pages/a.jsonl clean/a.jsonl
	cp pages/sub/b.jsonl.old pages/sub/b.jsonl
	qw repair -q --unit=jsonl:text --drop-lost=0.5 --dropped=apart3 -i --journal=journal pages
	ok
	grep -q �� apart3 && ! grep -q �� pages/sub/b.jsonl
	qw undo journal
	status_is 0
	cmp pages/sub/b.jsonl pages/sub/b.jsonl.old
	before=$(stat -c %i pages/a.jsonl)
	qw repair -q --unit=jsonl:text -i pages/a.jsonl
	ok
	[ "$(stat -c %i pages/a.jsonl)" = "$before" ] || fail 'a sound file was replaced'
}

@test "each record leaves as soon as it is complete" {
	mkfifo pipe
	"$qingwen" repair --unit=jsonl:text < pipe > out 2> err 3>&- &
	pid=$!
	exec 8> pipe
	printf '{"text":"%s"}\n{"te' "$damaged" >&8
	wait_until grep -q "$text" out
	printf 'xt":"%s"}' "$damaged" >&8
	exec 8>&-
	wait $pid
	[ "$(grep -c "$text" out)" = 2 ]
}

@test "what --unit and its friends refuse" {
	in_reads '{}'
	for unit in jsonl jsonl: jsonl:a. jsonl:a,,b jsonl:a[x] 'jsonl:"a' 'jsonl:a"b' jsonl:a] csv:0 \
		csv: csv:a,1 xml:a json:a 'tsv:"a"b'; do
		qw repair --unit="$unit" in
		status_is 2
		err_has "^qingwen: --unit=$(printf '%s' "$unit" | sed 's/[][]/\\&/g'): "
	done
	qw damage --unit=jsonl:text utf8-as-gbk in
	status_is 2
	for options in --annotate=x --drop-lost=0 --dropped=x '--unit=line --annotate=x' \
		'--unit=jsonl:a --drop-lost=0' '--unit=jsonl:a --dropped=x' \
		'--unit=jsonl:a --drop-lost=2 --dropped=x' '--unit=jsonl:b,a --annotate=a' \
		'--unit=jsonl:a.b --annotate=a' '--unit=csv:a --annotate=a' '--unit=jsonl:a --annotate=' \
		'--unit=jsonl:a --drop-lost=0 --dropped=x -i' \
		'--unit=jsonl:a --drop-lost=0 --dropped=x -o x' \
		'--unit=jsonl:a --drop-lost=0 --dropped=x --report=x' \
		'--unit=jsonl:a --drop-lost=0 --dropped=x --diff'; do
		qw repair $options in
		status_is 2
		[ ! -e x ] || fail "$options wrote"
	done
	qw repair --unit=jsonl:a --from=nonsense in
	status_is 2
	err_has 'unknown encoding'
}
