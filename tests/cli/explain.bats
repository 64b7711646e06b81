# SPDX-License-Identifier: Apache-2.0
# qingwen explain: what happened to this text?
load helper

setup_more() {
	sound=昨晚下了一场大雨今早天晴了
	damaged=$("$qingwen" damage utf8-as-gbk <<< "$sound")
	chained=$("$qingwen" damage utf8-as-gbk,utf8-as-latin1 <<< "$sound")
}

# The table without its figures, which change with the model: chain, two blanks, text.
without_figures() {
	sed 's/^ *-\{0,1\}[0-9]*\.[0-9]  *[01]\.[0-9]\{3\}  //' out > table
}

# reads LINE...: the table begins with these lines.
reads() {
	without_figures
	head -n $# table > begin
	printf '%s\n' "$@" | cmp - begin || fail "the table differs"
}

explained() {
	status_is "$1"
	quiet
}

@test "sound text stands" {
	in_english
	qw explain "$sound"
	explained 0
	reads "$sound" '    bits  confidence  chain           text' "(as it stands)  $sound"
	[ "$(sed -n '3s/  (.*//p' out)" = '     0.0       1.000' ]
	[ "$(wc -l < out)" -eq 3 ]
	qw explain 'plain words'
	explained 0
	out_reads $'plain words\n    bits  confidence  chain           text
     0.0       1.000  (as it stands)  plain words\n'
}

@test "damaged text: the best reading first, and the text as it stands" {
	in_english
	qw explain --most=16 "$damaged"
	explained 1
	without_figures
	[ "$(head -n 1 table)" = "$damaged" ]
	grep -qx "utf8-as-gbk  *$sound" <(sed -n 3p table)
	grep -qx "(as it stands)  *$damaged" table
	sed -n '3,$s/^ *\(-\{0,1\}[0-9.]*\) .*/\1/p' out > bits
	sort -nr bits | cmp - bits
}

@test "chains, pair by pair" {
	for chain in utf8-as-windows-1252 gbk-as-latin1 utf8-as-gpt2 \
		utf8-as-gbk,utf8-as-latin1 utf8-as-latin1,utf8-as-latin1,utf8-as-latin1
	do
		qw explain --most=1 "$("$qingwen" damage "$chain" <<< "$sound" | sed 's/Ċ$//')"
		explained 1
		without_figures
		[ "$(tail -n 1 table)" = "$chain  $sound" ] || fail "$chain"
	done
	while read -r chain line; do
		qw explain --most=1 "$("$qingwen" damage "$chain" <<< "$line")"
		explained 1
		without_figures
		[ "$(tail -n 1 table)" = "$chain  $line" ] || fail "$chain"
	done << 'END'
big5-as-gbk 請在會議開始以前把資料交給秘書
gbk-as-latin1,ftfy-scar 老师说下周的考试改到星期五
END
}

@test "--most: so many readings" {
	in_english
	qw explain "$damaged"
	explained 1
	[ "$(wc -l < out)" -le 7 ]
	qw explain --most=1 "$damaged"
	explained 1
	reads "$damaged" '    bits  confidence  chain        text' "utf8-as-gbk  $sound"
	[ "$(wc -l < out)" -eq 3 ]
	qw explain --most=16 "$damaged"
	explained 1
	for number in 0 17 -1 x '' 18446744073709551617; do
		qw explain "--most=$number" "$damaged"
		status_is 2
		out_reads ''
		err_reads "qingwen: --most=$number: not a number from 1 to 16" \
			"Try 'qingwen explain --help'."
	done
}

@test "wrong options" {
	qw explain --polish "$damaged"
	status_is 2
	out_reads ''
	err_reads "qingwen: --polish: unknown option" "Try 'qingwen explain --help'."
	qw explain --strict "$damaged"
	status_is 2
	err_reads "qingwen: --strict: unknown option" "Try 'qingwen explain --help'."
	qw explain --most
	status_is 2
	err_reads "qingwen: --most: its value is missing" "Try 'qingwen explain --help'."
	qw explain --format=yaml "$damaged"
	status_is 2
	err_reads "qingwen: --format=yaml: unknown value, not one of text|json" \
		"Try 'qingwen explain --help'."
	qw check --most=3
	status_is 2
	err_reads "qingwen: --most=3: unknown option" "Try 'qingwen check --help'."
}

