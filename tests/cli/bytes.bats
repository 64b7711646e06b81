# SPDX-License-Identifier: Apache-2.0
# Files in GBK or Big5 in which single bytes are missing, there twice, or other ones: what is left is
# known, and so is where, as far as a byte can't be decoded.
load helper

setup_more() {
	cat > hans.txt <<-'EOF'
		冬天的早晨，码头上的人比平时多，大家都在等第一班渡轮。
		老船长说雾太大，至少要等半个小时才能开船。
		有人买了热豆浆，也有人站在栏杆旁边看海鸥。
		天慢慢亮了，对岸的灯塔终于看得清楚了。
	EOF
	cat > hant.txt <<-'EOF'
		冬天的早晨，碼頭上的人比平時多，大家都在等第一班渡輪。
		老船長說霧太大，至少要等半個小時才能開船。
		有人買了熱豆漿，也有人站在欄杆旁邊看海鷗。
		天慢慢亮了，對岸的燈塔終於看得清楚了。
	EOF
}

# lose SET AS FILE: into lost, and fail when nothing is.
lose() {
	"$qingwen" damage "shift:$1+bytes+every=50+seed=2+as=$2" "$3" > lost
	"$qingwen" damage "shift:$1+bytes+every=1000000000" "$3" > whole
	! cmp -s lost whole || fail "nothing was lost"
}

@test "bytes: what is not hit is the text in its encoding" {
	"$qingwen" damage shift:gbk+bytes+every=1000000000 hans.txt > got
	iconv -f UTF-8 -t GBK hans.txt > expected
	cmp got expected
	"$qingwen" damage shift:big5+bytes+every=1000000000 hant.txt > got
	iconv -f UTF-8 -t BIG5 hant.txt > expected
	cmp got expected
}

@test "GBK, a question mark over a byte" {
	lose gbk question hans.txt
	qw repair --script=keep lost
	ok
	out_is hans.txt
}

@test "GBK, a byte is gone" {
	lose gbk nothing hans.txt
	qw repair --script=keep lost
	ok
	out_is hans.txt
}

@test "GBK, a byte twice" {
	lose gbk doubled hans.txt
	qw repair --script=keep lost
	ok
	out_is hans.txt
}

@test "Big5, a question mark over a byte" {
	lose big5 question hant.txt
	qw repair --script=keep lost
	ok
	out_is hant.txt
}

@test "what comes back was not passed on" {
	lose gbk question hans.txt
	qw repair --script=keep --invalid=stop --report=report lost
	ok
	jq -se '.[] | select(.type == "document") | .invalid == 0 and .guessed > 0' report > /dev/null
	! grep -q '"type":"invalid"' report
}

@test "the same in pieces as whole" {
	lose gbk nothing hans.txt
	"$qingwen" repair --script=keep lost > whole
	dd if=lost bs=1 2> /dev/null | "$qingwen" repair --script=keep > pieces
	cmp whole pieces
}

@test "sound GBK stays, whatever it asks" {
	printf '真的吗?他问:你要不要去?我说去?不去?我还没想好。\n' > asked.txt
	iconv -f UTF-8 -t GBK asked.txt > asked.gbk
	qw repair --script=keep asked.gbk
	ok
	out_is asked.txt
}

@test "in an encoding of one byte, and in UTF-8, such bytes pass on" {
	printf 'plain text, and \xC3 a stray byte\n' > stray
	qw repair stray
	out_is stray
	printf '这一行有一个字节\xE4读不了。\n' > stray
	qw repair --script=keep stray
	out_is stray
}

@test "what is skipped passes on, and is told" {
	lose gbk question hans.txt
	qw repair --script=keep --skip=shift:gbk --invalid=stop lost
	status_is 4
	qw repair --script=keep --skip=shift:gbk --report=report lost
	[ -s err ]
	jq -se '.[] | select(.type == "document") | .invalid > 0 and .guessed == 0' report > /dev/null
}

@test "a byte of another encoding among ASCII is no part of a pair" {
	printf '这家书店开在城南的老街上。\n欢迎光临 Caf' | iconv -f UTF-8 -t GBK > stray
	printf '\351 Ren\351, \251 2005\n' >> stray
	qw repair --script=keep --report=report stray
	grep -aq "$(printf 'Caf\351 Ren\351, \251 2005')" out
	jq -se '.[] | select(.type == "document") | .invalid == 3 and .guessed == 0' report > /dev/null
}

@test "a letter of UTF-8 in a file of Big5 is no torn pair" {
	printf '會議在上午開始，下午結束。\n' | iconv -f UTF-8 -t BIG5 > mixed
	printf 'a \342\200\246 b\n' >> mixed
	qw repair --script=keep mixed
	out_has 'a … b'
}

@test "letters and signs beside rare Han are no lost bytes" {
	printf '軒A│秩A│蘊源\n' > list.txt
	iconv -f UTF-8 -t GBK list.txt > list.gbk
	qw repair --script=keep list.gbk
	ok
	out_is list.txt
	qw repair --script=keep list.txt
	ok
	out_is list.txt
	printf '俊A超鑒B餘\n' > list.txt
	iconv -f UTF-8 -t BIG5 list.txt > list.big5
	qw repair --script=keep list.big5
	ok
	out_is list.txt
}

@test "the names of Windows are those of the sets" {
	lose gbk question hans.txt
	qw repair --script=keep --from=cp936 lost
	ok
	out_is hans.txt
}

@test "what nothing tells of passes on, counted" {
	printf '%s\n' '名单：' > name
	iconv -f UTF-8 -t GBK name > lost
	printf '\xC1\n' >> lost
	qw repair --script=keep --from=gbk --report=report lost
	jq -se '.[] | select(.type == "document") | .invalid + .guessed + .lost >= 1' report > /dev/null
}
