# SPDX-License-Identifier: Apache-2.0
# What check prints for programs: valid whatever the damage and the names.
load helper
load damages

setup_more() {
	every_damage
	hostile_names
}

# The files with findings, and the names of them all.
check_as() {
	qw check --format="$1" all hostile sound.txt missing
	status_is 3
	iconv -f utf-8 -t utf-8 out > /dev/null || fail "no UTF-8"
	! LC_ALL=C grep -q $'[\001-\010\013-\037\177]' out || fail "control characters"
}

@test "each rule of the table fires on its example, and is in the manual" {
	sed -n 's/^RULE(\([0-9]*\), .*/\1/p' "$abs_top_srcdir/src/cli/rules.def" > rules
	[ "$(wc -l < rules)" -ge 23 ]
	while read -r number; do
		grep -q "^\.It QW$number$" "$abs_top_srcdir/man/qingwen.1" || fail "no $number in the manual"
		[ "$number" != 999 ] || continue
		qw check all/QW$number.txt
		status_is 1
		quiet
		out_has "^all/QW$number.txt:[0-9]*:[0-9]*: QW$number [a-z0-9:+,-]*: "
	done < rules
}

@test "text: a line for each finding" {
	check_as text
	[ "$(grep -c '^[^:]*.*:[0-9]*:[0-9]*: QW[0-9]* ' out)" -eq "$(wc -l < out)" ]
	out_has '^hostile/new\\x0Aline/::error::title:1:1: QW102 '
	out_has '^hostile/\\xFF\\xFE.txt:1:1: QW102 '
}

@test "json: an object a line" {
	skip_without jq
	check_as json
	jq -es 'all(type == "object")
		and (map(select(.type == "span" and .file_hex == "686f7374696c652ffffe2e747874"))
			| length == 2)
		and (map(select(.rule)) | length) == .[-1].findings' out
}

sarif_is_right() {
	jq -e '.version == "2.1.0" and (.runs | length) == 1 and (.runs[0]
		| (.tool.driver.rules | map(.id)) as $ids
		| .columnKind == "unicodeCodePoints" and (.results | length) > 50
		and all(.results[]; .ruleId == $ids[.ruleIndex]
			and (.level | IN("note", "warning", "error")) and .message.text != ""
			and (.partialFingerprints["qingwen/v1"] | test("^[0-9a-f]{16}$"))
			and (.locations[0].physicalLocation | (.region | .startLine > 0 and .startColumn > 0
				and (.endColumn == null or .endColumn >= .startColumn))
				and (.artifactLocation | .uriBaseId == "%SRCROOT%"
					and (.uri | test("^([A-Za-z0-9._~/-]|%[0-9A-F]{2})+$")))))
		and (.results | map(.partialFingerprints["qingwen/v1"]) | length == (unique | length)))' out
}

@test "sarif: rules, places, fingerprints, URIs, what failed" {
	skip_without jq
	check_as sarif
	sarif_is_right
	jq -e '.runs[0].invocations[0] | .executionSuccessful == false and .exitCode == 3
		and (.toolExecutionNotifications | length == 1
			and .[0].locations[0].physicalLocation.artifactLocation.uri == "missing")' out
	jq -e '[.runs[0].results[].locations[0].physicalLocation.artifactLocation.uri] | unique
		| contains(["hostile/new%0Aline/%3A%3Aerror%3A%3Atitle", "hostile/%FF%FE.txt",
			"hostile/100%25/%250A%3A%3Ax%2Cy%3Dz.txt", "hostile/a%3Ab/c"])' out
	qw check --format=sarif ./sound.txt "$PWD/all/QW102.txt"
	status_is 1
	jq -e '.runs[0] | (.results[0].locations[0].physicalLocation.artifactLocation
		| (.uri | startswith("file:///")) and .uriBaseId == null)
		and .invocations[0].executionSuccessful' out
	qw check --format=sarif sound.txt
	ok
	jq -e '.runs[0].results == []' out
}

# The schema of OASIS is not part of the project: QINGWEN_SARIF_SCHEMA names a copy.
@test "sarif: valid by the schema" {
	[ -n "${QINGWEN_SARIF_SCHEMA-}" ] || skip "QINGWEN_SARIF_SCHEMA is not set"
	local python=''
	for program in python3 /usr/bin/python3; do
		! "$program" -c 'import jsonschema' 2> /dev/null || python=$program
	done
	[ -n "$python" ] || skip "python3-jsonschema is not installed"
	check_as sarif
	"$python" -c 'import json, jsonschema, sys
schema, result = (json.load(open(name, encoding="utf-8")) for name in sys.argv[1:])
jsonschema.validate(result, schema, format_checker=jsonschema.FormatChecker())' \
		"$QINGWEN_SARIF_SCHEMA" out
}

