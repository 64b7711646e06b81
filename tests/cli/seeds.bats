# SPDX-License-Identifier: Apache-2.0
# Real documents with their originals, where they are at hand ($QINGWEN_SEEDS): the command
# gives exactly the original, however and in whatever encoding the text arrives.
load helper

setup_more() {
	: "${QINGWEN_SEEDS:=$abs_top_srcdir/../shared/seeds}"
	[ -d "$QINGWEN_SEEDS" ] || skip "no documents in $QINGWEN_SEEDS"
	names=$(cd "$QINGWEN_SEEDS" && ls *.repaired.txt | sed 's/\.repaired\.txt$//')
	[ -n "$names" ]
}

# each COMMAND...: with $name, $seed (the document) and $repaired set.
each() {
	for name in $names; do
		seed=$QINGWEN_SEEDS/$name.txt repaired=$QINGWEN_SEEDS/$name.repaired.txt
		traditional=$QINGWEN_SEEDS/$name.traditional.txt
		"$@" || fail "$* $name"
	done
}

plain() {
	qw repair "$seed"
	ok
	out_is "$repaired"
}

@test "repair gives the original" {
	each plain
}

keep() {
	[ -e "$traditional" ] || return 0
	qw repair --script=keep "$seed"
	ok
	out_is "$traditional"
}

@test "repair --script=keep gives the traditional original" {
	each keep
}

piped() {
	mkfifo "in-$name"
	dd if="$seed" bs=1 status=none > "in-$name" &
	qw repair < "in-$name"
	wait
	ok
	out_is "$repaired"
}

@test "from a pipe, one byte at a time" {
	each piped
}

recoded() {
	iconv -f utf-8 -t "$1" "$seed" > recoded || return 0
	qw repair recoded
	ok
	out_is "$repaired"
	# What has no byte in an encoding can't arrive in it.
	recoded=$((recoded + 1))
}

@test "as GB18030" {
	recoded=0
	each recoded gb18030
	[ "$recoded" -gt 0 ]
}

utf16() {
	{ printf "$1"; iconv -f utf-8 -t "$2" "$seed"; } > recoded
	qw repair recoded
	ok
	out_is "$repaired"
}

@test "as UTF-16 with a BOM" {
	each utf16 '\377\376' utf-16le
	each utf16 '\376\377' utf-16be
}

@test "as Big5-HKSCS, where it has all the characters" {
	recoded=0
	each recoded big5-hkscs
	[ "$recoded" -gt 0 ]
}

again() {
	qw repair "$repaired"
	ok
	out_is "$repaired"
}

@test "the original comes out as it went in" {
	each again
}

@test "check finds damage in what is damaged, and none in the originals" {
	for name in $names; do
		seed=$QINGWEN_SEEDS/$name.txt repaired=$QINGWEN_SEEDS/$name.repaired.txt
		original=$repaired
		[ ! -e "$QINGWEN_SEEDS/$name.traditional.txt" ] ||
			original=$QINGWEN_SEEDS/$name.traditional.txt
		qw check "$original"
		ok
		out_reads ''
		if ! cmp -s "$seed" "$original"; then
			qw check "$seed"
			status_is 1
			quiet
		fi
	done
}
