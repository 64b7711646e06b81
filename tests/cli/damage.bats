# SPDX-License-Identifier: Apache-2.0
# qingwen damage: what each policy makes of the same bytes. A chain latin1-as-X reads the
# characters U+0000 to U+00FF as bytes.
load helper

# damaged CHAIN INPUT OUTPUT, both with the escapes of printf.
damaged() {
	printf "$2" > in
	printf "$3" > expected
	qw damage "$1" in
	ok
	cmp out expected || fail "$1 differs"
}

# refused CHAIN INPUT BYTE: nothing comes out, and the place is named.
refused() {
	printf "$2" > in
	qw damage "$1" in
	status_is 4
	out_reads ''
	err_reads "qingwen: in: byte $3: the chain can't write or read this;\
 name another policy than strict"
}

@test "no policy: U+FFFD for each byte that can't be read, ? for what can't be written" {
	damaged utf8-as-gbk '你好吗' '浣犲ソ鍚�'
	damaged utf8-as-windows-1252 '文' 'æ–‡'
	damaged gbk-as-latin1 '中한' 'ÖÐ\xC2\x836\xC2\x843'
	damaged big5-as-latin1 '中🀄' '\xC2\xA4\xC2\xA4?'
}

@test "strict: a failure that names the place" {
	refused utf8-as-gbk:strict '你好吗' 6
	refused big5-as-latin1:strict '好🀄' 3
	refused utf8-as-gbk,utf8-as-gbk:strict '你好吗' 6
	refused utf8-as-windows-1252:python+strict 'x”' 1
	damaged utf8-as-gbk:strict '你好' '浣犲ソ'
	damaged utf8-as-windows-1252:strict '”' 'â€\xC2\x9D'
}

@test "the holes of windows-1252" {
	for policy in python java; do
		damaged utf8-as-windows-1252:$policy '”' 'â€�'
	done
	for policy in whatwg windows windows-nouser; do
		damaged utf8-as-windows-1252:$policy '”' 'â€\xC2\x9D'
	done
	damaged utf8-as-windows-1252:glibc '”' 'â€'
}

@test "0x80 in GBK" {
	damaged latin1-as-gbk:python '\xC2\x80' '�'
	damaged latin1-as-gbk:java '\xC2\x80' '�'
	damaged latin1-as-cp936:java '\xC2\x80' '€'
	for policy in whatwg glibc windows windows-nouser; do
		damaged latin1-as-gbk:$policy '\xC2\x80' '€'
	done
}

@test "a lead byte without its trail byte" {
	damaged latin1-as-gbk:python 'È(' '�('
	damaged latin1-as-gbk:java 'È(' '�('
	damaged latin1-as-gbk:whatwg 'È(' '�('
	damaged latin1-as-gbk:glibc 'È(' '('
	damaged latin1-as-gbk:windows 'È(' '?'
	damaged latin1-as-gb18030:java 'È(' '�('
	damaged latin1-as-gb18030:glibc 'È(' ''
	damaged latin1-as-big5:java 'È(' '�'
	damaged latin1-as-shift_jis:windows '\xC2\x81(' '・'
}

@test "user areas" {
	damaged latin1-as-gbk:python '\xC2\xAA\xC2\xA1' '��'
	damaged latin1-as-gbk:java '\xC2\xAA\xC2\xA1' '\xEE\x80\x80'
	damaged latin1-as-gbk:whatwg '\xC2\xAA\xC2\xA1' '\xEE\x80\x80'
	damaged latin1-as-gbk:glibc 'A\xC2\xAA\xC2\xA1B' 'AB'
	damaged latin1-as-gbk:windows '\xC2\xAA\xC2\xA1' '\xEE\x80\x80'
	damaged latin1-as-gbk:windows-nouser '\xC2\xAA\xC2\xA1' '?'
	damaged latin1-as-gbk:windows+private-dropped 'A\xC2\xAA\xC2\xA1B' 'AB'
}

