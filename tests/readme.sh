#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The demonstrations of the README, in each language, are what the program does. (Its
# program: tests/programs.sh, its other examples: tests/cli/examples.bats.)
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
readme=$srcdir/README.md

fail() {
	echo "$readme: $*"
	exit 1
}

# shown COMMAND: what the README prints below it.
shown() {
	awk -v command="    \$ $1" '$0 == command { on = 1; next } /^$/ { on = 0 }
		on { print substr($0, 5) }' "$readme"
}

demonstration() {
	shown 'cat page.txt' > "$tmp/page.txt"
	shown './qingwen repair page.txt' > "$tmp/expected"
	test -s "$tmp/page.txt"
	test -s "$tmp/expected"
	"$top_builddir/qingwen" repair "$tmp/page.txt" > "$tmp/repaired"
	diff "$tmp/expected" "$tmp/repaired"
}

# The figures change with the model: only their places are compared.
figures() {
	sed 's/^ *-\{0,1\}[0-9]*\.[0-9]  *[01]\.[0-9]\{3\}  /FIGURES  /' "$1"
}

explanation() {
	command=$(sed -n 's/^    \$ \(\.\/qingwen explain .*\)/\1/p' "$readme")
	shown "$command" > "$tmp/expected"
	test -s "$tmp/expected"
	text=${command#*\'}
	status=0
	"$top_builddir/qingwen" explain --most=4 "${text%\'}" > "$tmp/explained" || status=$?
	test "$status" -eq 1
	figures "$tmp/expected" > "$tmp/places"
	figures "$tmp/explained" | diff "$tmp/places" -
}

# What the table of damages shows is what they do: lines "CHAIN SEEN SOUND".
table() {
	test "$(wc -l < "$tmp/table")" -gt 5 || fail "the table of damages is too short"
	while read -r chain seen sound; do
		test "$(printf %s "$sound" | "$top_builddir/qingwen" damage "$chain")" = "$seen" ||
			fail "$chain does not make $seen of $sound"
	done < "$tmp/table"
}

demonstration
explanation
sed -n 's/^| [^`]*`\([^`]*-as-[^`]*\)`.* | `\(.*\)` for \(.*\) |$/\1 \2 \3/p' "$readme" > "$tmp/table"
table

readme=$srcdir/README.zh_CN.md
demonstration
sed -n 's/^| [^`]*`\([^`]*-as-[^`]*\)`.* | \(.*\) 成了 `\([^`]*\)` |$/\1 \3 \2/p' "$readme" > "$tmp/table"
table
test -s "$top_builddir/tests/locale/env" || {
	echo "no messages in Chinese here"
	exit 77
}
. "$(cd "$top_builddir" && pwd)/tests/locale/env" 2> /dev/null
explanation
