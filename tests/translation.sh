#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Everything that people read can be translated, and po/zh_CN.po translates all of it.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

fail() {
	echo "$*"
	exit 1
}

# Every file with marked text is in POTFILES, and they are there.
(cd "$srcdir" && grep -lE '\b(_|N_|P_)\("' src/cli/*.c src/cli/*/*.c src/cli/*.def src/*.c | LC_ALL=C sort) > "$tmp/marked"
sed '/^#/d' "$srcdir/po/POTFILES" | LC_ALL=C sort > "$tmp/listed"
diff "$tmp/listed" "$tmp/marked" || fail "po/POTFILES does not list these files"

for program in xgettext msgfmt msgattrib; do
	command -v $program > /dev/null || {
		echo "$program is not installed"
		exit 77
	}
done

extract() {
	xgettext --directory="$srcdir" --files-from="$1" --language=C --from-code=UTF-8 "$2" \
		--keyword=_ --keyword=N_ --keyword=P_:1,2 --output="$3" 2> "$tmp/err" || {
		cat "$tmp/err"
		exit 1
	}
}

# texts FILE: each text of a template or translation, a line each.
texts() {
	msgattrib --no-wrap --no-location "$1" | awk '
		function end() { if (text != "") print "\"" text; text = "" }
		/^msgid/ { end(); sub(/^[a-z_]* /, ""); on = 1 }
		!/^"/ { end(); on = 0 }
		on { text = text substr($0, 2, length($0) - 2) }
		END { end() }' | grep -v Project-Id-Version | LC_ALL=C sort -u
}

extract "$tmp/listed" --no-wrap "$tmp/qingwen.pot"
texts "$tmp/qingwen.pot" > "$tmp/wanted"
texts "$srcdir/po/zh_CN.po" > "$tmp/there"
test "$(wc -l < "$tmp/wanted")" -gt 200
diff "$tmp/wanted" "$tmp/there" || fail 'po/zh_CN.po is not up to date: make update-po, then translate'
msgfmt --check --statistics -o /dev/null "$srcdir/po/zh_CN.po" 2> "$tmp/statistics" ||
	fail "$(cat "$tmp/statistics")"
grep -qE '^[0-9]+ translated messages\.$' "$tmp/statistics" || fail "$(cat "$tmp/statistics")"

# Two words and more are a text for people: none of the others is. Examples are commands. The
# page and the words for chains have Chinese beside the English, both at once.
(cd "$srcdir" && ls src/cli/*.c src/cli/*/*.c src/cli/*.def) |
	grep -v '^src/cli/\(chain_words\|html\)[a-z_]*\.c$' > "$tmp/files"
extract "$tmp/files" --extract-all "$tmp/all.pot"
texts "$tmp/all.pot" > "$tmp/all"
LC_ALL=C comm -23 "$tmp/all" "$tmp/wanted" | grep '[A-Za-z] [a-z][a-z]' | grep -v '^"qingwen ' > "$tmp/bare" || :
test ! -s "$tmp/bare" || fail "not marked for translation, by _() or N_(): $(cat "$tmp/bare")"
