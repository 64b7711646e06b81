# SPDX-License-Identifier: Apache-2.0
# Messages in Chinese; what programs read is the same in every language.
load helper

setup_more() {
	speak_chinese
	"$qingwen" damage utf8-as-latin1 sound.txt > damaged.txt
	"$qingwen" damage utf8-as-gbk:python sound.txt > lossy.txt
}

wrong() {
	status_is 2
	out_reads ''
	err_reads "$@"
}

@test "help of the program and of each command" {
	qw --help
	ok
	out_has '^用法：qingwen 命令 \[选项\]\.\.\. \[文件\]\.\.\.$'
	out_has '^  repair   还原每个文件所受的损坏，以 UTF-8 写出$'
	out_has '^退出状态：0 完成，'
	for command in repair detect check explain undo damage; do
		qw $command --help
		ok
		out_has "^用法：qingwen $command \\[选项\\]"
		out_has '^帮助：$'
		out_has '^  -h, --help                      显示常用选项，然后退出$'
		out_has '^示例：qingwen '
		qw $command --long-help
		ok
		out_has '^  -V, --version                   显示版本，然后退出$'
		# No English is left but names, and a heading has something below it.
		! grep -v '^  ' out | grep '[a-z] [a-z][a-z]* [a-z]' | grep -v '示例\|：0 完成' || fail "English"
	done
	qw repair --help
	out_has '^更多选项：qingwen repair --long-help$'
	out_has '^      --script=hans|keep          转换为简体字，或保持原来的字形$'
}

@test "no line of the help is wider than a terminal" {
	[ "$(printf '中文\n' | wc -L)" -eq 4 ] || skip "wc does not count columns"
	for command in repair detect check explain undo damage; do
		qw $command --long-help
		[ "$(wc -L < out)" -le 79 ] || fail "wider than 79 columns"
		! grep -n '^ .* \{20,\}$' out
	done
	qw --help
	[ "$(wc -L < out)" -le 79 ]
}

@test "wrong usage" {
	qw
	wrong 'qingwen: 缺少命令' '请试试 “qingwen --help”。'
	qw polish
	wrong 'qingwen: polish：未知的命令' '请试试 “qingwen --help”。'
	qw check -x
	wrong 'qingwen: -x：未知的选项' '请试试 “qingwen check --help”。'
	qw repair --unit
	wrong 'qingwen: --unit：缺少选项的值' '请试试 “qingwen repair --help”。'
	qw repair --strict=yes
	wrong 'qingwen: --strict=yes：此选项不带值' '请试试 “qingwen repair --help”。'
	qw repair --script=hant
	wrong 'qingwen: --script=hant：未知的值，应为 hans|keep 之一' '请试试 “qingwen repair --help”。'
	qw repair --jobs=0
	wrong 'qingwen: --jobs=0：不是 1 到 256 之间的整数' '请试试 “qingwen repair --help”。'
	qw repair --from=klingon
	wrong 'qingwen: --from=klingon：未知的编码；qingwen detect --list 和 iconv -l 会列出名称'
	qw damage polish
	wrong 'qingwen: CHAIN: 字节 0：未知的损坏，或参数有误；qingwen damage --list 会列出名称'
}

@test "input that can't be read or decoded" {
	qw repair missing
	status_is 3
	err_has '^qingwen: missing: 无法打开：.*；请检查名称$'
	qw repair bad.txt
	status_is 0
	err_reads 'qingwen: bad.txt: 字节 39：1 个无法解码的字节原样写出：该字节不是任何字符的首字节；如果知道编码，请用 --from=名称'
	qw repair --invalid=stop bad.txt
	status_is 4
	err_reads 'qingwen: bad.txt: 字节 39：无法解码：该字节不是任何字符的首字节；请用 --invalid=pass，或 --from=名称'
	qw damage utf8-as-gbk bad.txt
	status_is 4
	err_reads 'qingwen: bad.txt: 字节 39：不是 UTF-8：该字节不是任何字符的首字节；请先修复它'
	qw repair --strict lossy.txt
	status_is 4
	err_reads 'qingwen: lossy.txt: 并非全部确切：丢失 0 个字符，猜测 7 个，0 个字节无法解码；--explain 会指出位置'
}

@test "detect, check and the plan" {
	qw detect sound.txt damaged.txt bad.txt
	status_is 0
	out_reads "sound.txt: 编码 utf-8，字形：简体，没有损坏
damaged.txt: 编码 utf-8，字形：简体，有损坏
  utf8-as-latin1: 2 处，确切恢复 46 个字符，猜测 0 个，丢失 0 个；0 处未证实
  可恢复：46 个字符，共 46 个，占 100.0 %
bad.txt: 编码 utf-8，字形：简体，有损坏
  无法解码的字节：1
"
	qw check damaged.txt bad.txt lossy.txt
	status_is 1
	out_has "^damaged.txt:1:1: QW102 utf8-as-latin1: '[^']*' 应为 '今天的会议讨论了三个问题：资金、时间和人员。'$"
	out_has '^bad.txt:1:14: QW201 undecodable: 1 个字节无法解码：该字节不是任何字符的首字节$'
	out_has "^lossy.txt:1:1: QW101 utf8-as-gbk:python: .*，猜测 [0-9]* 个$"
	qw repair --explain damaged.txt
	status_is 0
	out_is sound.txt
	err_has '^damaged.txt: 第 1-2 行：utf8-as-latin1: 2 处，确切恢复 46 个字符，猜测 0 个，丢失 0 个；0 处未证实；已证实，优于原文 [0-9]* 比特$'
	err_has '，置信度 0\.9[0-9]*$'
	err_has '^damaged.txt: 编码 utf-8，字形：简体；.*丢失 0.0 %，建议保留$'
}

