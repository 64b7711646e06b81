#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What the size of the model's tables costs in accuracy: for each size count the corpus,
# make the tables, build the report with them, and print one line of a table for
# docs/model.md. Run by `make model-sizes`, which sets CC, srcdir, corpora.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=$srcdir/data
mkdir "$work/generated"

echo "| pairs | tables, KB | bits hans | bits hant | bits other | choice hans, % | choice hant, % | lines lost |"
echo "| --- | --- | --- | --- | --- | --- | --- | --- |"
for bits in 12 13 14 15 16; do
	tools/train-model --buckets=$bits "$corpora/train" "$data/model/classes.txt" \
		"$data/convert/TSCharacters.txt" "$work"
	tools/gen-model --buckets=$bits "$work/characters.txt" "$work/bigrams.txt" "$work/rest.txt" \
		"$data/model/classes.txt" "$data/convert/TSCharacters.txt" > "$work/generated/model.inc"
	# shellcheck disable=SC2086
	$CC -O2 -D_GNU_SOURCE -I"$work" -I. -Isrc -I"$srcdir/src" -c -o "$work/model.o" "$srcdir/src/model/model.c"
	$CC -O2 -D_GNU_SOURCE -I. -Isrc -I"$srcdir/src" -o "$work/report" "$work/model.o" \
		"$srcdir/tests/quality/model-report.c" "$srcdir/tests/quality/report-choice.c" \
		"$srcdir/tests/quality/report-text.c" "$srcdir/src/model/triple.c" "$srcdir/src/text/utf8.c"
	"$work/report" "$corpora" > "$work/report.txt"
	size=$(size "$work/model.o" | awk 'NR == 2 { printf "%.0f", $1 / 1000 }')
	pairs=$(grep -v '^#' "$work/bigrams.txt" | grep -o '=[1-9][0-9]*' | wc -l)
	awk -F '\t' -v size="$size" -v pairs="$pairs" '
		$1 == "bits" { bits[$2] = $4 }
		$1 == "choice" { choice[$2] = $4 }
		$1 == "margin" && $3 == "any-as-any" { lost += $5; lines += $4 }
		END { printf "| %d | %d | %s | %s | %s | %.1f | %.1f | %d of %d |\n", pairs, size,
			bits["hans"], bits["hant"], bits["other"], choice["hans"], choice["hant"], lost, lines }
	' "$work/report.txt"
done
