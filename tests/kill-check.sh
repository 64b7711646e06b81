#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# kill-check.sh [N]: N times (200) kill "repair -i -j 2 --journal" at a random moment, and
# every other time the run that resumes it, too. The tree that --resume makes must be that of
# a run that nobody killed, and undo, killed itself every fourth time, must give the original
# one: every byte, mode and time, and no file more. Prints what was counted.
# SEED=NUMBER draws other moments.
set -u
times=${1-200}
: "${top_builddir:=.}" "${SEED:=1}"
qingwen=$(cd "$top_builddir" && pwd)/qingwen
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
RANDOM=$SEED

fail() {
	echo "kill-check: $* (moment $moment of seed $SEED)" >&2
	exit 1
}

# All of a tree but the times of its folders.
list() {
	(cd "$1" && find . -printf '%P %y %m %l ' \( -type d -printf '\n' -o -printf '%T@\n' \) |
		LC_ALL=C sort && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
}

plant() {
	printf '%s\n' '今天的会议讨论了三个问题：资金、时间和人员。' \
		'大家同意先解决资金问题，再决定什么时候开始工作。' > sound
	printf '%s\n' '圖書館星期三下午開會，請各位老師準時參加。' > hant
	"$qingwen" damage utf8-as-latin1 sound > latin1
	"$qingwen" damage gbk-as-windows-1252 sound > windows
	iconv -f utf-8 -t gb18030 sound > gb
	local i
	for ((i = 0; i < 60; i++)); do
		folder=original/$((i % 7))/$((i % 3))
		mkdir -p $folder
		case $((i % 6)) in
		0) cat sound latin1 sound ;;
		1) cat sound ;;
		2) cat gb gb gb ;;
		3) cat hant sound hant ;;
		4) cat windows sound latin1; printf 'no end' ;;
		5) for ((k = 0; k < 40; k++)); do cat gb; done ;;
		esac > "$folder/$i.txt"
		chmod $((600 + i % 8 * 10 + i % 8)) "$folder/$i.txt"
		touch -d "2001-02-03 04:05:$((i % 60)).123456789" "$folder/$i.txt"
	done
	cp -p original/0/0/0.txt $'original/a line\nfeed'
	cp -p original/0/0/0.txt $'original/\377\376'
	ln -s 0/0/0.txt original/link
}

# A number below $1.
draw() {
	echo $(((RANDOM << 15 | RANDOM) % $1))
}

# kill_at MILLISECONDS COMMAND...: true if it was killed.
kill_at() {
	local at=$1 pid
	shift
	"$@" > /dev/null 2>> messages &
	pid=$!
	sleep "$(printf '%d.%03d' $((at / 1000)) $((at % 1000)))"
	kill -KILL $pid 2> /dev/null
	wait $pid 2> /dev/null
	[ $? -eq 137 ]
}

moment=0
plant
list original > original.list
cp -a original tree
repair=("$qingwen" repair -q -i -j 2 --journal=journal tree)
begin=$(date +%s%N)
"${repair[@]}" || fail 'repair'
took=$((($(date +%s%N) - begin) / 1000000 + 5))
list tree > repaired.list
! cmp -s original.list repaired.list || fail 'nothing was repaired'
early=0 middle=0 late=0 again=0 undone=0
for ((moment = 1; moment <= times; moment++)); do
	rm -rf tree journal
	cp -a original tree
	: > messages
	if ! kill_at "$(draw $took)" "${repair[@]}"; then
		late=$((late + 1))
	elif grep -aq '^{"type":"file"' journal 2> /dev/null; then
		middle=$((middle + 1))
	else
		early=$((early + 1))
	fi
	if [ $((moment % 2)) -eq 0 ] && kill_at "$(draw $took)" "${repair[@]}" --resume; then
		again=$((again + 1))
	fi
	"${repair[@]}" --resume 2>> messages || fail "--resume: $(cat messages)"
	list tree | cmp -s - repaired.list || fail "resumed: $(list tree | diff - repaired.list)"
	if [ $((moment % 4)) -eq 3 ] && kill_at "$(draw $((took / 2)))" "$qingwen" undo -q journal; then
		undone=$((undone + 1))
	fi
	"$qingwen" undo -q journal 2>> messages || fail "undo: $(cat messages)"
	list tree | cmp -s - original.list || fail "undone: $(list tree | diff - original.list)"
done
echo "kill-check: $times moments in $took ms: $early before the first record, $middle among" \
	"them, $late after the end; $again killed again, $undone while undoing; all $times trees" \
	"as without a kill, all $times put back"