@test "several texts, a blank line between them" {
	in_english
	qw explain --most=1 "$damaged" "$sound"
	explained 1
	reads "$damaged" '    bits  confidence  chain        text' "utf8-as-gbk  $sound" '' \
		"$sound" '    bits  confidence  chain           text' "(as it stands)  $sound"
	[ "$(wc -l < out)" -eq 7 ]
	qw explain "$sound" "$sound"
	explained 0
}

@test "standard input, line by line, and - in its place" {
	in_english
	qw explain --most=1 "$damaged" "$sound"
	mv out arguments
	printf '%s\n%s' "$damaged" "$sound" > lines
	qw explain --most=1 < lines
	explained 1
	out_is arguments
	qw explain --most=1 - < lines
	explained 1
	out_is arguments
	echo "$sound" > lines
	qw explain --most=1 "$damaged" - < lines
	explained 1
	out_is arguments
	qw explain -- -most < lines
	explained 0
	reads -most '    bits  confidence  chain           text' '(as it stands)  -most'
}

@test "nothing to explain" {
	qw explain < /dev/null
	ok
	out_reads ''
	qw explain ''
	ok
	out_reads ''
	printf '\n\n' > empty
	qw explain < empty
	ok
	out_reads ''
	qw explain --format=json < empty
	ok
	out_reads '{"type":"explanation","text":"","readings":[]}
{"type":"explanation","text":"","readings":[]}
'
}

@test "each line is answered at once" {
	in_english
	mkfifo in
	"$qingwen" explain < in > out 2> err 3>&- &
	pid=$!
	exec 8> in
	echo "$sound" >&8
	wait_until grep -q 'as it stands' out
	echo "$damaged" >&8
	wait_until grep -q utf8-as-gbk out
	exec 8>&-
	status=0
	wait $pid || status=$?
	explained 1
}

@test "--quiet: only the exit status" {
	qw explain -q "$damaged"
	explained 1
	out_reads ''
	qw explain --quiet --format=json "$sound"
	explained 0
	out_reads ''
}

@test "--format=json" {
	skip_without jq
	qw explain --format=json --most=16 "$damaged" "$sound"
	explained 1
	jq -es --arg sound "$sound" --arg damaged "$damaged" '
		length == 2 and all(.type == "explanation" and (.readings | length) > 0)
		and (.[0] | .text == $damaged and (.readings | length) <= 16
			and .readings[0].chain == "utf8-as-gbk" and .readings[0].text == $sound
			and .readings[0].bits > 10 and .readings[0].confidence > 0.9
			and any(.readings[]; .chain == "" and .text == $damaged and .bits == 0)
			and ([.readings[].bits] | . == (sort | reverse))
			and ([.readings[].confidence] | add) <= 1.01)
		and (.[1] | .readings[0].chain == "" and .readings[0].text == $sound)' out > /dev/null
	qw explain --format=json --most=1 "$sound"
	explained 0
	out_reads "{\"type\":\"explanation\",\"text\":\"$sound\",\"readings\":[{\"chain\":\"\",\
\"text\":\"$sound\",\"bits\":0.000,\"confidence\":1.000}]}"$'\n'
}

@test "text that is no UTF-8 is told byte by byte" {
	in_english
	qw explain $'a\xff\xe4\xb8b'
	explained 0
	out_reads $'a\\xFF\\xE4\\xB8b\n    bits  confidence  chain           text
     0.0       1.000  (as it stands)  a\\xFF\\xE4\\xB8b\n'
	qw explain --format=json $'a\xff\xe4\xb8b'
	explained 0
	out_reads '{"type":"explanation","text":"a���b","text_hex":"61ffe4b862","readings":[{"chain":"",'\
'"text":"a���b","text_hex":"61ffe4b862","bits":0.000,"confidence":1.000}]}
'
	printf 'a\0b\n' > nul
	qw explain --format=json < nul
	explained 0
	out_reads '{"type":"explanation","text":"a\u0000b","readings":[{"chain":"",'\
'"text":"a\u0000b","bits":0.000,"confidence":1.000}]}
'
}

