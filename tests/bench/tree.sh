#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# tests/bench/tree.sh QINGWEN TEXT [COUNT]: how long a tree of small files takes, against cp -r
# of the same tree and against its bytes as one stream. TEXT is a folder of sound Chinese
# text in UTF-8. COUNT files (default 10000) of 2 to 20 KB are made of it, every third of
# them damaged by a chain of its own. Each figure is the best of five runs; the machine
# should have nothing else to do. "All files, one output" is the engine on documents of this
# size without any tree: each begins without knowing what the one before suffered from.
set -eu
qingwen=$(realpath "$1")
text=$(realpath "$2")
count=${3-10000}
tmp=$(mktemp -d "${TMPDIR-/var/tmp}/qingwen-tree.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

# Lines go into a file until it has its size, which is drawn evenly.
find "$text" -type f | sort | xargs cat 2> /dev/null | awk -v count="$count" '
	BEGIN { srand(1) }
	size <= 0 {
		if (file) close(file)
		if (made == count) exit
		folder = sprintf("in/%03d", made / 100)
		if (made % 100 == 0) system("mkdir -p " folder)
		file = sprintf("%s/%05d.txt", folder, made++)
		size = 2000 + int(18000 * rand())
	}
	{ print > file; size -= length($0) + 1 }'
find in -type f | sort | awk 'NR % 3 == 0 { print NR, $0 }' | while read -r number file; do
	"$qingwen" damage --seed="$number" random "$file" > bad
	cat bad > "$file"
done
files=$(find in -type f | wc -l)
find in -type f | sort | xargs cat > stream
echo "$files files, $(wc -c < stream) bytes, $(nproc) processors, load $(cut -d' ' -f1 /proc/loadavg)"

# The best of five runs, in seconds; each run writes what is not there yet. What the one before
# wrote is kept to the end: ext4 searches long for the numbers of new files when others were
# deleted a moment ago, and that would be measured.
best() {
	name=$1
	shift
	for run in 1 2 3 4 5; do
		test ! -e out || mv out "out.$(date +%s%N)"
		sync
		begin=$(date +%s%N)
		"$@" > /dev/null 2>&1
		end=$(date +%s%N)
		echo $(((end - begin) / 1000))
	done | sort -n | head -n 1 | awk -v name="$name" '{ printf "%-28s %8.3f s\n", name, $1 / 1e6 }'
}

best 'cp -r' cp -r in out
best 'one stream' "$qingwen" repair stream
best 'all files, one output' sh -c "find in -type f | sort | xargs '$qingwen' repair"
best 'repair -j 1 -o' "$qingwen" repair -q -j 1 -o out in
best 'repair -j 2 -o' "$qingwen" repair -q -j 2 -o out in
best 'repair -o' "$qingwen" repair -q -o out in
