# SPDX-License-Identifier: Apache-2.0
# Derive data/readings/mandarin.txt from Unihan:
#
#   bzcat /usr/share/unicode/Unihan_Readings.txt.bz2 |
#       LC_ALL=C.UTF-8 awk -f tools/derive-readings.awk > data/readings/mandarin.txt
#
# Every Mandarin reading that any of five fields lists, since the programs that
# splice readings into text chose among all of them.
BEGIN {
	FS = "\t"
	print "# Mandarin readings of the characters that the GBK family can encode."
	print "# Source: Unihan database of Unicode 15.0, fields kMandarin, kHanyuPinlu,"
	print "# kXHC1983, kTGHZ2013 and kHanyuPinyin, by tools/derive-readings.awk."
	print "# Copyright 2022 Unicode, Inc., under the Unicode License v3 (see NOTICE)."
	print "# code point, tab, readings separated by blanks"
}
function add(code, reading) {
	if (reading == "" || ((code, reading) in seen))
		return
	seen[code, reading] = 1
	all[code] = all[code] (all[code] == "" ? "" : " ") reading
	if (!(code in order)) {
		order[code] = ++count
		name[count] = code
	}
}
$2 == "kMandarin" { n = split($3, r, " "); for (i = 1; i <= n; i++) add($1, r[i]) }
$2 == "kHanyuPinlu" {
	gsub(/\([0-9]+\)/, "", $3)
	n = split($3, r, " "); for (i = 1; i <= n; i++) add($1, r[i])
}
$2 == "kXHC1983" || $2 == "kTGHZ2013" || $2 == "kHanyuPinyin" {
	n = split($3, e, " ")
	for (i = 1; i <= n; i++) {
		sub(/^[^:]*:/, "", e[i])
		m = split(e[i], r, ",")
		for (k = 1; k <= m; k++) add($1, r[k])
	}
}
END {
	for (i = 1; i <= count; i++)
		if (length(name[i]) == 6 && ((name[i] >= "U+4E00" && name[i] <= "U+9FA5") || name[i] == "U+3007"))
			print name[i] "\t" all[name[i]]
}
