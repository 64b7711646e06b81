#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# tests/bench/records.sh QINGWEN TEXT [MIB [RUNS]]: how fast records are against the engine on their
# text alone. TEXT is a folder of sound Chinese text in UTF-8. Its lines, again and again until
# there are MIB (default 256) of them, are put into documents of 300 to 6000 bytes: one file
# has them as they are, one in JSON lines with some other members, as corpora have them, one in CSV;
# where jq is there another one has all that is not ASCII in escapes (an eighth of it, since
# jq takes long). Each figure is the median of RUNS (5) runs in turn, in CPU time, so that other
# work on the machine counts little. --unit=nul is the engine on the same documents one by one,
# without any format: what JSON lines take more than that is theirs. Share is the speed in bytes of text: CPU time of the text
# alone by that of the records. Exit status 1 when JSON lines have less than 60 %.
set -eu
qingwen=$(realpath "$1")
text=$(realpath "$2")
mib=${3-256}
runs=${4-5}
tmp=$(mktemp -d "${TMPDIR-/var/tmp}/qingwen-records.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

find "$text" -type f | sort | xargs cat > once
while :; do cat once; done 2> /dev/null | head -c $((mib << 20)) | LC_ALL=C awk '
	function quote(s) {
		gsub(/\\/, "&&", s)
		gsub(/"/, "\\\"", s)
		gsub(/\t/, "\\t", s)
		gsub(/\r/, "\\r", s)
		gsub(/[\001-\037]/, " ", s)
		return s
	}
	function finish() {
		if (plain == "") return
		printf "%s", plain > "text"
		printf "%s\001", plain > "separate"
		printf "{\"id\": %d, \"url\": \"https://example.org/%d\", \"text\": \"%s\", " \
			"\"meta\": {\"source\": \"web\", \"score\": 0.%d}}\n", ++id, id, json, id > "jsonl"
		gsub(/"/, "\"\"", plain)
		printf "%d,https://example.org/%d,\"%s\",web\n", id, id, plain > "csv"
		plain = json = ""
	}
	BEGIN { srand(1); print "id,url,text,source" > "csv" }
	size <= 0 { finish(); size = 300 + int(5700 * rand()) }
	{ plain = plain $0 "\n"; json = json quote($0) "\\n"; size -= length($0) + 1 }
	END { finish() }'
rm once
tr '\001' '\000' < separate > documents
rm separate

# The first eighth of the documents, with their text.
if command -v jq > /dev/null; then
	head -n $(($(wc -l < jsonl) / 8)) jsonl > some
	jq -ac . some > escaped
	jq -r .text some | sed '/^$/d' > some-text
fi

# CPU time of a command, user and system, in seconds.
cpu() {
	sh -c '"$@" > /dev/null; times' sh "$@" | tail -n 1 |
		awk '{ for (i = 1; i <= 2; i++) { split($i, t, /[ms]/); sum += 60 * t[1] + t[2] } print sum }'
}

median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# measure TEXT NAME OPTIONS FILE [OPTIONS FILE]: rows of a table.
echo "load $(cut -d' ' -f1 /proc/loadavg), $runs runs, $(wc -l < jsonl) records"
echo '| file | MB | CPU, s | MB/s | share |'
echo '| --- | --- | --- | --- | --- |'
row() { # NAME FILE BASE
	awk -v name="$1" -v bytes="$(wc -c < "$2")" -v time="$(median "$2.times")" \
		-v base="$(median "$3.times")" 'BEGIN { printf "| %s | %.1f | %.3f | %.0f | %.0f %% |\n",
			name, bytes / 1e6, time, bytes / 1e6 / time, 100 * base / time }'
}
run=0
while test $run -lt "$runs"; do
	cpu "$qingwen" repair -q text >> text.times
	cpu "$qingwen" repair -q --unit=nul documents >> documents.times
	cpu "$qingwen" repair -q --unit=jsonl:text jsonl >> jsonl.times
	cpu "$qingwen" repair -q --unit=csv:text csv >> csv.times
	if test -f escaped; then
		cpu "$qingwen" repair -q some-text >> some-text.times
		cpu "$qingwen" repair -q --unit=jsonl:text escaped >> escaped.times
	fi
	run=$((run + 1))
done
row 'the text alone' text text
row '--unit=nul: each a document' documents text
row '--unit=jsonl:text' jsonl text
row '--unit=csv:text' csv text
test ! -f escaped || row 'all of it in escapes' escaped some-text
awk -v time="$(median jsonl.times)" -v base="$(median text.times)" 'BEGIN { exit base / time < 0.6 }'
