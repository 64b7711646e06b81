#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# switches.sh TARBALL: each switch of configure that docs/packaging.md lists does what it says.
# Only the files that the switch concerns are compiled. A line of the table:
#   switch | file | what it must then contain, or with ! must not | what to make
. "$(dirname "$0")/common.sh"
need make make
unpack
cc=${CC-gcc}

table() {
	cat <<'END'
--without-uchardet|config.h|!define HAVE_UCHARDET|src/decode/uchardet.lo
--with-uchardet|config.h|define HAVE_UCHARDET 1|src/decode/uchardet.lo
--disable-nls|config.h|!define ENABLE_NLS|src/cli/qingwen-main.o src/cli/qingwen-message.o
--enable-nls|config.h|define ENABLE_NLS 1|src/cli/qingwen-main.o src/cli/qingwen-message.o
--disable-hardening|Makefile|!^HARDEN_CFLAGS = .*stack-protector|src/text/utf8.lo
--enable-hardening|Makefile|^HARDEN_CFLAGS = .*_FORTIFY_SOURCE=3|src/text/utf8.lo
--enable-hardening CPPFLAGS=-D_FORTIFY_SOURCE=2|Makefile|!^HARDEN_CFLAGS = .*_FORTIFY|src/text/utf8.lo
--enable-werror|Makefile|^WARN_CFLAGS = .* -Werror|src/text/utf8.lo src/cli/qingwen-main.o
--enable-sanitizers=undefined|Makefile|^SAN_CFLAGS = -fsanitize=undefined|src/text/utf8.lo
--disable-shared|libtool|^build_libtool_libs=no|src/text/utf8.lo
--disable-static|libtool|^build_old_libs=no|src/text/utf8.lo
--enable-generators|config.status|!"GENERATE_TRUE".="#"|tools/gen-readings src/generated/readings.h
--disable-generators|config.status|"GENERATE_TRUE".="#"|src/generated/readings.h
END
}

archive() {
	cat <<'END'
--without-archive|config.status|"ARCHIVE_TRUE".="#"|
--with-archive|config.status|!"ARCHIVE_TRUE".="#"|
END
}

# What the document lists and what is tried here is the same; the defaults need no line there.
test -f docs/packaging.md || fail "no docs/packaging.md"
lists() { sed -n '/^## Switches/,/^## [^S]/s/^| `\(--[a-z-]*\).*/\1/p' docs/packaging.md | sort; }
rows=$(table; ./configure --help | grep -q -e --without-archive && archive)
documented=$(lists)
test -n "$documented" || fail "docs/packaging.md lists no switch"
for switch in $documented; do
	case $switch in
	*-completion-dir | --enable-fuzzing) continue ;; # tests/install.sh; .ci/run's fuzzers
	--without-archive) ./configure --help | grep -q -e "$switch" || continue ;;
	esac
	echo "$rows" | grep -q -e "^$switch[=|]" || fail "$switch is documented and not tried"
done

tried=0
bad=0
echo "$rows" > "$work/rows"
while IFS='|' read -r switch file wanted targets; do
	tried=$((tried + 1))
	rm -f config.h Makefile libtool
	./configure -q $switch > "$work/log" 2>&1 || { tail -n 5 "$work/log"; bad=$((bad + 1)); continue; }
	ok=yes
	grep -q 'unrecognized option' "$work/log" && ok='no: unknown to configure'
	case $wanted in
	!*) ! grep -q -e "${wanted#!}" "$file" || ok="no: $file has ${wanted#!}" ;;
	*) grep -q -e "$wanted" "$file" || ok="no: $file lacks $wanted" ;;
	esac
	for target in $targets; do
		case $target in *.h) ;; *) rm -f "$target" ;; esac
	done
	test -z "$targets" || make $targets > "$work/log" 2>&1 ||
		{ tail -n 20 "$work/log"; ok="no: make $targets"; }
	echo "$switch: $ok"
	test "$ok" = yes || bad=$((bad + 1))
done < "$work/rows"
test $tried -gt 10 || fail "only $tried switches were tried"

# A switch that nobody knows, a library that is wanted and missing, and generators without ICU
# end in an error that says what to do.
refused() {
	said=$1
	shift
	if ./configure -q "$@" > "$work/log" 2>&1; then
		fail "configure $* went through"
	fi
	grep -q -e "$said" "$work/log" || { cat "$work/log"; fail "configure $* does not say: $said"; }
}
pkg_config=$(pkg-config --variable=pcfiledir libutf8proc)
mkdir "$work/pc"
for library in "$pkg_config"/*.pc; do
	case $library in */icu-*.pc | */uchardet.pc) ;; *) ln -s "$library" "$work/pc" ;; esac
done
refused 'without-uchardet' PKG_CONFIG_LIBDIR="$work/pc"
refused 'ICU (icu-uc) not found' PKG_CONFIG_LIBDIR="$work/pc" --without-uchardet --enable-generators
./configure -q PKG_CONFIG_LIBDIR="$work/pc" --without-uchardet > "$work/log" 2>&1 ||
	{ tail -n 5 "$work/log"; fail "a release without ICU and uchardet"; }

test $bad -eq 0 || fail "$bad of $tried switches"
echo "$tried switches"
