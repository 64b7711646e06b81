#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The README's demonstrations are what the program does. (Its program: tests/programs.sh.)
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

# The figures change with the model: only their places are compared.
figures() {
	sed 's/^ *-\{0,1\}[0-9]*\.[0-9]  *[01]\.[0-9]\{3\}  /FIGURES  /' "$1"
}
command=$(sed -n 's/^    \$ \(\.\/qingwen explain .*\)/\1/p' "$srcdir/README.md")
shown "$command" > "$tmp/expected"
test -s "$tmp/expected"
text=${command#*\'}
status=0
"$top_builddir/qingwen" explain --most=4 "${text%\'}" > "$tmp/explained" || status=$?
test "$status" -eq 1
figures "$tmp/expected" > "$tmp/places"
figures "$tmp/explained" | diff "$tmp/places" -

# What the table of damages shows is what they do.
sed -n 's/^| [^`]*`\([^`]*-as-[^`]*\)`.* | `\(.*\)` for \(.*\) |$/\1 \2 \3/p' "$srcdir/README.md" \
	> "$tmp/table"
test "$(wc -l < "$tmp/table")" -gt 5
while read -r chain seen sound; do
	test "$(printf %s "$sound" | "$top_builddir/qingwen" damage "$chain")" = "$seen" || {
		echo "README.md: $chain does not make $seen of $sound"
		exit 1
	}
done < "$tmp/table"