@test "the summary of a tree" {
	mkdir tree tree/.git
	cp damaged.txt sound.txt tree
	ln -s sound.txt tree/link
	printf '\0\1\2\3' > tree/binary
	qw repair -o mirror tree
	status_is 0
	err_reads 'qingwen: 2 个文档，1 个有损坏；确切恢复 46 个字符，猜测 0 个，丢失 0 个；0 处未证实；改动 1 个文件，失败 0 个，跳过 3 个（二进制文件 1，符号链接 1，版本控制文件夹 1）'
	qw repair -v -o mirror tree/sound.txt
	status_is 0
	err_has '^qingwen: tree/sound.txt: 没有改动$'
	qw repair --diff tree/damaged.txt
	status_is 0
	out_has '^+今天的会议讨论了三个问题'
	printf '浣犲ソ' > open.txt
	qw repair --diff open.txt
	out_has '^\\ 文件末尾没有换行符$'
}

@test "the columns of explain stand below each other" {
	[ "$(printf '中文\n' | wc -L)" -eq 4 ] || skip "wc does not count columns"
	qw explain 浣犲ソ
	status_is 1
	sed -n 2p out | grep -q '^    比特      置信度  损坏链  *文字$' || fail "the headings"
	[ "$(sed -n '2s/文字$//p' out | wc -L)" -eq "$(sed -n '3s/你好$//p' out | wc -L)" ]
	out_has '^     0\.0       0\.000  （原样）  *浣犲ソ$'
	[ "$(sed -n '2s/文字$//p' out | wc -L)" -eq "$(sed -n 's/浣犲ソ$//; /（原样）/p' out | wc -L)" ]
}

# same WORD...: the output of a command does not depend on the language.
same() {
	speak_chinese
	qw "$@"
	local first=$status
	cp out chinese
	speak_english
	qw "$@"
	speak_chinese
	[ "$status" -eq "$first" ] || fail "the exit status depends on the language: $*"
	out_is chinese
}

@test "what programs read is the same in every language" {
	same detect --format=json sound.txt damaged.txt bad.txt lossy.txt
	same check --format=json sound.txt damaged.txt bad.txt lossy.txt
	same explain --format=json 浣犲ソ 今天
	same repair damaged.txt bad.txt lossy.txt
	same repair -q --report=/dev/stdout -o file damaged.txt bad.txt lossy.txt
	same damage --list
	same damage --seed=1 --unit=line --record=/dev/stdout -o file random sound.txt
	same detect --list
	same --version
	mkdir tree
	cp damaged.txt bad.txt tree
	printf '\0\1\2\3' > tree/binary
	same repair -q --report=/dev/stdout --dry-run tree
	same complete repair --script=
	printf 'a,b\n1\n"x"y,2\n"z' > rows.csv
	same repair -q --unit=csv:a --annotate=q --report=/dev/stdout -o file rows.csv
	[ "$(grep -c '"why":"more or fewer cells\|"why":"text behind a\|"why":"a quotation' out)" -eq 3 ]
}

# bare FORMAT: the output without what people read in it.
bare() {
	case $1 in
	sarif) jq '.runs[0].language = "" | (.. | .message?, .shortDescription?, .help?, .description?
		| select(type == "object")) = {}' ;;
	gitlab) jq 'map(del(.description))' ;;
	junit) sed 's/ message="[^"]*"//; s/^\([0-9]*:[0-9]*: QW[0-9]*\) .*/\1/' ;;
	github) sed 's/^\(::[a-z]* [^:]*\)::.*/\1/' ;;
	esac
}

@test "services get messages in Chinese, and all else as in every language" {
	skip_without jq
	local format
	for format in sarif gitlab junit github; do
		qw check --format=$format damaged.txt bad.txt lossy.txt missing.txt
		status_is 3
		out_has '个字节无法解码：该字节不是任何字符的首字节'
		bare $format < out > chinese
		[ -s chinese ] && ! grep -q 无法 chinese || fail "$format: messages are left"
		speak_english
		qw check --format=$format damaged.txt bad.txt lossy.txt missing.txt
		status_is 3
		! grep -q 无法 out || fail "$format: Chinese"
		bare $format < out > english
		cmp chinese english || fail "$format: $(diff chinese english)"
		speak_chinese
	done
	qw check --format=sarif bad.txt
	[ "$(jq -r '.runs[0].language' out)" = zh-CN ]
	speak_english
	qw check --format=sarif bad.txt
	[ "$(jq -r '.runs[0].language' out)" = en-US ]
}

@test "messages are English where the terminal expects another charset, or the language is" {
	speak_english
	qw polish
	err_has 'unknown command'
	speak_chinese
	unset LANGUAGE
	LC_ALL=C qw polish
	err_has 'unknown command'
	# A folder without translations, and one that is no path.
	QINGWEN_LOCALEDIR=$PWD qw polish
	err_has 'unknown command'
	QINGWEN_LOCALEDIR=po qw polish
	status_is 2
}

@test "completion speaks Chinese, too" {
	qw complete repair --scr
	ok
	out_reads $'--script=\t转换为简体字，或保持原来的字形\n'
}
