#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The shared library exports the functions of qingwen.h and nothing else, carries
# the right SONAME, and the program calls nothing that is not in qingwen.h.
set -eu
lib=$top_builddir/.libs/libqingwen.so
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

sed -n 's/^QW_API.*\b\(qw_[a-z_]*\)(.*/\1/p' "$srcdir/src/qingwen.h" | sort > "$tmp/header"
test -s "$tmp/header"
sed -n 's/^	\(qw_[a-z_]*\);$/\1/p' "$srcdir/src/libqingwen.map" | sort > "$tmp/map"
diff "$tmp/header" "$tmp/map"

if test -f "$lib"; then
	$NM -D --defined-only "$lib" | sed -n 's/^[0-9a-f]* [B-DRTVW] \([^@]*\).*/\1/p' |
		sort > "$tmp/exported"
	diff "$tmp/header" "$tmp/exported"
	soname=$(readelf -d "$lib" | sed -n 's/.*SONAME.*\[\(.*\)\]/\1/p')
	current=${QW_LT_VERSION%%:*} age=${QW_LT_VERSION##*:}
	test "$soname" = "libqingwen.so.$((current - age))" || {
		echo "SONAME is $soname"
		exit 1
	}
fi

$NM -u "$top_builddir"/src/cli/*.o | sed -n 's/.* U \(qw_[A-Za-z_]*\)$/\1/p' |
	sort -u > "$tmp/called"
$NM --defined-only "$top_builddir"/src/cli/*.o |
	sed -n 's/.* [A-Z] \(qw_[A-Za-z_]*\)$/\1/p' | sort -u > "$tmp/own"
comm -23 "$tmp/called" "$tmp/own" | comm -23 - "$tmp/header" > "$tmp/foreign"
test ! -s "$tmp/foreign" || {
	echo "the program calls what is not in qingwen.h:"
	cat "$tmp/foreign"
	exit 1
}