@test "a character that can't be written" {
	damaged gbk-as-utf8:python 'a한' 'a?'
	damaged gbk-as-utf8:java 'a😀' 'a?'
	damaged gbk-as-utf8:whatwg 'a😀' 'a&#128512;'
	damaged gbk-as-utf8:glibc 'a😀' 'a'
	damaged gbk-as-utf8:windows 'a😀' 'a??'
}

@test "UTF-8 that is none: the longest beginning is one fault" {
	for policy in '' :python :whatwg :java; do
		damaged latin1-as-utf8$policy 'ä½A' '�A'
		damaged latin1-as-utf8$policy 'à\xC2\x80' '��'
	done
	damaged latin1-as-utf8:python 'í\xC2\xA0\xC2\x80' '���'
	damaged latin1-as-utf8:java 'í\xC2\xA0\xC2\x80' '�'
}

@test "what was done to the text later" {
	damaged utf8-as-latin1:c1-dropped '你好' 'ä½\xC2\xA0å¥½'
	damaged utf8-as-latin1:nbsp-to-space '你' 'ä½ '
	damaged utf8-as-windows-1252:whatwg+c1-dropped+nbsp-to-space '”你' 'â€ä½ '
	damaged utf8-as-gbk:question '吗' '鍚?'
	damaged utf8-as-gbk:glibc+question '吗' '鍚?'
}

@test "ftfy-scar: mojibake that was taken for another" {
	damaged ftfy-scar 'ÐÂµÄ\n' 'еÄ\n'
	damaged gbk-as-latin1,ftfy-scar '有人推荐我去演剧中的女主角' 'ÓÐÈËÍÆ¼öÎÒÈ¥ÑݾçÖеÄÅ®Ö÷½Ç'
	damaged gbk-as-latin1,ftfy-scar '会议将于' '»áÒ齫ÓÚ'
	# Text without bad neighbours, real UTF-8 mojibake, and a line of each.
	damaged ftfy-scar 'Übergrößenträger\n' 'Übergrößenträger\n'
	damaged ftfy-scar 'ä½\xC2\xA0å¥½\n' '你好\n'
	damaged ftfy-scar 'ä½\xC2\xA0å¥½\nÐÂµÄ\n新的' '你好\nеÄ\n新的'
	damaged ftfy-scar 'Ã \xC2\x85' 'à …'
	qw damage ftfy-scar:strict sound.txt
	status_is 2
	err_has '^qingwen: CHAIN: byte 10: '
	# What a later link can't read is in the line that begins there.
	refused ftfy-scar,utf8-as-gbk:strict 'ÐÂµÄ\n今天吗' 9
}

@test "debris: what the bytes EF BF BD of U+FFFD are read as" {
	for policy in python whatwg java; do
		damaged gbk-as-utf8:$policy '你好世界' '�������'
		damaged gbk-as-utf8:$policy,utf8-as-gbk:$policy '你好世界' '锟斤拷锟斤拷锟斤拷锟�'
		damaged gbk-as-utf8:$policy,utf8-as-latin1 '你好' 'ï¿½ï¿½ï¿½'
		damaged big5-as-utf8:$policy,utf8-as-big5:$policy '測試大家' '嚙踝蕭嚙調大嚙窮'
		damaged latin1-as-utf8:$policy 'né' 'n�'
		damaged latin1-as-utf8:$policy,utf8-as-gbk:$policy 'é\xC3\xA8' '锟斤拷'
	done
}

@test "shift: bytes that are gone, overwritten or doubled" {
	damaged shift:gbk+every=11+as=nothing '大家好，会议上午九点开始。\n' '大家好；衢上午九凳迹\n'
	damaged shift:gbk+every=11 '大家好，会议上午九点开始。\n' '大家好；衢上午九凳迹\n'
	damaged shift:gbk+every=11+as=question '大家好，会议上午九点开始。' '大家好�?会?樯衔缇诺???始?�'
	damaged shift:gbk+every=11+as=space '大家好，会议上午九点开始。' '大家好� 会 樯衔缇诺   始 �'
	damaged shift:gbk+every=11+as=doubled+python '大家好，会议上午九点开始。' \
		'大家好，�会乙樯衔缇诺沣靠��始　�'
	damaged shift:big5+every=11 '會議上午九點開始。' '會臚W午九點隆lC'
}

