# SPDX-License-Identifier: Apache-2.0
# Sourced by the scripts beside this one, each of which is called as NAME.sh TARBALL and
# builds that as the packager of another system would, in a folder of its own. $FOREIGN is
# the folder that fetch.sh filled. Exit status 77: something is missing here; says what.
set -u
name=$(basename "$0" .sh)
here=$(cd "$(dirname "$0")" && pwd)
jobs=${JOBS-$(nproc 2> /dev/null || echo 2)}

skip() {
	echo "$name: skipped: $*"
	exit 77
}

fail() {
	echo "$name: FAILED: $*"
	exit 1
}

need() {
	command -v "$1" > /dev/null || skip "$1 is missing (Debian: $2)"
}

test $# -eq 1 || { echo "usage: $0 TARBALL" >&2; exit 2; }
test -f "$1" || { echo "$0: $1: no such file" >&2; exit 2; }
tarball=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
foreign=${FOREIGN-}
test -z "$foreign" || foreign=$(cd "$foreign" && pwd) || exit 2

need_foreign() {
	test -n "$foreign" && test -f "$foreign/$1/complete" ||
		skip "no $1 in \$FOREIGN (fill a folder with $here/fetch.sh)"
}

work=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
unpack() {
	mkdir "$work/build" && tar -xJf "$tarball" -C "$work/build" --strip-components=1 &&
		cd "$work/build" || fail "$tarball can't be unpacked"
}

# configure and make. Warnings are not errors here: other headers have their own.
build() {
	./configure --disable-dependency-tracking "$@" > "$work/log" 2>&1 ||
		{ tail -n 30 "$work/log"; fail configure; }
	make -j "$jobs" > "$work/log" 2>&1 || { tail -n 60 "$work/log"; fail make; }
	grep 'warning:' "$work/log"
	./config.status --version | head -n 1
}

# check TESTS [VARIABLE=VALUE...]: these tests, with the sum of what they found; at least one
# must have passed.
check() {
	tests=$1
	shift
	make -k -j "$jobs" check TESTS="$tests" "$@" > "$work/log" 2>&1
	status=$?
	grep -E '^(FAIL|ERROR|XPASS|SKIP)|(error|warning):' "$work/log"
	grep -E '^# (PASS|FAIL|ERROR|SKIP)' "$work/log"
	grep -q '^# PASS: *[1-9]' "$work/log" || { tail -n 60 "$work/log"; fail "nothing passed"; }
	test $status -eq 0 || fail "make check TESTS='$tests'"
}
