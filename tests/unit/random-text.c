/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "unit/random-text.h"

#include "text/utf8.h"
#include "unit/sentences.h"

#include <stdlib.h>
#include <string.h>

/* xorshift64*; the generators of C libraries differ. */
size_t pick(generator *g, size_t n)
{
	g->state ^= g->state >> 12;
	g->state ^= g->state << 25;
	g->state ^= g->state >> 27;
	return (size_t)((g->state * 0x2545F4914F6CDD1Du) >> 33) % n;
}

void random_document(generator *g, size_t bytes, const char *before, const char *after,
                     qw_buffer *out)
{
	while (out->length < bytes) {
		qw_buffer_add_string(out, before);
		for (size_t i = 1 + pick(g, 4); i > 0; i--)
			qw_buffer_add_string(out, sentences[pick(g, SENTENCES)]);
		qw_buffer_add_string(out, after);
		qw_buffer_add_byte(out, '\n');
	}
}

/* The code point at s; returns its bytes. All sentences are valid. */
static size_t next(const char *s, qw_cell *c)
{
	return qw_utf8_decode((const unsigned char *)s, strlen(s), c);
}

static qw_cell random_cell(generator *g)
{
	const char *s = sentences[pick(g, SENTENCES)];
	size_t at = pick(g, strlen(s));
	qw_cell c;
	while (((unsigned char)s[at] & 0xC0) == 0x80)
		at--;
	next(s + at, &c);
	return c;
}

void random_table(generator *g, size_t entries, qw_buffer *out)
{
	while (entries > 0) {
		unsigned char bytes[QW_UTF8_MAX];
		qw_cell c = random_cell(g);
		size_t n = qw_utf8_encode(c, bytes);
		if (!qw_cell_is_han(c)
		    || (out->length > 0 && memmem(out->data, out->length, bytes, n) != NULL))
			continue;
		if (out->length > 0)
			qw_buffer_add_byte(out, ',');
		qw_buffer_add(out, bytes, n);
		entries--;
	}
}

void random_phrase(generator *g, size_t length, qw_buffer *out)
{
	const char *s = sentences[pick(g, SENTENCES)];
	qw_cell c;
	for (size_t skip = pick(g, 12); skip > 0; skip--)
		s += next(s, &c);
	for (; length > 0; length--) {
		if (*s == '\0')
			s = sentences[pick(g, SENTENCES)];
		s += next(s, &c);
		qw_buffer_add_cell(out, c);
	}
}

static int append(void *ctx, const void *bytes, size_t n)
{
	qw_buffer_add(ctx, bytes, n);
	return 0;
}

void repair(const void *in, size_t n, qw_buffer *out)
{
	qw_options options;
	qw_options_init(&options);
	options.script = QW_SCRIPT_KEEP;
	qw_session *session = qw_session_new(&options, append, out, NULL);
	if (qw_session_feed(session, in, n) != QW_OK || qw_session_finish(session) != QW_OK)
		abort();
	qw_session_free(session);
}

typedef struct { const unsigned char *p; size_t length; } line;

static line next_line(const qw_buffer *b, size_t *at)
{
	const unsigned char *end = memchr(b->data + *at, '\n', b->length - *at);
	line l = {b->data + *at, end != NULL ? (size_t)(end - b->data) - *at : b->length - *at};
	*at += l.length + 1;
	return l;
}

static bool same(line a, line b)
{
	return a.length == b.length && memcmp(a.p, b.p, a.length) == 0;
}

bool compare_lines(const qw_buffer *original, const qw_buffer *damaged, const qw_buffer *repaired,
                   tally *t)
{
	size_t a = 0, b = 0, c = 0;
	while (a < original->length && b < damaged->length && c < repaired->length) {
		line o = next_line(original, &a), d = next_line(damaged, &b);
		line r = next_line(repaired, &c);
		if (same(o, d)) {
			t->sound++;
			t->changed += !same(o, r);
		} else {
			t->damaged++;
			t->right += same(o, r);
		}
	}
	return a >= original->length && b >= damaged->length && c >= repaired->length;
}
