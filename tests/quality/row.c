/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "row.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
	PHRASES = 2000,         /* cases of a row */
	LINES = 2000,
	DOCUMENTS = 100,
	ATTEMPTS = 40,          /* places tried for each case */
	PIECES = 20,            /* lines of each spliced document */
	SHOWN = 400             /* bytes of a failing text */
};

void run_init(run *r, bool reduced, bool show)
{
	qw_allocator a = qw_allocator_default();
	*r = (run){.judge = judge_new(), .reduced = reduced, .show = show};
	qw_buffer_init(&r->original, &a);
	qw_buffer_init(&r->damaged, &a);
	qw_buffer_init(&r->chain, &a);
	qw_buffer_init(&r->document, &a);
}

void run_free(run *r)
{
	judge_free(r->judge);
	qw_buffer_free(&r->original);
	qw_buffer_free(&r->damaged);
	qw_buffer_free(&r->chain);
	qw_buffer_free(&r->document);
}

/* --- output --------------------------------------------------------------------- */

void row_head(void)
{
	puts("damage,text,length,cases,exact,damaged lines,exact lines,characters,characters right,"
	     "guessed,guessed right,wrong,left alone");
}

static void print_row(const char *damage, const char *text, const char *length, const tally *t)
{
	const uint64_t count[] = {t->cases, t->exact, t->lines, t->exact_lines, t->characters,
	                          t->right, t->guessed, t->guessed_right, t->wrong, t->left};
	printf("%s,%s,%s", damage, text, length);
	for (size_t i = 0; i < sizeof count / sizeof *count; i++)
		printf(",%" PRIu64, count[i]);
	putchar('\n');
	fflush(stdout);
}

static void show_text(const char *what, const qw_buffer *b, size_t from)
{
	size_t n = b->length > from ? b->length - from : 0, most = n < SHOWN ? n : SHOWN;
	printf("# %s ", what);
	for (size_t i = 0; i < most; i++)
		putchar(b->data[from + i] == '\n' ? '|' : b->data[from + i]);
	putchar('\n');
}

/* Where the line begins in which two texts part; *line is its number. */
static size_t parting(const qw_buffer *a, const qw_buffer *b, size_t *line)
{
	size_t from = 0;
	*line = 0;
	for (size_t i = 0; i < a->length && i < b->length && a->data[i] == b->data[i]; i++)
		if (a->data[i] == '\n') {
			from = i + 1;
			++*line;
		}
	return from;
}

static size_t begin_of(const qw_buffer *b, size_t line)
{
	size_t i = 0;
	while (line > 0 && i < b->length)
		line -= b->data[i++] == '\n';
	return i;
}

static void judge_one(run *r, tally *t)
{
	size_t line;
	if (judge_case(r->judge, &r->original, &r->damaged, t) || !r->show)
		return;
	const qw_buffer *repaired = judge_repaired(r->judge);
	size_t from = parting(&r->original, repaired, &line);
	printf("# case %" PRIu64 "\n", t->cases);
	show_text("original", &r->original, from);
	show_text("damaged ", &r->damaged, begin_of(&r->damaged, line));
	show_text("repaired", repaired, from);
}

static void judge_if_harmed(run *r, const char *chain, tally *t)
{
	if (harm(chain, &r->original, &r->damaged))
		judge_one(r, t);
}

/* --- mojibake --------------------------------------------------------------------- */

void row_phrases(run *r, const corpus *c, const char *damage, const char *text, size_t length)
{
	tally t = {0};
	char series[100], name[24];
	snprintf(name, sizeof name, "%zu", length);
	snprintf(series, sizeof series, "%s,%s,%zu", damage, text, length);
	for (uint64_t i = 0; i < PHRASES * ATTEMPTS && t.cases < PHRASES; i++)
		if (harm_phrase(c, series, i, length, &r->original))
			judge_if_harmed(r, damage, &t);
	print_row(damage, text, name, &t);
}

void row_lines(run *r, const corpus *c, const char *damage, const char *text)
{
	tally t = {0};
	char series[100];
	snprintf(series, sizeof series, "%s,%s,line", damage, text);
	for (uint64_t i = 0; i < LINES * ATTEMPTS && t.cases < LINES; i++)
		if (harm_line(c, series, i, &r->original))
			judge_if_harmed(r, damage, &t);
	print_row(damage, text, "line", &t);
}

typedef struct {
	const corpus *corpus;
	harm_form form;
	const char *chain;      /* lines that lose something to it are left out; or NULL */
	size_t file, line, number, every;
} walk;

