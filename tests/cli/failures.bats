# SPDX-License-Identifier: Apache-2.0
# What goes wrong with one file of a tree: nothing is lost, the others are done, the exit
# status says so.
load helper

setup_more() {
	mkdir tree
	"$qingwen" damage utf8-as-latin1 sound.txt > damaged.txt
	for file in a b c d; do
		cp damaged.txt tree/$file
	done
}

teardown() {
	[ ! -e "$BATS_TEST_TMPDIR/mounted" ] || umount "$BATS_TEST_TMPDIR/disk"
}

no_temporary() {
	[ -z "$(find . -name '.*.qingwen-*')" ] || fail "a temporary file is left"
}

# with_shim READ DO TO ARGUMENT...
with_shim() {
	skip_if_sanitized
	skip_without "${CC%% *}"
	${CC} -shared -fPIC -o shim.so "$abs_top_srcdir/tests/cli/shim.c" 2> /dev/null ||
		skip "the compiler makes no shared library"
	status=0
	LD_PRELOAD=$PWD/shim.so QW_SHIM_READ=$1 QW_SHIM_DO=$2 QW_SHIM_TO=$3 \
		"$qingwen" "${@:4}" > out 2> err || status=$?
}
: "${CC:=cc}"

others_are_done() {
	for file in a c d; do
		cmp $1/$file sound.txt
	done
	no_temporary
}

@test "a read error in place" {
	with_shim tree/b fail '' repair -i tree
	status_is 3
	err_has '^qingwen: tree/b: cannot read: I.*/[oO].* error$'
	err_has '^qingwen: 3 documents, 3 damaged; .*; 3 files changed, 1 failed, '
	cmp tree/b damaged.txt
	others_are_done tree
}

@test "a read error, to a mirror" {
	with_shim tree/b fail '' repair -q -o mirror tree
	status_is 3
	[ ! -e mirror/b ]
	others_are_done mirror
}

@test "a file that vanishes before it is opened" {
	with_shim tree/a remove tree/b repair -q -j 1 -i tree
	status_is 3
	err_has '^qingwen: tree/b: cannot open: No such file or directory$'
	[ ! -e tree/b ]
	others_are_done tree
}

@test "a file that vanishes while it is read is not made again" {
	with_shim tree/b remove tree/b repair -q -i tree
	status_is 3
	err_has '^qingwen: tree/b: left as it was: somebody changed it while it was read; '
	[ ! -e tree/b ]
	others_are_done tree
}

@test "a file that somebody changes while it is read keeps that change" {
	for what in append rewrite replace; do
		cp damaged.txt tree/b
		touch -d '2001-02-03 04:05:06' tree/b
		with_shim tree/b $what tree/b repair -q -i tree
		status_is 3
		err_has '^qingwen: tree/b: left as it was: somebody changed it while it was read; '
		case $what in
		append) (cat damaged.txt; printf x) | cmp - tree/b ;;
		rewrite) (printf x; tail -c +2 damaged.txt) | cmp - tree/b ;;
		replace) [ "$(cat tree/b)" = x ] ;;
		esac
		others_are_done tree
	done
}

@test "of a file that somebody changes no mixture gets into a mirror" {
	for what in append rewrite; do
		rm -rf mirror
		cp damaged.txt tree/b
		touch -d '2001-02-03 04:05:06' tree/b
		with_shim tree/b $what tree/b repair -q -o mirror tree
		status_is 3
		[ ! -e mirror/b ]
		others_are_done mirror
	done
}


# A file system that holds 64 KiB.
small_disk() {
	[ "$(id -u)" -eq 0 ] || skip "only root can make a small disk"
	mkdir disk
	mount -t tmpfs -o size=64k tmpfs disk 2> /dev/null || skip "no file system can be mounted"
	: > mounted
}

@test "a full disk, to a mirror" {
	small_disk
	repeat 1000 damaged.txt > tree/b
	qw repair -j 1 -o disk/mirror tree
	status_is 3
	err_has '^qingwen: tree/b: cannot write: No space left on device; make room, then run it again$'
	err_has '3 files changed, 1 failed, '
	[ ! -e disk/mirror/b ]
	others_are_done disk/mirror
}

@test "a full disk, in place" {
	small_disk
	repeat 110 damaged.txt > disk/b
	cp disk/b expected
	for file in a c d; do
		cp damaged.txt disk/$file
	done
	head -c 100000 /dev/zero > disk/fill 2> /dev/null || true
	qw repair -j 1 -i disk/b disk/a
	status_is 3
	err_has '^qingwen: disk/b: cannot write: No space left on device; '
	cmp disk/b expected
	cmp disk/a damaged.txt
	rm disk/fill
	qw repair -q -j 1 -i disk/a disk/c disk/d
	ok
	others_are_done disk
}

@test "a limit of file sizes" {
	repeat 2000 damaged.txt > tree/b
	cp tree/b expected
	status=0
	(ulimit -f 64; trap '' XFSZ; exec "$qingwen" repair -q -i tree) > out 2> err || status=$?
	status_is 3
	err_has '^qingwen: tree/b: cannot write: File too large; '
	cmp tree/b expected
	others_are_done tree
}

@test "a report that can't be written" {
	qw repair -q --report=/dev/full -o mirror tree
	status_is 3
	err_has '^qingwen: /dev/full: cannot write: No space left on device; '
	cmp mirror/b sound.txt
	others_are_done mirror
}

@test "folders that nobody may read, to a mirror" {
	mkdir tree/closed mirror
	cp damaged.txt tree/closed/f
	chmod 777 mirror
	chmod 000 tree/closed
	as_nobody repair -o mirror tree
	chmod 755 tree/closed
	status_is 3
	err_has '^qingwen: tree/closed: cannot open: Permission denied$'
	err_has '4 files changed, 1 failed, '
	others_are_done mirror
}
