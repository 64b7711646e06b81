#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The cases that ftfy is tested with, each a document: rows of the table for them, that is
# how many come out as ftfy's own fix of the encoding says. The files are no part of the
# project: $QINGWEN_PEERS/ftfy/*.json. QUALITY_SHOW in the environment shows the others.
set -eu
cases=$QINGWEN_PEERS/ftfy
if ! test -d "$cases" || ! command -v jq > /dev/null; then
	echo "quality: skipped: no cases of ftfy at $cases, or no jq" >&2
	exit 0
fi
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C
export LC_ALL

# row NAME FILTER FILE...: the cases that the filter lets through. No case has an LF.
row() {
	name=$1 filter=$2
	shift 2
	jq -s "[add[] | {original, fixed: (.\"fixed-encoding\" // .fixed)}
		| select($filter)]" "$@" > "$tmp/cases"
	jq -j '.[] | .original + "\u0000"' "$tmp/cases" > "$tmp/original"
	jq -r '.[].fixed' "$tmp/cases" > "$tmp/fixed"
	"$top_builddir/qingwen" repair --script=keep --unit=nul -o "$tmp/repaired" "$tmp/original"
	for file in original repaired; do
		tr '\000' '\n' < "$tmp/$file" > "$tmp/$file.lines"
	done
	test "$(wc -l < "$tmp/repaired.lines")" -eq "$(wc -l < "$tmp/fixed")"
	paste "$tmp/original.lines" "$tmp/repaired.lines" "$tmp/fixed" |
		awk -F '\t' -v name="$name" -v show="${QUALITY_SHOW+1}" '
			{ cases++; exact += $2 == $3 }
			show && $2 != $3 { print "# original " $1 "\n# repaired " $2 "\n# ftfy     " $3 }
			END { printf "ftfy cases,,%s,case,%d,%d,0,0,0,0,0,0,0,0,,,\n", name, cases, exact }'
}

row negative '.fixed == .original' "$cases/negative.json"
row repaired '.fixed != .original' "$cases/in-the-wild.json" "$cases/synthetic.json"
