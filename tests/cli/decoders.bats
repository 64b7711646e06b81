# SPDX-License-Identifier: Apache-2.0
# Each policy against the program that it mimics, on all sequences of one and two bytes and
# 20,000 random ones. A row: our set, the program's name of it, and how many of the 84,000
# records may come out otherwise. Those that do are codes for which the program has another
# character (src/damage/mojibake/program.c says which); the figures are those of CPython
# 3.11, OpenJDK 17, glibc 2.36 and ICU 78, with room for other versions.
load helper

decoders=$abs_top_srcdir/tests/decoders
records=$(cd "$top_builddir" && pwd)/tests/decoders/records

# compare POLICY, rows on standard input; NAME.out is what the program made.
compare() {
	local set name most differ bad=0
	while read -r set name most; do
		"$qingwen" damage "latin1-as-$set:$1" text > ours || return 1
		differ=$("$records" compare ours "$name.out")
		[ "$differ" -le "$most" ] || { echo "$set: $differ records differ from $name" >&2; bad=1; }
	done
	return $bad
}

names() {
	awk '{ print $2 }' rows
}

records_made() {
	"$records" bytes > bytes
	"$records" text > text
}

@test "python: CPython's codecs with errors=replace" {
	skip_without python3
	records_made
	cat > rows <<-END
		gbk gbk 100
		gb18030 gb18030 1000
		big5 big5hkscs 1500
		cp950 cp950 1500
		shift_jis cp932 100
		euc-kr cp949 100
		windows-1250 cp1250 0
		windows-1251 cp1251 0
		windows-1252 cp1252 0
		windows-1253 cp1253 0
		windows-1254 cp1254 0
		windows-1255 cp1255 1500
		windows-1256 cp1256 0
		windows-1257 cp1257 0
		windows-1258 cp1258 0
		macroman mac_roman 0
		utf8 utf_8 0
	END
	python3 "$decoders/decode.py" bytes $(names)
	compare python < rows
	echo big5 cp950 1500 > rows
	compare python-cp950 < rows
}

@test "java: OpenJDK's new String(bytes, charset)" {
	skip_without java
	records_made
	cat > rows <<-END
		gbk GBK 100
		cp936 x-mswin-936 100
		gb18030 GB18030 1000
		big5 Big5-HKSCS 1500
		cp950 x-windows-950 100
		shift_jis windows-31j 500
		euc-kr x-windows-949 1000
		windows-1250 windows-1250 0
		windows-1251 windows-1251 0
		windows-1252 windows-1252 0
		windows-1253 windows-1253 0
		windows-1254 windows-1254 0
		windows-1255 windows-1255 1500
		windows-1256 windows-1256 0
		windows-1257 windows-1257 0
		windows-1258 windows-1258 0
		utf8 UTF-8 0
	END
	java "$decoders/Decode.java" bytes $(names) 2> java.err || skip "this java runs no source files"
	compare java < rows
}

@test "glibc: iconv -c" {
	skip_without iconv
	iconv --version 2> /dev/null | grep -q -e GLIBC -e 'GNU libc' || skip "iconv is not glibc's"
	records_made
	cat > rows <<-END
		gbk GBK 100
		cp936 CP936 100
		gb18030 GB18030 1000
		big5 BIG5-HKSCS 1500
		cp950 BIG5 2500
		shift_jis CP932 1000
		euc-kr UHC 1000
		windows-1250 CP1250 0
		windows-1251 CP1251 0
		windows-1252 CP1252 0
		windows-1253 CP1253 0
		windows-1254 CP1254 0
		windows-1256 CP1256 0
		windows-1257 CP1257 0
		utf8 UTF-8 500
	END
	for name in $(names); do
		iconv -c -f "$name" -t UTF-8 bytes > "$name.out" 2> /dev/null || :
	done
	compare glibc < rows
}

@test "whatwg: node's TextDecoder, where it follows the Encoding Standard" {
	skip_without node
	records_made
	cat > rows <<-END
		gb18030 gb18030 1000
		windows-1250 windows-1250 0
		windows-1251 windows-1251 0
		windows-1254 windows-1254 0
		windows-1256 windows-1256 0
		windows-1257 windows-1257 0
		windows-1258 windows-1258 0
		koi8-r koi8-r 0
		utf8 utf-8 0
	END
	node "$decoders/decode.js" bytes $(names) 2> node.err || skip "this node has not all of ICU"
	compare whatwg < rows
}

@test "ftfy-scar: ftfy.fix_encoding() of ftfy 6.3" {
	skip_without python3
	status=0
	python3 "$decoders/scar.py" "$abs_top_srcdir/data/model/characters.txt" || status=$?
	[ "$status" != 77 ] || skip "ftfy 6.3 is not installed"
	[ "$status" = 0 ]
	qw damage ftfy-scar soup
	ok
	[ "$(diff soup scar | grep -c '^<')" -gt 10000 ]
	# What ftfy finds in a part of a part is not done: three lines of 30,000 of real text.
	[ "$(diff out scar | grep -c '^<')" -le 5 ]
}
