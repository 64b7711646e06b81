# SPDX-License-Identifier: Apache-2.0
# check --format=html and check --output. What a browser makes of the page: tests/html.sh.
load helper
load damages

setup_more() {
	mkdir -p tree/deep
	cp sound.txt tree/sound.txt
	"$qingwen" damage utf8-as-latin1 sound.txt > tree/deep/one.txt
	"$qingwen" damage utf8-as-gbk sound.txt > tree/two.txt
	"$qingwen" damage utf8-as-gbk:windows sound.txt > tree/three.txt
	cp bad.txt tree/bad.txt
}

total() {
	sed -n "s/.*data-total=$1>\([0-9,]*\)<.*/\1/p" "$2" | tr -d ,
}

page() {
	qw check --format=html -o page.html "$@"
}

@test "the page has the totals of the JSON lines" {
	page tree
	status_is 1
	out_reads ''
	qw check --format=json tree
	tail -n 1 out > summary
	for name in files documents damaged exact guessed lost unproven invalid skipped failed; do
		[ "$(total $name page.html)" = "$(jq ".$name" summary)" ] || fail "$name"
	done
	[ "$(total places page.html)" = "$(jq .findings summary)" ]
	[ "$(total damaged page.html)" -eq 4 ]
}

@test "each rule that found something has a section, in the order of its places" {
	page tree
	qw check --format=json tree
	jq -r 'select(.rule) | .rule' out | sort | uniq -c | sort -k 1,1nr -k 2,2 |
		sed 's/ *[0-9]* //' > rules
	[ -s rules ]
	sed -n 's/.*<section class=kind id=\(QW[0-9]*\) .*/\1/p' page.html | cmp - rules
}

@test "a sample shows what changed, what was guessed, and the chain in both languages" {
	page tree/three.txt
	grep -q '<bdi class=file>tree/three.txt</bdi>' page.html
	grep -q '<del>浠婂ぉ鐨' page.html
	grep -q '<ins>今天的' page.html
	grep -q '<mark>' page.html
	grep -q '<span lang=en>The bytes were UTF-8 and were read as GBK by Windows' page.html
	grep -q '<span lang=zh-Hans>原是 UTF-8 字节，被当作 GBK 来读' page.html
}

@test "what stands around a place is in the page, as it is in the file" {
	printf '前面 <b>\nA&B' > around.txt
	printf '请看《大会報告》：一月七日' | "$qingwen" damage utf8-as-latin1 >> around.txt
	printf 'C<D\n' >> around.txt
	page around.txt
	status_is 1
	grep -q '<q>A&amp;B</q><del>' page.html
	grep -q '</ins><q>C&lt;D</q>' page.html
	! grep -q '前面' page.html
}

@test "of what is in another encoding only the place is shown" {
	iconv -t UTF-16 tree/two.txt > wide.txt
	page wide.txt
	status_is 1
	grep -q '<ins>今天的' page.html
	! grep -q '<article>.*<q>' page.html
}

@test "the page is the same whatever the number of threads" {
	page -j 1 tree
	mv page.html first.html
	for jobs in 2 7; do
		page -j $jobs tree
		cmp page.html first.html
	done
}

@test "a sound corpus gives a page that says so" {
	page sound.txt
	status_is 0
	grep -q 'Nothing is damaged' page.html
	grep -q '<body class="sound">' page.html
	! grep -q '<article>' page.html
}

@test "what could not be read is named, and the exit status says so" {
	in_english
	page tree missing.txt
	status_is 3
	grep -q '<bdi class=file>missing.txt</bdi>: <bdi>.*No such file' page.html
	[ "$(total failed page.html)" -eq 1 ]
	page missing.txt
	status_is 3
	grep -q 'Nothing is damaged in what was read (documents: 0)' page.html
	grep -q 'Not everything could be read' page.html
}

@test "standard input" {
	in_english
	qw check --format=html < tree/two.txt
	status_is 1
	head -n 1 out | grep -qx '<!DOCTYPE html>'
	tail -n 1 out | grep -qx '</html>'
	grep -q '<ins>今天的' out
	grep -q '(standard input)' out
}

