# SPDX-License-Identifier: Apache-2.0
# Files that hold several encodings.
load helper

setup_more() {
	"$qingwen" damage gb18030-in-utf8 sound.txt > gbk.txt
	cat sound.txt sound.txt gbk.txt > mixed.txt
	cat sound.txt sound.txt sound.txt > sound2.txt
}

@test "repair writes one encoding" {
	qw repair mixed.txt
	ok
	out_is sound2.txt
}

@test "detect and check tell of the parts" {
	in_english
	qw detect mixed.txt
	ok
	out_has '^mixed.txt: encoding utf-8 and others, script hans, damaged$'
	out_has '^  gb18030-in-utf8: 2 places, '
	qw detect gbk.txt
	out_has '^gbk.txt: encoding gb18030, script hans, no damage$'
	qw check mixed.txt
	status_is 1
	quiet
	out_has "^mixed.txt:5:1: QW202 gb18030-in-utf8: .* should read '今天的会议"
	[ "$(wc -l < out)" -eq 2 ]
}

@test "where each part has its own, the encoding is not called unknown" {
	in_english
	printf '%s\n' '圖書館閉館以前，他總要把借來的雜誌放回架上。' \
		'再向櫃檯的姐姐說聲謝謝，才慢慢走回家。' > hant.txt
	"$qingwen" damage gb18030-in-utf8 hant.txt > gbk.txt
	"$qingwen" damage big5-in-utf8 hant.txt > big5.txt
	cat hant.txt gbk.txt big5.txt > mixed.txt
	qw detect mixed.txt
	ok
	out_has '^mixed.txt: encoding utf-8 and others, script hant, damaged$'
	out_has '^  gb18030-in-utf8: 2 places, '
	out_has '^  big5-in-utf8: 2 places, '
}

@test "the report has the bytes and their proof" {
	qw repair --report=report mixed.txt
	ok
	grep -q '"type":"segment".*"chain":"gb18030-in-utf8".*"first_line":5,"last_line":6.*"proven":true' report
	grep -q '"type":"span","file":"mixed.txt".*"before_hex":"bdf1ccec.*"after":"今天的会议' report
	grep -q "\"type\":\"document\".*\"mixed\":$(($(wc -c < gbk.txt) - 2))[,}]" report
}

@test "who names the encoding gets no other one" {
	qw repair --from=utf-8 -q mixed.txt
	ok
	out_is mixed.txt
	"$qingwen" repair --from=gb18030 -q gbk.txt > out
	out_is sound.txt
}

@test "--invalid=stop does not stop where another encoding can be read" {
	qw repair --invalid=stop mixed.txt
	ok
	out_is sound2.txt
}

@test "files of megabytes, one behind another, and in lines longer than any window" {
	for i in 1 2 3 4 5 6 7 8 9 10 11 12; do cat sound2.txt sound2.txt > t; mv t sound2.txt; done
	"$qingwen" damage gb18030-in-utf8 sound2.txt > gbk2.txt
	cat sound2.txt sound2.txt > want
	cat sound2.txt gbk2.txt | "$qingwen" repair > out
	out_is want
	cat gbk2.txt sound2.txt | "$qingwen" repair > out
	out_is want
	tr -d '\n' < sound2.txt > long.txt
	tr -d '\n' < gbk2.txt > long2.txt
	cat sound.txt long.txt long.txt sound.txt > want
	cat sound.txt long2.txt long.txt sound.txt | "$qingwen" repair > out
	out_is want
	cat gbk.txt long2.txt long.txt gbk.txt | "$qingwen" repair > out
	out_is want
}
