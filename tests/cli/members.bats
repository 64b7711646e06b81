# SPDX-License-Identifier: Apache-2.0
# Archives: texts in tar and WARC files are repaired, all else stays byte for byte.
load helper

setup_more() {
	"$qingwen" damage utf8-as-latin1 sound.txt > bad.txt
	printf '\211PNG\r\n\032\n\0\0\0' > image
}

packs() {
	printf 'a\n' | gzip -c > probe
	! "$qingwen" repair probe 2>&1 | grep -q 'built without' || skip 'built without libarchive'
}

make_warc() {
	python3 "$BATS_TEST_DIRNAME/make-warc.py" "$@"
}

# A folder with all that a tar archive may hold and be worked on.
make_folder() {
	mkdir -p folder/deep
	cp bad.txt folder/bad.txt
	cp sound.txt folder/sound.txt
	cp image folder/image
	cp bad.txt folder/deep/名字.txt
	: > folder/empty
	gzip -c bad.txt > folder/packed.gz
	touch -d '2001-02-03 04:05:06.5 UTC' folder/bad.txt
	chmod 640 folder/bad.txt
}

make_good_folder() {
	cp -a folder good
	cp sound.txt good/bad.txt
	cp sound.txt good/deep/名字.txt
}

# What tar says of an archive, without sizes.
list() {
	tar --full-time -tvf "$1" | sed 's/^\([^ ]* [^ ]*\) *[0-9]* /\1 /'
}

@test "tar archives of each format" {
	skip_without tar
	make_folder
	make_good_folder
	mkdir tree
	local format long
	long=$(printf '长%.0s' {1..60})
	for format in v7 oldgnu gnu ustar pax; do
		tar --format=$format -cf tree/$format.tar -C folder .
	done
	cp bad.txt folder/$long
	cp sound.txt good/$long
	for format in oldgnu gnu pax; do
		tar --format=$format -cf tree/$format-long.tar -C folder $long bad.txt
	done
	tar --format=pax --pax-option=comment=一 -cf tree/global.tar -C folder bad.txt
	qw repair -j 2 -o mirror tree
	status_is 0
	err_has '; 9 files changed, 0 failed, 10 skipped (members of archives: 10)$'
	for format in v7 oldgnu gnu ustar pax oldgnu-long gnu-long pax-long global; do
		list tree/$format.tar > before
		list mirror/$format.tar | diff before -
		rm -rf unpacked
		mkdir unpacked
		tar -xf mirror/$format.tar -C unpacked
		(cd unpacked && find . -type f) | while read -r file; do
			cmp "unpacked/$file" "good/$file"
		done
	done
	qw repair -q -o again mirror
	ok
	diff -r mirror again
}

@test "packed tar archives, in place and through a pipe" {
	packs
	skip_without zstd
	make_folder
	make_good_folder
	mkdir tree
	tar -czf tree/a.tgz -C folder .
	tar --zstd -cf tree/b.tar.zst -C folder .
	tar -cjf tree/sound.tar.bz2 -C good .
	cp tree/sound.tar.bz2 before
	qw repair -q -i tree
	ok
	cmp tree/sound.tar.bz2 before
	for file in tree/a.tgz tree/b.tar.zst; do
		mkdir unpacked
		tar -xf $file -C unpacked
		diff -r unpacked good
		rm -r unpacked
	done
	tar -cf - -C folder . | "$qingwen" repair | tar -xf - -C "$(mkdir unpacked && echo unpacked)"
	diff -r unpacked good
	qw repair -o new.tgz <(tar -cf - -C folder .)
	ok
	gzip -dc new.tgz | tar -tf - > /dev/null
}

@test "an archive does not become a part of another file" {
	skip_without tar
	tar -cf a.tar bad.txt
	qw repair a.tar bad.txt
	status_is 3
	err_has "^qingwen: a.tar: an archive and other files don't become one file; "
	out_is sound.txt
	qw repair bad.txt a.tar
	status_is 3
	qw check a.tar bad.txt
	status_is 1
	[ "$(grep -c utf8-as-latin1 out)" -eq 4 ]
	qw repair -o mirror/ a.tar bad.txt
	status_is 0
	tar -xOf mirror/a.tar | cmp - sound.txt
}

