#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The examples of the library: one repairs a text and tells where, one explains a text.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
echo '今天的会议讨论了三个问题：资金、时间和人员。' > "$tmp/sound"
"$top_builddir/qingwen" damage utf8-as-latin1 "$tmp/sound" > "$tmp/damaged"
"$top_builddir/examples/01_repair" < "$tmp/damaged" > "$tmp/repaired" 2> "$tmp/plan"
cmp "$tmp/sound" "$tmp/repaired"
grep '^line 1, column 1: utf8-as-latin1: .* -> 今天' "$tmp/plan"
"$top_builddir/examples/01_repair" < "$tmp/sound" > "$tmp/repaired" 2> "$tmp/plan"
cmp "$tmp/sound" "$tmp/repaired"
grep -qx '0 places repaired' "$tmp/plan"

damaged=$(echo '今天的会议讨论了三个问题' | "$top_builddir/qingwen" damage utf8-as-latin1)
"$top_builddir/examples/02_explain" "$damaged" > "$tmp/readings"
sed -n 1p "$tmp/readings" |
	grep '^1\. utf8-as-latin1, +[0-9.]* bits, confidence [01]\.[0-9]*: 今天的会议讨论了三个问题$'
grep -qF ". as it stands, +0.0 bits, confidence 0.000: $damaged" "$tmp/readings"
"$top_builddir/examples/02_explain" '今天的会议' > "$tmp/readings"
head -n 1 "$tmp/readings" | grep -qx '1\. as it stands, +0\.0 bits, .*: 今天的会议'
status=0
"$top_builddir/examples/02_explain" > "$tmp/readings" 2>&1 || status=$?
test "$status" -eq 2