@test "names and text from strangers are no markup" {
	text=$(printf '今天的会议讨论了三个问题' | "$qingwen" damage utf8-as-latin1)
	mkdir evil
	for name in '"><script>alert(1)<∕script>' '<img src=x onerror=alert(2)>' '&lt;{{=title}}' \
		"$(printf 'new\nline')" "$(printf 'right\342\200\256left')" "$(printf 'bytes\377\344\270')"
	do
		printf '<script>alert(1)</script>%s"><img src=x onerror=alert(2)></article>\377\n' "$text" \
			> "evil/$name"
	done
	page evil "evil/&lt;{{=title}}" evil/new*
	status_is 1
	[ "$(grep -c '<script' page.html)" -eq 1 ]
	! grep -q '<img' page.html
	! grep -q '<article>.*</article>.*</article>' page.html
	grep -q '&lt;img src=x onerror=alert(2)&gt;' page.html
	grep -q 'bytes<i>\\xFF</i><i>\\xE4</i><i>\\xB8</i>' page.html
	grep -q 'new<i>U+000A</i>line' page.html
	grep -q 'right<i>U+202E</i>left' page.html
	! LC_ALL=C grep -q "$(printf '\342\200\256')" page.html
	iconv -f UTF-8 -t UTF-32 page.html > /dev/null
}

@test "every kind of damage has its section, and all of it is well formed" {
	every_damage
	hostile_names
	page all hostile
	status_is 1
	qw check --format=json all hostile
	jq -r 'select(.rule) | .rule' out | sort -u > rules
	[ "$(wc -l < rules)" -ge 20 ]
	sed -n 's/.*<section class=kind id=\(QW[0-9]*\) .*/\1/p' page.html | sort | cmp - rules
	[ "$(grep -c '<article>' page.html)" -ge "$(wc -l < rules)" ]
	# What has places that nothing is done about shows its text, unmarked.
	sed -n '/id=QW901/,/<[/]section>/p' page.html > unproven
	grep -q '<q>社區</q>(qū)日' unproven
	grep -q '坐滿了人。<i>↵</i>$' unproven
	! grep -q '<del>' unproven
	# Every element that is opened is closed, in order.
	command -v python3 > /dev/null || skip 'no python3'
	python3 - page.html <<'END'
import html.parser, sys
VOID = {'meta', 'input', 'br'}
class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = []
    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            self.open.append(tag)
    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, (tag, self.getpos())
page = Page()
page.feed(open(sys.argv[1], encoding='utf-8').read())
assert page.open == [], page.open
END
}

@test "the page loads nothing" {
	page tree
	! grep -qiE '(src|href|action|data|poster)="?([a-z]+:)?//' page.html
	! grep -qiE 'url\(|@import|<(link|iframe|object|embed|form|base)' page.html
	grep -q "default-src 'none'" page.html
}

@test "the page stays small, whatever it is made of" {
	mkdir many
	long=$(printf '\342\200\256\342\200\213%.0s' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20)
	sound=$(printf '今天的会议讨论了三个问题：资金、时间和人员。')
	for i in $(seq 400); do
		{
			printf '%s' "$sound $i" | "$qingwen" damage utf8-as-latin1
			printf '\n%s\377%s\376%s\n' "$long$i" "$long$long" "$long"
		} > "many/$long$long$i"
	done
	page many
	status_is 1
	[ "$(stat -c %s page.html)" -lt $((3 * 1024 * 1024)) ]
	[ "$(total files page.html)" -eq 400 ]
	more=$(sed -n 's/.*id=more-files>.*And \([0-9]*\) more file.*/\1/p' page.html)
	[ $(($(grep -c '^<tr><td>' page.html) + more)) -eq 400 ]
}

@test "--output takes its place only when it is complete" {
	echo old > report
	qw check --from=no-such-encoding -o report tree/two.txt
	status_is 2
	[ "$(cat report)" = old ]
	qw check -o report tree/two.txt
	status_is 1
	grep -q 'QW101' report
	! ls -A | grep -q '^\..*\.qingwen-'
}

@test "--output for every format, and - is standard output" {
	for format in text json sarif junit html; do
		qw check --format=$format tree
		cp out wanted
		qw check --format=$format --output=report.$format tree
		status_is 1
		out_reads ''
		cmp report.$format wanted
		qw check --format=$format -o - tree
		out_is wanted
	done
}

@test "--output is no input" {
	cp tree/two.txt copy
	qw check -o copy copy
	status_is 3
	err_has 'copy: cannot write the report: it is also an input'
	cmp copy tree/two.txt
	qw check -o copy < copy
	status_is 3
	cmp copy tree/two.txt
	page tree
	cp page.html tree/page.html
	qw check --format=html -o tree/page.html tree
	status_is 1
	[ "$(total files tree/page.html)" -eq "$(total files page.html)" ]
	[ "$(total skipped tree/page.html)" -eq 1 ]
}

@test "--output that can't be written, and --quiet, which has nothing to write" {
	qw check -o no/such/folder/report tree
	status_is 3
	err_has 'no/such/folder/report: cannot write: '
	qw check -o tree sound.txt
	status_is 3
	qw check -q -o report tree
	status_is 2
	err_has 'contradict each other'
	[ ! -e report ]
	qw check --format=html -o /dev/full tree
	status_is 3
	err_has '/dev/full: cannot write: '
}
