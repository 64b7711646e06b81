# SPDX-License-Identifier: Apache-2.0
# A corpus with every kind of damage, a file for each rule, and one of hostile names.

write_rule() {
	"$qingwen" damage "$2" sound3.txt > "all/QW$1.txt"
}

every_damage() {
	mkdir -p all
	cat sound.txt - > sound3.txt <<< '他们明天上午八点在学校门口见面，然后一起去图书馆看书。'
	write_rule 101 utf8-as-gbk
	write_rule 102 utf8-as-latin1
	write_rule 103 gbk-as-latin1
	write_rule 104 big5-as-gbk
	write_rule 105 utf8-as-latin1,utf8-as-latin1
	printf '%s\n' 'µصãÔÚÈý¥»áÒéÊң¬µ绰²»±ä' '¶ÁһҳÊ飬Ҳµõ½һµã¿ìÀÖ' > all/QW106.txt
	write_rule 107 utf8-as-gpt2
	write_rule 108 gbk-as-latin1,ftfy-scar
	cp bad.txt all/QW201.txt
	{ cat sound3.txt; iconv -t gb18030 sound3.txt; cat sound3.txt; } > all/QW202.txt
	write_rule 203 shift:gbk+every=20+seed=3
	write_rule 204 utf16be-as-utf16le
	write_rule 205 utf16le-as-latin1
	printf '%s\n' '社區(qū)日?qǐng)?bào)昨日?qǐng)?bào)道：居民請(qǐng)專(zhuān)家講(jiǎng)解經(jīng)濟(jì)問題，會(huì)議室裡坐滿了人。' \
		'會(huì)後專(zhuān)家說：“申請(qǐng)的計劃要寫(xiě)清楚，內容要實在，我們會(huì)盡快答復。”' > all/QW301.txt
	printf '今天\357\277\275\357\277\275讨论了\n' > all/QW401.txt
	echo '今天的会议讨论了锟斤拷三个锟斤拷问题。' > all/QW402.txt
	echo '缓冲区里是烫烫烫烫，不是字' > all/QW403.txt
	write_rule 501 escape:entity-decimal
	write_rule 502 escape:u-escape
	write_rule 503 escape:percent-utf8
	write_rule 504 escape:rfc2047
	sed 's/會(huì)議/會?huì)議/' all/QW301.txt > all/QW901.txt
}

# Names that mean something to a shell, a terminal, XML, JSON, a URI or a runner.
hostile_names() {
	local name
	mkdir -p hostile/'100%' "hostile/"$'new\nline' hostile/a:b
	for name in $'hostile/new\nline/::error::title' hostile/100%/%0A::x,y=z.txt \
		'hostile/<script>&"'\''.txt' $'hostile/\377\376.txt' $'hostile/\u202etxt.exe.txt' \
		'hostile/-- --format=text' 'hostile/]]>.txt' $'hostile/\033[31mred' hostile/a:b/c \
		$'hostile/\357\277\276\357\277\277' $'hostile/\001' 'hostile/back\slash' 'hostile/$(id)'; do
		"$qingwen" damage utf8-as-latin1 sound.txt > "$name"
	done
}
