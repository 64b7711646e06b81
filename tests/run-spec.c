/* SPDX-License-Identifier: Apache-2.0 */
/* run-spec FILE.md: run every example of a fixture file, print TAP.
 *
 * An example is a block between lines of 32 backticks, the first one followed by
 * " example" and options (script=keep, unit=line, invalid=replace, from=gb18030, clean=yes,
 * declare=rewrite, entities=named, only=KIND,..., skip=KIND,..., stops=BYTE): input, a line
 * ".", expected output, and where it matters a second "." and the expected kinds of damage,
 * one a line (neighbours of one kind once).
 * \xNN is one byte, \\ a backslash; the newline that ends a part is not in the
 * data. Prose above the block must say why; the heading names the result.
 *
 * Each input is given whole, byte by byte, and, when short, cut in two at every
 * place: output and findings must never differ. Repairing the output again must
 * change nothing, and no LF may come or go. With damages skipped what is not told stays
 * byte by byte. In known-limits.md the examples are what should be and isn't yet. */
#include "config.h"
#include "spec/spec.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FENCE "````````````````````````````````"
#define CUT_ALL 300 /* inputs shorter than this are cut at every place */

/* The length of the character at p[0..n) that can be shown as it is, 0: none. */
static size_t shown(const unsigned char *p, size_t n)
{
	if (p[0] < 0x80)
		return p[0] >= 0x20 && p[0] != '\\' && p[0] != 0x7F;
	size_t length = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
	if (p[0] < 0xC3 || p[0] > 0xF4 || length > n)
		return 0;
	for (size_t i = 1; i < length; i++)
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	return length;
}

static void complain(const char *what, const bytes *b)
{
	printf("#   %s", what);
	for (size_t i = 0; b != NULL && i < b->length && i < 2000;) {
		size_t length = shown(b->data + i, b->length - i);
		if (length > 0)
			printf("%.*s", (int)length, (const char *)b->data + i);
		else
			printf("\\x%02X", b->data[i]);
		i += length > 0 ? length : 1;
	}
	putchar('\n');
}

static bool same(const bytes *a, const bytes *b)
{
	return a->length == b->length
	    && (a->length == 0 || memcmp(a->data, b->data, a->length) == 0);
}

/* Does the run as a whole give what the example expects? */
static bool check_whole(const example *e, const run *whole)
{
	bool ok = true;
	if (e->stops != (whole->status == QW_E_UNDECODABLE)
	    || (!e->stops && whole->status != QW_OK)) {
		printf("#   status: %d, %s\n", whole->status, qw_strerror(whole->status));
		ok = false;
	} else if (e->stops && whole->stopped_at != e->stops_at) {
		printf("#   stopped at byte %llu\n", (unsigned long long)whole->stopped_at);
		ok = false;
	}
	if (!same(&e->want, &whole->out) || (e->has_kinds && !same(&e->kinds, &whole->kinds))) {
		complain("input:    ", &e->in);
		complain("expected: ", &e->want);
		complain("got:      ", &whole->out);
		if (e->has_kinds)
			complain("expected kinds: ", &e->kinds);
		complain("found kinds:    ", &whole->kinds);
		ok = false;
	}
	return ok;
}

static bool check_cut(const example *e, const run *whole, size_t first, size_t rest)
{
	run r = run_session(&e->options, &e->in, first, rest);
	bool ok = same(&r.out, &whole->out) && same(&r.log, &whole->log)
	       && r.status == whole->status;
	if (!ok) {
		printf("#   differs when cut: %zu bytes, then %zu at a time\n", first, rest);
		complain("whole: ", &whole->out);
		complain("cut:   ", &r.out);
		complain("found whole: ", &whole->log);
		complain("found cut:   ", &r.log);
	}
	run_free(&r);
	return ok;
}

static bool check_cuts(const example *e, const run *whole)
{
	bool ok = check_cut(e, whole, 1, 1);
	for (size_t i = 1; ok && e->in.length < CUT_ALL && i < e->in.length; i++)
		ok = check_cut(e, whole, i, e->in.length);
	return ok;
}

static uint64_t newlines(const bytes *b)
{
	uint64_t n = 0;
	for (size_t i = 0; i < b->length; i++)
		n += b->data[i] == '\n';
	return n;
}

