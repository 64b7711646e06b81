#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# make encodings: compute tests/quality/encodings.csv anew, with the columns of other programs
# that guess encodings, as far as they are installed. Their files, whose folder or name is
# their encoding, are no part of the project: $QINGWEN_PEERS.
set -eu
here=$srcdir/tests/quality
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
files=''
for folder in chardet char-dataset strings/ced; do
	if test -d "$QINGWEN_PEERS/$folder"; then
		files="$files $QINGWEN_PEERS/$folder"
	else
		echo "encodings: skipped: no files at $QINGWEN_PEERS/$folder" >&2
	fi
done
test -z "$files" || find $files -type f | LC_ALL=C sort > "$tmp/files"
test -n "$files" || : > "$tmp/files"
tr '\n' '\0' < "$tmp/files" | xargs -0 "$top_builddir/tests/quality/encodings" \
	--samples="$tmp/samples" "$QINGWEN_CORPORA/dev" > "$tmp/table"
"${PYTHON-python3}" "$here/encodings-peers.py" "$tmp/samples" "$tmp/table" "$here/encodings.csv" \
	> "$tmp/encodings"
cp "$tmp/encodings" "$here/encodings.csv"
