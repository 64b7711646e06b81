# SPDX-License-Identifier: Apache-2.0
# What detect, check, --explain and --report tell.
load helper

setup_more() {
	"$qingwen" damage utf8-as-latin1 sound.txt > page.txt
}

json() {
	jq -e "$@" > /dev/null || fail "jq: $*"
}

@test "detect: a sound and a damaged document" {
	in_english
	qw detect sound.txt page.txt
	ok
	out_has '^sound.txt: encoding utf-8, script hans, no damage$'
	out_has '^page.txt: encoding utf-8, .* damaged$'
	out_has '^  utf8-as-latin1: [1-9][0-9]* places*, '
	out_has '^  recoverable: .* 100.0 %$'
}

@test "detect: encodings and a BOM" {
	in_english
	iconv -f utf-8 -t gb18030 sound.txt > gb.txt
	{ printf '\377\376'; iconv -f utf-8 -t utf-16le sound.txt; } > utf16.txt
	{ printf '\357\273\277'; cat sound.txt; } > bom.txt
	printf 'hello\n' > ascii.txt
	qw detect gb.txt utf16.txt bom.txt ascii.txt
	ok
	out_has '^gb.txt: encoding gb18030, script hans, no damage$'
	out_has '^utf16.txt: encoding utf-16le with BOM, script hans, no damage$'
	out_has '^bom.txt: encoding utf-8 with BOM, script hans, no damage$'
	out_has '^ascii.txt: encoding ascii, script none, no damage$'
}

@test "detect: what the bytes may be in, and how much likelier the first is" {
	in_english
	printf '\301\252\315\250' > gb.txt # 联通
	qw detect gb.txt sound.txt
	ok
	out_has '^gb.txt: encoding gb18030, '
	out_has '^  1\. gb18030: [0-9.e+]* times likelier than the next$'
	out_has '^  2\. '
	out_has '^  3\. '
	[ "$(grep -c '^  [0-9]\. ' out)" -eq 3 ] || fail 'valid UTF-8 is no choice'
	{ printf '<meta charset="big5"><p>'; iconv -t gbk sound.txt; } > page.html
	qw detect page.html
	ok
	out_has '^page.html: encoding gb18030, '
	out_has '^  1\. gb18030: more than 1e+12 times likelier than the next$'
	out_has '^  [23]\. big5-hkscs, as declared'
}

@test "--hint is evidence, not truth" {
	in_english
	printf '\244\244' > short.txt # a hanzi of Big5, a kana of GBK
	for name in big5 gbk; do
		qw detect --hint=$name short.txt
		ok
		out_has ', as declared'
	done
	iconv -t gbk sound.txt > gb.txt
	qw repair --hint=big5 gb.txt
	ok
	cmp out sound.txt
	# A header may say anything.
	qw repair --hint='no such name' gb.txt
	ok
	cmp out sound.txt
	# --from decides.
	qw detect --from=iso-8859-1 --hint=gbk gb.txt
	out_has 'encoding iso-8859-1,'
	! grep -q 'declared' out
}

@test "detect: encodings without a mark" {
	in_english
	for name in utf-16le utf-16be utf-32le utf-32be iso-2022-cn; do
		iconv -f utf-8 -t $name sound.txt > doc.$name
		qw detect doc.$name
		ok
		out_has "^doc.$name: encoding $name, script hans, no damage\$"
		qw repair doc.$name
		ok
		cmp out sound.txt
	done
}

@test "detect --format=json: the candidates" {
	skip_without jq
	iconv -t gbk sound.txt > gb.txt
	qw detect --format=json --hint=gb2312 gb.txt sound.txt bad.txt
	ok
	json -s '.[0].candidates | length > 2 and .[0].encoding == "gb18030" and .[0].bits == 0
		and .[0].declared and .[0].times == 1e12 and (map(.bits) | . == sort)' out
	json -s '.[0].candidates | (map(select(.declared)) | length) == 1
		and (last | has("times") | not)' out
	json -s '.[1].candidates | length == 1 and .[0].encoding == "utf-8"' out
}

@test "detect --format=json" {
	skip_without jq
	qw detect --format=json sound.txt page.txt
	ok
	json -s 'length == 2 and all(.type == "document" and .bom == false)' out
	json -s '.[0] | .file == "sound.txt" and .script == "hans" and .damages == []
		and .lines == 2 and .bytes_in == .bytes_out and .spans == 0' out
	json -s '.[1].damages | length == 1 and .[0].chain == "utf8-as-latin1" and .[0].exact > 0
		and .[0].lost == 0' out
}

@test "check: the places, and nothing for sound text" {
	in_english
	qw check sound.txt
	ok
	out_reads ''
	qw check page.txt sound.txt
	status_is 1
	quiet
	out_has "^page.txt:1:1: QW102 utf8-as-latin1: '.*' should read '今天"
	[ "$(grep -c '^page.txt:[12]:[0-9]*: ' out)" -eq "$(wc -l < out)" ]
	qw check -q page.txt
	status_is 1
	quiet
	out_reads ''
}

@test "check: traditional characters are no damage" {
	in_english
	echo '會議討論了三個問題，資金、時間和人員都還沒有決定。' > hant.txt
	qw check hant.txt
	ok
	out_reads ''
	qw detect hant.txt
	ok
	out_has '^hant.txt: encoding utf-8, script hant, no damage$'
}

@test "check --format=json" {
	skip_without jq
	qw check --format=json page.txt
	status_is 1
	quiet
	json -s 'length > 0 and all(.type == "span" and .kind == "utf8-as-latin1"
		and .file == "page.txt" and .proven and .confidence <= 1
		and .rule == "QW102" and .rule_name == "utf8-as-single-byte"
		and (.fingerprint | test("^[0-9a-f]{16}$")))' out
}

