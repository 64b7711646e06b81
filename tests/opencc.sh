#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The dictionary converter equals OpenCC's t2s of the same data version on the
# traditional texts of the corpora. All steps of t2s count: compatibility ideographs
# are unified first, then phrases before characters, the longest at each place, with
# the characters of the later extensions ("tofu risk") as the Python module has them
# by default. t2s does no other normalization.
set -eu
version=$(sed -n 's/.*OpenCC \([0-9.]*[0-9]\),.*/\1/p' "$srcdir/data/convert/README.md" | head -n 1)
skip() {
	echo "opencc: skipped: $*" >&2
	exit 77
}
python=$(command -v python3) || skip "no python3"
test -d "$QINGWEN_CORPORA/dev/hant" || skip "no corpora at $QINGWEN_CORPORA"
installed=$("$python" -c 'import opencc; print(opencc.__version__)' 2> /dev/null) ||
	skip "no Python module opencc $version"
test "$installed" = "$version" || skip "the data are of OpenCC $version, the module is $installed"

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
for text in "$QINGWEN_CORPORA"/dev/hant/*.txt "$srcdir"/data/convert/TSPhrases.txt \
	"$srcdir"/data/convert/TSCharacters.txt "$srcdir"/data/convert/CJK*.txt; do
	"$top_builddir/tests/convert-text" dictionary < "$text" > "$tmp/ours"
	"$python" -c 'import sys, opencc
convert = opencc.OpenCC("t2s").convert
for line in open(sys.argv[1], encoding="utf-8", newline="\n"):
    sys.stdout.buffer.write(convert(line).encode("utf-8"))' "$text" > "$tmp/theirs"
	cmp "$tmp/ours" "$tmp/theirs"
	echo "opencc: equal: ${text##*/}, $(wc -l < "$text") lines"
done
