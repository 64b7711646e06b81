#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The example of the library repairs a text and tells where.
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
