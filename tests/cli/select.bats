# SPDX-License-Identifier: Apache-2.0
# Which files of trees are taken.
load helper

setup_more() {
	mkdir -p tree/a/b tree/c
	"$qingwen" damage utf8-as-latin1 sound.txt > damaged.txt
	for file in top.txt top.md a/x.txt a/x.log a/b/y.txt a/b/y.log c/z.txt c/z.md; do
		cp damaged.txt tree/$file
	done
}

# The files of the mirror are just these.
mirror_has() {
	printf '%s\n' "$@" | sort > expected
	[ ! -e mirror ] || (cd mirror && find . -type f | sed 's,^\./,,' | sort) > found
	diff expected found || fail "the mirror has other files"
	rm -rf mirror
}

@test "--include and --exclude" {
	qw repair -q --include='*.txt' -o mirror tree
	ok
	mirror_has top.txt a/x.txt a/b/y.txt c/z.txt
	qw repair -q --include='*.txt' --include='*.md' --exclude=b -o mirror tree
	ok
	mirror_has top.txt top.md a/x.txt c/z.txt c/z.md
	qw repair -q --exclude='a/*.txt' -o mirror tree
	ok
	mirror_has top.txt top.md a/x.log a/b/y.txt a/b/y.log c/z.txt c/z.md
	qw repair -q --exclude='a/**/*.txt' --exclude=/top.txt -o mirror tree
	ok
	mirror_has top.md a/x.log a/b/y.log c/z.txt c/z.md
	qw repair -q --exclude='[xz].*' --exclude='top.??' -o mirror tree
	ok
	mirror_has top.txt a/b/y.txt a/b/y.log
	qw repair --exclude='a/' -o mirror tree
	status_is 0
	err_has '1 skipped (excluded: 1)$'
	mirror_has top.txt top.md c/z.txt c/z.md
	qw repair -q --exclude='*' -o mirror tree/top.txt tree/c
	ok
	mirror_has top.txt
}

@test "names that are no UTF-8, and letters of several bytes" {
	cp damaged.txt tree/$'\377.txt'
	cp damaged.txt tree/字.txt
	qw repair -q --include='/?.txt' -o mirror tree
	ok
	mirror_has $'\377.txt' 字.txt
	qw repair -q --include='[一-龥].txt' -o mirror tree
	ok
	mirror_has 字.txt
	LC_ALL=C.UTF-8 qw repair -q --include=$'\377*' -o mirror tree
	ok
	mirror_has $'\377.txt'
}

@test ".qingwenignore has the rules of .gitignore" {
	printf '%s\n' '# a comment' '' '*.log' '!a/x.log' '/top.md' 'c/  ' > tree/.qingwenignore
	printf '%s\n' '!y.log' 'y.txt' > tree/a/b/.qingwenignore
	qw repair -q --exclude=.qingwenignore -o mirror tree
	ok
	mirror_has top.txt a/x.txt a/x.log a/b/y.log
	if command -v git > /dev/null; then
		mv tree/.qingwenignore tree/.gitignore
		mv tree/a/b/.qingwenignore tree/a/b/.gitignore
		git init -q tree
		(cd tree && git -c core.excludesFile= ls-files -o --exclude-standard) |
			grep -v gitignore | sort > expected
		printf '%s\n' top.txt a/x.txt a/x.log a/b/y.log | sort | diff expected -
	fi
}

@test "rules that can't be read take nothing of their folder" {
	mkdir tree/a/.qingwenignore
	qw repair -o mirror tree
	status_is 3
	err_has '^qingwen: tree/a/.qingwenignore: cannot open: '
	err_has '1 failed, '
	mirror_has top.txt top.md c/z.txt c/z.md
}

@test "--files-from" {
	printf 'tree/top.txt\n./tree/a/x.txt\n\ntree/c/\n' > list
	qw repair -q --files-from=list -o mirror
	ok
	mirror_has tree/top.txt tree/a/x.txt tree/c/z.txt tree/c/z.md
	qw repair -q --files-from=- -o mirror < list
	ok
	mirror_has tree/top.txt tree/a/x.txt tree/c/z.txt tree/c/z.md
	printf 'tree/top.txt\n../x\n/etc/passwd\nmissing\ntree/a/x.txt' > list
	qw repair -q --files-from=list -o mirror
	status_is 3
	err_has "^qingwen: ../x: can't be mirrored: it is not below this folder; "
	err_has "^qingwen: /etc/passwd: can't be mirrored: "
	err_has "^qingwen: missing: cannot open: No such file or directory$"
	mirror_has tree/top.txt tree/a/x.txt
	qw repair -q --files-from=list -i
	status_is 3
	cmp tree/a/x.txt sound.txt
	cmp tree/c/z.txt damaged.txt
}