@test "what stops a text leaves the archive as it was" {
	skip_without tar
	printf '今天\377的会议讨论了三个问题\n' > invalid.txt
	mkdir tree
	tar -cf tree/x.tar bad.txt invalid.txt
	tar -cf tree/z.tar bad.txt
	cp tree/x.tar before
	qw repair --invalid=stop -i tree
	status_is 4
	err_has '^qingwen: tree/x.tar!invalid.txt: byte 6: cannot decode: '
	err_has '; 1 file changed, 1 failed, 0 skipped$'
	cmp tree/x.tar before
	qw repair --strict -i tree
	status_is 4
	cmp tree/x.tar before
}

# The header of a sparse file says where its bytes belong: they can't become more or less.
@test "what else is in a tar archive stays" {
	skip_without tar
	mkdir folder
	truncate -s 200K folder/sparse
	cat bad.txt >> folder/sparse
	truncate -s 500K folder/sparse
	mkfifo folder/pipe
	cp sound.txt folder
	local format
	for format in gnu pax; do
		tar --sparse --format=$format -cf $format.tar -C folder .
		qw repair $format.tar
		ok
		out_is $format.tar
		qw repair -v -i $format.tar
		status_is 0
		err_has "^qingwen: $format.tar!\\./.*sparse: left as it is: it has holes$"
	done
}

# The size of a member may be in its pax header alone.
@test "a tar member whose size is in a pax header" {
	skip_without python3
	python3 - <<-'END'
		import io, tarfile
		data = open('bad.txt', 'rb').read()
		with tarfile.open('x.tar', 'w', format=tarfile.PAX_FORMAT) as tar:
		    for i in range(3):
		        info = tarfile.TarInfo('%d.txt' % i)
		        info.size = len(data)
		        info.pax_headers = {'size': str(len(data)), 'comment': 'kept'}
		        tar.addfile(info, io.BytesIO(data))
	END
	qw repair -q -i x.tar
	ok
	python3 - <<-'END'
		import tarfile
		good = open('sound.txt', 'rb').read()
		with tarfile.open('x.tar') as tar:
		    members = tar.getmembers()
		    assert len(members) == 3
		    for m in members:
		        assert m.pax_headers['size'] == str(len(good)), m.pax_headers
		        assert m.pax_headers['comment'] == 'kept'
		        assert tar.extractfile(m).read() == good
	END
}

@test "members that lead out, and links, are refused" {
	skip_without tar
	mkdir folder tree
	cp bad.txt folder
	ln -s bad.txt folder/zlink
	tar -cf tree/link.tar -C folder .
	rm folder/zlink
	ln folder/bad.txt folder/zhard
	tar -cf tree/hard.tar -C folder .
	rm folder/zhard
	tar -Pcf tree/out.tar folder/bad.txt folder/../bad.txt
	tar -Pcf tree/root.tar "$PWD/bad.txt"
	tar --format=gnu -Pcf tree/long.tar "$PWD/folder/$(printf './%.0s' {1..80})bad.txt"
	tar --format=pax -Pcf tree/pax.tar "$PWD/folder/$(printf './%.0s' {1..80})bad.txt"
	tar -cf tree/z.tar bad.txt
	cp -r tree before
	qw repair -i tree
	status_is 3
	err_has '^qingwen: tree/link.tar!./zlink: it is a link; '
	err_has '^qingwen: tree/hard.tar!.*: it is a link; '
	err_has '^qingwen: tree/out.tar!folder/../bad.txt: its name leads out of the archive; '
	err_has '^qingwen: tree/root.tar!.*: its name leads out of the archive; '
	err_has '; 1 file changed, 6 failed, 0 skipped$'
	local file
	for file in link hard out root long pax; do
		cmp {tree,before}/$file.tar
	done
	qw check tree/out.tar
	status_is 3
	out_has '^tree/out.tar!folder/bad.txt:1:1: '
}

