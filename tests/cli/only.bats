# SPDX-License-Identifier: Apache-2.0
# --only and --skip: which damages are repaired.
load helper

setup_more() {
	head -n 1 sound.txt > one.txt
	"$qingwen" damage utf8-as-latin1 one.txt > latin1.txt
	"$qingwen" damage escape:u-escape one.txt > escape.txt
	cat latin1.txt escape.txt > both.txt
	printf '会议室的名单上写着锟斤拷锟斤拷，下午两点开始。\n' > debris.txt
}

@test "kinds by name, by pattern, in lists and one after the other" {
	cat one.txt escape.txt > mojibake_done.txt
	cat latin1.txt one.txt > escape_done.txt
	cat one.txt one.txt > done.txt
	for kinds in utf8-as-latin1 'utf8-as-*' '*latin?' splice,utf8-as-latin1 'utf8-*,shift'; do
		qw repair --only="$kinds" both.txt
		ok
		out_is mojibake_done.txt
		qw repair --skip="$kinds" both.txt
		ok
		out_is escape_done.txt
	done
	for kinds in escape 'escape:*' escape:u-escape 'esc*' 'escape:u-*'; do
		qw repair --only="$kinds" both.txt
		ok
		out_is escape_done.txt
		qw repair --skip="$kinds" both.txt
		ok
		out_is mojibake_done.txt
	done
	qw repair --only=escape --only=utf8-as-latin1 both.txt
	ok
	out_is done.txt
	qw repair --only='*' both.txt
	ok
	out_is done.txt
	qw repair --only='*' --skip=escape both.txt
	ok
	out_is mojibake_done.txt
	for option in '--skip=*' --only=splice '--only=escape --skip=escape' --only=escape:entity-hex; do
		qw repair $option both.txt
		ok
		out_is both.txt
	done
}

@test "what is skipped is counted" {
	skip_without jq
	qw repair --skip=escape --report=report --explain both.txt
	status_is 0
	err_has ': lines 2-2: escape:u-escape: 0 places, .*; 0 places unproven, 1 place skipped; left as it came$'
	err_has '^both.txt: encoding .* 1 place skipped; '
	jq -c 'select(.type == "segment") | [.chain, .spans, .exact, .skipped, .proven]' report > out
	out_reads '["utf8-as-latin1",1,22,0,true]
["escape:u-escape",0,0,1,false]
'
	[ "$(jq -c 'select(.type == "span").kind' report)" = '"utf8-as-latin1"' ]
	[ "$(jq -c 'select(.type == "document") | [.spans, .skipped, .damages[1].skipped]' report)" = '[1,1,1]' ]
	jq -r 'select(.type == "run").options[]' report > out
	out_reads 'skip=escape
'
	qw repair --skip=escape --report=report -o mirror/ both.txt
	status_is 0
	err_has '; 0 places unproven, 1 place skipped; 1 file changed, '
	[ "$(jq 'select(.type == "summary").places_skipped' report)" = 1 ]
	in_english
	qw detect --skip=escape both.txt
	ok
	out_has '^  escape:u-escape: 0 places, .*, 1 place skipped$'
}

@test "check finds nothing that is skipped" {
	qw check --skip=escape both.txt
	status_is 1
	[ "$(grep -c . out)" -eq 1 ]
	out_has '^both.txt:1:1: QW[0-9]* utf8-as-latin1: '
	qw check --only=escape both.txt
	status_is 1
	out_has '^both.txt:2:1: QW[0-9]* escape:u-escape: '
	qw check --skip='*' both.txt
	status_is 0
	out_reads ''
	qw check debris.txt
	status_is 1
	qw check --skip=debris debris.txt
	status_is 0
	out_reads ''
}

@test "what nobody asks for is not lost" {
	qw repair --strict debris.txt
	status_is 4
	for option in --skip=debris --only=splice; do
		qw repair --strict $option debris.txt
		ok
		out_is debris.txt
	done
	"$qingwen" damage utf8-as-gbk:python sound.txt > lossy.txt
	qw repair --strict -q lossy.txt
	status_is 4
	qw repair --strict -q --skip=utf8-as-gbk lossy.txt
	ok
	out_is lossy.txt
}

