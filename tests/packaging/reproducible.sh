#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# reproducible.sh TARBALL: the same commit gives the same bytes to another user, in another
# folder, with another umask, language and time zone, and files of other times. The sources are
# those of the checkout that this script is in.
. "$(dirname "$0")/common.sh"
top=$(cd "$here/../.." && pwd)
test -e "$top/.git" || skip "no checkout: only git knows the commit"
need git git
need autoreconf 'autoconf automake libtool'

chmod 711 "$work"
folder=$work/another
mkdir "$folder"
git clone -q "$top" "$folder/qw" || fail "git clone"
git -C "$folder/qw" config core.sharedRepository umask
find "$folder/qw" -exec touch -h -d '2001-02-03 04:05:06' {} +

cat > "$folder/make" <<'END'
umask 0077
cd "$1/qw" && autoreconf -fi && ./configure && make -j "$2" dist
END
set -- env -i PATH="$PATH" HOME="$folder" TZ=Asia/Kathmandu LC_ALL=C.UTF-8 LANGUAGE=zh_CN \
	USER=somebody sh "$folder/make" "$folder" "$jobs"
if test "$(id -u)" -eq 0 && command -v setpriv > /dev/null; then
	chown -R 65534:65534 "$folder"
	set -- setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
fi
"$@" > "$work/log" 2>&1 || { tail -n 30 "$work/log"; fail "make dist"; }
other=$(echo "$folder"/qw/qingwen-*.tar.xz)
cmp "$tarball" "$other" && { sha256sum "$tarball"; exit 0; }
for archive in "$tarball" "$other"; do
	mkdir "$work/contents"
	tar -xJf "$archive" -C "$work/contents"
	{ tar -tvJf "$archive"; cd "$work/contents" && find . -type f -exec sha256sum {} + | sort -k 2; } \
		> "$work/$(test "$archive" = "$tarball" && echo first || echo second)"
	rm -rf "$work/contents"
done
diff "$work/first" "$work/second" | head -n 40
fail "another tarball"
