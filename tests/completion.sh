#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What "qingwen complete" offers, and that bash, zsh and fish offer it.
set -eu
top=$(cd "$srcdir" && pwd)
PATH=$(cd "$top_builddir" && pwd):$PATH
export PATH
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
mkdir place place/folder
: > place/notes.txt
: > "place/old page.txt"

fail() {
	echo "$*"
	exit 1
}

# offers EXPECTED WORD...: just these words, one a line.
offers() {
	expected=$1
	shift
	qingwen complete "$@" | sed 's/	.*//' > offered
	printf %b "$expected" | diff - offered || fail "qingwen complete $*"
}

#
# The command
#

offers 'repair\n' rep
offers '--help\n--version\n' --
offers '--script=\n' repair --scr
offers '--script=hans\n--script=keep\n' repair --script=
offers 'hans\n' repair --script h
offers 'hans\n' repair -v --strict --script h
offers '--in-place\n' repair --in-p
offers '--from=big5-hkscs\n' detect --from=big
offers 'gb18030\ngb18030-2005\ngb18030-2000\n' check --hint gb1
offers 'utf8-as-latin1\n' damage utf8-as-lat
offers 'utf8-as-gbk,utf8-as-latin1\n' damage utf8-as-gbk,utf8-as-lat
offers '--allow=QW301\n' check --allow=QW30
offers 'debris\n' check --allow deb
offers 'random\n' damage --seed=1 ran
offers ':files \n' damage -q random ''
offers ':files \n' repair ''
offers ':files \n' repair a b c
offers ':files \n' repair -- --scr
offers ':files --report=\n' repair --report=pl
offers ':files \n' repair -vo ''
offers ':files \n' repair -i.bak ''
offers '' explain a
offers '' damage random a b
offers '' repair --strict=
offers '' repair --jobs=
offers '' repair -j ''
offers '' repair --polish
offers '' polish --scr
offers '' repair "--scr
"
qingwen complete repair --scr | grep -q '^--script=	to simplified ' || fail "no words about it"
qingwen complete > offered
test "$(sed '/^-/d; s/	.*//' offered)" = "$(qingwen --help | sed -n 's/^  \([a-z]*\) .*/\1/p')"

#
# The shells. completed BEFORE AFTER: what a tab makes of a command line, the same for all.
#

cases() {
	cat <<'END'
repair --scr|--script=
repair --script=h|--script=hans
repair --script k|keep
detect --from=utf-32l|--from=utf-32le
damage utf8-as-gbk,utf8-as-mac|utf8-as-gbk,utf8-as-macroman
damage escape,ftf|escape,ftfy-scar
repair --report=place/no|--report=place/notes.txt
repair --files-from place/no|place/notes.txt
repair place/no|place/notes.txt
repair place/fo|place/folder/
END
}

missing=''
seen() {
	echo "$1: $2 becomes $3, not $4"
	exit 1
}

# bash: as it cuts the line at COMP_WORDBREAKS, and puts the reply in place of the last piece.
cat > bash-complete <<'END'
source "$1"
IFS=$'\n' read -r -d '' -a COMP_WORDS < <(sed 's/[=:]/\n&\n/g; s/ /\n/g' <<< "qingwen $2" | sed '$!{/^$/d}')
[[ $2 != *[=:] ]] || unset 'COMP_WORDS[-1]'
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
last=${2##* } piece=${COMP_WORDS[COMP_CWORD]}
[[ $piece != [=:] ]] || piece=''
_qingwen qingwen
for reply in "${COMPREPLY[@]}"; do
	reply=${last%"$piece"}$reply
	[[ ! -d $reply ]] || reply+=/ # compopt -o filenames does that
	printf '%s\n' "$reply"
done
END
if command -v bash > /dev/null; then
	cases | while IFS='|' read -r before after; do
		became=$(bash bash-complete "$top/completions/qingwen" "$before")
		test "$became" = "$after" || seen bash "$before" "$after" "$became"
	done
	test "$(bash bash-complete "$top/completions/qingwen" 'repair place/old')" = 'place/old page.txt'
else
	missing="$missing bash"
fi

# fish completes a line when it is asked to.
export HOME="$tmp" XDG_CONFIG_HOME="$tmp/config" XDG_DATA_HOME="$tmp/data"
if command -v fish > /dev/null; then
	cases | while IFS='|' read -r before after; do
		became=$(fish -N -c "source '$top/completions/qingwen.fish'; complete -C 'qingwen $before'" |
			sed 's/	.*//')
		test "$became" = "$after" || seen fish "$before" "$after" "$became"
	done
	fish -N -c "source '$top/completions/qingwen.fish'; complete -C 'qingwen repair --dif'" |
		grep -q '^--diff	write nothing' || fail "fish: no words about --diff"
else
	missing="$missing fish"
fi

# zsh at a terminal of its own: type, press tab, look at the line.
cat > zsh-complete <<'END'
zmodload zsh/zpty || exit 77
zpty terminal "TERM=dumb zsh -f -i"
type() { zpty -w -n terminal "$1" }
type $'PS1= RPROMPT=; fpath=('${(q)1}$' $fpath); autoload -Uz compinit; compinit -D -u\n'
type $'unsetopt zle_bracketed_paste; show() { print -rn -- $BUFFER > shown.new; mv shown.new shown; BUFFER= }\n'
type $'zle -N show; bindkey "^X" show; print ready > ready\n'
wait_for() {
	local i
	for ((i = 0; i < 200; i++)); do
		[[ ! -e $1 ]] || return 0
		zpty -r -t terminal > /dev/null
		sleep 0.05
	done
	print -u2 "zsh does not answer"
	exit 1
}
wait_for ready
while IFS='|' read -r before after; do
	rm -f shown
	type "qingwen $before"$'\t'
	type $'\x18'
	wait_for shown
	became=${${"$(< shown)"% }##* } # the last word; a completed one is followed by a blank
	[[ $became == $after ]] || {
		print "zsh: $before becomes $became, not $after"
		exit 1
	}
done
zpty -d terminal
END
if command -v zsh > /dev/null && zsh -f -c 'zmodload zsh/zpty' 2> /dev/null; then
	cases | zsh -f zsh-complete "$top/completions"
else
	missing="$missing zsh"
fi

test -z "$missing" || {
	echo "not installed:$missing"
	exit 77
}
