# SPDX-License-Identifier: Apache-2.0
# What the tests of the command share. Each test runs in an empty folder of its own.

: "${top_builddir:=$BATS_TEST_DIRNAME/../..}"
top_builddir=$(cd "$top_builddir" && pwd)
: "${abs_top_srcdir:=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)}"
qingwen=$top_builddir/qingwen

setup() {
	[ -x "$qingwen" ] || { echo "no program: $qingwen" >&2; return 1; }
	cd "$BATS_TEST_TMPDIR"
	printf '%s\n' '今天的会议讨论了三个问题：资金、时间和人员。' \
		'大家同意先解决资金问题，再决定什么时候开始工作。' > sound.txt
	printf '今天的会议讨论了三个问题：\377资金、时间和人员。\n' > bad.txt
	[ -z "${QINGWEN_CHINESE-}" ] || speak_chinese
	type setup_more > /dev/null 2>&1 && setup_more
	return 0
}

# Run the command without a pipe, which would hide its exit status.
qw() {
	status=0
	"$qingwen" "$@" > out 2> err || status=$?
}

# Messages in Chinese, as tests/locale.sh found that they can be had; in English again.
speak_chinese() {
	local settings
	settings=$(cat "$top_builddir/tests/locale/env" 2> /dev/null)
	[ -n "$settings" ] || skip "no messages in Chinese here"
	eval "$settings" 2> /dev/null # LOCPATH is not for the shell itself
}

speak_english() {
	unset LANGUAGE LOCPATH
	export LC_ALL=C.UTF-8
}

# For a test that compares what is printed for people: it is no test of the Chinese command.
in_english() {
	[ -z "${QINGWEN_CHINESE-}" ] || skip "English is expected"
}

fail() {
	printf '%s\n' "$*" '--- out' >&2
	head -c 1000 out >&2
	printf '%s\n' '--- err' >&2
	head -c 1000 err >&2
	return 1
}

status_is() {
	[ "$status" = "$1" ] || fail "exit status $status, not $1"
}

# Nothing on standard error is the rule.
quiet() {
	[ ! -s err ] || fail "standard error is not empty"
}

ok() {
	status_is 0 && quiet
}

# The output is exactly that file, or that text.
out_is() {
	cmp out "$1" || fail "the output differs from $1"
}

out_reads() {
	printf '%s' "$1" > expected
	cmp out expected || fail "the output differs"
}

# Messages are compared in English only, in Chinese they must be there: chinese.bats knows what they are.
err_reads() {
	[ -z "${QINGWEN_CHINESE-}" ] || { [ -s err ] && return; }
	printf '%s\n' "$@" > expected
	cmp err expected || fail "standard error differs"
}

err_has() {
	[ -z "${QINGWEN_CHINESE-}" ] || { [ -s err ] && return; }
	grep -q -e "$1" err || fail "standard error lacks: $1"
}

out_has() {
	grep -q -e "$1" out || fail "the output lacks: $1"
}

# repeat N FILE: the file N times.
repeat() {
	LC_ALL=C awk -v n="$1" '{ all = all $0 "\n" } END { while (n-- > 0) printf "%s", all }' "$2"
}

# Wait at most ten seconds until a command succeeds.
wait_until() {
	local i
	for ((i = 0; i < 100; i++)); do
		if "$@"; then
			return 0
		fi
		sleep 0.1
	done
	fail "waited in vain: $*"
}

skip_if_sanitized() {
	! grep -q -e __asan_init -e __ubsan_handle "$qingwen" || skip "a sanitizer needs more memory"
}

# Run the command as a user who may do nothing: root may read and write everything.
as_nobody() {
	if [ "$(id -u)" -ne 0 ]; then
		qw "$@"
		return
	fi
	skip_without setpriv
	local folder=$PWD
	while [ "$folder" != / ]; do # of the test's own folders
		case $folder in "$BATS_RUN_TMPDIR"*) chmod a+rx "$folder" ;; esac
		folder=$(dirname "$folder")
	done
	: > err
	setpriv --reuid=65534 --regid=65534 --clear-groups -- test -x "$qingwen" -a -x . ||
		skip "nobody can't run the program"
	status=0
	setpriv --reuid=65534 --regid=65534 --clear-groups -- "$qingwen" "$@" > out 2> err || status=$?
}

give_to_nobody() {
	[ "$(id -u)" -ne 0 ] || chown 65534:65534 "$@"
}

# musl's iconv reads the double-byte encodings of Chinese, but writes none.
writes_gbk() {
	! LC_ALL=C grep -q ld-musl "$qingwen"
}

skip_without_gbk() {
	writes_gbk || skip "musl's iconv writes no GBK"
}

skip_without() {
	command -v "$1" > /dev/null || skip "$1 is not installed"
}
