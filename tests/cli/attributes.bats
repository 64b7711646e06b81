# SPDX-License-Identifier: Apache-2.0
# repair --in-place: access lists and extended attributes are kept.
load helper

setup_more() {
	mkdir tree
	"$qingwen" damage utf8-as-latin1 sound.txt > damaged.txt
	cp damaged.txt tree/bad.txt
	skip_without setfattr
	setfattr -n user.note -v hello tree/bad.txt 2> /dev/null ||
		skip "no extended attributes here"
}

lists_are_known() {
	skip_without setfacl
	setfacl -m u:1234:r tree/bad.txt 2> /dev/null || skip "no access lists here"
}

attributes() {
	getfattr -d -m - -e hex "$1" | sed 1d
}

# shim NAME ARGUMENT...: no file can get that attribute.
shim() {
	local name=$1
	shift
	skip_if_sanitized
	skip_without "${CC:=cc}"
	${CC} -shared -fPIC -o shim.so "$abs_top_srcdir/tests/cli/shim.c" 2> /dev/null ||
		skip "no shared object can be made"
	status=0
	LD_PRELOAD=$PWD/shim.so QW_SHIM_DO=attribute QW_SHIM_TO=$name "$qingwen" "$@" > out 2> err ||
		status=$?
}

@test "attributes of users, also long ones and such with bytes of any kind" {
	setfattr -n user.empty -v '' tree/bad.txt
	setfattr -n user.bytes -v 0x00ff000a tree/bad.txt
	setfattr -n user.long -v "$(head -c 1500 /dev/zero | tr '\0' x)" tree/bad.txt
	attributes tree/bad.txt > before
	[ "$(grep -c '^user' before)" -eq 4 ]
	qw repair -q -i.bak tree
	ok
	cmp tree/bad.txt sound.txt
	attributes tree/bad.txt | diff before -
	attributes tree/bad.txt.bak | diff before -
}

@test "access lists" {
	lists_are_known
	setfacl -m u:1234:rw,g:4321:r,m::rw tree/bad.txt
	chmod o= tree/bad.txt
	getfacl -n tree/bad.txt > before
	qw repair -q -i tree
	ok
	cmp tree/bad.txt sound.txt
	getfacl -n tree/bad.txt | diff before -
}

@test "what the folder gives to new files lets nobody in" {
	lists_are_known
	setfacl -b tree/bad.txt
	chmod 640 tree/bad.txt
	setfacl -d -m u:1234:rwx tree
	getfacl -n tree/bad.txt > before
	qw repair -q -i tree
	ok
	cmp tree/bad.txt sound.txt
	getfacl -n tree/bad.txt | diff before -
	[ "$(stat -c %a tree/bad.txt)" = 640 ]
}

@test "an attribute that can't be kept leaves the file as it was" {
	attributes tree/bad.txt > before
	shim user.note repair -i tree
	status_is 3
	err_has '^qingwen: tree/bad.txt: left as it was: its access list or other attributes '
	err_has ' 1 failed, '
	cmp tree/bad.txt damaged.txt
	attributes tree/bad.txt | diff before -
	[ "$(ls -A tree)" = bad.txt ]
	shim user.other repair -q -i tree
	ok
	cmp tree/bad.txt sound.txt
}

@test "an access list that can't be kept leaves the file as it was" {
	lists_are_known
	shim system.posix_acl_access repair -i tree
	status_is 3
	err_has '^qingwen: tree/bad.txt: left as it was: its access list '
	cmp tree/bad.txt damaged.txt
}

@test "a file that needs no repair and one without attributes" {
	cp sound.txt tree/sound.txt
	setfattr -n user.note -v hello tree/sound.txt
	cp damaged.txt tree/plain.txt
	before=$(stat -c '%i %z' tree/sound.txt)
	qw repair -q -i tree
	ok
	[ "$(stat -c '%i %z' tree/sound.txt)" = "$before" ]
	cmp tree/plain.txt sound.txt
	[ -z "$(attributes tree/plain.txt | grep ^user)" ]
}