@test "shift: who reads the bytes says what becomes of those that are no character" {
	damaged shift:gbk+every=11+as=fffd '大家好，会议上午九点开始。' '大家好��会�樯衔缇诺���始��'
	damaged shift:gbk+every=11+as=fffd+whatwg '大家好，会议上午九点开始。' \
		'大家好�会�樯衔缇诺���始��'
	damaged shift:gbk+every=11+as=question+windows '大家好，会议上午九点开始。' \
		'大家好?会?樯衔缇诺???始??'
	damaged shift:gbk+glibc+every=11+as=fffd '大家好，会议上午九点开始。' '大家好会樯衔缇诺始'
	damaged shift:gbk+python+every=11+as=fffd+question '大家好，会议上午九点开始。' \
		'大家好??会?樯衔缇诺???始??'
}

@test "shift: ASCII and LF stay, and each line depends on itself and the seed" {
	# Every byte is hit, the last of a line as well.
	damaged shift:gbk+every=1 'No. 1：报告\n\n你好\n' 'No. 1\n\n\n'
	damaged shift:gbk+every=1+as=space+windows 'a报\nb' 'a  \nb'
	many_lines > in
	qw damage shift:gbk+every=20 in
	ok
	mv out whole
	[ "$(grep -c '' whole)" = 62 ]
	! cmp -s in whole
	qw damage --unit=line shift:gbk+every=20 in
	ok
	out_is whole
	qw damage shift:gbk+every=20+seed=1 in
	ok
	! cmp -s out whole
	# What a later link can't read has its place in the text as it came.
	printf '报告\n你好吗' > in
	qw damage shift:gbk+every=1000000,utf8-as-gbk:strict in
	status_is 4
	err_has '^qingwen: in: byte 13: '
}

@test "shift: parameters that can't be read" {
	while read -r parameters byte; do
		qw damage "shift$parameters" sound.txt
		status_is 2
		out_reads ''
		err_has "^qingwen: CHAIN: byte $byte: "
	done <<- 'EOF'
		: 6
		:latin1 6
		:klingon 6
		:utf8 6
		:gbk+ 10
		:gbk+every=0 10
		:gbk+every=x 10
		:gbk+every= 10
		:gbk+every=1000000000000000000 10
		:gbk+as=blank 10
		:gbk+seed=1+as=space+perl 26
		:gbk+strict 10
		:gbk+question+python 19
	EOF
	qw damage shift sound.txt
	status_is 2
	damaged shift:gb2312 'ASCII\n' 'ASCII\n'
	# Codes of four bytes stay.
	damaged shift:gb18030+every=1 'aह中b' 'aहb'
}

@test "a splice says what its program and its decoder did" {
	damaged 'splice:報 請' '日報，變小' '日?qǐng)?bào)，變小'
	damaged 'splice:報 請 lost=replacement' '日報' '日�(qǐng)�(bào)'
	damaged 'splice:報 請 unit=characters' '日報' '日報(bào)'
	damaged 'splice:，=_ 。=__' '日報，變小，' '日報 ，變? ?，'
	damaged 'splice:，=_ 。=__ order=backwards' '變小，' '變小 ，'
	damaged 'splice:view=big5' '髮后' '發後'
	for word in user= user=gone lost=nothing ，=x ，; do
		qw damage "splice:報 $word" in
		status_is 2
	done
}

@test "unknown policies" {
	for policy in perl python+ +strict strict+python python++strict PYTHON question+java; do
		qw damage utf8-as-gbk:$policy sound.txt
		status_is 2
		out_reads ''
		err_reads "qingwen: CHAIN: byte 12: unknown damage or wrong parameters;\
 qingwen damage --list prints the names"
	done
	qw damage utf8-as-gbk:python,klingon sound.txt
	status_is 2
	qw damage splice:python sound.txt
	status_is 2
	qw damage splice:strict sound.txt
	status_is 2
}

