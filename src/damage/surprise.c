/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/surprise.h"

#include "damage/splice/mark.h"

enum { RUN = 3 };       /* cells that make a change of script */

enum {                  /* bits */
	USUAL_HAN = 12, /* that a cell of sound text hardly costs on the average */
	USUAL = 8,      /* and in other scripts */
	USUAL_HALF = 2, /* half-width kana, which is cheap and rare */
	ENOUGH = 4,     /* that a stretch must cost more */
	FALL = 24,      /* by which it may fall behind before it is over */
	MOST = 24,      /* that a character costs: the model has not seen all names and trees, */
	AGAIN = 9,      /* and one that stands there for a second time */
	NEAR = 3        /* cells in which it does */
};

void qw_surprise_init(qw_surprise *s, const qw_allocator *a)
{
	*s = (qw_surprise){.allocator = *a};
}

void qw_surprise_free(qw_surprise *s)
{
	qw_release(&s->allocator, s->sum, s->capacity, sizeof *s->sum);
	s->sum = NULL;
	s->length = s->capacity = 0;
}

/* Does c[i] stand among the last few, too? Words are doubled, songs repeat their lines. */
static bool repeats(const qw_cell *c, size_t i)
{
	for (size_t k = 1; k <= NEAR && k <= i; k++)
		if (c[i - k] == c[i])
			return true;
	return false;
}

/* Is there the reading of a splice, or an author's, or what tearing left of one? */
static bool is_note(const qw_cell *c, size_t n, size_t i, qw_note *note)
{
	if (c[i] == '(')
		return qw_note_at(c, n, i, note);
	return (c[i] == '?' || c[i] == 0xFFFD) && qw_mark_note(c, n, i, 1, note);
}

/* Readings are full of rare letters that surprise nobody. */
static void cap(qw_surprise *s, const qw_cell *c)
{
	int64_t off = 0, before = 0;
	qw_note note = {.end = 0};
	for (size_t i = 0; i < s->length; i++) {
		int64_t cost = s->sum[i + 1] - before;
		before = s->sum[i + 1];
		if (i >= note.end && !is_note(c, s->length, i, &note))
			note.end = i;
		int64_t most = (i < note.end ? USUAL : repeats(c, i) ? AGAIN : MOST) * QW_BIT;
		if (cost > most && (c[i] >= 0x80 || i < note.end))
			off += cost - most;
		s->sum[i + 1] -= off;
	}
}

bool qw_surprise_sum(qw_surprise *s, const qw_cell *c, size_t n)
{
	void *array = s->sum;
	if (!qw_grow(&s->allocator, &array, &s->capacity, n + 1, sizeof *s->sum))
		return false;
	s->sum = array;
	s->length = n;
	s->sum[0] = 0;
	qw_model_sums(QW_MODEL_START, c, n, s->sum + 1);
	cap(s, c);
	return true;
}

static int usual(qw_cell c)
{
	if (c >= 0xFF61 && c <= 0xFF9F)
		return USUAL_HALF;
	return c >= 0x2E80 ? USUAL_HAN : USUAL;
}

/* 1: letters and signs of sets of one byte; 2: Han, kana, Hangul; 0: what both have. */
static int script_of(qw_cell c)
{
	if (c < 0x80 || (c >= 0x2010 && c <= 0x2026) || (c >= 0x3000 && c <= 0x3020)
	    || (c >= 0xFF01 && c <= 0xFF20))
		return 0;
	return c < 0x2E80 ? 1 : 2;
}

/* Does another script begin at cell i, and go on for some cells? No accident makes both, but
 * for single signs among Han. */
static bool changes_script(const qw_cell *c, size_t n, size_t i, int before)
{
	int here = script_of(c[i]);
	if (before == 0 || here == 0 || here == before)
		return false;
	for (size_t k = i + 1; k < i + RUN && k < n && c[k] != '\n'; k++)
		if (script_of(c[k]) == before)
			return false;
	return true;
}

/* What is not ASCII may be damaged; ASCII between two damaged cells goes with them. */
bool qw_surprise_next(const qw_surprise *s, const qw_cell *c, size_t start, size_t *from,
                      size_t *to)
{
	int64_t excess = 0, most = 0;
	int script = 0;
	for (size_t i = start; i < s->length; i++) {
		if (excess > 0 && changes_script(c, s->length, i, script)) {
			if (most > ENOUGH * QW_BIT)
				return true;
			excess = most = 0;
		}
		script = script_of(c[i]) != 0 ? script_of(c[i]) : excess > 0 ? script : 0;
		if (excess == 0 && c[i] < 0x80)
			continue;
		if (excess == 0)
			*from = i;
		int64_t more = s->sum[i + 1] - s->sum[i] - usual(c[i]) * QW_BIT;
		excess += c[i] < 0x80 && more > 0 ? 0 : more;
		if (excess > most) {
			most = excess;
			*to = i + 1;
		}
		if (excess <= 0 || excess < most - FALL * QW_BIT) {
			if (most > ENOUGH * QW_BIT)
				return true;
			excess = most = 0;
		}
	}
	return most > ENOUGH * QW_BIT;
}
