/* SPDX-License-Identifier: Apache-2.0 */
/* The algorithm of Viterbi: the cheapest way to each byte in each encoding goes on by one
 * character, in the same encoding or, for the price of a change, in another one. */
#include "config.h"
#include "decode/mixed_path.h"

#include "text/utf8.h"

/* Bits. */
enum {
	LINE = 6,        /* another encoding in the next line, */
	BORDER = 16,     /* in the line beside a sign or a blank, */
	INNER = 20,      /* between two letters, */
	RETURN = 8,      /* less so much where the document's own one goes on, as parts are short; */
	FIRST = 10,      /* and for one that the document has not had before */
	BROKEN = 12,     /* bytes that the document's encoding can't read: that there are any, */
	RAW = 8,         /* and each, since it may be any byte; */
	FOREIGN_RAW = 24 /* and one that another encoding can't read, which is no better then */
};

enum {
	LONGEST = 4,     /* bytes of a character */
	RING = LONGEST + 1
};

/* The cheapest way to a place in an encoding. */
typedef struct {
	int64_t cost;
	qw_cell before;
	bool reached;
} way;

/* Where an encoding's cheapest way has ended: behind all, or in front of half a character. */
typedef struct {
	int64_t cost;
	size_t at;
	bool reached;
} end;

typedef struct {
	qw_mixed *m;
	const unsigned char *p;
	size_t n;
	bool complete;
	unsigned allowed;
	way ways[RING][QW_MIXED_ALL];
	end ends[QW_MIXED_ALL];
} search;

size_t qw_mixed_character(const qw_mixed *m, qw_mixed_encoding e, const unsigned char *p, size_t n,
                          bool complete, qw_cell c[2], unsigned *count)
{
	qw_reason reason;
	*count = 1;
	if (p[0] < 0x80) {
		c[0] = p[0];
		return 1;
	}
	if (e == QW_MIXED_UTF8) {
		bool unfinished = !complete && n < LONGEST && qw_utf8_unfinished(p, n) == n;
		return unfinished ? 0 : qw_utf8_decode(p, n, c);
	}
	size_t used = qw_charset_decode(m->charset[e], p, n, c, count, &reason);
	if (used > 0 || (reason == QW_REASON_TOO_SHORT && !complete))
		return used;
	used = qw_charset_bad(m->charset[e], p, n, reason);
	*count = (unsigned)used;
	for (size_t i = 0; i < used; i++)
		c[i] = qw_cell_raw(p[i], reason);
	return used;
}

qw_bits qw_mixed_cost(qw_cell before, qw_cell c, bool foreign)
{
	if (!qw_cell_is_raw(c))
		return qw_model_pair(before, c);
	if (foreign)
		return FOREIGN_RAW * QW_BIT;
	return (qw_cell_is_raw(before) ? RAW : BROKEN + RAW) * QW_BIT;
}

/* Is it text rather than what stands around it: signs, blanks, bytes that nobody can read? */
static bool is_letter(qw_cell c)
{
	return c >= 0x80 && qw_cell_is_code_point(c) && !(c >= 0x2000 && c <= 0x206F)
	    && !(c >= 0x3000 && c <= 0x303F) && !(c >= 0xFF00 && c <= 0xFF0F);
}

static int64_t first(const qw_mixed *m, unsigned e)
{
	return (m->state.known >> e & 1) != 0 ? 0 : FIRST * QW_BIT;
}

int64_t qw_mixed_least_change(const qw_mixed *m)
{
	bool others = (m->state.known & (m->state.known - 1)) != 0;
	return (others ? LINE : LINE + FIRST) * QW_BIT;
}

/* What it costs to begin the line in each encoding. */
static void begin(search *s)
{
	const qw_mixed *m = s->m;
	int64_t change = (m->state.inside ? BORDER : LINE) * QW_BIT;
	qw_cell before = m->state.inside ? m->state.before : QW_MODEL_START;
	for (unsigned e = 0; e < QW_MIXED_ALL; e++) {
		int64_t cost = change + first(m, e);
		if (m->state.bits[e] < cost)
			cost = m->state.bits[e];
		s->ways[0][e] = (way){cost, before, (s->allowed >> e & 1) != 0};
	}
}

static void offer(search *s, size_t to, unsigned from_encoding, unsigned e, size_t length,
                  int64_t cost, qw_cell before)
{
	way *w = &s->ways[to % RING][e];
	if (w->reached && w->cost <= cost)
		return;
	*w = (way){cost, before, true};
	s->m->step[to * QW_MIXED_ALL + e] = (uint8_t)(length << 2 | from_encoding);
}