# Sixty lines of different length, an empty one and one of ASCII.
many_lines() {
	local i
	for i in $(seq 30); do
		echo "第 $i 行：今天的会议讨论了三个问题。"
		echo "编号 $((i * 7919))，大家同意先解决资金问题$i。"
	done
	echo
	echo 'plain ASCII'
}

@test "random: the seed decides, for each line alone" {
	many_lines > in
	qw damage --seed=5 --unit=line random in
	ok
	mv out first
	[ "$(wc -l < first)" = 62 ]
	qw damage --seed=5 --unit=line random in
	ok
	out_is first
	qw damage --seed=6 --unit=line random in
	ok
	! cmp -s out first
	head -n 10 in > some
	head -n 10 first > expected
	qw damage --seed=5 --unit=line random some
	ok
	out_is expected
	qw damage --seed=5 random in
	ok
	! cmp -s out in
}

@test "random: labels tell what was damaged, and with them it can be done again" {
	skip_without jq
	many_lines > in
	qw damage --seed=11 --unit=line --record=labels random in
	ok
	mv out damaged
	[ "$(wc -l < labels)" -ge 60 ]
	jq -e 'select(.type != "damage" or .file != "in" or .document != .line)' labels && fail labels
	jq -r '[.offset, .length, .output_offset, .output_length, .chain] | @tsv' labels > rows
	while read -r offset length output_offset output_length chain; do
		tail -c +$((offset + 1)) in | head -c "$length" > unit
		tail -c +$((output_offset + 1)) damaged | head -c "$output_length" > expected
		qw damage "$chain" unit
		ok
		out_is expected
	done < rows
}

@test "random: nothing is lost, unless it may be" {
	skip_without jq
	many_lines > in
	qw damage --seed=3 --unit=line --record=labels random in
	ok
	! grep -q '�' out
	[ "$(jq -r .chain labels | tr , '\n' | grep -vc ':strict$')" = 0 ]
	qw damage --seed=3 --unit=line --lossy --record=labels random in
	ok
	grep -q '[�?]' out
	[ "$(jq -r .chain labels | grep -c strict)" = 0 ]
}

@test "--share damages some, and ASCII stays as it is" {
	many_lines > in
	qw damage --seed=1 --unit=line --share=0 random in
	ok
	out_is in
	qw damage --seed=1 --unit=line --share=40 random in
	ok
	clean=$(comm -12 <(sort in) <(sort out) | wc -l)
	[ "$clean" -gt 20 ] && [ "$clean" -lt 50 ]
	qw damage --seed=1 --unit=line --share=40 utf8-as-latin1 in
	ok
	same=$(comm -12 <(sort in) <(sort out) | wc -l)
	[ "$same" -ge "$clean" ] && [ "$same" -le $((clean + 2)) ]
	printf 'ASCII\n\n' > in
	qw damage --unit=line utf8-as-gbk in
	ok
	out_is in
}

@test "--unit keeps what ends a unit, and failures count from the start of the file" {
	printf '你好吗\n你好' > in
	qw damage --unit=line utf8-as-gbk in
	ok
	printf '浣犲ソ鍚�\n浣犲ソ' > expected
	out_is expected
	printf '你好\0你好吗\0' > in
	qw damage --unit=nul utf8-as-gbk:strict in
	status_is 4
	err_has '^qingwen: in: byte 13: '
	printf 'a\n\377\n' > in
	qw damage --unit=line --seed=1 random in
	status_is 4
	err_has '^qingwen: in: byte 2: is not UTF-8: '
}

@test "--record: not over the input, nothing of a failure is kept by --output" {
	cp sound.txt in
	qw damage --record=in utf8-as-gbk in
	status_is 3
	cmp in sound.txt
	echo old > page
	qw damage -o page utf8-as-gbk:strict bad.txt
	status_is 4
	[ "$(cat page)" = old ]
	qw damage -o page --record=no/such/folder utf8-as-gbk in
	status_is 3
	[ "$(cat page)" = old ]
}
