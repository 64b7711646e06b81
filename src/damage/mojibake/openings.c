/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/openings.h"

#include "model/model.h"

#include <string.h>

enum {
	BEFORE = 3,      /* cells in front of a place, */
	BEHIND = 2       /* and behind it in which it may be in truth */
};

enum {                   /* bits */
	EVENT = 10,      /* that a byte was lost, or is too much, */
	CHOICE = 8,      /* and that a character is known by a byte only */
	ORPHAN = 3,      /* the byte that was left over at the end of a run was lost, too */
	BLANK = 5,       /* a blank between two Han: people write them, too, and ends of lines do, */
	BEYOND = 2,      /* and what stands in front of it tells as much of the next character */
	WORTH = 8,       /* by which losses must be the better story: a chain has its price, too */
	MARK = 9,        /* a mark says nothing, */
	BYTE = 64        /* but a byte that nobody can decode all */
};

enum { NONE = 0, FFFD = 0xFF }; /* bytes that no text has: of a cell that has but one; for a mark */

typedef struct qw_opening_place {
	int64_t bits;            /* of the cheapest text in front of it, */
	qw_cell last;            /* which ends with this character; 0: it is not known, */
	uint32_t before;         /* and begins in front of it here. */
	unsigned char byte;      /* the one behind it; NONE, and the cell has but one */
	bool event;              /* was a byte lost in between? */
} place;

void qw_openings_init(qw_openings *o, const qw_allocator *a)
{
	*o = (qw_openings){.allocator = *a};
}

void qw_openings_free(qw_openings *o)
{
	qw_release(&o->allocator, o->place, o->place_capacity, sizeof *o->place);
	qw_release(&o->allocator, o->at, o->capacity, 1);
	qw_openings_init(o, &(qw_allocator){o->allocator.resize, o->allocator.ctx});
}

/* Does a character of the text stand there, or a mark for one? */
static bool is_beside(const qw_cell *c, size_t n, size_t i)
{
	return i < n && ((c[i] >= 0x80 && !qw_cell_is_raw(c[i])) || c[i] == '?');
}

qw_raw_sort qw_raw_sort_of(const qw_cell *c, size_t n, size_t i)
{
	bool other = (i > 0 && qw_cell_is_raw(c[i - 1])) || (i + 1 < n && qw_cell_is_raw(c[i + 1]));
	int sides = (i > 0 && is_beside(c, n, i - 1)) + is_beside(c, n, i + 1);
	return other || sides == 0 ? QW_STRAY_BYTE : sides == 1 ? QW_BYTE_AT_END : QW_TORN_BYTE;
}

/* The bytes of all cells. What the set has not is no byte, but may not be torn, either. */
static bool write_bytes(qw_openings *o, const qw_set *set, qw_layer_input in)
{
	void *places = o->place, *array = o->at;
	bool room = qw_grow(&o->allocator, &places, &o->place_capacity, 2 * in.length + 1,
	                    sizeof *o->place);
	o->place = places;
	room = qw_grow(&o->allocator, &array, &o->capacity, in.length + 1, 1) && room;
	o->at = array;
	if (!room)
		return false;
	memset(o->at, 0, in.length + 1);
	for (size_t i = 0; i <= in.length; i++) {
		unsigned char code[4] = {NONE, NONE};
		qw_cell c = i < in.length ? in.cell[i] : '\n';
		if (c == 0xFFFD)
			code[0] = FFFD;
		else if (qw_cell_is_raw(c))
			code[0] = qw_raw_sort_of(in.cell, in.length, i) != QW_STRAY_BYTE ? (unsigned char)c
			                                                                 : NONE;
		else if (c < 0x80)
			code[0] = (unsigned char)c;
		else if (c == 0x20AC && set->id == QW_SET_GBK)
			code[0] = 0x80;
		else if (qw_set_encode(set, c, code) > 2)
			code[0] = code[1] = NONE;
		o->place[2 * i] = (place){.bits = INT64_MAX, .byte = code[0]};
		if (i < in.length)
			o->place[2 * i + 1] = (place){.bits = INT64_MAX, .byte = code[1]};
	}
	o->place[0].bits = 0;
	o->place[0].last = QW_MODEL_START;
	return true;
}

typedef struct {
	place *place;
	const qw_set *set;
	qw_layer_input in;
	size_t end;
} walk;

/* The place behind the byte at p. */
static size_t behind(const walk *w, size_t p)
{
	return (p & 1) == 0 && w->place[p + 1].byte == NONE ? p + 2 : p + 1;
}

static void reach(const walk *w, size_t from, size_t to, qw_cell last, int64_t bits, bool event)
{
	place *p = &w->place[to];
	bits += w->place[from].bits;
	if (bits >= p->bits)
		return;
	p->bits = bits;
	p->last = last;
	p->before = (uint32_t)from;
	p->event = event;
}

static qw_bits cost(qw_cell before, qw_cell c)
{
	return before != 0 ? qw_model_pair(before, c) : qw_model_single(c);
}

