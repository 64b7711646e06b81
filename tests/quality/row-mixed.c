/* SPDX-License-Identifier: Apache-2.0 */
/* Documents that hold several encodings. The cases are lines, sound ones as well. */
#include "config.h"
#include "row.h"

#include "walk.h"

#include <string.h>

enum {
	DOCUMENTS = 100,        /* of a row */
	LEAST_HAN = 8,          /* of a line, and of a part of one */
	LEAST_LINES = 50,       /* of a document, if it has so many */
	SELDOM = 100,           /* one line of so many is foreign */
	PARTS = 4               /* one line of so many has a part that is */
};

/* The encodings of a document, and its place in the series of chances. */
typedef struct {
	const char *series;
	uint64_t chance;
	size_t encodings;       /* 2, with Big5 3 */
	size_t main;
	mixed_form form;
	size_t line, lines;
} mixture;

/* As writing them into a file of UTF-8 is called. */
static const char *const encoding[] = {NULL, "gb18030-in-utf8", "big5-in-utf8"};

static size_t draw(mixture *m, size_t n)
{
	return (size_t)(corpus_chance(m->series, m->chance++) >> 20) % n;
}

/* Any but that of the document. */
static size_t draw_foreign(mixture *m)
{
	size_t e = draw(m, m->encodings - 1);
	return e + (e >= m->main);
}

static void write_in(size_t e, const unsigned char *p, size_t n, qw_buffer *out)
{
	if (encoding[e] == NULL || n == 0 || !harm_can_write(encoding[e], p, n))
		qw_buffer_add(out, p, n);
	else
		harm_add(encoding[e], p, n, out);
}

/* What the line is written in. */
static size_t encoding_of(mixture *m)
{
	switch (m->form) {
	case MIXED_LINES: return draw(m, m->encodings);
	case MIXED_SELDOM: return draw(m, SELDOM) == 0 ? draw_foreign(m) : m->main;
	case MIXED_FILES: return m->line * 2 < m->lines ? m->main : (m->main + 1) % m->encodings;
	case MIXED_PARTS:
	case MIXED_NOT: break;
	}
	return m->main;
}

/* The first part between two commas or stops that has enough Han. False: none has. */
static bool find_part(const unsigned char *p, size_t n, size_t *from, size_t *to)
{
	static const char *const mark[] = {"\xEF\xBC\x8C", "\xE3\x80\x82"};
	for (size_t i = *from = 0; i + 3 <= n; i++) {
		if (memcmp(p + i, mark[0], 3) != 0 && memcmp(p + i, mark[1], 3) != 0)
			continue;
		if (*from > 0 && harm_count_han(p + *from, i - *from) >= LEAST_HAN) {
			*to = i;
			return true;
		}
		*from = i + 3;
	}
	return false;
}

static void write_line(mixture *m, const unsigned char *p, size_t n, qw_buffer *out)
{
	size_t from, to, e = encoding_of(m);
	if (m->form != MIXED_PARTS || draw(m, PARTS) != 0 || !find_part(p, n, &from, &to)) {
		write_in(e, p, n, out);
		return;
	}
	write_in(e, p, from, out);
	write_in(draw_foreign(m), p + from, to - from, out);
	write_in(e, p + to, n - to, out);
}

/* Take as many lines of r->document as chance says, and write them in the encodings. */
static void mix(run *r, mixture *m)
{
	const unsigned char *p = r->document.data, *end = p + r->document.length;
	m->main = draw(m, m->encodings);
	m->lines = LEAST_LINES + draw(m, HARM_DOCUMENT_LINES - LEAST_LINES);
	qw_buffer_clear(&r->original);
	qw_buffer_clear(&r->damaged);
	for (m->line = 0; p < end && m->line < m->lines;) {
		const unsigned char *newline = memchr(p, '\n', (size_t)(end - p));
		size_t n = (size_t)(newline - p);
		if (harm_count_han(p, n) >= LEAST_HAN) {
			qw_buffer_add(&r->original, p, n + 1);
			write_line(m, p, n, &r->damaged);
			qw_buffer_add_byte(&r->damaged, '\n');
			m->line++;
		}
		p = newline + 1;
	}
}

void row_mixed(run *r, const corpus *c, const char *text, mixed_form form)
{
	static const char *const names[] = {
		[MIXED_LINES] = "lines", [MIXED_SELDOM] = "one in 100", [MIXED_PARTS] = "parts",
		[MIXED_FILES] = "two files", [MIXED_NOT] = "none",
	};
	char series[256];
	uint64_t lines = 0, changed = 0;
	row w = run_row("mixed", "", text, names[form]);
	w.sample_every = 0;
	run_series(r, &w, series, sizeof series);
	mixture m = {.series = series, .encodings = strcmp(text, "hant") == 0 ? 3 : 2, .form = form};
	walk d = walk_begin(c, HARM_LINES, NULL, DOCUMENTS);
	while (walk_next(&d, &r->document)) {
		mix(r, &m);
		run_case(r, &w);
		lines += harm_lines_of(&r->original);
		changed += tally_changed_lines(&r->original, judge_repaired(r->judge));
	}
	w.tally.cases = lines;
	w.tally.exact = lines - changed;
	run_print(&w);
}
