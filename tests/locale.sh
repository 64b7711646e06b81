#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# locale.sh FOLDER: print what a shell sets so that messages are in Chinese, or nothing
# where that can't be. Locales are seldom installed where programs are built: then one is
# made in FOLDER, or another one is asked for Chinese messages.
set -u
folder=$1
program=$top_builddir/qingwen
for QINGWEN_LOCALEDIR in "$top_builddir/po" "$srcdir/po"; do
	QINGWEN_LOCALEDIR=$(cd "$QINGWEN_LOCALEDIR" 2> /dev/null && pwd) || continue
	test ! -f "$QINGWEN_LOCALEDIR/zh_CN/LC_MESSAGES/qingwen.mo" || break
done
export QINGWEN_LOCALEDIR
unset LANGUAGE LC_MESSAGES LANG LC_CTYPE LOCPATH

# try NAME=VALUE...
try() {
	env "$@" "$program" --help 2> /dev/null | grep -q '^用法' || return 1
	for setting in "QINGWEN_LOCALEDIR=$QINGWEN_LOCALEDIR" "$@"; do
		echo "export ${setting%%=*}='${setting#*=}'"
	done
	exit 0
}

try LC_ALL=zh_CN.UTF-8
mkdir -p "$folder" && folder=$(cd "$folder" && pwd)
if localedef -i zh_CN -f UTF-8 "$folder/zh_CN.UTF-8" > /dev/null 2>&1; then
	try "LOCPATH=$folder" LC_ALL=zh_CN.UTF-8
fi
for name in C.UTF-8 $(locale -a 2> /dev/null | grep -i 'utf-*8$' | head -n 3); do
	try "LC_ALL=$name" LANGUAGE=zh_CN
done
exit 0
