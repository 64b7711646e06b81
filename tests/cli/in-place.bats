# SPDX-License-Identifier: Apache-2.0
# repair --in-place: a file is replaced whole or stays as it was.
load helper

setup_more() {
	mkdir tree
	cp sound.txt tree/sound.txt
	"$qingwen" damage utf8-as-latin1 sound.txt > damaged.txt
	cp damaged.txt tree/bad.txt
}

no_temporary() {
	[ -z "$(find . -name '.*.qingwen-*')" ] || fail "a temporary file is left"
}

@test "files, and the files of folders" {
	cp damaged.txt page
	qw repair -i page tree
	status_is 0
	out_reads ''
	cmp page sound.txt
	cmp tree/bad.txt sound.txt
	err_has '^qingwen: 3 documents, 2 damaged; .*; 2 files changed, 0 failed, 0 skipped$'
	no_temporary
}

@test "a file that needs no repair is not touched" {
	touch -d '2001-02-03 04:05:06.789' tree/sound.txt
	before=$(stat -c '%i %y %z' tree/sound.txt)
	qw repair -q -i tree
	ok
	[ "$(stat -c '%i %y %z' tree/sound.txt)" = "$before" ]
	qw repair -q -i tree
	ok
	cmp tree/bad.txt sound.txt
}

@test "mode and times are kept, and as root the owner" {
	chmod 4750 tree/bad.txt
	[ "$(id -u)" -ne 0 ] || chown 1234:4321 tree/bad.txt
	chmod 4750 tree/bad.txt
	touch -d '2001-02-03 04:05:06.789' tree/bad.txt
	before=$(stat -c '%u %g %a %y' tree/bad.txt)
	qw repair -q -i tree
	ok
	[ "$(stat -c '%u %g %a %y' tree/bad.txt)" = "$before" ]
	cmp tree/bad.txt sound.txt
}

@test "a suffix keeps the old file, and backups are no input" {
	inode=$(stat -c %i tree/bad.txt)
	qw repair -i.bak tree
	status_is 0
	cmp tree/bad.txt sound.txt
	cmp tree/bad.txt.bak damaged.txt
	[ "$(stat -c %i tree/bad.txt.bak)" = "$inode" ]
	[ ! -e tree/sound.txt.bak ]
	qw repair --in-place=.bak tree
	status_is 0
	err_has '0 files changed, 0 failed, 1 skipped (backups: 1)$'
	cmp tree/bad.txt.bak damaged.txt
}

@test "a backup is never overwritten" {
	cp damaged.txt tree/bad.txt.bak
	cp damaged.txt tree/more.txt
	echo precious > tree/more.txt.bak
	rm tree/bad.txt.bak
	qw repair -i.bak tree
	status_is 3
	err_has '^qingwen: tree/more.txt: left as it was: its backup is already there; '
	[ "$(cat tree/more.txt.bak)" = precious ]
	cmp tree/more.txt damaged.txt
	cmp tree/bad.txt sound.txt
	no_temporary
}

@test "wrong uses" {
	qw repair -i
	status_is 2
	qw repair -i -o out tree
	status_is 2
	qw repair --in-place= tree
	status_is 2
	qw repair -i/x tree
	status_is 2
	qw repair -i - < damaged.txt
	status_is 2
	cmp tree/bad.txt damaged.txt
}

@test "hard links are told and not cut" {
	ln tree/bad.txt tree/same.txt
	qw repair -i tree
	status_is 3
	err_has '^qingwen: tree/bad.txt: left as it was: it has other names (hard links), '
	err_has '2 failed, 0 skipped$'
	cmp tree/bad.txt damaged.txt
	[ "$(stat -c %h tree/bad.txt)" -eq 2 ]
	ln tree/sound.txt tree/sound2.txt
	rm tree/same.txt
	qw repair -q -i tree
	ok
	cmp tree/bad.txt sound.txt
	[ "$(stat -c %h tree/sound.txt)" -eq 2 ]
}

@test "a symbolic link stays one" {
	mv tree/bad.txt target
	ln -s ../target tree/link
	qw repair -i tree/link
	status_is 3
	err_has '^qingwen: tree/link: cannot replace: it is a symbolic link; .*--follow$'
	qw repair -q -i tree
	ok
	cmp target damaged.txt
	qw repair -q -i --follow tree
	ok
	cmp target sound.txt
	[ -L tree/link ]
	cp damaged.txt target
	qw repair -q -i --follow tree/link
	ok
	cmp target sound.txt
	[ -L tree/link ]
	no_temporary
}