@test "control and bidirectional characters are masked" {
	in_english
	qw explain $'\e]0;x\a\u202egpj.exe\u200f\r\n'
	explained 0
	text='\x1B]0;x\x07<U+202E>gpj.exe<U+200F>\x0D\x0A'
	reads "$text" '    bits  confidence  chain           text' "(as it stands)  $text"
	qw explain "$("$qingwen" damage utf8-as-latin1 <<< $'\u202e'"$sound"$'\e[31m')"
	explained 1
	[ "$(LC_ALL=C tr -d '\012\040-\176\200-\377' < out | wc -c)" -eq 0 ]
	without_figures
	grep -qF "<U+202E>$sound\\x1B[31m" table
	[ "$(grep -c $'\u202e' out)" -eq 0 ]
	qw explain --format=json $'\e\u202e'
	explained 0
	out_reads '{"type":"explanation","text":"\u001B\u202E","readings":[{"chain":"",'\
'"text":"\u001B\u202E","bits":0.000,"confidence":1.000}]}
'
}

@test "long text: the table shows its beginning, JSON all of it" {
	in_english
	skip_without jq
	long=$(printf "$sound%.0s" $(seq 20))
	qw explain --most=1 "$long"
	explained 0
	without_figures
	[ "$(head -n 1 table)" = "${long:0:100}..." ]
	[ "$(tail -n 1 table)" = "(as it stands)  ${long:0:100}..." ]
	qw explain --format=json "$("$qingwen" damage utf8-as-gbk <<< "$long")"
	explained 1
	jq -e --arg long "$long" '.readings[0].text == $long' out > /dev/null
}

@test "text that is too long, and the next one" {
	in_english
	head -c 65536 /dev/zero | tr '\0' a > most
	qw explain --format=json "$(cat most)"
	explained 0
	qw explain --most=1 "$(cat most)a" "$damaged"
	status_is 3
	err_reads "qingwen: TEXT: more than 65536 bytes are too long to explain; write it into a file\
 for qingwen repair --explain"
	reads "$damaged" '    bits  confidence  chain        text' "utf8-as-gbk  $sound"
	{ cat most most most; printf 'a\n%s\n' "$damaged"; cat most; echo a; } > lines
	qw explain --most=1 < lines
	status_is 3
	reads "$damaged" '    bits  confidence  chain        text' "utf8-as-gbk  $sound"
	[ "$(wc -l < out)" -eq 3 ]
	second=$((65536 * 3 + 2 + $(printf '%s\n' "$damaged" | wc -c)))
	err_reads "qingwen: (standard input): byte 0: more than 65536 bytes are too long to explain;\
 write it into a file for qingwen repair --explain" \
		"qingwen: (standard input): byte $second: more than 65536 bytes are too long to explain;\
 write it into a file for qingwen repair --explain"
}

@test "an output that can't be written, an input that can't be read" {
	[ -c /dev/full ] || skip "no /dev/full"
	status=0
	"$qingwen" explain "$damaged" > /dev/full 2> err || status=$?
	: > out
	status_is 3
	err_reads "qingwen: (standard output): cannot write: No space left on device; make room, then\
 run it again"
	status=0
	yes "$sound" | head -n 3000 > lines
	"$qingwen" explain < lines > /dev/full 2> err || status=$?
	status_is 3
	[ "$(wc -l < err)" -eq 1 ]
	err_has '^qingwen: (standard output): cannot write: '
	status=0
	"$qingwen" explain "$damaged" >&- 2> err || status=$?
	status_is 3
	err_reads "qingwen: (standard output): cannot write: Bad file descriptor; nothing more was\
 written"
	status=0
	"$qingwen" explain <&- > out 2> err || status=$?
	status_is 3
	out_reads ''
	err_reads "qingwen: (standard input): cannot read: Bad file descriptor"
	qw explain < .
	status_is 3
	err_has '^qingwen: (standard input): cannot read: Is a directory'
}

@test "a reader that goes away ends it quietly" {
	yes "$sound" | head -n 30000 > lines
	"$qingwen" explain < lines 2> err | head -c 1 > /dev/null
	[ "${PIPESTATUS[0]}" -eq 141 ] || fail "not ended by SIGPIPE"
	: > out
	quiet
}
