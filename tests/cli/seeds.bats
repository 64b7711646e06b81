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
		echo "$* $name" >&2 # shown when it fails; "||" would switch "set -e" off
		"$@"
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
	[ "$recoded" -eq "$(echo "$names" | wc -l)" ]
}

marked() {
	{ printf "$1"; iconv -f utf-8 -t "$2" "$seed"; } > recoded
	qw repair recoded
	ok
	out_is "$repaired"
}

@test "as UTF-16 with a BOM" {
	each marked '\377\376' utf-16le
	each marked '\376\377' utf-16be
}

@test "as GB18030 with a BOM" {
	each marked '\204\061\225\063' gb18030
}

@test "as Big5-HKSCS, where it has all the characters" {
	recoded=0
	each recoded big5-hkscs
	[ "$recoded" -ge "$(cd "$QINGWEN_SEEDS" && ls *.traditional.txt | wc -l)" ]
}

proof() {
	[ -e "$traditional" ] || return 0
	qw repair --script=keep --report=report -o repaired "$seed"
	ok
	jq -e -s 'map(select(.type == "segment")) | length == 1 and .[0].proven
		and .[0].guessed == 0 and .[0].lost == 0 and .[0].unproven == 0' report > /dev/null
	table=$(jq -r 'select(.type == "segment") | .parameters' report)
	qw damage "splice:$table" "$traditional"
	ok
	out_is "$seed"
}

@test "the damage that the report names makes the document of its original" {
	skip_without jq
	each proof
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
