# SPDX-License-Identifier: Apache-2.0
# --output: a file takes its place only when all of it is written.
load helper

temporary() {
	ls -A | grep -q '^\..*\.qingwen-'
}

no_temporary() {
	! temporary
}

@test "a new file" {
	umask 027
	qw repair --output=new sound.txt
	ok
	out_reads ''
	cmp new sound.txt
	[ "$(stat -c %a new)" = 640 ]
	no_temporary
}

@test "a file in its own place keeps its mode" {
	cp sound.txt page
	chmod 600 page
	qw repair -o page page
	ok
	cmp page sound.txt
	[ "$(stat -c %a page)" = 600 ]
	no_temporary
}

@test "through a symbolic link its target is replaced" {
	mkdir deep
	echo old > deep/target
	ln -s deep/target link
	qw repair -o link sound.txt
	ok
	cmp deep/target sound.txt
	[ -L link ]
	no_temporary
}

@test "a failure leaves the old file" {
	echo old > page
	qw repair -o page sound.txt missing
	status_is 3
	err_has '^qingwen: page: left as it was: '
	[ "$(cat page)" = old ]
	qw repair -o page --invalid=stop bad.txt
	status_is 4
	qw repair -o page --strict bad.txt
	status_is 4
	[ "$(cat page)" = old ]
	no_temporary
	qw repair -q -o page bad.txt
	ok
	cmp page bad.txt
}

@test "a signal leaves the old file and no temporary one" {
	echo old > page
	mkfifo in
	"$qingwen" repair -o page < in 3>&- &
	pid=$!
	exec 8> in
	wait_until temporary
	kill -TERM $pid
	status=0
	wait $pid || status=$?
	exec 8>&-
	status_is 143
	[ "$(cat page)" = old ]
	no_temporary
}

@test "files that can't be written" {
	mkdir folder
	qw damage -o folder utf8-as-gbk sound.txt
	status_is 3
	err_reads "qingwen: folder: cannot write: Is a directory"
	qw repair -o no/such/folder sound.txt
	status_is 3
	err_reads "qingwen: no/such/folder: cannot write: No such file or directory"
	qw repair --report=no/such/folder sound.txt
	status_is 3
	err_reads "qingwen: no/such/folder: cannot write: No such file or directory"
}

@test "a device is written directly" {
	qw repair -o /dev/null sound.txt
	ok
	[ -c /dev/null ]
	qw repair -o - sound.txt
	ok
	out_is sound.txt
}

@test "a report never overwrites what is read or written" {
	cp sound.txt copy
	qw repair --report=copy copy
	status_is 3
	cmp copy sound.txt
	err_reads "qingwen: copy: cannot write the report: it is also an input; name another one"
	qw repair --report=same --output=same sound.txt
	status_is 2
	[ ! -e same ]
}

@test "a reader that goes away ends it quietly" {
	head -c 3000000 /dev/zero > long
	"$qingwen" repair long 2> err | head -c 1 > /dev/null
	[ "${PIPESTATUS[0]}" -eq 141 ] || fail "not ended by SIGPIPE"
	: > out
	quiet
	(trap '' PIPE; "$qingwen" repair long 2> err || echo $? > code) | head -c 1 > /dev/null
	[ "$(cat code)" -eq 3 ]
	quiet
}
