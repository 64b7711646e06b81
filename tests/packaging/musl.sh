#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# musl.sh TARBALL: a build with musl, of which iconv, getopt and threads differ from glibc's,
# as Alpine and its like do: without uchardet, without translations, static and shared.
. "$(dirname "$0")/common.sh"
need musl-gcc 'musl-tools'
need_foreign source

# library NAME CFLAGS FILE...: one static library for musl from the sources of another project.
library() {
	lib=$1
	flags=$2
	shift 2
	for file; do
		musl-gcc -O1 -w $flags -c "$file" -o "$work/lib/$(basename "$file").o" ||
			fail "$lib can't be compiled"
	done
	ar rc "$work/lib/lib$lib.a" "$work/lib"/*.o && rm -f "$work/lib"/*.o
}

mkdir "$work/lib"
utf8proc=$foreign/source/utf8proc
cmocka=$foreign/source/cmocka
# The libraries of the command alone are Debian's static ones: they are C and call nothing
# that musl does not have, or else the link below fails. Their headers go where no others are.
mkdir "$work/include"
for row in inih:INIH:ini.h yajl:YAJL:yajl nettle:NETTLE:nettle z:ZLIB:zlib.h z:ZLIB:zconf.h; do
	file=$(${CC-gcc} -print-file-name="lib${row%%:*}.a")
	test -f "$file" || file=$(${CC-gcc} -print-file-name="lib${row%%:*}_s.a")
	header=/usr/include/${row##*:}
	test -e "$header" || header=$(echo /usr/include/*/"${row##*:}")
	tar -xJOf "$tarball" --wildcards '*/configure' | grep -q "$(echo "$row" | cut -d : -f 2)_CFLAGS" ||
		continue
	test -f "$file" && test -e "$header" || skip "no static library ${row%%:*}"
	ln -sf "$header" "$work/include" && ln -sf "$file" "$work/lib/lib${row%%:*}.a"
done
# What glibc's headers made of calls in them.
cat > "$work/fortified.c" <<'END'
#include <stdarg.h>
#include <stdio.h>
int __fprintf_chk(FILE *to, int level, const char *format, ...)
{
	va_list list;
	(void)level;
	va_start(list, format);
	int n = vfprintf(to, format, list);
	va_end(list);
	return n;
}
END
library fortified "-fPIC" "$work/fortified.c"
library utf8proc "-fPIC -DUTF8PROC_STATIC -I$utf8proc" "$utf8proc/utf8proc.c"
library cmocka "-I$cmocka/include -DHAVE_MALLOC_H=1 -DHAVE_INTTYPES_H=1 -DHAVE_SIGNAL_H=1
	-DHAVE_STRINGS_H=1 -DHAVE_SIGLONGJMP=1 -DHAVE_STRSIGNAL=1 -DHAVE_GCC_THREAD_LOCAL_STORAGE=1" \
	"$cmocka/src/cmocka.c"

unpack
build CC=musl-gcc --without-uchardet --without-archive --disable-nls PKG_CONFIG_LIBDIR=/nowhere \
	YAJL_CFLAGS="-I$work/include" YAJL_LIBS="-L$work/lib -lyajl" \
	INIH_CFLAGS="-I$work/include" INIH_LIBS="-L$work/lib -linih" \
	NETTLE_CFLAGS="-I$work/include" NETTLE_LIBS="-L$work/lib -lnettle -lfortified" \
	ZLIB_CFLAGS="-I$work/include" ZLIB_LIBS="-L$work/lib -lz" \
	UTF8PROC_CFLAGS="-I$utf8proc" UTF8PROC_LIBS="-L$work/lib -lutf8proc" \
	CMOCKA_CFLAGS="-I$cmocka/include" CMOCKA_LIBS="-L$work/lib -lcmocka"
readelf -l qingwen | grep 'interpreter: .*ld-musl' || fail "the program is not one of musl"
# The documents of two unit tests are written by iconv, and that of musl writes no GB18030.
check "${TESTS-\$(filter-out tests/unit/test-decode tests/unit/test-guess,\$(UNIT_TESTS)) \$(SPECS)
	\$(BATS_TESTS) tests/example.sh tests/symbols.sh}"