@test "special files" {
	mkfifo pipe
	qw repair -i pipe
	status_is 3
	err_has '^qingwen: pipe: cannot read: it is no regular file$'
	[ -p pipe ]
	qw repair -i /dev/null
	status_is 3
}

@test "a long file that is damaged at its end only" {
	repeat 4000 sound.txt > long
	cp long expected
	cat sound.txt >> expected
	cat damaged.txt >> long
	qw repair -q -i long
	ok
	cmp long expected
	no_temporary
}

@test "a file that becomes shorter at its end" {
	printf '\357\273\277' > bom
	cat sound.txt >> bom
	iconv -f utf-8 -t gb18030 sound.txt > gb
	qw repair -q -i bom gb
	ok
	cmp gb sound.txt
	"$qingwen" repair bom | cmp bom -
}

@test "failures leave the file" {
	cp bad.txt undecodable
	cp damaged.txt page
	qw repair -q -i --invalid=stop undecodable page
	status_is 4
	cmp undecodable bad.txt
	cmp page sound.txt
	qw repair -q -i --strict undecodable
	status_is 4
	cmp undecodable bad.txt
	no_temporary
}

@test "a file that nobody may write to stays" {
	cp damaged.txt page
	chmod 444 page tree/bad.txt
	chmod 777 . tree
	as_nobody repair -i page tree
	status_is 3
	err_has '^qingwen: page: cannot write: Permission denied; '
	cmp page damaged.txt
	no_temporary
}

@test "a folder that nobody may write to, and one that nobody may read" {
	mkdir tree/closed tree/fixed tree/open
	cp damaged.txt tree/closed/bad.txt
	cp damaged.txt tree/fixed/bad.txt
	cp damaged.txt tree/open/bad.txt
	chmod 666 tree/*/bad.txt
	chmod 777 tree/open
	chmod 555 tree/fixed
	chmod 000 tree/closed
	give_to_nobody tree/open/bad.txt
	as_nobody repair -i tree/closed tree/fixed tree/open
	chmod 755 tree/closed
	status_is 3
	err_has '^qingwen: tree/closed: cannot open: Permission denied$'
	err_has '^qingwen: tree/fixed/bad.txt: cannot write: Permission denied; '
	cmp tree/closed/bad.txt damaged.txt
	cmp tree/fixed/bad.txt damaged.txt
	cmp tree/open/bad.txt sound.txt
	no_temporary
}

@test "the owner of a file that belongs to another can't be kept" {
	[ "$(id -u)" -eq 0 ] || skip "only root can give files away"
	cp damaged.txt page
	chmod 666 page
	chmod 777 .
	as_nobody repair -i page
	status_is 3
	err_has "^qingwen: page: left as it was: its owner or group can't be kept; "
	cmp page damaged.txt
	[ "$(stat -c %u page)" -eq 0 ]
	no_temporary
}

temporary_is_there() {
	ls -A | grep -q '\.qingwen-'
}

@test "temporary files of a killed run go, those of others stay" {
	: > .page.qingwen-a1B2c3
	: > tree/.x.qingwen-XXXXXX
	: > tree/.x.qingwen-short
	: > tree/y.qingwen-a1B2c3
	ln -s target tree/.z.qingwen-a1B2c3
	skip_without flock
	exec 9> tree/.busy.qingwen-a1B2c3
	flock 9
	qw repair -q -i tree
	ok
	[ ! -e tree/.x.qingwen-XXXXXX ]
	[ -e .page.qingwen-a1B2c3 ]
	[ -e tree/.x.qingwen-short ] && [ -e tree/y.qingwen-a1B2c3 ] && [ -L tree/.z.qingwen-a1B2c3 ]
	[ -e tree/.busy.qingwen-a1B2c3 ]
	exec 9>&-
	qw repair -q -o page tree/bad.txt
	ok
	[ ! -e .page.qingwen-a1B2c3 ]
}

@test "a signal leaves no temporary file and no half of one" {
	mkdir many
	repeat 20000 damaged.txt > long
	for ((i = 0; i < 60; i++)); do
		cp long many/$i
	done
	"$qingwen" repair -q -j 2 -i many 3>&- &
	pid=$!
	until find_temporary; do
		kill -0 $pid
	done
	kill -TERM $pid
	status=0
	wait $pid || status=$?
	status_is 143
	no_temporary
	n=$(wc -c < sound.txt)
	for ((i = 0; i < 60; i++)); do
		cmp -s many/$i long || [ "$(wc -c < many/$i)" -eq $((20000 * n)) ] || fail "half a file"
	done
}

find_temporary() {
	find many -name '.*.qingwen-*' | grep -q .
}
