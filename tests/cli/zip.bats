# SPDX-License-Identifier: Apache-2.0
# Zip archives: texts are repaired, all else stays byte for byte.
load helper

setup_more() {
	skip_without python3
	"$qingwen" damage utf8-as-latin1 sound.txt > bad.txt
	printf 'a\n' | gzip -c > probe
	! "$qingwen" repair probe 2>&1 | grep -q 'built without' || skip 'built without libarchive'
	rm probe
	cat > make.py <<-'END'
		# make.py ARCHIVE NAME=FILE...: NAME: is stored. What is behind % in NAME is a byte.
		import re, sys, zipfile
		with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as archive:
		    for word in sys.argv[2:]:
		        name, file = word.split('=')
		        info = zipfile.ZipInfo(name.rstrip(':'), (2001, 2, 3, 4, 5, 6))
		        info.compress_type = zipfile.ZIP_STORED if name.endswith(':') else zipfile.ZIP_DEFLATED
		        info.external_attr = 0o100640 << 16
		        info.comment = b'of a member'
		        archive.writestr(info, open(file, 'rb').read())
		    archive.comment = b'of all'
	END
	cat > list.py <<-'END'
		# list.py ARCHIVE: what is said of the members, and what is in them.
		import sys, zipfile
		with zipfile.ZipFile(sys.argv[1]) as archive:
		    assert archive.testzip() is None
		    print(archive.comment)
		    for i in archive.infolist():
		        print(i.orig_filename.encode(), i.date_time, i.compress_type, i.external_attr,
		              i.comment, i.extra, archive.read(i))
	END
	printf '\211PNG\r\n\032\n\0\0\0' > image
}

make() {
	python3 make.py "$@"
}

list() {
	python3 list.py "$1"
}

members='a.txt=bad.txt s.txt:=bad.txt image=image deep/b.txt=sound.txt c.txt=bad.txt 名.txt=bad.txt'

