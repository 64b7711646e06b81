#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The programs in README.md and libqingwen(3) compile, and do what is said about them.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
manual=$srcdir/man/libqingwen.3

# Literal block number N of the manual.
block() {
	awk -v n="$1" '/^\.Bd -literal/ { i++; next } /^\.Ed/ { on = 0; if (i == n) exit; next }
		i == n' "$manual" | sed 's/\\e/\\/g; s/\\&//g'
}

# build NAME: of NAME.c, with the library that was just built.
build() {
	$CC $QW_SANITIZERS -std=c11 -pedantic -Wall -Wextra -Wno-unused-parameter -Werror -I "$srcdir/src" \
		-c "$tmp/$1.c" -o "$tmp/$1.o"
	$SHELL "$top_builddir/libtool" --silent --tag=CC --mode=link $CC $QW_SANITIZERS \
		"$tmp/$1.o" "$top_builddir/libqingwen.la" -o "$tmp/$1"
}

printf '今天的会议讨论了三个问题：资金、时间和人员。\n' > "$tmp/sound.txt"
"$top_builddir/qingwen" damage utf8-as-latin1 "$tmp/sound.txt" > "$tmp/damaged.txt"
repairs() {
	"$tmp/$1" < "$tmp/damaged.txt" | cmp - "$tmp/sound.txt"
	"$tmp/$1" < "$tmp/sound.txt" | cmp - "$tmp/sound.txt"
}

sed -n '/^```c$/,/^```$/p' "$srcdir/README.md" | sed '/^```/d' > "$tmp/readme.c"
test -s "$tmp/readme.c"
build readme
repairs readme

block 1 > "$tmp/repair.c"
grep -q '^int main' "$tmp/repair.c"
build repair
repairs repair

# The second one is a function and its call.
block 2 > "$tmp/block"
{
	printf '#include <qingwen.h>\n#include <stdio.h>\n#include <string.h>\n\n'
	sed '/^qw_explain/,$d' "$tmp/block"
	printf 'int main(int argc, char **argv)\n{\n\tconst char *text = argv[argc - 1];\n'
	sed -n '/^qw_explain/,$p' "$tmp/block"
	printf '\treturn 0;\n}\n'
} > "$tmp/explain.c"
build explain
"$tmp/explain" 浣犲ソ | head -n 1 | grep -q '^+[0-9.]* bits utf8-as-gbk: 你好$'
