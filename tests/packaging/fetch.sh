#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# fetch.sh FOLDER: what the scripts beside this one build against, unpacked into FOLDER: the
# libraries of other processors (i386, s390x) and the sources that musl.sh compiles. All of it
# comes from the mirror that apt knows; nothing is installed and root is not needed.
# Debian and its like only. Exit status 0 when everything is there.
set -eu
mkdir -p "$1"
folder=$(cd "$1" && pwd)
libraries='libc6-dev libgcc-12-dev libarchive-dev libinih-dev libuchardet-dev libutf8proc-dev libyajl-dev nettle-dev
	zlib1g-dev libcmocka-dev'
sources='utf8proc cmocka'

fail() {
	echo "fetch: $*" >&2
	exit 1
}

command -v apt-get > /dev/null || fail "no apt-get here"
. /etc/os-release
mirror=$(apt-get indextargets --format '$(ORIGIN)|$(CODENAME)|$(COMPONENT)|$(REPO_URI)' \
	'Created-By: Packages' | sed -n "s/^Debian|$VERSION_CODENAME|main|//p" | head -n 1)
test -n "$mirror" || fail "apt knows no mirror of Debian $VERSION_CODENAME (run apt-get update)"

# An apt of its own, whose machine has that processor and nothing installed.
apt() {
	processor=$1
	shift
	state=$folder/apt-$processor
	mkdir -p "$state/lists/partial" "$state/archives/partial"
	: > "$state/status"
	keys=/usr/share/keyrings/debian-archive-keyring.gpg
	test ! -f $keys || trust="[signed-by=$keys] "
	printf "%s ${trust-}$mirror $VERSION_CODENAME main\n" \
		"$(test "$processor" = source && echo deb-src || echo deb)" > "$state/sources.list"
	test "$processor" != source || processor=$(dpkg --print-architecture)
	DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dir::State="$state" \
		-o Dir::State::lists="$state/lists" -o Dir::State::status="$state/status" \
		-o Dir::Cache="$state" -o Dir::Cache::archives="$state/archives" \
		-o Dir::Etc::sourcelist="$state/sources.list" -o Dir::Etc::sourceparts=/dev/null \
		-o Dir::Etc::preferencesparts=/dev/null -o APT::Architecture="$processor" \
		-o APT::Architectures="$processor" -o APT::Sandbox::User="$(id -un)" \
		-o Acquire::Languages=none -o Debug::NoLocking=1 "$@"
}

# Symbolic links to /lib/... mean the folder's own.
relink() {
	find "$1" -type l -lname '/*' | while read -r link; do
		ln -snf "$1$(readlink "$link")" "$link"
	done
}

sysroot() {
	test ! -f "$folder/$1/complete" || return 0
	rm -rf "${folder:?}/$1"
	apt "$1" update && apt "$1" install --download-only --no-install-recommends $libraries ||
		return 1
	mkdir "$folder/$1"
	for package in "$folder/apt-$1"/archives/*.deb; do
		dpkg-deb -x "$package" "$folder/$1" || return 1
	done
	relink "$folder/$1"
	touch "$folder/$1/complete"
	rm -rf "$folder/apt-$1"
}

original_sources() {
	test ! -f "$folder/source/complete" || return 0
	rm -rf "$folder/source"
	mkdir -p "$folder/source"
	apt source update || return 1
	for name in $sources; do
		(cd "$folder/source" && apt source source --download-only "$name") || {
			echo "fetch: no source of $name"
			continue
		}
		mkdir "$folder/source/$name"
		tar -xf "$folder/source/$name"_*.orig.tar.[gx]z -C "$folder/source/$name" \
			--strip-components=1 || return 1
	done
	touch "$folder/source/complete"
	rm -rf "$folder/apt-source"
}

status=0
sysroot i386 || status=1
sysroot s390x || status=1
original_sources || status=1
exit $status
