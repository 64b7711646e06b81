# SPDX-License-Identifier: Apache-2.0
# awk -f accuracy.awk results.csv accuracy.md: the page with its tables made anew.
# The text between "<!-- TABLE -->" and "<!-- end -->" is replaced.
BEGIN { FS = "," }

# Rounded down: nothing is 100 % that has a fault.
function percent(part, whole,   hundredths) {
	if (whole == 0)
		return ""
	hundredths = int(part * 10000 / whole)
	return part == whole ? "100" : sprintf("%d.%02d", int(hundredths / 100), hundredths % 100)
}

FNR == NR && /^#/ { next }
FNR == NR && FNR > 1 {
	key = $1 SUBSEP $2
	if (!(key in seen)) {
		seen[key] = 1
		damage[++rows] = $1
		text[rows] = $2
	}
	cases[key, $3] = $4
	exact[key, $3] = $5
	lines[key, $3] = $6
	exact_lines[key, $3] = $7
	characters[key, $3] = $8
	right[key, $3] = $9
	guessed[key, $3] = $10
	guessed_right[key, $3] = $11
	wrong[key, $3] = $12
	left[key, $3] = $13
}
FNR == NR { next }

function mojibake(   i, k, n, length_of, line, key) {
	n = split("2 4 8 16 64 line document", length_of, " ")
	print "| damage | text | 2 | 4 | 8 | 16 | 64 | line | document |"
	print "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
	for (i = 1; i <= rows; i++) {
		key = damage[i] SUBSEP text[i]
		if (damage[i] !~ /-as-/)
			continue
		line = "| " damage[i] " | " text[i] " |"
		for (k = 1; k <= n; k++)
			line = line " " percent(exact[key, length_of[k]], cases[key, length_of[k]]) " |"
		print line
	}
}

function splice(   i, k, n, length_of, key) {
	n = split("document line 64 16", length_of, " ")
	print "| table | text | repaired alone | cases | exact, % | damaged lines | exact, % " \
		"| characters | right, % | wrong | left alone | guessed | of these right |"
	print "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
	for (i = 1; i <= rows; i++)
		for (k = 1; k <= n; k++) {
			key = damage[i] SUBSEP text[i] SUBSEP length_of[k]
			if (damage[i] !~ /^splice/ || !(key in cases))
				continue
			printf "| %d | %s | %s | %d | %s | %d | %s | %d | %s | %d | %d | %d | %d |\n",
				substr(damage[i], 11), text[i],
				length_of[k] ~ /[0-9]/ ? length_of[k] " characters" : length_of[k],
				cases[key], percent(exact[key], cases[key]), lines[key],
				percent(exact_lines[key], lines[key]), characters[key],
				percent(right[key], characters[key]), wrong[key], left[key],
				guessed[key], guessed_right[key]
		}
}

function clean(   i, key) {
	print "| text | lines | changed, each file a document | changed, each line a document |"
	print "| --- | --- | --- | --- |"
	for (i = 1; i <= rows; i++) {
		key = damage[i] SUBSEP text[i]
		if (damage[i] == "none")
			printf "| %s | %d | %d | %d |\n", text[i], cases[key, "document"],
				cases[key, "document"] - exact[key, "document"],
				cases[key, "line"] - exact[key, "line"]
	}
}

!inside { print }
/^<!-- mojibake -->$/ { mojibake(); inside = 1 }
/^<!-- splice -->$/ { splice(); inside = 1 }
/^<!-- clean -->$/ { clean(); inside = 1 }
/^<!-- end -->$/ { if (inside) print; inside = 0 }
