# SPDX-License-Identifier: Apache-2.0
# repair --quarantine: what is not worth to be repaired, or can't be, is set apart as it is.
load helper

setup_more() {
	mkdir -p tree/a/b
	"$qingwen" damage utf8-as-latin1 sound.txt > damaged.txt
	cp damaged.txt tree/damaged.txt
	cp sound.txt tree/a/sound.txt
	# More than one character of ten is lost.
	printf '会议室的锟斤拷锟斤拷单上写着锟斤拷，下锟斤拷两点开始。\n' > lost.txt
	cp lost.txt tree/a/b/lost.txt
	cp bad.txt tree/a/bad.txt
}

no_temporary() {
	[ -z "$(find . -name '.*.qingwen-*')" ] || fail "a temporary file is left"
}

files_of() {
	(cd "$1" && find . -type f | LC_ALL=C sort) | paste -sd ' ' -
}

@test "a mirror has the others, the folder these" {
	qw repair --quarantine=apart -o mirror tree
	status_is 0
	[ "$(files_of mirror)" = './a/sound.txt ./damaged.txt' ]
	[ "$(files_of apart)" = './a/b/lost.txt ./a/bad.txt' ]
	cmp apart/a/b/lost.txt lost.txt
	cmp apart/a/bad.txt bad.txt
	cmp mirror/damaged.txt sound.txt
	err_has '^qingwen: tree/a/b/lost.txt: set apart: loss [0-9.]* %$'
	err_has "^qingwen: tree/a/bad.txt: set apart: bytes that can't be decoded$"
	err_has '; 1 file changed, 2 set apart, 0 failed, 0 skipped$'
	no_temporary
	qw repair -q --quarantine=apart -o mirror tree
	ok
	[ "$(files_of apart)" = './a/b/lost.txt ./a/bad.txt' ]
}

@test "in place they stay where they are, and are copied" {
	before=$(stat -c '%i %z' tree/a/b/lost.txt tree/a/bad.txt)
	qw repair --quarantine=apart -i tree
	status_is 0
	[ "$(stat -c '%i %z' tree/a/b/lost.txt tree/a/bad.txt)" = "$before" ]
	[ "$(files_of apart)" = './a/b/lost.txt ./a/bad.txt' ]
	cmp tree/damaged.txt sound.txt
	cp lost.txt named.txt
	qw repair -q --quarantine=apart -i named.txt tree
	ok
	[ "$(files_of apart)" = './a/b/lost.txt ./a/bad.txt ./named.txt ./tree/a/b/lost.txt ./tree/a/bad.txt' ]
	printf 'tree/a/bad.txt\n' > list
	qw repair -q --quarantine=other -i --files-from=list
	ok
	[ "$(files_of other)" = './tree/a/bad.txt' ]
}

@test "the same with many threads" {
	for i in 1 2 3 4 5 6 7 8 9; do
		mkdir tree/c$i
		cp lost.txt damaged.txt bad.txt sound.txt tree/c$i
	done
	for n in 1 4; do
		qw repair -j $n --report=report.$n --quarantine=apart.$n -o mirror.$n tree
		status_is 0
		mv err err.$n
	done
	cmp err.1 err.4
	cmp report.1 report.4
	diff -r apart.1 apart.4
	diff -r mirror.1 mirror.4
	[ "$(find apart.1 -type f | wc -l)" -eq 20 ]
}

@test "the report" {
	skip_without jq
	qw repair -q --report=report --quarantine=apart -o mirror tree
	ok
	jq -r 'select(.type == "file") | .file + " " + .outcome' report > out
	out_reads 'tree/a/b/lost.txt quarantined
tree/a/bad.txt quarantined
tree/a/sound.txt same
tree/damaged.txt changed
'
	[ "$(jq -c 'select(.type == "summary") | [.quarantined, .failed, .files]' report)" = '[2,0,4]' ]
}

@test "what fails as it was asked to is set apart, and fails" {
	qw repair --invalid=stop --quarantine=apart -o mirror tree
	status_is 4
	[ "$(files_of apart)" = './a/b/lost.txt ./a/bad.txt' ]
	err_has "^qingwen: tree/a/bad.txt: set apart: it can't be repaired as asked for$"
	err_has ', 2 set apart, 1 failed, '
	rm -r apart mirror
	if writes_gbk; then
		printf '今天😀\n' > tree/smile.txt
		qw repair -q --to=GBK --quarantine=apart -o mirror tree
		status_is 4
		[ "$(files_of apart)" = './a/b/lost.txt ./a/bad.txt ./smile.txt' ]
		rm -r apart mirror
	fi
	qw repair -q --strict --quarantine=apart -i tree
	status_is 4
	[ "$(files_of apart)" = './a/b/lost.txt ./a/bad.txt' ]
}

@test "what can't be read is not there" {
	mkdir new
	chmod 0 tree/damaged.txt
	give_to_nobody new
	as_nobody repair -q --quarantine=new/apart -o new/mirror tree
	status_is 3
	err_has '^qingwen: tree/damaged.txt: cannot open: '
	[ "$(files_of new/apart)" = './a/b/lost.txt ./a/bad.txt' ]
}

@test "nothing in the folder is overwritten" {
	mkdir -p apart/a/b
	echo precious > apart/a/bad.txt
	qw repair --quarantine=apart -o mirror tree
	status_is 3
	[ "$(cat apart/a/bad.txt)" = precious ]
	err_has '^qingwen: tree/a/bad.txt: not set apart: something else is in its place; '
	err_has ', 1 set apart, 1 failed, '
	[ ! -e mirror/a/bad.txt ]
	cmp tree/a/bad.txt bad.txt
	rm apart/a/bad.txt
	ln -s ../../sound.txt apart/a/bad.txt
	qw repair -q --quarantine=apart -i tree
	status_is 3
	[ -L apart/a/bad.txt ]
	qw repair -q --quarantine=. -i bad.txt
	status_is 3
	err_has '^qingwen: bad.txt: not set apart: '
	ln -s "$PWD/elsewhere" apart/c
	mkdir elsewhere tree/c
	cp bad.txt tree/c
	qw repair -q --quarantine=apart -i tree
	status_is 3
	[ -z "$(ls elsewhere)" ]
}

@test "--dry-run says what would be" {
	qw repair --dry-run --quarantine=apart tree
	status_is 0
	[ ! -e apart ]
	err_has '^qingwen: tree/a/bad.txt: would be set apart: '
	err_has '; 1 file would change, 2 set apart, '
}

@test "folders in each other, and other wrong usage" {
	for folder in tree tree/a tree/new .; do
		qw repair --quarantine=$folder -i tree
		status_is 2
		qw repair --quarantine=$folder -o mirror tree
		status_is 2
	done
	[ ! -e tree/new ]
	for folder in mirror mirror/apart; do
		qw repair --quarantine=$folder -o mirror tree
		status_is 2
		err_has 'the folders of --quarantine and --output are in each other'
	done
	mkdir outer
	qw repair --quarantine=outer -o outer/mirror tree
	status_is 2
	qw repair --quarantine=apart damaged.txt
	status_is 2
	err_has '^qingwen: --quarantine needs '
	qw repair --quarantine=apart -o out.txt damaged.txt
	status_is 2
	[ ! -e out.txt ]
	echo file > blocked
	qw repair --quarantine=blocked -i tree
	status_is 3
	cmp tree/damaged.txt damaged.txt
	mkdir other
	cp -r tree other
	qw repair --quarantine=apart -i tree other/tree
	status_is 2
	printf '/etc/passwd\n../x\n' > list
	qw repair -q --quarantine=apart -i --files-from=list
	status_is 3
}
