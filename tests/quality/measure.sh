#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# make quality: compute tests/quality/results.csv anew, with the columns of ftfy where it
# is installed, and from it the tables of docs/accuracy.md. With a folder as argument only
# print the figures of its text.
set -eu
here=$srcdir/tests/quality
if test $# -gt 0; then
	exec "$top_builddir/tests/quality/quality" "$1"
fi
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
"$top_builddir/tests/quality/quality" --samples="$tmp/samples" "$QINGWEN_CORPORA/dev" > "$tmp/table"
sh "$here/ftfy-cases.sh" >> "$tmp/table"
"${PYTHON-python3}" "$here/ftfy-columns.py" "$tmp/samples" "$tmp/table" "$here/results.csv" \
	> "$tmp/results"
"${AWK-awk}" -f "$here/accuracy.awk" "$tmp/results" "$srcdir/docs/accuracy.md" > "$tmp/accuracy"
cp "$tmp/results" "$here/results.csv"
cp "$tmp/accuracy" "$srcdir/docs/accuracy.md"
