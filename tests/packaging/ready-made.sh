#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# ready-made.sh TARBALL: what examples/ci and .pre-commit-hooks.yaml offer, as far as it can be
# run here: the lines of the jobs in a project with a damaged text and in one without, with
# the tarball as the release; the hooks by pre-commit, if that is installed.
. "$(dirname "$0")/common.sh"
top=$(cd "$here/../.." && pwd)
need git git
need jq jq
need curl curl
need bash bash
need apt-get 'apt (the jobs are for Debian and its like)'
unpack
QINGWEN_RELEASE=file://$tarball
QINGWEN_SHA256=$(sha256sum "$tarball" | cut -d ' ' -f 1)
export QINGWEN_RELEASE QINGWEN_SHA256

# In place of what would change this machine: packages are only looked up.
mkdir "$work/bin"
cat > "$work/bin/apt-get" <<END
#!/bin/sh
test "\$1" = install || exit 0
for name; do
	case \$name in install | -*) ;; *) apt-cache show "\$name" > /dev/null || exit 1 ;; esac
done
END
printf '#!/bin/sh\nexec "$@"\n' > "$work/bin/sudo"
chmod +x "$work/bin/apt-get" "$work/bin/sudo"
PATH=$work/bin:$PATH

sound='今天的会议讨论了三个问题：资金、时间和人员。'
project() {
	mkdir "$work/$1" && cd "$work/$1" && git init -q . &&
		git config user.name x && git config user.email x@example.org &&
		echo "$sound" > sound.txt && git add . && git commit -q -m x
}

# The lines of the step of that name.
github() {
	awk -v step="- name: $1" '
		index($0, step) { on = 1; next }
		on && /^ *run: \|/ { inside = 1; next }
		inside && !/^          / { exit }
		inside { print substr($0, 11) }' "$work/build/examples/ci/github-actions.yml"
}

# The lines below that key: each "- " is a command of one line, a folded one (>) or several (|).
gitlab() {
	awk -v key="  $1:" '
		$0 == key { on = 1; next }
		on && /^  [^ ]/ { exit }
		on && /^    - [|>]/ { folded = /- >/; block = 1; if (!folded) printf "\n"; next }
		on && /^    - / { if (folded) print ""; block = folded = 0; print substr($0, 7); next }
		on && block && folded { sub(/^ +/, ""); printf "%s ", $0; next }
		on && block { print substr($0, 7) }
		END { print "" }' "$work/build/examples/ci/gitlab-ci.yml"
}

# run STATUS: the shell of both services, with what the service sets.
run() {
	wanted=$1
	cat > "$work/step"
	test "$(wc -c < "$work/step")" -gt 10 || fail "no lines to run"
	bash -eo pipefail "$work/step" > "$work/out" 2> "$work/err"
	status=$?
	test $status -eq "$wanted" || {
		cat "$work/step"
		tail -n 20 "$work/out" "$work/err"
		fail "exit status $status, not $wanted"
	}
}

HOME=$work/home
RUNNER_TEMP=$work/temp
TMPDIR=$RUNNER_TEMP
export HOME RUNNER_TEMP TMPDIR
mkdir "$HOME" "$RUNNER_TEMP"
project github
github libraries | run 0
github build | run 0
qingwen=$HOME/qingwen/bin/qingwen
"$qingwen" check --help | grep -q sarif || skip "this version's check knows no --format=sarif"
github check | run 0
github 'findings for code scanning' | run 0
jq -e '.version == "2.1.0" and (.runs[0].results | length) == 0' qingwen.sarif > "$work/out" ||
	fail "no SARIF of nothing"
rm qingwen.sarif
"$qingwen" damage utf8-as-latin1 sound.txt > damaged.txt
github check | run 1
grep -q '^::[a-z]* file=.*damaged.txt,line=1' "$work/out" || { cat "$work/out"; fail "no annotation"; }
github 'findings for code scanning' | run 0
jq -e '.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri | test("damaged.txt")' \
	qingwen.sarif > "$work/out" || fail "no SARIF of the damage"
(QINGWEN_SHA256=$(echo x | sha256sum | cut -d ' ' -f 1) && rm -rf "$RUNNER_TEMP/qingwen" &&
	github build | run 1) || fail "a wrong checksum was taken"
echo "GitHub: good"

project gitlab
CI_PROJECT_DIR=$PWD
export CI_PROJECT_DIR
mkdir -p .qingwen/bin && cp "$qingwen" .qingwen/bin # what the cache brings
gitlab before_script | run 0
gitlab script | run 0
jq -e '. == []' gl-code-quality-report.json > "$work/out" || fail "no report of nothing"
rm gl-code-quality-report.json
"$qingwen" damage utf8-as-latin1 sound.txt > damaged.txt
gitlab script | run 1
jq -e '.[0] | .location.path == "damaged.txt" and (.fingerprint | length) > 8' \
	gl-code-quality-report.json > "$work/out" || fail "no report of the damage"
rm -rf .qingwen
mkdir -p "$work/fake" && printf '#!/bin/sh\nexit 22\n' > "$work/fake/curl" && chmod +x "$work/fake/curl"
(PATH=$work/fake:$PATH; gitlab before_script | run 22) || fail "without cache nothing was fetched"
echo "GitLab: good"

# The files themselves.
for linter in actionlint; do
	command -v $linter > /dev/null || { echo "$linter is not installed"; continue; }
	mkdir -p .github/workflows && cp "$work/build/examples/ci/github-actions.yml" .github/workflows
	$linter || fail "$linter"
	echo "$linter: good"
done

test -f "$top/.pre-commit-hooks.yaml" && command -v pre-commit > /dev/null || {
	echo "pre-commit is not installed"
	exit 0
}
project hooks
mkdir "$work/repository" && cp "$top/.pre-commit-hooks.yaml" "$work/repository" &&
	cd "$work/repository" && git init -q . && git add . &&
	git -c user.name=x -c user.email=x@example.org commit -q -m x && cd "$work/hooks"
PATH=$(dirname "$qingwen"):$PATH
hook() { pre-commit try-repo "$work/repository" "$1" --all-files > "$work/out" 2>&1; }
hook qingwen-check || { cat "$work/out"; fail "the hook finds damage in a sound text"; }
hook qingwen-repair || { cat "$work/out"; fail "the hook repairs a sound text"; }
"$qingwen" damage utf8-as-latin1 sound.txt > damaged.txt
git add damaged.txt
! hook qingwen-check || fail "the hook lets damage pass"
grep -q 'damaged.txt:1:1: ' "$work/out" || { cat "$work/out"; fail "the hook does not say where"; }
! hook qingwen-repair || fail "the hook says nothing of a repair"
cmp sound.txt damaged.txt || fail "the hook did not repair"
git add damaged.txt
hook qingwen-check && hook qingwen-repair || { cat "$work/out"; fail "the second time"; }
echo "pre-commit: good"
