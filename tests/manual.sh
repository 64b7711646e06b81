#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The manual pages are correct mdoc, and libqingwen(3) knows every function of the
# header and nothing else.
set -eu
pages="$srcdir/man/libqingwen.3"
test ! -f "$srcdir/man/qingwen.1" || pages="$pages $srcdir/man/qingwen.1"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
sed -n 's/^QW_API.*\b\(qw_[a-z_]*\)(.*/\1/p' "$srcdir/src/qingwen.h" | sort > "$tmp/header"
sed -n 's/^\.Fn \(qw_[a-z_]*\) ".*/\1/p; s/^\.Fo \(qw_[a-z_]*\)$/\1/p' \
	"$srcdir/man/libqingwen.3" | sort -u > "$tmp/manual"
diff "$tmp/header" "$tmp/manual"
command -v mandoc > /dev/null || {
	echo "mandoc is not installed"
	exit 77
}
mandoc -Tlint -Wwarning $pages
