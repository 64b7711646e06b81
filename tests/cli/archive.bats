# SPDX-License-Identifier: Apache-2.0
# Compressed files: their texts are repaired, and they stay what they are.
load helper

forms='gzip zstd xz bzip2'

setup_more() {
	"$qingwen" damage utf8-as-latin1 sound.txt > bad.txt
}

# What follows needs a build with libarchive, and these programs.
needs() {
	local program
	for program; do
		skip_without "$program"
	done
	printf 'a\n' | gzip -c > probe
	! "$qingwen" repair probe 2>&1 | grep -q 'built without' || skip 'built without libarchive'
	rm probe
}

# The end of a name for a program.
end_of() {
	case $1 in
	gzip) echo gz ;;
	zstd) echo zst ;;
	xz) echo xz ;;
	bzip2) echo bz2 ;;
	esac
}

@test "a compressed file is known by its first bytes, and comes out plain" {
	needs $forms
	local form
	for form in $forms; do
		$form -c bad.txt > any-name
		qw repair any-name
		ok
		out_is sound.txt
		qw repair < any-name
		ok
		out_is sound.txt
		cat any-name | "$qingwen" repair | cmp - sound.txt
		: | $form -c > any-name
		qw repair any-name
		ok
		out_reads ''
	done
	gzip -c bad.txt > a
	xz -c bad.txt > b
	qw repair a sound.txt b
	ok
	out_is <(cat sound.txt sound.txt sound.txt)
}

@test "--compress says how the output is compressed" {
	needs $forms
	local form
	for form in $forms; do
		qw repair --compress=$(end_of $form) bad.txt
		ok
		$form -dc < out | cmp - sound.txt
		$form -c bad.txt > packed
		qw repair --compress=same packed
		ok
		$form -dc < out | cmp - sound.txt
		: | $form -c > packed
		qw repair --compress=same packed
		ok
		$form -t < out
		[ "$($form -dc < out | wc -c)" -eq 0 ]
	done
	qw repair --compress=same bad.txt
	ok
	out_is sound.txt
	qw repair --compress=gz bad.txt sound.txt
	ok
	gzip -dc < out | cmp - <(cat sound.txt sound.txt)
	qw repair --compress=lz bad.txt
	status_is 2
}

@test "-o FILE is compressed as its name says" {
	needs $forms
	local form
	for form in $forms; do
		qw repair -o new.$(end_of $form) bad.txt
		ok
		$form -dc < new.$(end_of $form) | cmp - sound.txt
		qw repair -o new.txt new.$(end_of $form)
		ok
		cmp new.txt sound.txt
	done
	gzip -c bad.txt > page.txt.gz
	qw repair -o page.txt.gz page.txt.gz
	ok
	gzip -dc page.txt.gz | cmp - sound.txt
}

# A tree of packed files: bad.*, sound.*, and what is not packed.
make_tree() {
	local form
	mkdir -p tree/deep
	for form in $forms; do
		$form -c bad.txt > tree/bad.$(end_of $form)
		$form -c sound.txt > tree/deep/sound.$(end_of $form)
	done
	cp bad.txt tree/deep
}

