# SPDX-License-Identifier: Apache-2.0
# Every example of the manual runs as it is printed there.
load helper

prepare() {
	rm -rf pages clean page.txt.bak
	mkdir pages
	"$qingwen" damage utf8-as-latin1 sound.txt > pages/one.txt
	cp sound.txt pages/two.md
	echo '<html><head><meta charset="utf-8"></head></html>' > page.html
	cp sound.txt a.txt
	cp sound.txt b.txt
	cp sound.txt clean.txt
	"$qingwen" damage utf8-as-latin1 sound.txt > page.txt
	iconv -f utf-8 -t big5-hkscs > old.txt <<< '會議討論了三個問題。'
	cp page.txt app.log
	mkdir -p bin
	# These two would wait for somebody.
	printf '#!/bin/sh\nexec cat app.log\n' > bin/tail
	printf '#!/bin/sh\nexec cat\n' > bin/less
	chmod +x bin/*
}

# \[u4F60] stands for the character.
unescape() {
	local line character
	while IFS= read -r line; do
		while [[ $line =~ ^(.*)'\[u'([0-9A-F]+)']'(.*)$ ]]; do
			printf -v character "\\u${BASH_REMATCH[2]}"
			line=${BASH_REMATCH[1]}$character${BASH_REMATCH[3]}
		done
		printf '%s\n' "$line"
	done
}

examples() {
	sed -n 's/^\.Dl \$ //p' "$abs_top_srcdir/man/qingwen.1" |
		sed 's/\\&//g; s/\\(dq/"/g; s/\\e/\\/g' | unescape
}

# Damaged text is what explain is for.
status_of() {
	[[ $1 == 'qingwen explain '* ]] && echo 1 || echo 0
}

@test "the examples of the manual" {
	skip_without jq
	mkdir sandbox
	examples > list
	[ "$(wc -l < list)" -gt 20 ]
	while IFS= read -r line <&9; do
		(
			cd sandbox
			cp ../sound.txt .
			prepare
			PATH=$PWD/bin:$(dirname "$qingwen"):$PATH
			code=0
			timeout 60 bash -o pipefail -c "$line" > ../out 2> ../err < /dev/null || code=$?
			[ "$code" -eq "$(status_of "$line")" ]
		) 9<&- || fail "failed: $line"
	done 9< list
}
