# SPDX-License-Identifier: Apache-2.0
# Escapes: what the command says of them, and what other programs write.
load helper

# written KIND EXPRESSION: Python writes the string s in the same way.
written() {
	printf '我们在北京·上海😀下了车，abc' > in
	qw damage "escape:$1" in
	ok
	python3 -c "import json, quopri, sys, urllib.parse as url
s = open('in', encoding='utf-8').read()
sys.stdout.write($2)" > expected
	cmp out expected || fail "$1 differs"
}

@test "kinds are those of other programs" {
	skip_without python3
	export PYTHONIOENCODING=utf-8
	written entity-decimal 's.encode("ascii", "xmlcharrefreplace").decode()'
	written u-escape 'json.dumps(s)[1:-1]'
	written percent-utf8 'url.quote(s)'
	written percent-utf8+doubled 'url.quote(url.quote(s))'
	written quoted-printable '"".join(c if c < "\x7f" else
quopri.encodestring(c.encode()).decode() for c in s)'
	written x-escape 'repr(s.encode())[2:-1]'
	written octal '"".join(chr(b) if b < 128 else "\\%03o" % b for b in s.encode())'
	written utf7 'json.loads(json.dumps(s)).encode("utf-7").decode()'
	printf '我们在北京下了车' > in
	qw damage escape:hz in
	ok
	out_reads "$(python3 -c 'print("我们在北京下了车".encode("hz").decode())')"
	qw damage escape:percent-gbk in
	ok
	out_reads "$(python3 -c 'from urllib.parse import quote
print(quote("我们在北京下了车", encoding="gbk"))')"
}

@test "repair, check and the plan" {
	qw damage escape:u-escape+upper sound.txt
	ok
	mv out page.txt
	qw repair page.txt
	ok
	out_is sound.txt
	qw check page.txt
	status_is 1
	out_has '^page.txt:1:1: QW502 escape:u-escape+upper: '
	qw repair --explain page.txt
	status_is 0
	err_has '^page.txt: lines 1-2: escape:u-escape+upper: 2 places, .*; proven, '
}

@test "--entities" {
	printf '&#20170;&#22825;&mdash;&mdash;&#26126;&#22825; &lt;\n' > page.txt
	qw repair page.txt
	ok
	out_reads '今天&mdash;&mdash;明天 &lt;
'
	qw repair --entities=named page.txt
	ok
	out_reads '今天——明天 &lt;
'
	qw repair --entities=keep page.txt
	ok
	out_is page.txt
	qw repair --entities=all page.txt
	status_is 2
	err_has 'unknown value, not one of numeric|keep|named'
}

@test "a soft line break stays" {
	printf '=BB=E1=D2=E9=B8=C4=D4=DA=D0=C7=C6=DA=CB=C4=\n=C9=CF=CE=E7=A1=A3\n' > page.txt
	qw repair page.txt
	ok
	out_reads '会议改在星期四=
上午。
'
}

@test "damage: a kind or a word that is none" {
	for chain in escape escape:nothing escape:u-escape+bare escape:hz+share=101; do
		qw damage "$chain" sound.txt
		status_is 2
		err_has 'byte [0-9]*: '
	done
}