@test "texts of a zip archive" {
	make good.zip ${members//bad.txt/sound.txt}
	mkdir tree
	make tree/x.zip $members
	cp good.zip tree/good.zip
	qw repair -j 2 -o mirror tree
	status_is 0
	err_has '; 1 file changed, 0 failed, 2 skipped (members of archives: 2)$'
	list good.zip > expected
	list mirror/x.zip | diff expected -
	cmp mirror/good.zip good.zip
	cat tree/x.zip | "$qingwen" repair > out.zip
	cmp out.zip mirror/x.zip
	qw repair -i tree
	status_is 0
	cmp tree/x.zip mirror/x.zip
	cmp tree/good.zip good.zip
	qw repair -i tree
	status_is 0
	err_has '; 0 files changed, '
}

@test "a zip archive that was written as a stream" {
	skip_without zip
	cp sound.txt a-sound.txt
	mkdir tree
	zip -q -r - bad.txt a-sound.txt image | cat > tree/piped.zip
	cat bad.txt | zip -q tree/stdin.zip -
	zip -q -fz- -0 tree/plain.zip bad.txt image
	qw repair -q -i tree
	ok
	local file
	for file in piped stdin plain; do
		python3 - tree/$file.zip <<-'END'
			import sys, zipfile
			with zipfile.ZipFile(sys.argv[1]) as archive:
			    assert archive.testzip() is None
			    for i in archive.infolist():
			        same = 'image' if i.filename == 'image' else 'sound.txt'
			        assert archive.read(i) == open(same, 'rb').read(), i.filename
		END
	done
}

# Python writes them where numbers are above limits that are its own variables.
@test "zip archives with numbers of 64 bits" {
	mkdir tree
	python3 - <<-'END'
		import zipfile
		bad, sound = open('bad.txt', 'rb').read(), open('sound.txt', 'rb').read()
		for name, limit, count in ('all', 10, 1), ('end', 1 << 31, 1), ('offset', 150, 9):
		    zipfile.ZIP64_LIMIT, zipfile.ZIP_FILECOUNT_LIMIT = limit, count
		    with zipfile.ZipFile('tree/%s.zip' % name, 'w', zipfile.ZIP_DEFLATED) as archive:
		        for i in range(4):
		            archive.writestr('%d.txt' % i, sound if i == 1 else bad)
		        archive.comment = b'of all'
	END
	[ "$(cat tree/*.zip | LC_ALL=C grep -aoP 'PK\x06\x06' | wc -l)" -ge 2 ]
	qw repair -q -i tree
	ok
	local file
	for file in all end offset; do
		list tree/$file.zip > got
		[ "$(grep -c "$(head -c 3 sound.txt | od -An -tx1 | sed 's/ /\\\\x/g')" got)" -eq 4 ]
		qw repair tree/$file.zip
		ok
		out_is tree/$file.zip
		[ -z "$(command -v unzip)" ] || unzip -tqq tree/$file.zip
	done
}

@test "names of members stay as they are" {
	make x.zip aaaa.txt=bad.txt b.txt=bad.txt
	LC_ALL=C sed 's/aaaa.txt/\xD6\xD0\xCE\xC4.txt/g' x.zip > gbk.zip
	qw repair -q -i gbk.zip
	ok
	[ "$(LC_ALL=C grep -acP '\xD6\xD0\xCE\xC4\.txt' gbk.zip)" -ge 1 ]
	list gbk.zip > got
	grep -q "$(printf '今天' | od -An -tx1 | sed 's/ /\\\\x/g')" got
	qw check gbk.zip
	ok
	make x.zip a.txt=bad.txt
	qw check x.zip
	status_is 1
	out_has '^x.zip!a.txt:1:1: '
}

@test "members that lead out, links and what is encrypted are refused" {
	mkdir tree
	make tree/up.zip a.txt=bad.txt b/../../c.txt=bad.txt
	make tree/root.zip /a.txt=bad.txt
	make tree/drive.zip 'C:a.txt=bad.txt'
	make tree/windows.zip 'a\..\..\b.txt=bad.txt'
	make tree/z.zip a..txt=bad.txt b/..c/d=bad.txt
	python3 - <<-'END'
		import zipfile
		with zipfile.ZipFile('tree/link.zip', 'w') as archive:
		    archive.writestr('a.txt', open('bad.txt', 'rb').read())
		    info = zipfile.ZipInfo('link')
		    info.create_system, info.external_attr = 3, 0o120777 << 16
		    archive.writestr(info, b'/etc/passwd')
		data = bytearray(open('tree/z.zip', 'rb').read())
		data[6] |= 1
		data[data.index(b'PK\1\2') + 8] |= 1
		open('tree/encrypted.zip', 'wb').write(data)
	END
	cp -r tree before
	qw repair -i tree
	status_is 3
	err_has '^qingwen: tree/up.zip!b/../../c.txt: its name leads out of the archive; '
	err_has '^qingwen: tree/root.zip!/a.txt: its name leads out of the archive; '
	err_has '^qingwen: tree/drive.zip!C:a.txt: its name leads out of the archive; '
	err_has '^qingwen: tree/windows.zip!.*: its name leads out of the archive; '
	err_has '^qingwen: tree/link.zip!link: it is a link; '
	err_has '^qingwen: tree/encrypted.zip!a..txt: it is encrypted; '
	err_has '; 1 file changed, 6 failed, 0 skipped$'
	rm {tree,before}/z.zip
	diff -r tree before
}

@test "office documents, books and programs are no archives of texts" {
	mkdir tree
	make tree/x.docx '[Content_Types].xml=sound.txt' word/document.xml=bad.txt
	make tree/x.epub mimetype:=sound.txt text.xhtml=bad.txt
	make tree/x.jar META-INF/MANIFEST.MF=sound.txt a.properties=bad.txt
	cp -r tree before
	qw repair -i tree
	status_is 0
	err_has '; 0 files changed, 0 failed, 3 skipped (binary files: 3)$'
	diff -r tree before
	qw repair tree/x.docx
	status_is 0
	err_reads "qingwen: tree/x.docx: left as it is: an office document, a book or a program; unpack it, and repair what is in it"
	out_is tree/x.docx
}

@test "broken zip archives stay" {
	mkdir tree
	make x.zip a.txt=bad.txt b.txt:=bad.txt
	head -c -30 x.zip > tree/cut.zip
	(cat x.zip; echo more) > tree/more.zip
	python3 - <<-'END'
		import struct
		data = open('x.zip', 'rb').read()
		entry = data.index(b'PK\1\2')
		second = data.index(b'PK\1\2', entry + 4)
		def write(name, at, new):
		    changed = bytearray(data)
		    changed[at:at + len(new)] = new
		    open('tree/' + name, 'wb').write(changed)
		write('flip.zip', 60, b'\0')                         # in the data of the first member
		write('stored.zip', data.index(b'PK\3\4', 4) + 50, b'\0')
		write('offset.zip', entry + 42, b'\1')
		write('overlap.zip', second + 42, struct.pack('<I', 0))
		write('longer.zip', entry + 24, struct.pack('<I', 50)) # says 50 bytes
		write('shorter.zip', entry + 24, struct.pack('<I', 5000))
		write('beyond.zip', entry + 20, struct.pack('<I', 0x7FFFFFFF))
		write('directory.zip', len(data) - 22 - 6 + 16, struct.pack('<I', 0x7FFFFFFF))
		write('count.zip', len(data) - 22 - 6 + 10, b'\7')
		write('name.zip', 30, b'x')
	END
	cp -r tree before
	qw repair -i tree
	status_is 3
	err_has '; 0 files changed, 12 failed, 0 skipped$'
	err_has '^qingwen: tree/more.zip: cannot unpack: its data are damaged: no directory at its end$'
	err_has '^qingwen: tree/stored.zip!b.txt: cannot unpack: its data are damaged: wrong checksum$'
	err_has '^qingwen: tree/overlap.zip: cannot unpack: its data are damaged: '
	err_has '^qingwen: tree/longer.zip!a.txt: cannot unpack: its data are damaged: longer than its size$'
	err_has '^qingwen: tree/shorter.zip!a.txt: cannot unpack: it ends too early$'
	diff -r tree before
}

@test "--max-output counts all members of a zip archive" {
	head -c 100000 /dev/zero | tr '\0' a > long
	make x.zip a=long b=long c=long
	qw check --max-output=250000 x.zip
	status_is 3
	err_has '^qingwen: x.zip!c: unpacked it is larger than --max-output allows; '
	qw check --max-output=300000 x.zip
	ok
}
