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
