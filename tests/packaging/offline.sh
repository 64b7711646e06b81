#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# offline.sh TARBALL: the least that builds, without a network, ICU and uchardet. With
# TESTS='...' for other tests than those of the command that are quick.
. "$(dirname "$0")/common.sh"
need pkg-config pkg-config
need unshare util-linux
need readelf binutils
without_network='unshare -n'
$without_network true 2> /dev/null || without_network='unshare -rn'
$without_network true 2> /dev/null || skip "no namespaces here"
test -n "${OFFLINE-}" || {
	rm -rf "$work"
	exec env OFFLINE=1 $without_network "$0" "$tarball"
}
unpack
mkdir "$work/pc"
for library in $(pkg-config --variable pc_path pkg-config | tr : ' '); do
	for file in "$library"/*.pc; do
		case $file in
		*/icu-*.pc | */uchardet.pc | */\*.pc) ;;
		*) ln -sf "$file" "$work/pc" ;;
		esac
	done
done
build --without-uchardet PKG_CONFIG_LIBDIR="$work/pc"
# What it asks for itself: libarchive may bring ICU along, by way of libxml2.
readelf -d qingwen > "$work/needed" && grep -q 'NEEDED.*libutf8proc' "$work/needed" ||
	fail "readelf does not say what the program needs"
! grep -E 'NEEDED.*(libicu|uchardet)' "$work/needed" || fail "the program needs ICU or uchardet"
check "${TESTS-tests/unit/test-guess tests/unit/test-charset-tables tests/unit/test-clean
	fixtures/encodings.md fixtures/mojibake.md tests/cli/usage.bats tests/cli/input.bats
	tests/no-icu.sh tests/symbols.sh}"
grep -q '^SKIP: tests/no-icu' "$work/log" || fail "the skip of ICU was not seen"
