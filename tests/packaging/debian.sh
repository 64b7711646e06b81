#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# debian.sh TARBALL: the Debian packages of a release with debian/ of this checkout: they build,
# lintian finds neither error nor warning, and what is in them works. Tests run elsewhere.
. "$(dirname "$0")/common.sh"
top=$(cd "$here/../.." && pwd)
test -f "$top/debian/control" || skip "no debian/ here"
need dpkg-buildpackage dpkg-dev
need dh debhelper
need fakeroot fakeroot
unpack
cp -R "$top/debian" . && cd "$work/build" || fail "copying debian/"
DEB_BUILD_PROFILES=nocheck
DEB_BUILD_OPTIONS="nocheck parallel=$jobs"
export DEB_BUILD_PROFILES DEB_BUILD_OPTIONS
missing=$(dpkg-checkbuilddeps 2>&1) || skip "$missing"
dpkg-buildpackage -us -uc > "$work/log" 2>&1 || { tail -n 60 "$work/log"; fail dpkg-buildpackage; }
! grep -E '^dpkg-(gensymbols|shlibdeps): warning' "$work/log" || fail "symbols or libraries"

if command -v lintian > /dev/null; then
	lintian -EvIL +pedantic --fail-on error,warning "$work"/*.changes > "$work/lintian" 2>&1
	status=$?
	grep -E '^[A-Z]: ' "$work/lintian"
	test $status -eq 0 || fail "lintian: exit status $status"
else
	echo "lintian is not installed"
fi

# As if they were installed, with the tests that autopkgtest would run.
root=$work/root
mkdir "$root"
for package in "$work"/*.deb; do
	dpkg-deb -x "$package" "$root" || fail "$package"
done
for file in usr/bin/qingwen usr/include/qingwen.h usr/share/man/man1/qingwen.1.gz \
	usr/share/man/man3/libqingwen.3.gz usr/share/bash-completion/completions/qingwen \
	usr/share/doc/qingwen-doc/packaging.md* usr/share/doc/libqingwen0/NOTICE* usr/lib/*/libqingwen.so.0
do
	test -e "$root"/$file || fail "no package has $file"
done
triplet=$(dpkg-architecture -qDEB_HOST_MULTIARCH)
PATH=$root/usr/bin:$PATH
PKG_CONFIG_SYSROOT_DIR=$root
PKG_CONFIG_PATH=$root/usr/lib/$triplet/pkgconfig
LD_LIBRARY_PATH=$root/usr/lib/$triplet
LIBRARY_PATH=$root/usr/lib/$triplet
CPATH=$root/usr/include
EXAMPLES=$root/usr/share/doc/libqingwen-dev/examples
export PATH PKG_CONFIG_PATH LD_LIBRARY_PATH LIBRARY_PATH CPATH EXAMPLES PKG_CONFIG_SYSROOT_DIR
for test in command library; do
	mkdir "$work/$test"
	AUTOPKGTEST_TMP=$work/$test sh "$top/debian/tests/$test" || fail "debian/tests/$test"
done
echo "$(ls "$work"/*.deb | wc -l) packages"