@test "junit: XML 1.0, a test for each file, and the counts are right" {
	skip_without xmllint
	check_as junit
	xmllint --noout out
	count() { xmllint --xpath "string(count($1))" out; }
	[ "$(count //testcase)" = "$(xmllint --xpath 'string(/testsuites/@tests)' out)" ]
	[ "$(count //failure)" = "$(xmllint --xpath 'string(//testsuite/@failures)' out)" ]
	[ "$(count '//testcase[failure]')" -ge 35 ]
	[ "$(count //error)" = 1 ]
	[ "$(count '//testcase[@name="missing"]/error[@message]')" = 1 ]
	[ "$(count '//testcase[@name="sound.txt"][not(*)]')" = 1 ]
	[ "$(count '//testcase[@name="hostile/new\x0Aline/::error::title"]')" = 1 ]
	[ "$(count '//testcase[@name="hostile/\xFF\xFE.txt"]/failure[@type="QW102"]')" = 1 ]
	qw check --format=junit sound.txt
	ok
	[ "$(count //testcase)" = 1 ]
	[ "$(xmllint --xpath 'string(/testsuites/@failures)' out)" = 0 ]
}

# As the runner reads it: the command up to a blank, properties between commas, a message.
# A line feed is printed as @.
read_commands() {
	LC_ALL=C awk '
	function plain(s) {
		gsub(/%0D/, "\r", s); gsub(/%0A/, "@", s); gsub(/%3A/, ":", s); gsub(/%2C/, ",", s)
		gsub(/%25/, "%", s)
		return s
	}
	!/^::/ { print "no command: " $0; exit 1 }
	{
		end = index(substr($0, 3), "::")
		if (end == 0) { print "no end: " $0; exit 1 }
		head = substr($0, 3, end - 1)
		command = head; sub(/ .*/, "", command)
		sub(/^[^ ]* /, "", head)
		count = split(head, property, ",")
		if (command !~ /^(error|warning|notice)$/ || count > 5) { print "odd: " $0; exit 1 }
		for (i = 1; i <= count; i++) {
			name = property[i]; sub(/=.*/, "", name)
			value = property[i]; sub(/^[^=]*=/, "", value)
			if (name !~ /^(file|line|endLine|col|title)$/) { print "property: " $0; exit 1 }
			print name "=" plain(value)
		}
		print "message=" plain(substr($0, end + 4))
	}' out
}

@test "github: commands that nothing breaks out of" {
	in_english
	check_as github
	read_commands > lines || fail "$(tail -n 1 lines)"
	grep -qxF 'file=hostile/new@line/::error::title' lines
	grep -qxF 'file=hostile/100%/%0A::x,y=z.txt' lines
	grep -qx 'file=missing' lines
	grep -qx 'title=QW402 replacement-bytes' lines
	grep -qx 'endLine=2' lines
	[ "$(grep -c '^file=' lines)" -eq "$(wc -l < out)" ]
	out_has '^::error file=all/QW201.txt,line=1,col=14,title=QW201 undecodable::undecodable: 1 byte'
	out_has '^::notice file=all/QW901.txt,line=1,endLine=2,title=QW901 '
	out_has '^::warning file=all/QW102.txt,'
}

@test "gitlab: issues with what the service asks for" {
	skip_without jq
	check_as gitlab
	jq -e 'type == "array" and length > 50 and all(.[]; .description != ""
		and (.check_name | test("^QW[0-9]{3}$")) and (.fingerprint | test("^[0-9a-f]{16}$"))
		and (.severity | IN("info", "minor", "major", "critical", "blocker"))
		and (.location.path | type == "string" and (startswith("./") | not))
		and .location.lines.begin > 0)
		and (map(.fingerprint) | length == (unique | length))' out
	qw check --format=gitlab ./all/QW102.txt
	jq -e 'all(.[]; .location.path == "all/QW102.txt")' out
	qw check --format=gitlab sound.txt
	ok
	jq -e '. == []' out
}

@test "every format is the same whatever the number of threads" {
	local format
	for format in text json sarif junit github gitlab html; do
		qw check -q --format=$format all
		status_is 1
		quiet
		out_reads ''
		qw check -j1 --format=$format all hostile
		cp out one
		qw check -j4 --format=$format all hostile
		out_is one
	done
	qw check --format=xml sound.txt
	status_is 2
	err_has '^qingwen: --format=xml: unknown value, not one of text|json|sarif|junit|github|gitlab|html$'
}

@test "standard input has no name but a place" {
	in_english
	skip_without jq
	qw check --format=sarif < all/QW102.txt
	status_is 1
	quiet
	jq -e '.runs[0].results | length == 3
		and .[0].locations[0].physicalLocation.region.startLine == 1' out
	qw check < all/QW102.txt
	status_is 1
	out_has '^(standard input):1:1: QW102 '
}
