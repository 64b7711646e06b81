#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# qingwen.h stands alone, in strict C11 and in C++.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
printf '#include "qingwen.h"\nint main(void) { return sizeof(qw_options) == 0; }\n' > "$tmp/x.c"
cp "$tmp/x.c" "$tmp/x.cc"
$CC -std=c11 -pedantic -Wall -Wextra -Werror -I "$srcdir/src" -c "$tmp/x.c" -o "$tmp/x.o"
if command -v c++ > /dev/null; then
	c++ -std=c++11 -pedantic -Wall -Wextra -Werror -I "$srcdir/src" -c "$tmp/x.cc" -o "$tmp/y.o"
fi
test "$(sed -n 's/^#define QW_VERSION "\(.*\)"$/\1/p' "$srcdir/src/qingwen.h")" = \
	"$(cat "$srcdir/VERSION")"