@test "--null, for names with newlines" {
	cp damaged.txt tree/$'new\nline'
	printf 'tree/new\nline\0tree/top.md\0' > list
	qw repair -q --null --files-from=list -o mirror
	ok
	cmp mirror/tree/$'new\nline' sound.txt
	cmp mirror/tree/top.md sound.txt
	[ "$(find mirror -type f -print0 | tr -dc '\0' | wc -c)" -eq 2 ]
	qw repair -q --files-from=list -o mirror
	status_is 3
	err_has '^qingwen: list: a name has a NUL; use --null$'
}

@test "wrong uses of --files-from" {
	qw repair --files-from=list tree
	status_is 2
	echo tree/top.txt > list
	qw repair --files-from=list
	status_is 2
	qw repair -i --files-from=missing
	status_is 3
	err_has '^qingwen: missing: cannot read: No such file or directory$'
	qw repair -i --files-from=list tree
	status_is 2
}

@test "binary files are counted and left, text of any encoding is not" {
	head -c 5000 /dev/zero > tree/zero
	gzip -c "$qingwen" | head -c 20000 > packed
	if "$qingwen" repair packed 2>&1 | grep -q 'built without'; then
		head -c 20000 "$qingwen" > tree/program.gz # who can't unpack says so, and fails
	else
		cp packed tree/program.gz
	fi
	head -c 20000 "$qingwen" > tree/program
	printf '\211PNG\r\n\032\n' > tree/image
	for encoding in gb18030 big5 utf-16le utf-16be utf-16 utf-32le utf-32be iso-2022-jp; do
		printf '今天開會\n大家同意\n' > text
		iconv -c -f utf-8 -t $encoding text > tree/$encoding || rm -f tree/$encoding
	done
	printf '今天的會議\005\006討論了三個問題\007。今天的會議討論了三個問題\n' > tree/controls
	qw repair -o mirror tree
	status_is 0
	err_has '4 skipped (binary files: 4)$'
	for file in zero program.gz program image; do
		[ ! -e mirror/$file ]
		rm tree/$file
	done
	(cd tree && find . | sort) > expected
	(cd mirror && find . | sort) | diff expected -
	printf '一\0二\0三\0' > tree/nul
	qw repair -q --unit=nul -o mirror tree
	ok
	[ -e mirror/nul ]
	head -c 100 /dev/zero > named
	qw repair -q -o mirror/ named
	ok
	cmp mirror/named named
}

@test "--dry-run writes nothing and counts" {
	cp sound.txt tree/sound.txt
	cp -a tree before
	qw repair --dry-run -i tree
	status_is 0
	err_has '; 8 files would change, 0 failed, 0 skipped$'
	diff -r before tree
	qw repair --dry-run -v -o no/such/folder tree
	status_is 0
	[ ! -e no ]
	err_has '^qingwen: tree/a/x.txt: would change$'
	err_has '^qingwen: tree/sound.txt: as it was$'
	qw repair --dry-run damaged.txt
	status_is 0
	out_reads ''
	err_has '; 1 file would change, '
	: > tree/.top.txt.qingwen-a1B2c3
	qw repair --dry-run -q -i tree
	ok
	[ -e tree/.top.txt.qingwen-a1B2c3 ]
	qw repair --dry-run
	status_is 2
}

@test "--diff prints what would change, and writes nothing" {
	{ cat sound.txt sound.txt sound.txt; head -n 1 damaged.txt; cat sound.txt sound.txt; } > tree/page
	cp -a tree before
	qw repair --diff -q --include=page -i tree
	ok
	diff -r before tree
	first=$(head -n 1 sound.txt)
	second=$(tail -n 1 sound.txt)
	{
		printf '%s\n' '--- tree/page' '+++ tree/page' '@@ -4,7 +4,7 @@'
		printf ' %s\n' "$second" "$first" "$second"
	} > head
	head -n 6 out | cmp - head
	sed -n '7p' out | grep -q '^-'
	[ "$(sed -n '8p' out)" = "+$first" ]
	printf ' %s\n' "$first" "$second" "$first" > tail
	tail -n 3 out | cmp - tail
	[ "$(wc -l < out)" -eq 11 ]
}