@test "broken tar archives stay, and lose nothing in a pipe" {
	skip_without tar
	mkdir folder tree
	cp bad.txt folder/a.txt
	cp bad.txt folder/b.txt
	tar -cf whole.tar -C folder a.txt b.txt
	tar -cf good.tar -C folder a.txt
	head -c 1000 whole.tar > tree/cut.tar
	head -c 700 whole.tar > tree/short.tar
	(head -c 1024 whole.tar; head -c 512 sound.txt; head -c 2000 /dev/zero | tr '\0' x) > tree/junk.tar
	cp -r tree before
	qw repair -i tree
	status_is 3
	err_has '^qingwen: tree/short.tar!a.txt: cannot unpack: it ends too early$'
	err_has '^qingwen: tree/junk.tar: byte 1024: what should begin here is no member'
	diff -r tree before
	qw repair tree/junk.tar
	status_is 3
	tail -c +1025 tree/junk.tar > rest
	tail -c "$(wc -c < rest)" out | cmp - rest
	cp sound.txt other.txt
	tar -cf sound.tar sound.txt other.txt
	head -c $((1024 + 512 + 100)) sound.tar > cut.tar
	qw repair cut.tar
	status_is 3
	err_has '!other.txt: cannot unpack: it ends too early$'
	out_is cut.tar
}

warc='text:sound.txt html:sound.txt html:bad.txt image:image chunked:bad.txt text:bad.txt
	request:bad.txt page+utf-8:bad.txt html:sound.txt'
good='text:sound.txt html:sound.txt html:sound.txt image:image chunked:bad.txt text:sound.txt
	request:bad.txt page+utf-8:sound.txt html:sound.txt'

@test "WARC: payloads that are text, with lengths and digests" {
	skip_without python3
	make_warc $warc > x.warc
	make_warc $good > good.warc
	qw repair x.warc
	ok
	out_is good.warc
	qw repair - < x.warc
	out_is good.warc
	cp good.warc before
	qw repair -v -i good.warc x.warc
	status_is 0
	err_has '!http://example.org/4: left as it is: it says that it is no text$'
	err_has '!http://example.org/5: left as it is: it is compressed or in pieces$'
	err_has '^qingwen: good.warc: as it was$'
	cmp x.warc good.warc
	cmp before good.warc
}

# CDX files say at which byte a record's member begins.
@test "WARC: each record is a gzip member" {
	packs
	skip_without python3
	mkdir tree
	make_warc --gzip $warc > tree/x.warc.gz
	make_warc $warc | gzip -c > tree/one.warc.gz
	make_warc --gzip $good > tree/good.warc.gz
	cp tree/good.warc.gz before
	qw repair -q -i tree
	ok
	cmp tree/good.warc.gz before
	make_warc $good > good.warc
	local file
	for file in tree/*.warc.gz; do
		gzip -dc $file | cmp - good.warc
		python3 - $file <<-'END'
			import sys, zlib
			data, count = open(sys.argv[1], 'rb').read(), 0
			while data:
			    member = zlib.decompressobj(31)
			    assert member.decompress(data).startswith(b'WARC/1.0\r\n')
			    data, count = member.unused_data, count + 1
			assert count == 9, count
		END
	done
	make_warc $warc | "$qingwen" repair -q --compress=gz | gzip -dc | cmp - good.warc
	make_warc --gzip $warc | "$qingwen" repair -q | cmp - good.warc
}

@test "WARC: the charset in the head of a response" {
	skip_without python3
	iconv -f utf-8 -t gb18030 sound.txt > gb.txt
	make_warc page+gb2312:gb.txt > x.warc
	make_warc page+gb2312:sound.txt > kept.warc
	make_warc page+utf-8:sound.txt > rewritten.warc
	qw repair x.warc
	status_is 0
	err_reads "qingwen: x.warc!http://example.org/1: its header says it is in gb2312, and now it is UTF-8; use --declare=rewrite"
	out_is kept.warc
	qw repair --declare=rewrite x.warc
	ok
	out_is rewritten.warc
	qw detect --format=json x.warc
	ok
	[ "$(jq -r '.file, .encoding, .candidates[0].declared' < out)" = "x.warc!http://example.org/1
gb18030
true" ]
}

@test "WARC: check and --diff name the page" {
	skip_without python3
	make_warc html:sound.txt html:bad.txt > x.warc
	qw check x.warc
	status_is 1
	out_has '^x.warc!http://example.org/2:1:1: QW102 utf8-as-latin1: '
	[ "$(wc -l < out)" -eq 2 ]
	qw repair --diff x.warc
	status_is 0
	out_has '^--- x.warc!http://example.org/2$'
	[ "$(grep -c '^[+]今天' out)" -eq 1 ]
	qw repair -q -o mirror/ --report=report x.warc
	ok
	[ "$(jq -r 'select(.type == "document") | .file' < report | tail -n 1)" = x.warc!http://example.org/2 ]
	[ "$(jq -r 'select(.type == "file") | .file, .outcome' < report)" = 'x.warc
changed' ]
}

@test "WARC: what is broken stays, and loses nothing in a pipe" {
	skip_without python3
	make_warc html:sound.txt html:bad.txt > whole
	make_warc html:sound.txt html:sound.txt > good.warc
	mkdir tree
	head -c -200 whole > tree/cut.warc
	(cat whole; echo 'no record'; cat whole) > tree/junk.warc
	sed 's/Content-Length: \([0-9]\)/Content-Lengths: \1/' whole > tree/none.warc
	sed 's/Content-Length: [0-9]*/&000/' whole > tree/long.warc
	printf 'WARC/1.0\r\nContent-Length: 99999999999999999999999\r\n\r\n' > tree/huge.warc
	cp -r tree before
	qw repair -i tree
	status_is 3
	err_has '; 0 files changed, 5 failed, 0 skipped$'
	diff -r tree before
	qw repair tree/junk.warc
	status_is 3
	err_has "^qingwen: tree/junk.warc: byte $(wc -c < whole): what should begin here is no member"
	out_is <(cat good.warc; echo 'no record'; cat whole)
	head -c -100 good.warc > cut.warc
	qw repair cut.warc
	status_is 3
	out_is <(head -c -100 good.warc)
	qw repair tree/huge.warc
	status_is 3
	out_is tree/huge.warc
}

