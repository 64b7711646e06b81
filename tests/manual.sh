#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The manual pages are correct mdoc, libqingwen(3) knows every function of the
# header and nothing else, and the translation of qingwen(1) says of the same things something.
set -eu
pages="$srcdir/man/libqingwen.3"
test ! -f "$srcdir/man/qingwen.1" || pages="$pages $srcdir/man/qingwen.1"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
sed -n 's/^QW_API.*\b\(qw_[a-z_]*\)(.*/\1/p' "$srcdir/src/qingwen.h" | sort > "$tmp/header"
sed -n 's/^\.Fn \(qw_[a-z_]*\) ".*/\1/p; s/^\.Fo \(qw_[a-z_]*\)$/\1/p' \
	"$srcdir/man/libqingwen.3" | sort -u > "$tmp/manual"
diff "$tmp/header" "$tmp/manual"

# What is the same in every language: options and their values, names of damages and kinds, examples,
# how many chapters there are, and what stands in them as literal text.
skeleton() {
	awk '/^\.Sh/ { print "section" } /^\.Ss/ { print "part" } /^\.Dl \$/
		/^\.It/ { sub(/^\.It /, ""); gsub(/Ar [^ ]+/, "Ar x"); print "item", $0 }' "$1"
}
skeleton "$srcdir/man/qingwen.1" > "$tmp/english"
test "$(grep -c '^item' "$tmp/english")" -gt 100
for translation in "$srcdir"/man/*/qingwen.1; do
	skeleton "$translation" > "$tmp/translated"
	diff "$tmp/english" "$tmp/translated" || {
		echo "$translation does not follow man/qingwen.1"
		exit 1
	}
	# Each item has words behind it.
	awk '/^\.It/ { if (name != "" && !text) print name; name = $0; text = 0; next }
		/^[^.]/ || /^\.(No|Cm|Fl|Li|Sx) / { text = 1 }' "$translation" > "$tmp/bare"
	test ! -s "$tmp/bare" || {
		echo "$translation has no words about $(cat "$tmp/bare")"
		exit 1
	}
done
command -v mandoc > /dev/null || {
	echo "mandoc is not installed"
	exit 77
}
mandoc -Tlint -Wwarning $pages
# In another language "NAME" is no name that mandoc knows.
mandoc -Tlint -Wwarning "$srcdir"/man/*/qingwen.1 > "$tmp/lint" || :
! grep -v -e 'first section is not "NAME"' -e 'description line outside NAME' \
	-e 'mandoc.db' "$tmp/lint"