@test "lines, and a long text in windows" {
	repeat 6000 both.txt > long.txt
	repeat 6000 escape.txt > tail.txt
	LC_ALL=C awk 'NR == FNR { line = $0; next } FNR % 2 { print line; next } 1' one.txt long.txt > expected
	for unit in file line; do
		qw repair --unit=$unit --skip=escape long.txt
		ok
		out_is expected
	done
	qw repair --skip='*' long.txt
	ok
	out_is long.txt
}

@test "in any encoding" {
	for encoding in gb18030 utf-16le; do
		iconv -f utf-8 -t $encoding escape.txt > wide.txt
		cat one.txt escape.txt | iconv -f utf-8 -t $encoding > wide.txt
		qw repair --skip=escape wide.txt
		ok
		cat one.txt escape.txt | cmp - out
	done
}

@test "guesses that are skipped are not marked" {
	"$qingwen" damage utf8-as-gbk:python sound.txt > lossy.txt
	qw repair -q --mark-guessed --min-confidence=0 lossy.txt
	ok
	grep -q '⟦' out
	qw repair -q --mark-guessed --skip=utf8-as-gbk lossy.txt
	ok
	out_is lossy.txt
	cat lossy.txt latin1.txt > mixed.txt
	qw repair -q --mark-guessed --skip=utf8-as-gbk mixed.txt
	ok
	cat lossy.txt one.txt | cmp - out
}

@test "kinds that are none" {
	qw repair --only=splcie both.txt
	status_is 2
	err_has '^qingwen: --only=splcie: no damage has this name; near it: splice$'
	out_reads ''
	qw repair --skip=escape,utf8-as-latni1 both.txt
	status_is 2
	err_has '^qingwen: --skip=utf8-as-latni1: .*; near it: utf8-as-latin1'
	qw check --skip=debri both.txt
	status_is 2
	err_has '; near it: debris$'
	qw detect --only=utf8-as-gbk:pyhton both.txt
	status_is 2
	err_has '; near it: utf8-as-gbk$'
	qw repair --only=something-else both.txt
	status_is 2
	err_has '; qingwen damage --list has the names$'
	for option in --only= --skip=splice, --skip=,splice '--only=spl?' --only=escape:entitty-hex \
		'--only=escape:x*z' --only=:python; do
		qw repair $option both.txt
		[ $option = --skip=splice, ] || status_is 2
	done
	qw repair --only=convert both.txt
	status_is 2
	err_has '; --script=keep leaves the characters as they are$'
	qw repair --skip=clean both.txt
	status_is 2
	err_has '; --clean=no leaves Unicode as it is$'
	qw repair --only="$(head -c 5000 /dev/zero | tr '\0' x)" both.txt
	status_is 2
	qw damage --only=splice utf8-as-gbk both.txt
	status_is 2
}

@test "every name that is listed or reported is one" {
	"$qingwen" damage --list > names
	echo debris >> names
	qw check --only="$(paste -sd, names)" both.txt
	status_is 1
	[ "$(grep -c . out)" -eq 2 ]
	for name in utf8-as-gbk:whatwg+question shift:gbk gbk-as-utf8-else-latin1 utf8-as-gpt2 \
		escape:entity-hex+upper+bare escape:percent-u 'utf8-as-gbk:python+c1-dropped' \
		utf8-as-windows-1252:glibc; do
		qw check --only="$name" both.txt
		ok
	done
}

@test "behind a splice places are told where they are, and go back there" {
	skip_without jq
	printf '社區日報昨日報道居民請專家講解經濟問題會議室裡坐滿了人，專家說申請的計劃要寫清楚，' > splice.txt
	"$qingwen" damage 'splice:區=qū,報=bào,會=huì,講=jiǎng,經=jīng,濟=jì,問=wèn,題=tí,專=zhuān,說=shuō,請=qǐng,計=jì,劃=huà,寫=xiě' \
		splice.txt > line.txt
	printf '好\357\277\275，今天\\u8ba8\\u8bba\n' >> line.txt
	qw repair -q --script=keep --report=report line.txt
	ok
	[ "$(jq 'select(.kind == "debris").offset' report)" = \
		"$(LC_ALL=C grep -obUa $'\357\277\275' line.txt | cut -d: -f1)" ]
	qw repair -q --skip='*' --script=keep line.txt
	ok
	out_is line.txt
	qw repair -q --only=escape --script=keep line.txt
	ok
	sed 's/\\u8ba8\\u8bba/讨论/' line.txt | cmp - out
}
