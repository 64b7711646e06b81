# SPDX-License-Identifier: Apache-2.0
# awk -f accuracy.awk results.csv accuracy.md: the page with its tables made anew.
# The text between "<!-- TABLE -->" and "<!-- end -->" is replaced.
BEGIN {
	FS = ","
	lengths = split("2 4 8 16 64 line document paragraph part", length_of, " ")
	# What is to be reached, in percent of the cases.
	target[4] = 99
	target[8] = 99.8
	target["line"] = target["paragraph"] = target["part"] = 99.9
	target["document"] = 100
}

FNR == NR && /^#/ { next }
FNR == NR && FNR == 1 {
	for (i = 1; i <= NF; i++)
		column[$i] = i
	next
}
# An escape's policy is its kind.
FNR == NR && $1 ~ /(^|[+])escape([+]|$)/ {
	read_escape($column["damage"] " " $column["policy"], $column["text"], $column["length"])
	next
}
# A splice is told from others by its policy, too.
FNR == NR && $1 !~ /^splice/ && $column["policy"] !~ /^(strict)?$/ {
	read_lossy($column["damage"] ":" $column["policy"], $column["text"], $column["length"])
	next
}
FNR == NR {
	read_row($column["damage"] ($1 ~ /^splice/ ? "/" $column["policy"] : ""), $column["text"],
		$column["length"])
	next
}

function read_row(damage, text, length_name,   name) {
	if (!((damage, text) in seen)) {
		seen[damage, text] = 1
		damage_of[++rows] = damage
		text_of[rows] = text
	}
	if (damage ~ /-as-/ && !(damage in layers)) {
		layers[damage] = gsub(/-as-/, "&", damage)
		chain_of[++chains] = damage
	}
	for (name in column)
		figure[damage, text, length_name, name] = $column[name]
	if (!((damage, text, length_name) in known))
		length_of_row[damage, text, ++known[damage, text]] = length_name
	known[damage, text, length_name] = 1
}

function read_lossy(damage, text, length_name,   name) {
	if (!(damage in lossy_seen)) {
		lossy_seen[damage] = 1
		lossy_of[++lossies] = damage
	}
	for (name in column)
		figure[damage, text, length_name, name] = $column[name]
}

function read_escape(damage, text, length_name,   name) {
	sub(/escape/, "&:" substr(damage, index(damage, " ") + 1), damage)
	sub(/ .*/, "", damage)
	if (!(damage in escape_seen)) {
		escape_seen[damage] = 1
		escape_of[++escapes] = damage
	}
	for (name in column)
		figure[damage, text, length_name, name] = $column[name]
}

function get(i, length_name, name) {
	return figure[damage_of[i], text_of[i], length_name, name] + 0
}

# Rounded down: nothing is 100 % that has a fault.
function percent(part, whole, digits,   scale, n) {
	if (whole == 0)
		return ""
	if (part == whole)
		return "100"
	scale = 10 ^ digits
	n = int(part * 100 * scale / whole)
	return digits == 0 ? n : sprintf("%d.%0" digits "d", int(n / scale), n % scale)
}

function head(line,   rule) {
	print line
	rule = line
	gsub(/[^|]+/, " --- ", rule)
	print rule
}

# The cases that came back exactly, in percent; few are few.
function cell(damage, text, length_name,   cases, few) {
	cases = figure[damage, text, length_name, "cases"] + 0
	few = length_name == "document" ? 20 : 200
	if (cases == 0)
		return "-"
	return percent(figure[damage, text, length_name, "exact"], cases, 1) \
		(cases < few ? " (" cases ")" : "")
}

function pair(damage, length_name,   hans, hant) {
	hans = cell(damage, "hans", length_name)
	hant = cell(damage, "hant", length_name)
	return hans == hant ? hans : hans " / " hant
}

# A column of ftfy: all texts and lengths together.
function ftfy(damage, name,   i, k, cases, exact) {
	for (i = 1; i <= rows; i++)
		for (k = 1; damage_of[i] == damage && k <= lengths; k++) {
			cases += get(i, length_of[k], "ftfy cases")
			exact += get(i, length_of[k], name)
		}
	return percent(exact, cases, 1)
}

