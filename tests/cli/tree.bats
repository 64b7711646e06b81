# SPDX-License-Identifier: Apache-2.0
# repair -o FOLDER: a mirror of trees, the same whatever the number of threads.
load helper

setup_more() {
	mkdir -p tree/deep/er tree/empty
	cp sound.txt tree/sound.txt
	"$qingwen" damage utf8-as-latin1 sound.txt > tree/deep/bad.txt
	"$qingwen" damage utf8-as-latin1 sound.txt > tree/deep/er/bad.txt
}

# A file list of a tree, with what is in the files.
print_tree() {
	(cd "$1" && find . -printf '%p %y %m\n' -type f -exec cksum {} \; | sort)
}

many_files() {
	local i
	for ((i = 0; i < 60; i++)); do
		mkdir -p many/$((i % 7))/$((i % 3))
		case $((i % 3)) in
		0) "$qingwen" damage --seed=$i random sound.txt ;;
		1) cat sound.txt bad.txt ;;
		2) cat sound.txt ;;
		esac > many/$((i % 7))/$((i % 3))/$i.txt
	done
	rm -f many/missing
	ln -s nowhere many/link
}

@test "a folder is mirrored: its inside" {
	qw repair -o mirror tree
	status_is 0
	out_reads ''
	cmp mirror/sound.txt sound.txt
	cmp mirror/deep/bad.txt sound.txt
	cmp mirror/deep/er/bad.txt sound.txt
	[ -d mirror/empty ]
	err_has '^qingwen: 3 documents, 2 damaged; .*; 2 files changed, 0 failed, 0 skipped$'
	[ "$(wc -l < err)" -eq 1 ]
	[ -z "$(find tree mirror -name '*.qingwen-*')" ]
}

@test "several paths keep their names below the output" {
	mkdir other
	cp tree/deep/bad.txt other/x.txt
	qw repair -q -o mirror tree/ other sound.txt
	ok
	cmp mirror/tree/deep/er/bad.txt sound.txt
	cmp mirror/other/x.txt sound.txt
	cmp mirror/sound.txt sound.txt
	qw repair -q -o one/two/ tree/deep/bad.txt
	ok
	cmp one/two/bad.txt sound.txt
	(cd tree && qw repair -q -o ../here . ../other && ok)
	cmp here/tree/deep/bad.txt sound.txt
}

@test "two paths with one name are refused" {
	mkdir -p a/x b/x
	qw repair -o mirror a/x b/x
	status_is 2
	err_reads "qingwen: x: two paths would be written to this name; repair them one after the other"
	[ ! -e mirror ]
}

@test "the tree that is read is never written to" {
	print_tree tree > before
	for output in tree tree/out tree/deep tree/no/such/folder .; do
		qw repair -o $output tree
		status_is 2
	done
	ln -s tree/deep alias
	qw repair -o alias/out tree
	status_is 2
	qw repair -o tree/ tree/sound.txt
	status_is 3
	err_has '^qingwen: tree/sound.txt: cannot read: it would also be the output; '
	print_tree tree | diff before -
}

@test "a second run gives the same; files that are there are replaced, others stay" {
	qw repair -q -o mirror tree
	ok
	print_tree mirror > first
	echo old > mirror/deep/bad.txt
	echo mine > mirror/mine
	qw repair -q -o mirror tree
	ok
	[ "$(cat mirror/mine)" = mine ]
	rm mirror/mine
	print_tree mirror | diff first -
}

@test "modes are kept, under the umask" {
	chmod 600 tree/sound.txt
	chmod 755 tree/deep/bad.txt
	chmod 750 tree/deep
	umask 027
	qw repair -q -o mirror tree
	ok
	[ "$(stat -c %a mirror/sound.txt mirror/deep/bad.txt mirror/deep | xargs)" = '600 750 750' ]
}

@test "a folder that nobody may write to is mirrored as one" {
	chmod 555 tree/deep
	qw repair -q -o mirror tree
	chmod 755 tree/deep
	ok
	[ "$(stat -c %a mirror/deep)" = 555 ]
	chmod 755 mirror/deep
	cmp mirror/deep/er/bad.txt sound.txt
}

