#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What can be checked of CONTRIBUTING.md: licence line, width, length of functions, and
# that no file includes what stands above or beside its folder.
set -eu
cd "$srcdir"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
find src tools tests \( -name '*.[ch]' -o -name '*.def' \) ! -path 'src/generated/*' |
	sort > "$tmp/files"
test -s "$tmp/files"
: > "$tmp/faults"

# rank FOLDER: a file may include its own folder and those of a lower rank.
rank() {
	case $1 in
	generated | qingwen.h) echo 0 ;;
	text) echo 1 ;;
	charset) echo 2 ;;
	model) echo 3 ;;
	scan) echo 4 ;;
	decode | damage | clean | convert | emit) echo 5 ;;
	*) echo 6 ;;
	esac
}

check_includes() {
	folder=${1#src/}
	folder=${folder%/*}
	folder=${folder%%/*}
	sed -n 's/^#include "\([a-z]*\)\/.*/\1/p' "$1" | sort -u | while read -r used; do
		test "$used" = "$folder" || test "$(rank "$used")" -lt "$(rank "$folder")" ||
			echo "$1: includes $used/"
	done
}

while read -r file; do
	head -n 1 "$file" | grep -q 'SPDX-License-Identifier: Apache-2.0' ||
		echo "$file: the first line is no SPDX line"
	sed 's/	/    /g' "$file" | grep -nE '^.{101}' | sed "s,^\([0-9]*\):.*,$file:\1: wide,"
	awk -v file="$file" '/^[{]/ { from = NR }
		/^}/ && from { if (NR - from > 100) print file ":" from ": a function of " NR - from " lines"
			from = 0 }' "$file"
	case $file in
	src/cli/*)
		! grep -n '#include "[a-z]*/' "$file" |
			grep -v '"\(cli/\|batch/\|archive/\|generated/page\.inc\)' | sed "s,^,$file: ,"
		;;
	src/batch/* | src/archive/*)
		folder=${file#src/}
		! grep -n '#include "[a-z]*[./]' "$file" |
			grep -v "\"\(${folder%%/*}/\|config\.h\)" | sed "s,^,$file: ,"
		;;
	src/*/*) check_includes "$file" ;;
	esac
done < "$tmp/files" > "$tmp/faults"
cat "$tmp/faults"
test ! -s "$tmp/faults"