function mojibake(from, to,   i, k, line, damage) {
	line = "| damage |"
	for (k = 1; k <= lengths; k++)
		line = line " " length_of[k] " |"
	head(line " ftfy | ftfy, encoding only |")
	line = "| *to be reached* |"
	for (k = 1; k <= lengths; k++)
		line = line " " (length_of[k] in target ? "*" target[length_of[k]] "*" : "") " |"
	print line " | |"
	for (i = 1; i <= chains; i++) {
		damage = chain_of[i]
		if (layers[damage] < from || layers[damage] > to)
			continue
		line = "| " damage " |"
		for (k = 1; k <= lengths; k++)
			line = line " " pair(damage, length_of[k]) " |"
		print line " " ftfy(damage, "ftfy exact") " | " ftfy(damage, "ftfy encoding exact") " |"
	}
}

function reached(i, length_name) {
	return get(i, length_name, "exact") * 100 >= target[length_name] * get(i, length_name, "cases")
}

# All rows of a length together, and the one that is furthest from the target.
function summary_row(length_name,   i, n, good, cases, exact, share, least, worst) {
	least = 2
	for (i = 1; i <= rows; i++) {
		if (damage_of[i] !~ /-as-/ || get(i, length_name, "cases") == 0)
			continue
		n++
		good += reached(i, length_name)
		cases += get(i, length_name, "cases")
		exact += get(i, length_name, "exact")
		share = get(i, length_name, "exact") / get(i, length_name, "cases")
		if (share < least) {
			least = share
			worst = damage_of[i] ", " text_of[i] ": " \
				percent(get(i, length_name, "exact"), get(i, length_name, "cases"), 1)
		}
	}
	printf "| %s | %s | %d | %s | %d of %d | %s |\n", length_name, target[length_name], cases,
		percent(exact, cases, 2), good, n, worst
}

function summary(   k) {
	head("| repaired alone | to be reached, % | cases | exact, % | rows that reach it | worst row, % |")
	for (k = 1; k <= lengths; k++)
		if (length_of[k] in target)
			summary_row(length_of[k])
}

# Of tables of all sizes only what one program and one decoder did is shown.
function splice(   i, k, name, part) {
	head("| table | program and decoder | text | repaired alone | cases | exact, % | damaged lines | exact, % " \
		"| characters | right, % | wrong | left alone | guessed | of these right |")
	for (i = 1; i <= rows; i++)
		for (k = 1; damage_of[i] ~ /^splice/ && k <= known[damage_of[i], text_of[i]]; k++) {
			split(damage_of[i], part, "/")
			if (part[2] != "" && part[1] != "splice of 100")
				continue
			name = length_of_row[damage_of[i], text_of[i], k]
			printf "| %d | %s | %s | %s | %d | %s | %d | %s | %d | %s | %d | %d | %d | %d |\n",
				substr(part[1], 11), part[2], text_of[i], name ~ /[0-9]/ ? name " characters" : name,
				get(i, name, "cases"), percent(get(i, name, "exact"), get(i, name, "cases"), 2),
				get(i, name, "damaged lines"),
				percent(get(i, name, "exact lines"), get(i, name, "damaged lines"), 2),
				get(i, name, "characters"),
				percent(get(i, name, "characters right"), get(i, name, "characters"), 2),
				get(i, name, "wrong"), get(i, name, "left alone"), get(i, name, "guessed"),
				get(i, name, "guessed right")
		}
}

# A share in percent, of simplified and of traditional text.
function shares(damage, length_name, part, whole,   k, text_name, share, line) {
	for (k = 1; k <= 2; k++) {
		text_name = k == 1 ? "hans" : "hant"
		share = percent(figure[damage, text_name, length_name, part] + 0,
			figure[damage, text_name, length_name, whole] + 0, 1)
		if (share == "")
			share = "-"
		if (k == 1)
			line = share
		else if (share != line)
			line = line " / " share
	}
	return line
}

function lossy(   i, k, line, name) {
	head("| damage | Han right, 20-200 | exact lines | guessed right | Han right, document " \
		"| exact lines | guessed right |")
	for (i = 1; i <= lossies; i++) {
		line = "| " lossy_of[i] " |"
		for (k = 1; k <= 2; k++) {
			name = k == 1 ? "20-200" : "document"
			line = line " " shares(lossy_of[i], name, "characters right", "characters") \
				" | " shares(lossy_of[i], name, "exact lines", "damaged lines") \
				" | " shares(lossy_of[i], name, "guessed right", "guessed") " |"
		}
		print line
	}
}

function escaped(   i) {
	head("| damage | phrases of 4 | lines | lines of documents |")
	print "| *to be reached* |  | *" target["line"] "* | *" target["line"] "* |"
	for (i = 1; i <= escapes; i++)
		print "| " escape_of[i] " | " shares(escape_of[i], 4, "exact", "cases") " | " \
			shares(escape_of[i], "line", "exact", "cases") " | " \
			shares(escape_of[i], "document", "exact lines", "damaged lines") " |"
}