@test "the same with one thread and with many" {
	many_files
	for n in 1 2 7; do
		qw repair -v -j $n --report=report.$n --explain -o out.$n many
		status_is 0
		mv err err.$n
		print_tree out.$n > tree.$n
	done
	for n in 2 7; do
		cmp err.1 err.$n
		cmp report.1 report.$n
		diff tree.1 tree.$n
	done
	[ "$(grep -c '"type":"document"' report.1)" -eq 60 ]
	: > err
	for n in 0 257 x ''; do
		qw repair -j "$n" -o mirror many
		status_is 2
	done
}

@test "what a job prints is printed in order, be it more than memory should hold" {
	mkdir long
	repeat 1500 sound.txt > text
	for name in a b c; do
		"$qingwen" damage utf8-as-latin1 text > long/$name
	done
	qw repair -q -j 1 --report=report.1 --explain -o mirror long
	mv err err.1
	qw repair -q -j 3 --report=report.3 --explain -o mirror long
	status_is 0
	[ "$(wc -c < err)" -gt 300000 ]
	cmp err err.1
	cmp report.1 report.3
}

@test "one slow file does not hold up the others" {
	mkdir slow
	for ((i = 0; i < 50; i++)); do
		cp sound.txt slow/b$i
	done
	repeat 60000 bad.txt > slow/a
	"$qingwen" repair -q -j 2 -o mirror slow > out.txt 2> err 3>&- &
	wait_until test -e mirror/b49
	wait $!
	cmp slow/a mirror/a
}

@test "symbolic links are followed when asked only" {
	ln -s ../sound.txt tree/link
	ln -s ../../tree/deep tree/empty/folder
	qw repair -o mirror tree
	status_is 0
	err_has '2 skipped (symbolic links: 2)$'
	[ ! -e mirror/link ] && [ ! -L mirror/link ]
	qw repair -q --follow -o out2 tree
	ok
	cmp out2/link sound.txt
	[ -f out2/link ] && [ ! -L out2/link ]
	cmp out2/empty/folder/er/bad.txt sound.txt
	qw repair -q -o out3/ tree/link
	ok
	cmp out3/link sound.txt
}

@test "a loop of links ends" {
	ln -s .. tree/deep/up
	ln -s . tree/deep/self
	qw repair --follow -o mirror tree
	status_is 0
	err_has '^qingwen: tree/deep/up: skipped: a link to a folder that it lies in$'
	err_has '2 skipped (loops of links: 2)$'
	[ "$(find mirror -type f | wc -l)" -eq 3 ]
	ln -s around tree/around
	qw repair --follow -o mirror tree
	status_is 3
	err_has '^qingwen: tree/around: cannot open: '
}

@test "special files are told and left" {
	mkfifo tree/pipe
	qw repair -o mirror tree
	status_is 0
	err_has '^qingwen: tree/pipe: skipped: no regular file$'
	err_has '1 skipped (special files: 1)$'
	[ ! -e mirror/pipe ]
}

@test "folders of version control are no text" {
	mkdir tree/.git
	cp tree/deep/bad.txt tree/.git/bad.txt
	qw repair -o mirror tree
	status_is 0
	err_has '1 skipped (folders of version control: 1)$'
	[ ! -e mirror/.git ]
	qw repair -q -o git tree/.git
	ok
	cmp git/bad.txt sound.txt
}

@test "names with newlines, of bytes that are no UTF-8, that look like options" {
	cd tree
	cp deep/bad.txt $'new\nline'
	cp deep/bad.txt $'\377\376'
	cp deep/bad.txt ./-o
	mkdir $'dir\033[31m'
	cp deep/bad.txt $'dir\033[31m/\344'
	cd ..
	qw repair -v -o mirror tree
	status_is 0
	for name in $'new\nline' $'\377\376' -o $'dir\033[31m/\344'; do
		cmp "mirror/$name" sound.txt
	done
	err_has '^qingwen: tree/new\\x0Aline: changed$'
	err_has '^qingwen: tree/\\xFF\\xFE: changed$'
	err_has '^qingwen: tree/dir\\x1B\[31m/\\xE4: changed$'
}

@test "a name as long as names get" {
	name=$(printf '字%.0s' $(seq 85))
	cp tree/deep/bad.txt tree/$name
	qw repair -q -o mirror tree
	ok
	cmp mirror/$name sound.txt
}