@test "lines and columns count from the start of the file with --unit=line" {
	cat sound.txt sound.txt page.txt > three
	qw check --unit=line three
	status_is 1
	quiet
	out_has "^three:5:1: QW102 utf8-as-latin1: "
}

@test "--explain prints the plan on standard error" {
	qw repair --explain page.txt
	status_is 0
	out_is sound.txt
	err_has '^page.txt: lines 1-[0-9]*: utf8-as-latin1: [0-9]* places*, .* exact, 0 guessed, 0 lost; '
	err_has "^  1:1: '.*' -> '今天"
	err_has '^page.txt: encoding utf-8, script '
	[ "$(LC_ALL=C tr -d '\012\040-\176\200-\377' < err | wc -c)" -eq 0 ]
}

@test "--report writes JSON lines" {
	skip_without jq
	qw repair --report=plan.json page.txt
	ok
	out_is sound.txt
	json -s 'map(.type) | first == "run" and .[1] == "segment" and last == "document" and any(. == "span")' plan.json
	json -s 'map(select(.type == "span")) | all(.guesses == [])' plan.json
	json -s '[.[] | select(.type == "span")] | length > 0
		and all(.line >= 1 and .column >= 1 and .exact > 0 and .proven and .bits > 0)' plan.json
	json -s '([.[] | select(.type == "segment") | .spans] | add) == (last | .spans)' plan.json
	json -s '(map(select(.type == "span")) | length) == (last | .spans)' plan.json
}

@test "a chain is one segment, and the kind of its spans" {
	skip_without jq
	printf '%s\n' 昨晚下了一场大雨今早天晴了 火车晚点了，大家只好在车站等 > rain.txt
	for chain in utf8-as-gbk,utf8-as-latin1 gbk-as-latin1,utf8-as-windows-1252; do
		"$qingwen" damage "$chain" rain.txt > chained.txt
		qw repair --report=plan.json chained.txt
		ok
		out_is rain.txt
		jq -es --arg chain "$chain" '
			(map(select(.type == "segment")) | length == 1 and .[0].chain == $chain)
			and all(.[] | select(.type == "span"); .kind == $chain)
			and (last.damages | length == 1 and .[0].chain == $chain)' plan.json > json ||
			fail "$chain"
	done
}

@test "offsets of a report are those of the file" {
	skip_without jq
	qw repair --report=plan.json page.txt
	ok
	jq -r 'select(.type == "span") | "\(.offset) \(.length)"' plan.json > places
	jq -j 'select(.type == "span") | .before' plan.json > before
	while read -r offset length; do
		tail -c +$((offset + 1)) page.txt | head -c "$length"
	done < places | cmp - before
}

@test "a report is UTF-8 whatever the file is called" {
	skip_without jq
	name=$'a"b\\\n\xff\u202e.txt'
	cp bad.txt "$name"
	qw repair -q --report=plan.json "$name"
	ok
	iconv -f utf-8 -t utf-8 plan.json > /dev/null
	json -s '.[1:] | all(.file == "a\"b\\\n\ufffd\u202e.txt" and .file_hex ==
		"6122625c0affe280ae2e747874")' plan.json
	json -s '.[1] | .type == "invalid" and .offset == 39 and .line == 1 and .column == 14
		and .length == 1 and .reason == "stray-byte"' plan.json
	[ "$(wc -l < plan.json)" -eq 3 ]
}

@test "each file and each line is a document" {
	skip_without jq
	qw repair --unit=line --report=plan.json sound.txt page.txt
	ok
	jq -c 'select(.type == "document") | [.file, .document, .offset]' plan.json > documents
	first=$(head -n 1 sound.txt | wc -c)
	second=$(head -n 1 page.txt | wc -c)
	printf '%s\n' '["sound.txt",1,0]' "[\"sound.txt\",2,$first]" '["page.txt",1,0]' \
		"[\"page.txt\",2,$second]" | cmp - documents
}

@test "damage and repair: what loses nothing comes back" {
	for chain in utf8-as-latin1 utf8-as-windows-1252; do
		qw damage $chain sound.txt
		ok
		mv out damaged
		[ "$(cmp -s damaged sound.txt; echo $?)" -eq 1 ]
		qw repair damaged
		ok
		out_is sound.txt
	done
}

@test "--script=keep leaves traditional text, hans converts it" {
	echo '會議討論了三個問題，資金、時間和人員都還沒有決定。' > hant.txt
	qw repair --script=keep hant.txt
	ok
	out_is hant.txt
	qw repair hant.txt
	ok
	out_reads $'会议讨论了三个问题，资金、时间和人员都还没有决定。\n'
}

@test "--variant says whose characters they are, and only two are known" {
	echo '這是他著的書，那是她著的書。' > hant.txt
	qw repair --variant=hk hant.txt
	ok
	out_reads $'这是他著的书，那是她著的书。\n'
	echo '他看著窗外，聽著雨聲。' > hant.txt
	qw repair --variant=tw hant.txt
	ok
	out_reads $'他看着窗外，听着雨声。\n'
	qw repair --variant=cn hant.txt
	status_is 2
	err_has '^qingwen: --variant=cn: unknown value, not one of auto|tw|hk$'
}

@test "--punct=fullwidth counts what it changes, and nothing changes without it" {
	echo '你好,世界(第1次).' > marks.txt
	qw repair marks.txt
	ok
	out_is marks.txt
	qw repair --punct=fullwidth --report=report marks.txt
	ok
	out_reads $'你好，世界（第1次）。\n'
	json -s '.[-1].converted == 4' report
}