@test "a journal undoes archives, and marks are those of a member" {
	packs
	skip_without tar
	skip_without jq
	mkdir tree
	printf 'qingwen-ignore-file\n' > marked.txt
	cat bad.txt >> marked.txt
	tar -cf tree/x.tar marked.txt bad.txt sound.txt
	tar -czf tree/x.tgz bad.txt sound.txt
	gzip -c bad.txt > tree/x.gz
	cp -r tree before
	qw check tree
	status_is 1
	[ "$(grep -c '^tree/x.tar!bad.txt:' out)" -eq 2 ]
	[ "$(grep -c '^tree/x.tar!marked.txt:' out)" -eq 0 ]
	[ "$(grep -c '^tree/x.tgz!bad.txt:' out)" -eq 2 ]
	[ "$(grep -c '^tree/x.gz:' out)" -eq 2 ]
	qw detect --format=json tree
	status_is 0
	[ "$(jq -r 'select(.type == "document").encoding' out | grep -c '^utf-8$')" -eq 6 ]
	qw repair -q -i --journal=journal tree
	ok
	gzip -dc tree/x.gz | cmp - sound.txt
	qw undo -q journal
	status_is 0
	diff -r tree before
}

@test "a member whose records can't be read to their end does not end early in the archive" {
	command -v tar > /dev/null || skip "no tar"
	printf 'name,text\na,b\n' > a.csv
	printf 'name\nb\n' > b.csv
	printf 'text\n' > c.csv
	cat bad.txt >> c.csv
	tar -cf x.tar a.csv b.csv c.csv
	qw repair --unit=csv:text x.tar
	status_is 3
	err_has '^qingwen: x.tar!b.csv: no column text'
	! tar -tf out 2> /dev/null | grep -q 'b.csv'
	qw check --unit=csv:text x.tar
	status_is 3
	grep -q '^x.tar!c.csv:2:' out
}

@test "the summary counts the records of all members, and of no file twice" {
	packs
	skip_without tar
	skip_without zip
	mkdir tree
	printf '{"text":"a"}\n{"text":"b"}\n' > a.jsonl
	printf '{"text":"a"}\nnone\n{"text":"锟斤拷"}\n' > b.jsonl
	tar -cf tree/x.tar b.jsonl a.jsonl
	printf 'application/epub+zip' > mimetype
	zip -q -0 -X tree/y.epub mimetype
	qw repair -j1 --unit=jsonl:text --drop-lost=0 --dropped=apart -o clean/ tree
	status_is 0
	err_has '; 5 records, 1 could not be read, 1 set apart; '
}
