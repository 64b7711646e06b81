#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# i386.sh TARBALL: a build for 32 bits that this machine runs itself. Costs are integers, so
# that all of it must come out as it does with 64 bits.
. "$(dirname "$0")/common.sh"
need cc gcc
need_foreign i386
root=$foreign/i386
triplet=i386-linux-gnu
gcc_folder=$(echo "$root"/usr/lib/gcc/i686-linux-gnu/*)
libraries=$root/lib/$triplet:$root/usr/lib/$triplet
loader=$root/lib/ld-linux.so.2

cat > "$work/cc" <<END
#!/bin/sh
exec ${CC-gcc} -m32 --sysroot=$root -B$gcc_folder "\$@"
END
chmod +x "$work/cc"
cat > "$work/probe.c" <<'END'
#include <stdio.h>
int main(void) { return sizeof(void *) == 4 && puts("32 bits") > 0 ? 0 : 1; }
END
# The old tag, which also tells where the libraries of libraries are.
ldflags="-Wl,--dynamic-linker=$loader -Wl,-rpath,$libraries -Wl,--disable-new-dtags"
"$work/cc" "$work/probe.c" -o "$work/probe" $ldflags || skip "the compiler has no -m32"
"$work/probe" || skip "programs of i386 do not run here"

# The programs find the modules of their iconv, and iconv(1) of this machine its own.
mkdir "$work/bin"
printf '#!/bin/sh\nunset GCONV_PATH\nexec %s "$@"\n' "$(command -v iconv)" > "$work/bin/iconv"
chmod +x "$work/bin/iconv"
PATH=$work/bin:$PATH
GCONV_PATH=$root/usr/lib/$triplet/gconv
export PATH GCONV_PATH

unpack
PKG_CONFIG_SYSROOT_DIR=$root build CC="$work/cc" LDFLAGS="$ldflags" \
	--build=i686-pc-linux-gnu PKG_CONFIG_LIBDIR="$root/usr/lib/$triplet/pkgconfig"
readelf -h qingwen | grep 'Class: .*ELF32' || fail "the program is not one of 32 bits"
check "${TESTS-\$(UNIT_TESTS) \$(SPECS) \$(BATS_TESTS) tests/example.sh tests/symbols.sh}"