/* Bits/256 of cell i as it stands, behind `before`. */
static qw_bits cost_in_step(qw_layer_input in, size_t i, qw_cell before)
{
	const qw_cell *c = in.cell + i;
	if (*c == 0xFFFD)
		return MARK * QW_BIT;
	if (qw_cell_is_raw(*c))
		return BYTE * QW_BIT;
	qw_bits bits = cost(before, *c), most = bits;
	if (*c == ' ' && before >= 0x2E80)
		most = BLANK * QW_BIT;
	else if (before == ' ' && i > 1 && c[-2] >= 0x2E80)
		most = cost(c[-2], *c) + BEYOND * QW_BIT;
	return bits < most ? bits : most;
}

static bool is_mark(unsigned char b) { return b == FFFD || b == '?' || b == ' '; }

/* The cell as it stands. */
static void go_in_step(const walk *w, size_t p)
{
	reach(w, p, p + 2, w->in.cell[p / 2], cost_in_step(w->in, p / 2, w->place[p].last), false);
}

/* The second byte of a cell with the first one of the next, or alone. */
static void go_late(const walk *w, size_t p)
{
	unsigned char b = w->place[p].byte, next = w->place[p + 1].byte;
	if (b < 0x80) {
		reach(w, p, p + 1, b, cost(w->place[p].last, b), false);
		return;
	}
	qw_cell c = next >= 0x40 && next != FFFD ? qw_charset_of_pair(w->set->charset, b, next) : 0;
	if (c != 0 && !qw_cell_is_private(c))
		reach(w, p, behind(w, p + 1), c, cost(w->place[p].last, c), false);
	if (next < 0x40 || next == FFFD)
		reach(w, p, p + 1, 0, (ORPHAN + CHOICE) * QW_BIT, true);
	if (is_mark(next))
		reach(w, p, p + 3, 0, (ORPHAN + CHOICE) * QW_BIT, true);
}

/* A byte was lost here, or is there twice. */
static void go_over_loss(const walk *w, size_t p)
{
	unsigned char b = w->place[p].byte;
	size_t next = behind(w, p);
	if (b >= 0x40 && b != FFFD)
		reach(w, p, next, 0, (EVENT + CHOICE) * QW_BIT, true);
	if (is_mark(b) && next < w->end && w->place[next].byte >= 0x40 && w->place[next].byte != FFFD)
		reach(w, p, behind(w, next), 0, (EVENT + CHOICE) * QW_BIT, true);
	/* A byte that stands alone, and a mark for what stood behind it. */
	if (qw_cell_is_raw(w->in.cell[p / 2]) && next < w->end && is_mark(w->place[next].byte))
		reach(w, p, behind(w, next), 0, (EVENT + CHOICE) * QW_BIT, true);
	bool wide = (p & 1) != 0 || next == p + 1 || (p > 0 && w->place[p - 1].byte != NONE);
	if (b < 0x40 || b == FFFD || !wide)
		return;
	size_t front = p > 0 && w->place[p - 1].byte == NONE ? p - 2 : p - 1;
	if ((p > 0 && w->place[front].byte == b) || (next < w->end && w->place[next].byte == b))
		reach(w, p, next, w->place[p].last, EVENT * QW_BIT, true);
}

/* Bits/256 of the line as it stands. */
static int64_t bits_in_step(qw_layer_input in)
{
	int64_t bits = 0;
	qw_cell before = QW_MODEL_START;
	for (size_t i = 0; i < in.length; before = in.cell[i++])
		bits += cost_in_step(in, i, before);
	return bits;
}

static void open_near(qw_openings *o, size_t cells, size_t from, size_t to)
{
	size_t first = from > BEFORE ? from - BEFORE : 0;
	size_t last = cells - to > BEHIND ? to + BEHIND : cells;
	memset(o->at + first, 1, last - first);
}

/* Of a character nothing may be left. Marks are no evidence of that: anything leaves some. */
static bool open_marks(qw_openings *o, qw_layer_input in)
{
	bool any = false;
	for (size_t i = 0; i < in.length; i++)
		if (in.cell[i] == 0xFFFD) {
			o->at[i] = o->at[i + 1] = 1;
			any = true;
		}
	return any;
}

bool qw_openings_find(qw_openings *o, const qw_set *set, qw_layer_input in, bool expected,
                      bool *any)
{
	*any = false;
	if (!write_bytes(o, set, in))
		return false;
	walk w = {o->place, set, in, 2 * in.length};
	for (size_t p = 0; p < w.end; p++) {
		if (o->place[p].bits == INT64_MAX)
			continue;
		if ((p & 1) == 0)
			go_in_step(&w, p);
		else
			go_late(&w, p);
		go_over_loss(&w, p);
	}
	bool worth = expected || bits_in_step(in) - o->place[w.end].bits >= WORTH * QW_BIT;
	for (size_t p = w.end; worth && p > 0; p = o->place[p].before) {
		if (!o->place[p].event)
			continue;
		*any = true;
		open_near(o, in.length, o->place[p].before / 2, p / 2);
	}
	if (expected)
		*any = open_marks(o, in) || *any;
	return true;
}