static bool check_properties(const example *e, const run *whole)
{
	if (e->stops)
		return true;
	bool ok = newlines(&whole->out) == whole->lines;
	if (!ok)
		complain("the number of LF changed", NULL);
	qw_options again = e->options;
	again.from = NULL;
	run r = run_session(&again, &whole->out, SIZE_MAX, 1);
	if (!same(&r.out, &whole->out)) {
		complain("repaired again: ", &r.out);
		ok = false;
	}
	run_free(&r);
	return ok;
}

/* Of damages that nobody wants to be repaired nothing is touched. */
static bool check_skips(const example *e, const run *whole)
{
	run r = {.status = QW_OK};
	const char *wrong = find_skip_fault(e, whole, &r);
	if (wrong != NULL) {
		complain(wrong, &r.out);
		complain("found: ", &r.log);
	}
	run_free(&r);
	return wrong == NULL;
}

static bool check(const example *e)
{
	if (e->mistake != NULL) {
		printf("#   %s\n", e->mistake);
		return false;
	}
	run whole = run_session(&e->options, &e->in, SIZE_MAX, 1);
	bool ok = check_whole(e, &whole) && check_cuts(e, &whole)
	       && check_properties(e, &whole) && check_skips(e, &whole);
	run_free(&whole);
	return ok;
}

/* What is known of the page while its lines go by. */
typedef struct {
	char heading[256];
	bool reason;           /* prose since the heading */
	unsigned line, tests;
	bool limits;           /* the examples are expected to fail */
} page;

static void remember_prose(page *p, const char *line, size_t n)
{
	if (line[0] == '#') {
		size_t skip = strspn(line, "# ");
		if (skip > n)
			skip = n;
		snprintf(p->heading, sizeof p->heading, "%.*s", (int)(n - skip), line + skip);
		for (char *s = p->heading; *s != '\0'; s++)
			if (*s == '#') /* TAP would see a directive */
				*s = '_';
		p->reason = false;
	} else if (n > 0) {
		p->reason = true;
	}
}

static void report(page *p, example *e, unsigned start)
{
	if (!p->reason && e->mistake == NULL)
		e->mistake = "no sentence says why";
	p->tests++;
	bool ok = check(e);
	printf("%sok %u - %s (line %u)%s\n", ok ? "" : "not ", p->tests, p->heading, start,
	       p->limits ? " # TODO known limit" : "");
}

/* Take the example whose fence has just been read; true when it was closed. */
static bool take_example(page *p, FILE *f, const char *options, char **line, size_t *size)
{
	example e;
	unsigned start = p->line;
	ssize_t n;
	example_begin(&e, options);
	while ((n = getline(line, size, f)) >= 0) {
		p->line++;
		if (strcmp(*line, FENCE "\n") == 0) {
			example_end(&e);
			report(p, &e, start);
			example_free(&e);
			return true;
		}
		example_line(&e, *line, (size_t)n);
	}
	example_free(&e);
	return false;
}

static bool take_page(page *p, FILE *f)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t n;
	bool closed = true;
	while (closed && (n = getline(&line, &size, f)) >= 0) {
		p->line++;
		size_t length = strcspn(line, "\n");
		line[length] = '\0';
		if (strncmp(line, FENCE " example", strlen(FENCE " example")) == 0) {
			char *options = strdup(line + strlen(FENCE " example"));
			closed = options != NULL && take_example(p, f, options, &line, &size);
			free(options);
		} else {
			remember_prose(p, line, length);
		}
	}
	free(line);
	return closed;
}

int main(int argc, char **argv)
{
	FILE *f = argc == 2 ? fopen(argv[1], "rb") : NULL;
	if (f == NULL) {
		fprintf(stderr, "usage: run-spec FILE.md\n");
		if (argc == 2)
			fprintf(stderr, "run-spec: %s: %s\n", argv[1], strerror(errno));
		return 99;
	}
	page p = {.heading = "(no heading)", .limits = strstr(argv[1], "known-limits") != NULL};
	bool closed = take_page(&p, f);
	fclose(f);
	if (!closed) {
		printf("Bail out! %s: line %u: the example is not closed\n", argv[1], p.line);
		return 99;
	}
	printf("1..%u\n", p.tests);
	return 0;
}
