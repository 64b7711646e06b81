#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What "make install" gave is complete and works: a program of a user compiles with
# what pkg-config says, shared and static. Run by "make installcheck".
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

for file in "$bindir/qingwen" "$includedir/qingwen.h" "$pkgconfigdir/qingwen.pc" \
	"$mandir/man1/qingwen.1" "$mandir/man3/libqingwen.3" "$mandir/zh_CN/man1/qingwen.1" "$bashcompletiondir/qingwen" "$zshcompletiondir/_qingwen" \
	"$fishcompletiondir/qingwen.fish"
do
	test -s "$file" || { echo "not installed: $file"; exit 1; }
done

cat > "$tmp/user.c" <<'END'
#include <qingwen.h>
#include <stdio.h>
#include <string.h>

static int put(void *ctx, const void *bytes, size_t n)
{
	return fwrite(bytes, 1, n, ctx) == n ? 0 : -1;
}

int main(void)
{
	qw_session *session = qw_session_new(NULL, put, stdout, NULL);
	if (session == NULL || strcmp(qw_version(), QW_VERSION) != 0)
		return 1;
	qw_status status = qw_session_feed(session, "well\n", 5);
	if (status == QW_OK)
		status = qw_session_finish(session);
	qw_session_free(session);
	return status != QW_OK;
}
END

PKG_CONFIG_PATH=$pkgconfigdir${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
export PKG_CONFIG_PATH
pc() {
	pkg-config --define-variable=libdir="$libdir" \
		--define-variable=includedir="$includedir" "$@" qingwen
}
pkg-config --validate "$pkgconfigdir/qingwen.pc"
test "$(pc --modversion)" = "$(cat "$srcdir/VERSION")"
# Flags of our own build must not reach the users.
if grep -E 'sanitize|Werror|fortify' "$pkgconfigdir/qingwen.pc"; then
	exit 1
fi

if ls "$libdir"/libqingwen.so > /dev/null 2>&1; then
	$CC "$tmp/user.c" -o "$tmp/shared" $(pc --cflags --libs)
	test "$(LD_LIBRARY_PATH=$libdir "$tmp/shared")" = well
fi
if test -f "$libdir/libqingwen.a"; then
	$CC "$tmp/user.c" -o "$tmp/static" $(pc --cflags) "$libdir/libqingwen.a" \
		$(pc --static --libs | sed 's/-lqingwen//')
	test "$("$tmp/static")" = well
fi
"$bindir/qingwen" --version > /dev/null
