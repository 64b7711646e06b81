# SPDX-License-Identifier: Apache-2.0
# repair -i --journal, --resume and undo.
load helper

setup_more() {
	mkdir -p tree/sub
	"$qingwen" damage utf8-as-latin1 sound.txt > damaged.txt
	cp sound.txt tree/sound.txt
	cat sound.txt damaged.txt sound.txt > tree/bad.txt
	cat sound.txt sound.txt sound.txt > repaired.txt
	echo '會議討論這個問題。' > tree/sub/hant.txt
	iconv -f utf-8 -t gb18030 sound.txt > tree/sub/gb.txt
	repeat 60 tree/sub/gb.txt > tree/sub/long.txt
	touch -d '2001-02-03 04:05:06.789' tree/bad.txt tree/sub/*
	chmod 640 tree/bad.txt
	cp -a tree original
}

teardown() {
	[ ! -e "$BATS_TEST_TMPDIR/mounted" ] || umount "$BATS_TEST_TMPDIR/disk"
}

list() {
	(cd "$1" && find . -type f -printf '%p %m %T@\n' -exec sha256sum {} \; | LC_ALL=C sort)
}

is_original() {
	list original > original.list
	list "${1-tree}" | diff original.list - || fail 'the tree is not the original one'
}

repair_all() {
	qw repair -q -i --journal=j tree
	ok
	cmp tree/bad.txt repaired.txt
	cmp tree/sub/gb.txt sound.txt
}

# The journal with one jq filter for all its lines: edit FILTER.
edit() {
	jq -c "$1" j > j.new
	mv j.new j
}

refused() {
	list tree > before.list
	qw undo "${1-j}"
	status_is 3
	list tree | diff before.list - || fail 'something was written'
}

@test "undo gives every byte, mode and time back" {
	repair_all
	! cmp -s tree/sub/long.txt original/sub/long.txt
	qw undo j
	status_is 0
	out_reads ''
	err_has ": 4 files put back, 0 as before the repair, 0 failed$"
	is_original
	qw undo -v j
	status_is 0
	err_has '^qingwen: bad.txt: as it was before the repair$'
	err_has ": 0 files put back, 4 as before the repair, 0 failed$"
	qw undo -q j
	ok
	is_original
}

@test "undo --dry-run only looks" {
	repair_all
	list tree > before
	qw undo --dry-run -v j
	status_is 0
	err_has '^qingwen: sub/long.txt: would be put back$'
	err_has ': 4 files would be put back, '
	list tree | diff before -
}

@test "the journal for people and programs" {
	skip_without jq
	repair_all
	jq -e . j > all.json
	[ "$(jq -r 'select(.type == "journal") | .format, .root' j)" = "$(printf '1\n%s' "$PWD/tree")" ]
	[ "$(jq -r 'select(.type == "journal") | .options[]' j)" = in-place ]
	[ "$(jq -r 'select(.type == "file") | .file' j | sort | tr '\n' ' ')" \
		= 'bad.txt sub/gb.txt sub/hant.txt sub/long.txt ' ]
	[ "$(jq -r 'select(.type == "file" and .file == "bad.txt") | .before.sha256' j)" \
		= "$(sha256sum < original/bad.txt | cut -d ' ' -f 1)" ]
	[ "$(jq -r 'select(.type == "file" and .file == "bad.txt") | .after.sha256' j)" \
		= "$(sha256sum < repaired.txt | cut -d ' ' -f 1)" ]
	jq -r 'select(.type == "change" and .kind == "utf8-as-latin1") | .new' j > new
	cmp new sound.txt
	jq -r 'select(.type == "change" and .kind == "utf8-as-latin1") | .old' j | cmp - damaged.txt
	[ "$(jq 'select(.type == "change" and .kind == "utf8-as-latin1") | .offset' j | head -n 1)" \
		-eq "$(wc -c < sound.txt)" ]
	[ "$(jq 'select(.type == "change" and .confidence > 0.5) | .kind' j | sort -u)" \
		= '"utf8-as-latin1"' ]
	[ "$(jq -r 'select(.type == "change" and .old == "會議討論這個問題") | .kind, .new' j)" \
		= "$(printf 'conversion\n会议讨论这个问题')" ]
	[ "$(jq -r 'select(.type == "change" and .old_hex != null) | .old_hex' j | head -n 1)" \
		= "$(head -n 1 original/sub/gb.txt | tr -d '\n' | od -An -v -tx1 | tr -d ' \n')" ]
	[ "$(jq -r 'select(.type == "file" and .parts > 0) | .file' j)" = sub/long.txt ]
	[ "$(jq -r 'select(.type == "same") | .file' j)" = sound.txt ]
	[ "$(tail -n 1 j)" = '{"type":"end","files":5,"changed":4,"failed":0}' ]
	[ "$(stat -c %a j)" = 600 ]
}

@test "files of all kinds come back" {
	rm -r tree original
	mkdir -p tree/$'a\nb' tree/$'\377'
	cp damaged.txt tree/$'a\nb/ c'
	cp damaged.txt tree/$'\377/\376'
	printf '\0%s\n' '會議討論這個問題，請專家講解。' > tree/nul
	head -c -1 damaged.txt > tree/no-end
	iconv -f utf-8 -t utf-16 repaired.txt > tree/utf-16
	printf '\357\273\277' > tree/bom
	cat damaged.txt >> tree/bom
	repeat 6000 damaged.txt | tr -d '\n' > tree/one-line
	(repeat 3000 sound.txt; cat damaged.txt; repeat 3000 sound.txt) > tree/little
	cat damaged.txt bad.txt damaged.txt > tree/bytes
	"$qingwen" damage --lossy --seed=5 --unit=line random repaired.txt > tree/lossy
	printf '\r%s\r\n' "$(head -n 1 damaged.txt)" > tree/crlf
	cp -a tree original
	qw repair -q -i -j 3 --journal=j tree
	ok
	! cmp -s tree/one-line original/one-line
	[ "$(wc -c < j)" -lt 60000 ] || fail 'the journal is long'
	qw undo -q j
	ok
	is_original
}

@test "what was changed since stays, and what is gone" {
	repair_all
	echo more >> tree/bad.txt
	rm tree/sub/gb.txt
	qw undo j
	status_is 3
	err_has '^qingwen: bad.txt: left as it was: it was changed after the repair$'
	err_has '^qingwen: sub/gb.txt: cannot open: No such file or directory$'
	err_has ': 2 files put back, 0 as before the repair, 2 failed$'
	[ "$(tail -n 1 tree/bad.txt)" = more ]
	cmp tree/sub/long.txt original/sub/long.txt
}

@test "mode and owner that were changed since stay" {
	repair_all
	chmod 600 tree/bad.txt
	qw undo -q j
	ok
	cmp tree/bad.txt original/bad.txt
	[ "$(stat -c %a tree/bad.txt)" = 600 ]
}

@test "no file is renamed before its record is on the disk, and threads share syncs" {
	skip_if_sanitized
	skip_without "${CC%% *}"
	${CC} -shared -fPIC -o shim.so "$abs_top_srcdir/tests/cli/shim-sync.c" -lpthread 2> cc.err ||
		skip "the compiler makes no shared library"
	mkdir flat
	for ((i = 0; i < 40; i++)); do
		cp damaged.txt flat/page$i
	done
	LD_PRELOAD=$PWD/shim.so QW_SHIM_JOURNAL=$PWD/j QW_SHIM_LOG=$PWD/log \
		"$qingwen" repair -q -i -j 8 --journal=j flat
	read -r syncs renames early < log
	echo "$syncs syncs, $renames renames, $early early"
	[ "$renames" -eq 40 ] && [ "$early" -eq 0 ]
	[ "$syncs" -ge 6 ] && [ "$syncs" -le 30 ]
	qw undo -q j
	ok
	cmp flat/page7 damaged.txt
}
: "${CC:=cc}"

@test "killed at random moments" {
	skip_if_sanitized
	top_builddir=$(dirname "$qingwen") run bash "$abs_top_srcdir/tests/kill-check.sh" 10
	echo "$output"
	[ "$status" -eq 0 ]
	[[ $output == *'all 10 trees as without a kill, all 10 put back'* ]]
}

# What a killed run leaves: the record of bad.txt, which is replaced or not.
halve() {
	repair_all
	list tree > repaired.list
	awk '/"type":"file"/ { n++ } n < 2' j > j.new
	mv j.new j
	rm -r tree
	cp -a original tree
}

@test "a resumed run does the rest" {
	halve
	first=$(jq -r 'select(.type == "file") | .file' j)
	[ "$first" ] || fail 'no record'
	cp repaired.txt expected
	qw repair -i --journal=j --resume tree
	status_is 0
	err_has '4 files changed, 0 failed, [01] skipped'
	list tree | diff repaired.list -
	qw repair -i --journal=j --resume tree
	status_is 0
	err_has '0 files changed, 0 failed, 5 skipped (done before: 5)$'
	list tree | diff repaired.list -
	qw undo -q j
	ok
	is_original
}

@test "what was replaced is not repaired again, whatever became of its time" {
	halve
	qw repair -q -i --journal=k tree
	cp -p tree/bad.txt new
	rm -r tree
	cp -a original tree
	cp new tree/bad.txt
	cp -p k j
	sed -i '/"type":"end"/d' j
	qw repair -v -i --journal=j --resume tree
	status_is 0
	err_has '^qingwen: tree/bad.txt: skipped: done before$'
	err_has '3 files changed, '
}

@test "a file that was sound and is changed is looked at again" {
	qw repair -q -i --journal=j tree
	cat damaged.txt >> tree/sound.txt
	qw repair -q -i --journal=j --resume tree
	ok
	cat sound.txt sound.txt | cmp - tree/sound.txt
	qw undo -q j
	ok
	cat sound.txt damaged.txt | cmp - tree/sound.txt
}

@test "no journal, an empty one, and one that was not begun" {
	qw repair -q -i --journal=j --resume tree
	ok
	qw undo -q j
	ok
	is_original
	: > j
	qw repair -q -i --journal=j --resume tree
	ok
	qw undo -q j
	ok
	printf '{"type":"jour' > j
	qw undo -q j
	ok
	qw repair -q -i --journal=j --resume tree
	ok
	qw undo -q j
	ok
	is_original
	head -n 1 j > k
	qw repair -q -i --from=big5-hkscs --journal=k /dev/null
	[ "$(grep -c '"type":"journal"' k)" -eq 1 ]
}

@test "a torn last record is dropped, wherever it was torn" {
	repair_all
	grep -v '"type":"end"' j > whole
	list tree > repaired.list
	size=$(wc -c < whole) first=$(head -n 1 whole | wc -c)
	for ((at = first; at < size; at += 1 + size / 12)); do
		rm -r tree
		cp -a original tree
		head -c $at whole > j
		qw undo -q j
		ok
		is_original
		qw repair -q -i --journal=j --resume tree
		ok
		list tree | diff repaired.list -
		jq -e . j > all.json
		qw undo -q j
		ok
		is_original
	done
}

@test "a journal is never overwritten" {
	repair_all
	cp j before
	qw repair -q -i --journal=j tree
	status_is 3
	err_has '^qingwen: j: this journal is there already; use --resume '
	cmp j before
	for text in '' 'text' '{"type":"run"}'; do
		printf '%s\n' "$text" sound > page
		cp page before
		for resume in '' --resume; do
			qw repair -q -i --journal=page $resume tree
			status_is 3
			err_has '^qingwen: page: it is no journal of qingwen'
			cmp page before
		done
		refused page
	done
	printf 'no end of line' > page
	cp page before
	qw repair -q -i --journal=page --resume tree
	status_is 3
	cmp page before
	ln -s new link
	qw repair -q -i --journal=link tree
	status_is 3
	err_has '^qingwen: link: cannot write: it is a symbolic link; '
	[ ! -e new ]
	mkfifo pipe
	qw repair -q -i --journal=pipe tree
	status_is 3
	err_has '^qingwen: pipe: cannot write: it is no regular file$'
	qw repair -q -i --journal=no/such/folder tree
	status_is 3
	err_has '^qingwen: no/such/folder: cannot open: No such file or directory$'
}

@test "resumed with something else" {
	repair_all
	cp j before
	qw repair -q -i --journal=j --resume --script=keep tree
	status_is 2
	err_has '^qingwen: j: this journal is of a run with other options; '
	qw repair -q -i.bak --journal=j --resume tree
	status_is 2
	qw repair -q -i --journal=j --resume tree/sub
	status_is 2
	err_has '^qingwen: j: this journal is of a run in another folder; '
	cmp j before
	qw repair -q -i -j 1 --journal=j --resume tree
	ok
	cp before j
	skip_without jq
	edit 'if .type == "journal" then .version = "9.9" else . end'
	qw repair -q -i --journal=j --resume tree
	status_is 2
	err_has '^qingwen: j: another version of qingwen wrote this journal; '
	cp before j
	edit 'if .type == "journal" then .format = 2 else . end'
	qw repair -q -i --journal=j --resume tree
	status_is 3
	err_has '^qingwen: j: a later version of qingwen wrote this journal; '
	refused
	err_has '^qingwen: j: a later version of qingwen wrote this journal; '
}

@test "wrong uses" {
	qw repair --journal=j tree/bad.txt
	status_is 2
	err_has '^qingwen: --journal needs --in-place: '
	qw repair --journal=j -o mirror tree
	status_is 2
	qw repair -i --resume tree
	status_is 2
	err_has '^qingwen: --resume needs --journal$'
	qw repair -i --dry-run --journal=j tree
	status_is 2
	qw repair -i --report=j --journal=j tree
	status_is 2
	[ ! -e j ]
	qw undo
	status_is 2
	err_has '^qingwen: FILE is missing$'
	qw undo a b
	status_is 2
	qw undo nowhere
	status_is 3
	qw undo tree
	status_is 3
	err_has '^qingwen: tree: cannot read: it is no regular file$'
	is_original
}

@test "one run at a time" {
	skip_without flock
	repair_all
	exec 9>> j
	flock 9
	qw repair -q -i --journal=j --resume tree
	status_is 3
	err_has '^qingwen: j: another run writes this journal; wait for its end$'
	refused
	err_has '^qingwen: j: another run uses this journal; wait for its end$'
	exec 9>&-
	qw undo -q j
	ok
}

@test "journals in the tree are no input" {
	qw repair -i --journal=tree/j tree
	status_is 0
	err_has '4 files changed, 0 failed, 1 skipped (journals: 1)$'
	cp tree/j tree/sub/old
	qw repair -i tree
	status_is 0
	err_has '0 files changed, 0 failed, 2 skipped (journals: 2)$'
	qw repair -q -i tree/sub/old
	ok
	cmp tree/j tree/sub/old
	mv tree/j .
	rm tree/sub/old
	qw undo -q j
	ok
	is_original
}

@test "several paths, lists and links" {
	mkdir -p far/away
	cp damaged.txt far/away/x
	cp damaged.txt y
	ln -s ../../y far/away/link
	qw repair -q -i --journal=j tree/sub far/away/x y
	ok
	[ "$(jq -r 'select(.type == "file") | .file' j | sort | head -n 1)" = far/away/x ]
	qw undo -q j
	ok
	cmp far/away/x damaged.txt
	cmp y damaged.txt
	is_original
	qw repair -q -i --follow --journal=k far
	status_is 3
	err_has ': left as it was: it is not below the folder of the journal; '
	cmp y damaged.txt
	cmp far/away/x sound.txt
	echo y | (cd far && qw repair -q -i --files-from=- --journal=../l 2> err)
	(cd far && echo ../y | "$qingwen" repair -q -i --files-from=- --journal=../m) > out 2> err || status=$?
	err_has '^qingwen: ../y: left as it was: it is not below the folder of the journal; '
	cmp y damaged.txt
}

# A file system that holds 64 KiB.
small_disk() {
	[ "$(id -u)" -eq 0 ] || skip "only root can make a small disk"
	mkdir disk
	mount -t tmpfs -o size=64k tmpfs disk 2> /dev/null || skip "no file system can be mounted"
	: > mounted
}

@test "a full disk under the journal: nothing more is replaced" {
	in_english
	small_disk
	for ((i = 0; i < 100; i++)); do
		cp damaged.txt tree/$i
	done
	rm -r original
	cp -a tree original
	head -c 20000 /dev/zero > disk/fill
	qw repair -i -j 2 --journal=disk/j tree
	status_is 3
	[ "$(grep -c '^qingwen: disk/j: cannot write: No space left on device: nothing more is replaced; ' err)" -eq 1 ]
	[ "$(tail -c 1 disk/j | od -An -tx1 | tr -d ' ')" = 0a ]
	records=$(grep -c '"type":"file"' disk/j)
	changed=$(cd tree && for f in $(find . -type f); do cmp -s $f ../original/$f || echo $f; done | wc -l)
	[ "$changed" -gt 0 ] && [ "$changed" -lt 100 ] && [ "$changed" -le "$records" ]
	rm disk/fill
	cp disk/j j
	"$qingwen" undo -q j
	is_original
	qw repair -q -i --journal=j --resume tree
	ok
	for ((i = 0; i < 100; i++)); do
		cmp tree/$i sound.txt
	done
	qw undo -q j
	ok
	is_original
}

@test "a limit of file sizes under the journal" {
	status=0
	(ulimit -f 1; trap '' XFSZ; exec "$qingwen" repair -q -i -j 1 --journal=j tree) \
		> out 2> err || status=$?
	status_is 3
	err_has '^qingwen: j: cannot write: File too large: nothing more is replaced$'
	qw undo -q j
	ok
	is_original
}

@test "a run that was killed between backup and rename" {
	ln tree/bad.txt tree/bad.txt.bak
	qw repair -q -i.bak --journal=j --resume tree
	ok
	cmp tree/bad.txt repaired.txt
	cmp tree/bad.txt.bak original/bad.txt
	echo other > tree/sub/hant.txt.bak
	cp original/sub/hant.txt tree/sub/
	qw repair -q -i.bak --journal=j --resume tree
	status_is 3
	err_has ': left as it was: its backup is already there; '
	[ "$(cat tree/sub/hant.txt.bak)" = other ]
}

@test "what was left after all is nothing to undo" {
	echo other > tree/bad.txt.bak
	qw repair -q -i.bak --journal=j tree
	status_is 3
	err_has '^qingwen: tree/bad.txt: left as it was: its backup is already there; '
	grep -q '^{"type":"left","file":"bad.txt"}$' j
	echo more >> tree/bad.txt
	qw undo -v j
	status_is 0
	err_has '^qingwen: bad.txt: as it was before the repair$'
	err_has ': 3 files put back, 1 as before the repair, 0 failed$'
	[ "$(tail -n 1 tree/bad.txt)" = more ]
}

@test "hostile: paths" {
	skip_without jq
	repair_all
	cp repaired.txt outside
	cp j good
	for path in ../outside /etc/passwd "$PWD/outside" sub/../../outside ./bad.txt sub//gb.txt sub/ \
		'' . .. sub/.. 'bad.txt/' "$(printf '%300d' 1)"; do
		cp good j
		edit "if .type == \"file\" and .file == \"bad.txt\" then .file = $(jq -n --arg p "$path" '$p') else . end"
		refused_but_others
		cmp outside repaired.txt
	done
	cp good j
	edit 'if .type == "file" and .file == "bad.txt" then .file = "bad.txt\u0000x" else . end'
	refused_but_others
	cp good j
	edit 'if .type == "file" and .file == "bad.txt" then .file_hex = "2e2e2f6f757473696465" else . end'
	refused_but_others
	cmp outside repaired.txt
}

# The bad record does nothing and is told, the good ones are done.
refused_but_others() {
	qw undo j
	status_is 3
	cmp tree/bad.txt repaired.txt
	cmp tree/sub/gb.txt original/sub/gb.txt
	cp sound.txt tree/sub/gb.txt
}

@test "hostile: links as folders and files" {
	repair_all
	mv tree/sub elsewhere
	ln -s ../elsewhere tree/sub
	mv tree/bad.txt target
	ln -s ../target tree/bad.txt
	refused
	err_has '^qingwen: sub/gb.txt: cannot open: a symbolic link, or no folder, is on the way$'
	err_has '^qingwen: bad.txt: cannot open: a symbolic link, or no folder, is on the way$'
	err_has ': 0 files put back, 0 as before the repair, 4 failed$'
	cmp target repaired.txt
	cmp elsewhere/gb.txt sound.txt
	rm tree/sub tree/bad.txt
	mv elsewhere tree/sub
	mkfifo tree/bad.txt
	qw undo j
	status_is 3
	err_has '^qingwen: bad.txt: left as it was: it is no regular file$'
	mv tree away
	ln -s away tree
	qw undo j
	status_is 3
	err_has ': cannot open: '
}

@test "hostile: hard links" {
	repair_all
	ln tree/bad.txt other
	qw undo j
	status_is 3
	err_has '^qingwen: bad.txt: left as it was: it has other names '
	cmp other repaired.txt
}

@test "hostile: what the records claim" {
	skip_without jq
	repair_all
	cp j good
	n=0
	while IFS= read -r filter; do
		cp good j
		edit "$filter"
		! cmp -s good j || fail "nothing was edited: $filter"
		cp -a tree before
		qw undo j
		status_is 3
		cmp tree/bad.txt repaired.txt || fail "$filter"
		rm -r tree
		mv before tree
		n=$((n + 1))
	done <<- 'END'
		if .type == "file" and .file == "bad.txt" then .before.sha256 = ("0" * 64) else . end
		if .type == "file" and .file == "bad.txt" then .before.sha256 = "00" else . end
		if .type == "file" and .file == "bad.txt" then .before.sha256 = null else . end
		if .type == "file" and .file == "bad.txt" then .after.sha256 = ("0" * 64) else . end
		if .type == "file" and .file == "bad.txt" then .after.size = 1 else . end
		if .type == "file" and .file == "bad.txt" then .after.size = -1 else . end
		if .type == "file" and .file == "bad.txt" then .before.size = 1 else . end
		if .type == "file" and .file == "bad.txt" then .before.size = 9000000000000000000 else . end
		if .type == "file" and .file == "bad.txt" then .before.size = -1 else . end
		if .type == "file" and .file == "bad.txt" then .before.size = 1.5 else . end
		if .type == "file" and .file == "bad.txt" then .before.size = "1" else . end
		if .type == "file" and .file == "bad.txt" then .before = 1 else . end
		if .type == "file" and .file == "bad.txt" then .before = [[[[[[[[]]]]]]]] else . end
		if .type == "file" and .file == "bad.txt" then .changes = 1 else . end
		if .type == "file" and .file == "bad.txt" then .changes = 3 else . end
		if .type == "file" and .file == "bad.txt" then .changes = 0 else . end
		if .type == "file" and .file == "bad.txt" then .changes = -2 else . end
		if .type == "file" and .file == "bad.txt" then .changes = 9000000000000000000 else . end
		if .type == "file" and .file == "bad.txt" then .parts = 2 else . end
		if .type == "file" and .file == "bad.txt" then .parts = .changes | del(.changes) else . end
		if .type == "file" and .file == "bad.txt" then .more = [range(99)] | .a1=1|.a2=1|.a3=1|.a4=1|.a5=1|.a6=1|.a7=1|.a8=1|.a9=1|.b1=1|.b2=1|.b3=1|.b4=1|.b5=1|.b6=1|.b7=1|.b8=1|.b9=1 else . end
		if .type == "change" and .kind == "utf8-as-latin1" then .offset = 0 else . end
		if .type == "change" and .kind == "utf8-as-latin1" then .offset = -1 else . end
		if .type == "change" and .kind == "utf8-as-latin1" then .offset = 9000000000000000000 else . end
		if .type == "change" and .kind == "utf8-as-latin1" then .offset += 1 else . end
		if .type == "change" and .kind == "utf8-as-latin1" then del(.offset) else . end
		if .type == "change" and .kind == "utf8-as-latin1" then .old += "x" else . end
		if .type == "change" and .kind == "utf8-as-latin1" then .old = ("x" * 100000) else . end
		if .type == "change" and .kind == "utf8-as-latin1" then .old = 1 else . end
		if .type == "change" and .kind == "utf8-as-latin1" then .old_hex = "0" else . end
		if .type == "change" and .kind == "utf8-as-latin1" then .old_hex = "xy" else . end
		if .type == "change" and .kind == "utf8-as-latin1" then .old_hex = 1 else . end
		if .type == "change" and .kind == "utf8-as-latin1" then .new = "" else . end
		if .type == "change" and .kind == "utf8-as-latin1" then .new = ("x" * 100000) else . end
		if .type == "change" and .kind == "utf8-as-latin1" then del(.new) else . end
		if .type == "change" and .kind == "utf8-as-latin1" then .type = "part" else . end
		if .type == "change" and .kind == "utf8-as-latin1" then {type: "file"} else . end
	END
	[ "$n" -eq 37 ]
	cp good j
	qw undo -q j
	ok
	is_original
}

@test "hostile: parts" {
	skip_without jq
	repair_all
	cp j good
	bomb=$(head -c 100000000 /dev/zero | python3 -c 'import sys, zlib, base64
print(base64.b64encode(zlib.compress(sys.stdin.buffer.read())).decode())' 2> /dev/null) || bomb=
	for data in null 1 '""' '"?"' '"AAAA"' '"eJw="' '(.data + .data)' '(.data | .[0:40])' "\"${bomb:-AA}\""; do
		cp good j
		echo "if .type == \"part\" then .data = $data else . end" > filter
		jq -c -f filter j > j.new
		mv j.new j
		qw undo j
		status_is 3
		cmp -s tree/sub/long.txt original/sub/long.txt && fail "$data"
		cmp tree/bad.txt original/bad.txt
	done
	cp good j
	qw undo -q j
	ok
	is_original
}

@test "hostile: the root" {
	skip_without jq
	repair_all
	cp j good
	ln -s tree link
	for root in null 1 '""' '"tree"' '"../tree"' '(.root + "/../tree")' '(.root + "/.")' \
		'(.root | sub("tree$"; "link"))' '(.root + "/no")' '(.root + "\u0000")' '"/"'; do
		cp good j
		edit "if .type == \"journal\" then .root = $root else . end"
		refused
	done
}

@test "hostile: records that come twice, in any order, and lines that are none" {
	repair_all
	cat j j j > twice
	qw undo twice
	status_is 3
	err_has '^qingwen: twice: line [0-9]* is no record: the journal is damaged$'
	is_original
	rm -r tree
	cp -a original tree
	rm j
	repair_all
	(head -n 1 j; for i in 1 2 3; do tail -n +2 j; done) > twice
	qw undo twice
	status_is 0
	is_original
	rm -r tree
	cp -a original tree
	rm j
	repair_all
	(head -n 1 j; echo garbage; printf '\0\377\n'; echo; echo '[]'; echo '{}'; echo '{"type":1}'
	 echo '{"type":"other"}'; echo '{"type":"same","type":"same"}'
	 head -c 20000000 /dev/zero | tr '\0' '['; echo; tail -n +2 j) > damaged
	qw repair -q -i --journal=damaged --resume tree
	status_is 3
	err_has '^qingwen: damaged: line 2 is no record: the journal is damaged; begin another journal$'
	qw undo damaged
	status_is 3
	err_has '^qingwen: damaged: line 2 is no record: '
	err_has ': 4 files put back, 0 as before the repair, 0 failed$'
	is_original
}

@test "a journal cut and mixed at random harms nothing" {
	repair_all
	cp j good
	size=$(wc -c < j)
	RANDOM=7
	for ((i = 0; i < 25; i++)); do
		at=$(((RANDOM << 15 | RANDOM) % size)) to=$(((RANDOM << 15 | RANDOM) % size))
		(head -c $at good; printf '%b' "\\0$(printf %o $((RANDOM % 256)))"; tail -c +$((to + 1)) good) > j
		rm -rf tree
		cp -a original tree
		(cd tree && for f in bad.txt sub/gb.txt; do cp ../repaired.txt $f; done)
		cp -a tree before
		timeout 20 "$qingwen" undo j > out 2> err || [ $? -eq 3 ]
		(cd tree && find . -type f) | while read -r f; do
			cmp -s "tree/$f" "before/$f" || cmp -s "tree/$f" "original/$f" || fail "$f: neither"
		done
		[ -z "$(find tree -name '*.qingwen-*')" ]
		rm -r before
	done
}