/* The next document that is taken. */
static bool next_document(walk *w, qw_buffer *out)
{
	for (; w->file < w->corpus->files; w->file++, w->line = 0)
		while (harm_document(&w->corpus->file[w->file], &w->line, w->form, w->chain, out))
			if (w->number++ % w->every == 0)
				return true;
	return false;
}

/* Take every so many, so that there are at most DOCUMENTS. */
static walk begin_walk(run *r, const corpus *c, harm_form form, const char *chain)
{
	walk w = {.corpus = c, .form = form, .chain = chain, .every = 1};
	while (next_document(&w, &r->original))
		continue;
	return (walk){.corpus = c, .form = form, .chain = chain,
	              .every = (w.number + DOCUMENTS - 1) / DOCUMENTS};
}

void row_documents(run *r, const corpus *c, const char *damage, const char *text)
{
	tally t = {0};
	walk w = begin_walk(r, c, HARM_LINES, damage);
	while (next_document(&w, &r->original))
		judge_if_harmed(r, damage, &t);
	print_row(damage, text, "document", &t);
}

/* --- splice ------------------------------------------------------------------------ */

void row_spliced_documents(run *r, const corpus *c, size_t size, const char *text, harm_form form)
{
	tally t = {0};
	char name[40];
	walk w = begin_walk(r, c, form, NULL);
	snprintf(name, sizeof name, "splice of %zu", size);
	while (next_document(&w, &r->original))
		if (harm_table(&r->original, size, &r->chain))
			judge_if_harmed(r, (const char *)r->chain.data, &t);
	print_row(name, text, "document", &t);
}

/* Every tenth line of r->document. */
static void judge_pieces(run *r, size_t length, tally *t)
{
	const unsigned char *p = r->document.data, *end = p + r->document.length;
	for (size_t number = 0; p < end; number++) {
		const unsigned char *newline = memchr(p, '\n', (size_t)(end - p));
		size_t whole = (size_t)(newline - p), n = whole;
		if (length > 0)
			n = harm_bytes_of(p, whole, length);
		qw_buffer_clear(&r->original);
		qw_buffer_add(&r->original, p, n);
		if (n > 0 && number % (HARM_DOCUMENT_LINES / PIECES) == 0)
			judge_if_harmed(r, (const char *)r->chain.data, t);
		p = newline + 1;
	}
}

void row_spliced_pieces(run *r, const corpus *c, size_t size, const char *text, size_t length)
{
	tally t = {0};
	char name[40], length_name[24] = "line";
	walk w = begin_walk(r, c, HARM_GBK_LINES, NULL);
	snprintf(name, sizeof name, "splice of %zu", size);
	if (length > 0)
		snprintf(length_name, sizeof length_name, "%zu", length);
	while (next_document(&w, &r->document))
		if (harm_table(&r->document, size, &r->chain))
			judge_pieces(r, length, &t);
	print_row(name, text, length_name, &t);
}

/* --- clean text --------------------------------------------------------------------- */

/* Lines of `a` that `b` has not in the same place. */
static uint64_t count_changed_lines(const qw_buffer *a, const qw_buffer *b)
{
	uint64_t changed = 0;
	size_t i = 0, k = 0;
	while (i < a->length) {
		size_t n = i, m = k;
		while (n < a->length && a->data[n++] != '\n')
			continue;
		while (m < b->length && b->data[m++] != '\n')
			continue;
		changed += n - i != m - k || memcmp(a->data + i, b->data + k, n - i) != 0;
		i = n;
		k = m;
	}
	return changed;
}

void row_clean(run *r, const corpus *c, const char *text)
{
	tally t = {0};
	uint64_t changed = 0;
	for (size_t i = 0; i < c->files; i++) {
		qw_buffer_clear(&r->original);
		qw_buffer_clear(&r->damaged);
		qw_buffer_add(&r->original, c->file[i].data, c->file[i].length);
		qw_buffer_add(&r->damaged, c->file[i].data, c->file[i].length);
		judge_one(r, &t);
		changed += count_changed_lines(&r->original, judge_repaired(r->judge));
	}
	t.cases = c->lines;
	t.exact = c->lines - changed;
	print_row("none", text, "document", &t);
}

void row_clean_lines(run *r, const corpus *c, const char *text)
{
	tally t = {0};
	for (size_t i = 0; i < c->files; i++)
		for (size_t k = 0; k < c->file[i].lines; k++) {
			qw_buffer_clear(&r->original);
			qw_buffer_clear(&r->damaged);
			qw_buffer_add(&r->original, c->file[i].line[k].byte, c->file[i].line[k].length);
			qw_buffer_add(&r->damaged, r->original.data, r->original.length);
			judge_one(r, &t);
		}
	print_row("none", text, "line", &t);
}
