#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The README's demonstration is what the program does, and its program compiles.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# shown COMMAND: what the README prints below it.
shown() {
	awk -v command="    \$ $1" '$0 == command { on = 1; next } /^$/ { on = 0 }
		on { print substr($0, 5) }' "$srcdir/README.md"
}

shown 'cat page.txt' > "$tmp/page.txt"
shown './qingwen repair page.txt' > "$tmp/expected"
test -s "$tmp/page.txt"
test -s "$tmp/expected"
"$top_builddir/qingwen" repair "$tmp/page.txt" > "$tmp/repaired"
diff "$tmp/expected" "$tmp/repaired"

sed -n '/^```c$/,/^```$/p' "$srcdir/README.md" | sed '/^```/d' > "$tmp/program.c"
test -s "$tmp/program.c"
$CC -std=c11 -pedantic -Wall -Wextra -Werror -I "$srcdir/src" -c "$tmp/program.c" -o "$tmp/program.o"