@test "--diff of sound text, of text without an end, and of text that is not UTF-8" {
	in_english
	qw repair --diff -q sound.txt
	ok
	out_reads ''
	head -n 1 damaged.txt | tr -d '\n' > open
	qw repair --diff -q open
	ok
	[ "$(grep -c '^\\ No newline at end of file$' out)" -eq 2 ]
	out_has '^@@ -1,1 +1,1 @@$'
	iconv -f utf-8 -t gb18030 sound.txt > gb
	qw repair --diff -q gb
	ok
	out_has '^-\\xBD\\xF1'
	[ "$(sed -n 's/^+//p' out | tail -n 2)" = "$(cat sound.txt)" ]
	iconv -f utf-8 -t utf-16 sound.txt > wide
	qw repair --diff -q wide
	status_is 0
	out_reads ''
	err_has '^qingwen: wide: no diff: it is UTF-16 or UTF-32$'
}

@test "--diff marks guesses, of splices as well" {
	"$qingwen" damage utf8-as-gbk:python sound.txt > lossy.txt
	qw repair --diff -q lossy.txt
	ok
	sed -n 's/^+//p' out | tail -n 2 > new
	grep -q '⟦.⟧' new
	! grep '^-' out | grep -q '⟦' || fail "the old text has marks"
	sed 's/[⟦⟧]//g' new > plain
	"$qingwen" repair -q lossy.txt | cmp - plain
	qw repair --diff -q --min-confidence=1 lossy.txt
	ok
	! grep -q '⟦' out
	{
		printf '社區(qū)花園(yuán)試(shì)點(diǎn)開(kāi)放報(bào)名，報(bào)名的人說(shuō)：請(qǐng)專(zhuān)家講解。\n'
		printf '本地日?qǐng)?bào)消息：今年變??，但種(zhǒng)的花更多。時(shí)間(jiān)早。\n'
	} > spliced.txt
	qw repair --diff -q spliced.txt
	ok
	[ "$(grep '^+' out | tr -dc '⟦' | wc -c)" -eq "$("$qingwen" repair -q --mark-guessed spliced.txt | tr -dc '⟦' | wc -c)" ]
}

@test "--diff masks text that is hostile, in the lines that change and in names" {
	{
		printf '\033]0;title\007\302\233\342\200\256\343\200\200\357\273\277\177\r'
		head -n 1 damaged.txt
		printf '\377\376\000\n'
	} > $'evil\033[2J\nname'
	qw repair --diff -q evil*
	ok
	! LC_ALL=C grep -q -e $'\033' -e $'\007' -e $'\302\233' -e $'\342\200\256' -e $'\r' -e $'\377' -e $'\177' out
	out_has '^--- evil\\x1B\[2J\\x0Aname$'
	out_has '^-\\x1B\]0;title\\x07<U+009B><U+202E>'
	out_has '^+\\x1B\]0;title\\x07<U+009B><U+202E>.*<U+FEFF>\\x7F\\x0D今天'
	out_has '^ \\xFF\\xFE\\x00$'
}

@test "--diff shows nothing that acts, and is the same with many threads" {
	printf 'a\033[31mb\342\200\256\n' > hostile
	head -n 1 damaged.txt >> hostile
	qw repair --diff -q hostile
	ok
	out_has '^ a\\x1B\[31mb<U+202E>$'
	repeat 2000 damaged.txt > tree/long
	for n in 1 3; do
		qw repair --diff -q -j $n tree
		ok
		mv out diff.$n
	done
	cmp diff.1 diff.3
	[ "$(grep -c '^-' diff.1)" -eq "$(grep -c '^+' diff.1)" ]
	[ "$(sed -n 's/^+//p' diff.1 | grep -c '^今天')" -eq 2008 ]
	skip_without script
	TERM=xterm script -qec "'$qingwen' repair --diff -q hostile" /dev/null > out < /dev/null
	grep -q $'^\033\\[31m-' out
	TERM=xterm NO_COLOR=1 script -qec "'$qingwen' repair --diff -q hostile" /dev/null > out < /dev/null
	! grep -q $'\033' out
}