@test "in trees files stay compressed as they were" {
	needs $forms
	make_tree
	local form jobs
	for jobs in 1 2; do
		qw repair -j $jobs -o mirror$jobs tree
		status_is 0
		err_has '^qingwen: 9 documents, 5 damaged; .*; 5 files changed, 0 failed, 0 skipped$'
		for form in $forms; do
			$form -dc < mirror$jobs/bad.$(end_of $form) | cmp - sound.txt
			cmp {tree,mirror$jobs}/deep/sound.$(end_of $form)
		done
		cmp mirror$jobs/deep/bad.txt sound.txt
	done
	diff -r mirror1 mirror2
	ls -i tree/deep/sound.* > before
	qw repair -q -i.old tree
	ok
	ls -i tree/deep/sound.{gz,zst,xz,bz2} | sort | diff <(sort before) -
	rm tree/*.old tree/deep/*.old
	diff -r tree mirror1
	qw repair -q -i --compress=same tree
	ok
	diff -r tree mirror1
	qw repair -i --compress=gz tree
	status_is 2
	qw repair -o more --compress=xz tree
	status_is 2
}

@test "--dry-run and --diff look into compressed files" {
	needs $forms
	make_tree
	cp -r tree before
	qw repair --dry-run tree
	status_is 0
	err_has '; 5 files would change, 0 failed, 0 skipped$'
	qw repair --diff tree
	status_is 0
	[ "$(grep -c '^--- tree/bad\.' out)" -eq 4 ]
	[ "$(grep -c '^+今天' out)" -eq 5 ]
	diff -r tree before
}

@test "check and detect look into compressed files" {
	needs $forms
	make_tree
	local form
	for form in $forms; do
		qw check tree/bad.$(end_of $form)
		status_is 1
		out_has "^tree/bad.$(end_of $form):2:1: QW102 utf8-as-latin1: "
		qw check tree/deep/sound.$(end_of $form)
		ok
		out_reads ''
	done
	qw detect --format=json tree/bad.gz
	ok
	[ "$(jq -r '.file, .bytes_in' < out)" = "tree/bad.gz
$(wc -c < bad.txt)" ]
	in_english
	for form in $forms; do
		qw detect tree/bad.$(end_of $form)
		ok
		out_has "^tree/bad.$(end_of $form): encoding utf-8, script hans, damaged"
	done
}

@test "members of one file are one text" {
	needs $forms
	local form
	head -c 100 bad.txt > part1
	tail -c +101 bad.txt > part2
	for form in $forms; do
		($form -c part1; : | $form -c; $form -c part2) > many
		qw repair many
		ok
		out_is sound.txt
		(for ((i = 0; i < 300; i++)); do $form -c sound.txt; done) > many
		mkdir -p tree
		cp many tree/many
		qw repair -q -i tree
		ok
		cmp many tree/many
	done
}

# What is before the first difference is unpacked anew: it must be the same text.
@test "a file of which only the end changes" {
	needs $forms
	local form
	repeat 20000 sound.txt > long.txt
	cat long.txt bad.txt > long-bad.txt
	cat long.txt sound.txt > long-good.txt
	mkdir tree
	for form in $forms; do
		$form -c long-bad.txt > tree/long.$(end_of $form)
	done
	for ((i = 0; i < 50; i++)); do gzip -c sound.txt; done > tree/members.gz
	gzip -c bad.txt >> tree/members.gz
	qw repair -q -i tree
	ok
	for form in $forms; do
		$form -dc < tree/long.$(end_of $form) | cmp - long-good.txt
	done
	gzip -dc tree/members.gz | cmp - <(repeat 51 sound.txt)
	head -c "$(wc -c < tree/members.gz)" tree/members.gz |
		LC_ALL=C grep -aoP '\x1F\x8B\x08' | wc -l > members
	[ "$(cat members)" -eq 50 ]
}

@test "the name and the time in a gzip file stay" {
	needs gzip
	cp bad.txt page-of-old.txt
	touch -d '2001-02-03 04:05:06 UTC' page-of-old.txt
	mkdir tree
	gzip -9 -c -N page-of-old.txt > tree/x.gz
	head -c 26 tree/x.gz > before
	qw repair -q -i tree
	ok
	head -c 26 tree/x.gz | cmp - before
	gzip -dc tree/x.gz | cmp - sound.txt
}

@test "what is damaged stays, and the rest is done" {
	needs $forms python3
	local form what
	mkdir tree
	repeat 500 bad.txt > long.txt
	for form in $forms; do
		$form -c long.txt > whole
		head -c -5 whole > tree/a-cut.$(end_of $form)
		(cat whole; echo more) > tree/b-more.$(end_of $form)
		python3 - whole tree/c-flip.$(end_of $form) <<-'END'
			import sys
			data = bytearray(open(sys.argv[1], 'rb').read())
			data[-6] ^= 1
			open(sys.argv[2], 'wb').write(data)
		END
		$form -c bad.txt > tree/z.$(end_of $form)
	done
	cp -r tree before
	qw repair -j 2 -i tree
	status_is 3
	err_has '^qingwen: tree/a-cut.gz: cannot unpack: it ends too early$'
	err_has '^qingwen: tree/a-cut.xz: cannot unpack: it ends too early$'
	err_has '^qingwen: tree/a-cut.bz2: cannot unpack: it ends too early$'
	err_has '^qingwen: tree/a-cut.zst: cannot unpack: it ends too early$'
	err_has '^qingwen: tree/b-more.gz: something else stands behind the end'
	err_has '^qingwen: tree/b-more.bz2: something else stands behind the end'
	err_has '^qingwen: tree/c-flip.gz: cannot unpack: its data are damaged: incorrect data check$'
	err_has '; 4 files changed, 12 failed, 0 skipped$'
	for form in $forms; do
		for what in a-cut b-more c-flip; do
			cmp {tree,before}/$what.$(end_of $form)
		done
		$form -dc < tree/z.$(end_of $form) | cmp - sound.txt
	done
	[ -z "$(find tree -name '*.qingwen-*')" ]
	qw repair -o kept.txt tree/c-flip.gz
	status_is 3
	[ ! -e kept.txt ]
	qw check tree/a-cut.xz
	status_is 3
}

@test "--max-output stops bombs" {
	needs $forms
	mkdir tree
	local form
	for form in $forms; do
		head -c 300000 /dev/zero | tr '\0' a | $form -c > tree/bomb.$(end_of $form)
		$form -c bad.txt > tree/z.$(end_of $form)
	done
	cp -r tree before
	qw repair --max-output=200K -i tree
	status_is 3
	err_has '^qingwen: tree/bomb.gz: unpacked it is larger than --max-output allows; '
	err_has '; 4 files changed, 4 failed, 0 skipped$'
	for form in $forms; do
		cmp {tree,before}/bomb.$(end_of $form)
	done
	qw repair --max-output=300000 tree/bomb.xz
	ok
	qw check --max-output=292K tree/bomb.xz
	status_is 3
	qw check --max-output=1G tree/bomb.xz
	ok
	local size
	for size in '' 0 K 1k 1.5M 1KB -1 99999999T; do
		qw repair --max-output="$size" bad.txt
		status_is 2
	done
}

# A tar archive with a large member of zeros, which nobody repairs: the time is that of zlib.
@test "a bomb is stopped without being asked to" {
	needs gzip tar
	skip_if_sanitized
	truncate -s 1400M zeros
	tar -cf - zeros | head -c 512 | gzip -c > bomb
	head -c 64M /dev/zero | gzip -c > part
	for ((i = 0; i < 22; i++)); do cat part; done >> bomb
	rm zeros
	qw check bomb
	status_is 3
	err_has '^qingwen: bomb: unpacked it is larger than --max-output allows; '
	qw check --max-output=2G bomb
	ok
}

@test "what is no text stays as it is" {
	needs gzip
	mkdir tree
	head -c 5000 /dev/urandom | gzip -c > tree/noise.gz
	gzip -c bad.txt | gzip -c > tree/twice.gz
	gzip -c bad.txt > tree/z.gz
	cp -r tree before
	qw repair -o mirror tree
	status_is 0
	err_has '; 1 file changed, 0 failed, 2 skipped (binary files: 2)$'
	[ "$(ls mirror)" = z.gz ]
	qw repair -i tree/twice.gz
	status_is 0
	err_has '^qingwen: tree/twice.gz: left as it is: compressed twice; '
	diff -r tree/twice.gz before/twice.gz
}

@test "--archive=no takes bytes for what they are" {
	needs gzip
	mkdir tree
	gzip -c bad.txt > tree/x.gz
	qw repair --archive=no -i tree
	status_is 0
	err_has '; 0 files changed, 0 failed, 1 skipped (binary files: 1)$'
	qw detect --archive=no tree/x.gz
	ok
	! grep -q utf8-as-latin1 out
}

@test "text that begins like an archive" {
	printf 'BZh' > a
	printf 'BZhong\n' > b
	printf '\037\213' > c
	printf '(\265/' > d
	printf 'WARC' > e
	printf 'PK\n' > f
	local file
	for file in a b c d e f; do
		qw repair $file
		status_is 0
	done
	qw repair a b
	ok
	out_is <(cat a b)
}

@test "a build without libarchive says so" {
	printf '\037\213\010\0\0\0\0\0\0\3' > packed
	qw repair packed
	status_is 3
	grep -q 'built without' err || skip 'built with libarchive'
	err_reads "qingwen: packed: cannot unpack: this qingwen was built without support for it; unpack it, and repair what is in it"
	qw check packed
	status_is 3
	qw repair --archive=no packed
	status_is 0
}
