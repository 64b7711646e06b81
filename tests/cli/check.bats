# SPDX-License-Identifier: Apache-2.0
# check and detect over folders, and the rules.
load helper

setup_more() {
	mkdir -p tree/deep tree/empty
	cp sound.txt tree/sound.txt
	"$qingwen" damage utf8-as-latin1 sound.txt > tree/deep/one.txt
	"$qingwen" damage utf8-as-gbk sound.txt > tree/two.txt
	printf '\211PNG\r\n\032\n\0\0\0' > tree/picture.png
}

@test "a folder is checked in the order of its names, whatever the number of threads" {
	in_english
	qw check tree
	status_is 1
	cp out first
	out_has "^tree/deep/one.txt:1:1: QW102 utf8-as-latin1: '.*' should read '今天"
	[ "$(cut -d: -f1 out | uniq | tr '\n' ' ')" = 'tree/deep/one.txt tree/two.txt ' ]
	err_has '^qingwen: 3 documents, 2 damaged; .*; 4 findings, 0 failed, 1 skipped (binary files: 1)$'
	for jobs in 1 2 7; do
		qw check --jobs=$jobs -q tree
		status_is 1
		quiet
		out_reads ''
		qw check -j $jobs tree
		out_is first
	done
	[ "$(find tree -type f | wc -l)" -eq 4 ]
}

@test "sound folders exit 0, without findings" {
	qw check tree/sound.txt tree/empty
	status_is 0
	out_reads ''
	err_has '^qingwen: 1 document, 0 damaged; .*; 0 findings, 0 failed, 0 skipped$'
}

@test "what can't be read gives 3, after the rest is checked" {
	qw check tree missing
	status_is 3
	out_has '^tree/two.txt:1:1: QW101 utf8-as-gbk'
	err_has '^qingwen: missing: cannot open: No such file or directory$'
	err_has ' 1 failed, '
	chmod 000 tree/deep/one.txt
	as_nobody check tree
	status_is 3
	out_has '^tree/two.txt:1:1: QW101 '
	err_has '^qingwen: tree/deep/one.txt: cannot open: Permission denied$'
}

@test "which files: --include, --exclude, --files-from, --null, --follow, --verbose" {
	qw check --include='t*.txt' tree
	status_is 1
	[ "$(cut -d: -f1 out | uniq)" = tree/two.txt ]
	qw check --exclude=deep -v tree
	status_is 1
	[ "$(cut -d: -f1 out | uniq)" = tree/two.txt ]
	err_has '^qingwen: tree/deep/: skipped: excluded$\|^qingwen: tree/deep: skipped: excluded$'
	printf 'tree/sound.txt\0tree/two.txt\0' | qw check --files-from=- --null
	status_is 1
	[ "$(cut -d: -f1 out | uniq)" = tree/two.txt ]
	ln -s ../two.txt tree/empty/link.txt
	qw check tree/empty
	status_is 0
	qw check --follow tree/empty
	status_is 1
	out_has '^tree/empty/link.txt:1:1: QW101 '
}

@test "detect over folders" {
	in_english
	qw detect tree
	status_is 0
	out_has '^tree/deep/one.txt: encoding utf-8, script hans, damaged$'
	out_has '^tree/sound.txt: encoding utf-8, script hans, no damage$'
	err_has '^qingwen: 3 documents, 2 damaged; .*; 0 failed, 1 skipped (binary files: 1)$'
	qw detect --format=json -q -j 3 tree
	ok
	skip_without jq
	jq -es 'length == 3 and all(.type == "document")' out > /dev/null
}

@test "json of folders: each file's outcome and the sum" {
	skip_without jq
	qw check --format=json -q tree
	status_is 1
	out_reads ''
	qw check --format=json tree missing
	status_is 3
	jq -es 'map(select(.type == "file")) | map([.file, .outcome]) == [
		["tree/deep/one.txt", "damaged"], ["tree/picture.png", "skipped"],
		["tree/sound.txt", "sound"], ["tree/two.txt", "damaged"], ["missing", "failed"]]' out
	jq -es '.[-1] | .type == "summary" and .files == 3 and .failed == 1 and .skipped == 1
		and .damaged == 2 and .findings == 4' out
	jq -es '[.[] | select(.type == "span")] | map(.fingerprint) | unique | length == 4' out
}
