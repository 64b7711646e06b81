#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# s390x.sh TARBALL: a build for a machine of the other byte order, run by qemu's emulator of
# programs. The tables of a release are C, and so have no byte order of their own.
. "$(dirname "$0")/common.sh"
need s390x-linux-gnu-gcc 'gcc-s390x-linux-gnu'
need qemu-s390x-static 'qemu-user-static'
need_foreign s390x
root=$foreign/s390x
triplet=s390x-linux-gnu
emulator="qemu-s390x-static -L $root -E GCONV_PATH=$root/usr/lib/$triplet/gconv"

# A compiler of Debian looks for the libraries of that processor in the folders of its own
# package first, whose libc may be another one.
unpack
PKG_CONFIG_SYSROOT_DIR=$root build --host=$triplet CC="$triplet-gcc --sysroot=$root" \
	--disable-shared PKG_CONFIG_LIBDIR="$root/usr/lib/$triplet/pkgconfig"
readelf -h qingwen | grep 'Data: .*big endian' || fail "the program is not big-endian"

# What the command says there is what it says here.
for expected in examples/demo/*.repaired.txt; do
	file=${expected%.repaired.txt}.txt
	$emulator ./qingwen repair "$file" > "$work/out" || fail "repair $file"
	cmp "$work/out" "$expected" || fail "$file is repaired otherwise"
done
# An emulator is slow: what depends on the order of bytes, and a part of the rest. For it / is the
# folder of its libraries, which one test does not expect.
check "${TESTS-\$(filter-out tests/fault/% tests/unit/test-journal,\$(UNIT_TESTS)) fixtures/encodings.md fixtures/frame.md
	fixtures/lossy.md fixtures/splice.md}" LOG_COMPILER="$emulator" \
	MD_LOG_COMPILER="$emulator tests/run-spec"