/* What it costs to go on with cell c in encoding e, behind another one. */
static int64_t change(const qw_mixed *m, unsigned e, qw_cell before, qw_cell c)
{
	int64_t bits = is_letter(before) && is_letter(c) ? INNER : BORDER;
	return (e == (unsigned)m->main ? bits - RETURN : bits) * QW_BIT + first(m, e);
}

static void end_at(search *s, size_t i, unsigned e)
{
	const way *w = &s->ways[i % RING][e];
	if (w->reached && (!s->ends[e].reached || w->cost < s->ends[e].cost))
		s->ends[e] = (end){w->cost, i, true};
}

/* Go on from place i by one character in encoding e, from any encoding. ASCII is the same
 * in all of them, so no change is needed in front of it. */
static void go_on(search *s, size_t i, unsigned e)
{
	qw_cell c[2];
	unsigned count;
	bool foreign = e != (unsigned)s->m->main;
	const way *here = s->ways[i % RING];
	size_t used = qw_mixed_character(s->m, (qw_mixed_encoding)e, s->p + i, s->n - i, s->complete,
	                                 c, &count);
	if (used == 0) {
		end_at(s, i, e);
		return;
	}
	for (unsigned k = 0; k < QW_MIXED_ALL; k++) {
		if (!here[k].reached || (k != e && s->p[i] < 0x80))
			continue;
		int64_t cost = here[k].cost;
		if (k != e)
			cost += change(s->m, e, here[k].before, c[0]);
		if (k != e && here[e].reached && cost >= here[e].cost)
			continue;
		cost += qw_mixed_cost(here[k].before, c[0], foreign);
		if (count == 2)
			cost += qw_mixed_cost(c[0], c[1], foreign);
		offer(s, i + used, k, e, used, cost, c[count - 1]);
	}
}

static void walk(search *s)
{
	for (size_t i = 0; i < s->n; i++) {
		way *here = s->ways[i % RING];
		bool reached = false;
		for (unsigned e = 0; e < QW_MIXED_ALL; e++)
			reached = reached || here[e].reached;
		for (unsigned e = 0; reached && e < QW_MIXED_ALL; e++)
			if ((s->allowed >> e & 1) != 0)
				go_on(s, i, e);
		for (unsigned e = 0; e < QW_MIXED_ALL; e++)
			here[e].reached = false;
	}
	for (unsigned e = 0; e < QW_MIXED_ALL; e++)
		end_at(s, s->n, e);
}

/* The cheapest end; what the others cost more is what the next line begins with. */
static unsigned settle(search *s)
{
	unsigned best = QW_MIXED_ALL;
	for (unsigned e = 0; e < QW_MIXED_ALL; e++)
		if (s->ends[e].reached && (best == QW_MIXED_ALL || s->ends[e].cost < s->ends[best].cost))
			best = e;
	for (unsigned e = 0; e < QW_MIXED_ALL; e++)
		s->m->state.bits[e] = s->ends[e].reached ? s->ends[e].cost - s->ends[best].cost : INT64_MAX;
	return best;
}

/* List the parts, from the last to the first. */
static bool trace_back(qw_mixed *m, size_t at, unsigned e)
{
	m->parts = 0;
	while (at > 0) {
		unsigned step = m->step[at * QW_MIXED_ALL + e];
		if (m->parts == 0 || m->part[m->parts - 1].encoding != e) {
			void *array = m->part;
			if (!qw_grow(&m->allocator, &array, &m->part_capacity, m->parts + 1, sizeof *m->part))
				return false;
			m->part = array;
			m->part[m->parts++] = (qw_mixed_part){at, at, (qw_mixed_encoding)e};
		}
		at -= step >> 2;
		m->part[m->parts - 1].from = at;
		e = step & 3;
	}
	return true;
}

static void reverse(qw_mixed *m)
{
	for (size_t i = 0, k = m->parts; i + 1 < k; i++) {
		qw_mixed_part swap = m->part[i];
		m->part[i] = m->part[--k];
		m->part[k] = swap;
	}
}

bool qw_mixed_path(qw_mixed *m, const unsigned char *p, size_t n, bool complete,
                   unsigned allowed, size_t *used)
{
	search s = {.m = m, .p = p, .n = n, .complete = complete, .allowed = allowed};
	void *array = m->step;
	if (!qw_grow(&m->allocator, &array, &m->step_capacity, (n + 1) * QW_MIXED_ALL, 1))
		return false;
	m->step = array;
	begin(&s);
	walk(&s);
	unsigned best = settle(&s);
	*used = s.ends[best].at;
	if (!trace_back(m, *used, best))
		return false;
	reverse(m);
	return true;
}