@test "folders in folders, to the limit" {
	deep=tree/$(printf 'd/%.0s' $(seq 198))
	mkdir -p $deep/d
	cp tree/deep/bad.txt $deep/bad.txt
	qw repair -q -o mirror tree
	ok
	cmp mirror/${deep#tree/}bad.txt sound.txt
	mkdir $deep/d/d
	qw repair -q -o mirror tree
	status_is 3
	err_has ': cannot read: too many folders in each other; start there$'
}

@test "a report in the tree is no input" {
	qw repair --report=tree/plan.json -o mirror tree
	status_is 0
	err_has '1 skipped (own report: 1)$'
	[ ! -e mirror/plan.json ]
}

@test "standard input, and what is not there" {
	qw repair -o mirror/ -
	status_is 2
	err_reads "qingwen: standard input is in no folder; redirect it"
	qw repair -o mirror tree missing
	status_is 3
	err_has '^qingwen: missing: cannot open: No such file or directory$'
	cmp mirror/tree/deep/bad.txt sound.txt
	qw repair --from=klingon -o out2 tree
	status_is 2
	[ "$(wc -l < err)" -eq 1 ]
}

@test "a file where a folder should be, and the other way round" {
	mkdir -p mirror/sound.txt
	echo file > mirror/deep
	qw repair -o mirror tree
	status_is 3
	err_has '^qingwen: tree/sound.txt: cannot write: Is a directory; '
	err_has '^qingwen: tree/deep: cannot make its folder in the output: Not a directory$'
	err_has '2 failed, 0 skipped$'
	[ "$(cat mirror/deep)" = file ]
	[ -z "$(find mirror -name '*.qingwen-*')" ]
}

@test "a symbolic link in the output is not followed" {
	mkdir mirror elsewhere
	echo mine > elsewhere/mine
	ln -s ../elsewhere mirror/deep
	ln -s ../elsewhere/mine mirror/sound.txt
	qw repair -q -o mirror tree
	status_is 3
	[ "$(ls elsewhere)" = mine ]
	[ "$(cat elsewhere/mine)" = mine ]
	cmp mirror/sound.txt sound.txt
}

@test "what can't be decoded or is not certain is not written, if so asked" {
	cp bad.txt tree/undecodable.txt
	qw repair -q --invalid=stop -o mirror tree
	status_is 4
	[ ! -e mirror/undecodable.txt ]
	cmp mirror/deep/bad.txt sound.txt
	qw repair -q --strict -o mirror tree
	status_is 4
	[ ! -e mirror/undecodable.txt ]
	qw repair -q -o mirror tree
	ok
	cmp mirror/undecodable.txt bad.txt
}

@test "a report has an object for the run, for each file and for all" {
	skip_without jq
	mkfifo tree/pipe
	chmod 644 tree/sound.txt
	qw repair -q --script=keep --exclude=x --report=plan.json -j 2 -o mirror tree
	ok
	jq -e -s '.[0].type == "run" and .[0].options == ["script=keep", "exclude=x"]
		and (.[0].data | test("^[0-9]+-[0-9]+$"))
		and ([.[] | select(.type == "file") | [.file, .outcome]] == [["tree/deep/bad.txt",
		"changed"], ["tree/deep/er/bad.txt", "changed"], ["tree/pipe", "skipped"],
		["tree/sound.txt", "same"]])
		and (.[-1] | .type == "summary" and .files == 3 and .changed == 2 and .skipped == 1
		and .failed == 0 and .documents == 3 and .lost == 0)' plan.json > /dev/null ||
		fail "the report has other objects"
	[ "$(jq -r 'select(.type == "run").version' plan.json)" = "$(cat "$abs_top_srcdir/VERSION")" ]
}

@test "progress on a terminal, and there alone" {
	in_english
	skip_without script
	TERM=xterm script -qec "{ find tree -type f; sleep 2; } |
		'$qingwen' repair -o mirror --files-from=-" \
		/dev/null > out < /dev/null
	out_has 'files, .* MB, .* MB/s.*, [0-9]* damaged'
	out_has 'qingwen: 3 documents, 2 damaged; '
	TERM=xterm script -qec "'$qingwen' repair -q -o mirror tree" /dev/null > out < /dev/null
	out_reads ''
	TERM=dumb script -qec "'$qingwen' repair -o mirror tree" /dev/null > out < /dev/null
	[ "$(wc -l < out)" -eq 1 ]
}