function marked(   i, k, name) {
	head("| text | repaired alone | lines | changed |")
	for (i = 1; i <= rows; i++)
		for (k = 1; damage_of[i] ~ /^clean with/ && k <= known[damage_of[i], text_of[i]]; k++) {
			name = length_of_row[damage_of[i], text_of[i], k]
			printf "| %s, %s | %s | %d | %d |\n", text_of[i], damage_of[i], name,
				get(i, name, "cases"), get(i, name, "cases") - get(i, name, "exact")
		}
}

function mixed(   i, k, name) {
	head("| document | text | lines | right | % | of them not in UTF-8 | right |")
	for (i = 1; i <= rows; i++)
		for (k = 1; damage_of[i] == "mixed" && k <= known["mixed", text_of[i]]; k++) {
			name = length_of_row["mixed", text_of[i], k]
			printf "| %s | %s | %d | %d | %s | %d | %d |\n", name, text_of[i],
				get(i, name, "cases"), get(i, name, "exact"),
				percent(get(i, name, "exact"), get(i, name, "cases"), 2),
				get(i, name, "damaged lines"), get(i, name, "exact lines")
		}
}

function ftfy_changes(i, name) {
	return percent(get(i, "line", "ftfy cases") - get(i, "line", name), \
		get(i, "line", "ftfy cases"), 0)
}

function clean(   i) {
	head("| text | lines | changed, each file a document | changed, each line a document " \
		"| ftfy changes, % | ftfy, encoding only, % |")
	for (i = 1; i <= rows; i++)
		if (damage_of[i] == "none")
			printf "| %s | %d | %d | %d | %s | %s |\n", text_of[i],
				get(i, "document", "cases"),
				get(i, "document", "cases") - get(i, "document", "exact"),
				get(i, "line", "cases") - get(i, "line", "exact"),
				ftfy_changes(i, "ftfy exact"), ftfy_changes(i, "ftfy encoding exact")
}

function ftfy_cases(   i) {
	head("| cases of ftfy | to be reached, % | cases | as ftfy repairs them | % |")
	for (i = 1; i <= rows; i++)
		if (damage_of[i] == "ftfy cases")
			printf "| %s | %d | %d | %d | %s |\n",
				text_of[i] == "negative" ? "that it leaves alone" : "that it repairs",
				text_of[i] == "negative" ? 100 : 90, get(i, "case", "cases"),
				get(i, "case", "exact"), percent(get(i, "case", "exact"), get(i, "case", "cases"), 2)
}

# goal: what the last line says behind "0.9 and more".
function confidence(measure, what, goal,   k, spans, right, from, sure, sure_right) {
	head("| confidence from | " what " | right, % |")
	for (k = 1; k <= known[measure, "all"]; k++) {
		from = length_of_row[measure, "all", k]
		spans = figure[measure, "all", from, "cases"]
		right = figure[measure, "all", from, "exact"]
		printf "| %s | %d | %s |\n", from, spans, percent(right, spans, 2)
		sure += from >= 0.9 ? spans : 0
		sure_right += from >= 0.9 ? right : 0
	}
	printf "| *0.9 and more%s* | %d | %s |\n", goal, sure, percent(sure_right, sure, 2)
}

!inside { print }
/^<!-- summary -->$/ { summary(); inside = 1 }
/^<!-- one layer -->$/ { mojibake(1, 1); inside = 1 }
/^<!-- more layers -->$/ { mojibake(2, 9); inside = 1 }
/^<!-- splice -->$/ { splice(); inside = 1 }
/^<!-- mixed -->$/ { mixed(); inside = 1 }
/^<!-- clean -->$/ { clean(); inside = 1 }
/^<!-- ftfy -->$/ { ftfy_cases(); inside = 1 }
/^<!-- lossy -->$/ { lossy(); inside = 1 }
/^<!-- escape -->$/ { escaped(); inside = 1 }
/^<!-- marked -->$/ { marked(); inside = 1 }
/^<!-- confidence -->$/ {
	confidence("confidence", "spans", "; to be reached: 99 %")
	inside = 1
}
/^<!-- lossy confidence -->$/ { confidence("lossy confidence", "spans", ""); inside = 1 }
/^<!-- guess confidence -->$/ { confidence("guess confidence", "guesses", ""); inside = 1 }
/^<!-- end -->$/ { if (inside) print; inside = 0 }
