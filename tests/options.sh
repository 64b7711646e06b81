#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# src/cli/options.def is the one table of options: what --help prints from it, the
# manual page and the completion name the same, and the help fits a terminal.
set -eu
qingwen=$top_builddir/qingwen
manual=$srcdir/man/qingwen.1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

fail() {
	echo "$*"
	exit 1
}

commands=$("$qingwen" --help | sed -n 's/^  \([a-z]*\) .*/\1/p')
test "$(echo "$commands" | wc -l)" -ge 5 || fail "qingwen --help names too few commands"

# The options of a command, of one that --help or --long-help has: "--unit=file|line|nul", "-q".
from_help() {
	"$qingwen" "$@" | sed -n 's/^  \(-.\)\{0,1\},\{0,1\} *\(--[a-z-]*\)\(\[*=[^ ]*\)\{0,1\}\( .*\)\{0,1\}$/\1 \2\3/p' |
		tr -s ' ' '\n' | sed '/^$/d' | sort
}

for command in $commands; do
	from_help $command --long-help > "$tmp/$command"
	test -s "$tmp/$command" || fail "$command --long-help names no option"
	from_help $command --help > "$tmp/common"
	grep -qx -e --help "$tmp/common" || fail "$command --help does not name itself"
	test -z "$(comm -13 "$tmp/$command" "$tmp/common")" || fail "$command --help has more than --long-help"
	"$qingwen" $command --help > "$tmp/help"
	if cmp -s "$tmp/$command" "$tmp/common"; then
		! grep -q '^More options:' "$tmp/help" || fail "$command --help promises more"
	else
		grep -q "^More options: qingwen $command --long-help$" "$tmp/help" ||
			fail "$command --help does not tell that there is more"
	fi
done
for command in $commands; do
	cat "$tmp/$command"
done | sort -u > "$tmp/all"

# narrow FILE LINES: at most so many lines of 79 columns; a heading has something below it.
narrow() {
	awk -v most="$2" 'length($0) > 79 || (heading && !/^  /) { bad = 1 } { heading = /:$/ }
		END { exit bad || (most > 0 && NR > most) }' "$1"
}
for command in '' $commands; do
	"$qingwen" $command --help > "$tmp/help"
	narrow "$tmp/help" 40 || fail "'$command --help' does not fit 40 lines of 80 columns"
	test -n "$command" || continue
	"$qingwen" $command --long-help > "$tmp/help"
	narrow "$tmp/help" 0 || fail "'$command --long-help' does not fit 80 columns"
done

# Each row of the table is used by some command.
sed -n 's/^OPTION([A-Z_]*, [^,]*, "\([a-z-]*\)".*/--\1/p' "$srcdir/src/cli/options.def" |
	sort -u > "$tmp/table"
sed -n 's/\[*=.*//; /^--/p' "$tmp/all" | sort -u | diff "$tmp/table" -

# The manual describes each of them in OPTIONS, under all its names and values, with an
# example, and names none that is not there.
awk '/^\.Sh/ { on = 0 } /^\.Sh OPTIONS/ { on = 1 } on' "$manual" > "$tmp/OPTIONS"
sed -n 's/^\.It //p' "$tmp/OPTIONS" |
	sed 's/ Ns = Ns Ar kind , Ns Ar \.\.\./=KIND,.../
	     s/ Ns Oo Ar [a-z]* Oc//; s/ Ns Oo = Ns Ar \([a-z]*\) Oc/[=\U\1]/
	     s/Fl -\([a-z-]*\)/--\1/g; s/Fl \([a-zA-Z]\)/-\1/g; s/ Ns = Ns Cm \([a-z]*\)/=\1/; s/ | /|/g
	     s/ Ns = Ns Ar \([a-z]*\)/=\U\1/; s/ Ar [a-z]*//g; s/ , /\n/g' | sort > "$tmp/manual"
diff "$tmp/all" "$tmp/manual"
awk '/^\.It/ { if (name != "" && !(text && example)) print name
               name = $0; text = example = 0; next }
     /^\.Dl \$ / { example = 1; next } /^[A-Z]/ { text = 1 }
     END { if (!(text && example)) print name }' "$tmp/OPTIONS" > "$tmp/bare"
test ! -s "$tmp/bare" || fail "no description or example: $(cat "$tmp/bare")"
for option in $(sed -n 's/^\(--[a-z-]*\).*/\1/p' "$tmp/all"); do
	grep -q -e "^\.Dl .*qingwen.* $option\b" "$manual" || fail "no example has $option"
done
for section in NAME SYNOPSIS DESCRIPTION OPTIONS ENVIRONMENT 'EXIT STATUS' EXAMPLES \
	DIAGNOSTICS 'SEE ALSO'
do
	grep -q "^\.Sh $section$" "$manual" || fail "the manual has no section $section"
done

# The completion offers just these for each command, and the values of each.
complete() {
	"$qingwen" complete "$@" | sed 's/	.*//' | sort
}
for command in $commands; do
	complete $command - > "$tmp/completed"
	sed 's/\[=.*//; s/=.*/=/' "$tmp/$command" | sort | diff - "$tmp/completed"
	sed -n 's/^\(--[a-z-]*=\)\([^A-Z]*|[^A-Z]*\)$/\1 \2/p' "$tmp/$command" |
		while read -r option values; do
			complete $command "$option" > "$tmp/completed"
			echo "$values" | tr '|' '\n' | sed "s/^/$option/" | sort | diff - "$tmp/completed"
		done
done
echo "$commands" | sort > "$tmp/commands"
complete '' | sed '/^-/d' | diff "$tmp/commands" -
