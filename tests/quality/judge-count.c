/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "judge-internal.h"

#include "align.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
	CHANGED = 1,
	DROPPED = 2,            /* repair took something away in front of it */
	GUESSED = 4
};

static int by_offset(const void *a, const void *b)
{
	const place *x = a, *y = b;
	return (x->offset > y->offset) - (x->offset < y->offset);
}

/* Bytes of UTF-8 that p[0..n) of the damaged text are, where nothing was repaired. */
static size_t length_of(const qw_set *set, const unsigned char *p, size_t n)
{
	size_t length = 0;
	for (size_t i = 0, used; set != NULL && i < n; i += used) {
		qw_cell c[2];
		unsigned count;
		qw_reason reason;
		unsigned char utf8[4];
		used = qw_set_decode(set, p + i, n - i, c, &count, &reason);
		length += used > 0 ? qw_utf8_encode(c[0], utf8) : 1;
		used = used > 0 ? used : 1;
	}
	return set != NULL ? length : n;
}

/* Where the places are in the repaired text. */
static void find_places(judge *j, const qw_buffer *damaged, const tally *t)
{
	size_t in = 0, out = 0;
	if (j->places > 1)
		qsort(j->place, j->places, sizeof *j->place, by_offset);
	for (size_t i = 0; i < j->places; i++) {
		place *p = &j->place[i];
		out += p->offset > in ? length_of(t->bytes, damaged->data + in, p->offset - in) : 0;
		p->out_from = out;
		out += p->after;
		p->out_to = out;
		in = p->offset + p->length > in ? p->offset + p->length : in;
	}
}

/* The first cell at or behind a byte, searched from cell i on. */
static size_t cell_at(const qw_text *t, size_t i, size_t byte)
{
	while (i < t->length && t->at[i] < byte)
		i++;
	return i;
}

static void flag_places(judge *j)
{
	const qw_text *t = &j->repaired_cells;
	size_t i = 0;
	for (size_t k = 0; k < j->places; k++) {
		i = cell_at(t, i, j->place[k].out_from);
		j->flag[i] |= DROPPED;
		for (; i < t->length && t->at[i] < j->place[k].out_to; i++)
			j->flag[i] |= CHANGED;
	}
}

/* Is nothing missing or too much between the neighbours of cells [from, to)? Where a
 * neighbour is no character of the original itself, nobody can tell. */
static bool is_seamless(const judge *j, size_t from, size_t to)
{
	size_t front = 0;       /* where the place should begin in the original */
	if (to == j->repaired_cells.length || j->origin[to] == ALIGN_NONE)
		return true;
	if (from > 0 && j->origin[from - 1] == ALIGN_NONE)
		return true;
	if (from > 0)
		front = j->origin[from - 1] + (size_t)1;
	return j->origin[to] - front == to - from;
}

/* Located guesses of a place whose first cell is `i`. Returns how many are right. */
static uint32_t count_guesses(judge *j, const place *p, size_t i)
{
	uint32_t right = 0;
	for (size_t k = 0; k < p->guesses; k++) {
		const qw_guess *g = &j->guess[p->guess + k];
		i = cell_at(&j->repaired_cells, i, p->out_from + g->offset);
		bool found = j->origin[i] != ALIGN_NONE;
		j->flag[i] |= GUESSED;
		confidence_add(&j->confidence[JUDGE_GUESSES], g->confidence, g->bits, found);
		right += found;
	}
	return right;
}

static bool is_lost(qw_cell c) { return c == '?' || c == 0xFFFD; }

/* Of the guessed characters that are not located those are right that are not known to be
 * wrong. */
static void count_place(judge *j, const place *p, size_t from, size_t to, tally *t)
{
	uint32_t wrong = 0, lost = 0, anywhere = p->guessed - (uint32_t)p->guesses;
	uint32_t right = count_guesses(j, p, from);
	bool whole = is_seamless(j, from, to);
	for (size_t i = from; i < to; i++) {
		bool missing = j->origin[i] == ALIGN_NONE && (j->flag[i] & GUESSED) == 0;
		wrong += missing;
		lost += missing && is_lost(j->repaired_cells.cell[i]);
		whole = whole && (i == from || j->origin[i] == j->origin[i - 1] + 1);
	}
	t->guessed += p->guessed;
	t->guessed_right += right + (wrong < anywhere ? anywhere - wrong : 0);
	if (t->lossy)
		confidence_add(&j->confidence[JUDGE_LOSSY_SPANS], p->confidence, p->bits,
		               wrong - lost <= anywhere);
	else
		confidence_add(&j->confidence[JUDGE_SPANS], p->confidence, p->bits,
		               whole && wrong == 0);
}

static void count_places(judge *j, tally *t)
{
	const qw_text *cells = &j->repaired_cells;
	size_t i = 0;
	for (size_t k = 0; k < j->places; k++) {
		size_t from = cell_at(cells, i, j->place[k].out_from);
		i = cell_at(cells, from, j->place[k].out_to);
		count_place(j, &j->place[k], from, i, t);
	}
}

/* Did repair change anything in cells [from, to)? */
static bool is_changed(const judge *j, size_t from, size_t to)
{
	bool changed = (j->flag[to] & DROPPED) != 0;
	for (; from < to; from++)
		changed = changed || j->flag[from] != 0;
	return changed;
}

uint64_t judge_counted(const tally *t, const qw_text *text, size_t from, size_t to)
{
	uint64_t count = 0;
	for (; from < to; from++)
		count += !t->lossy || qw_cell_is_han(text->cell[from]);
	return count;
}

static void count_characters(const judge *j, tally *t)
{
	const qw_text *o = &j->original_cells;
	size_t behind = 0, n = o->length; /* the cell behind the last partner */
	for (size_t i = 0; i < n;) {
		size_t end = i;
		while (end < n && j->to[end] == ALIGN_NONE)
			end++;
		size_t next = end < n ? j->to[end] : j->repaired_cells.length;
		if (end > i && is_changed(j, behind, next))
			t->wrong += judge_counted(t, o, i, end);
		else
			t->left += judge_counted(t, o, i, end);
		t->right += judge_counted(t, o, end, end + (end < n));
		behind = next + 1;
		i = end + 1;
	}
}

void judge_count(judge *j, const qw_buffer *damaged, tally *t)
{
	const qw_text *o = &j->original_cells, *r = &j->repaired_cells;
	j->to = judge_grow(j->to, &j->to_capacity, o->length + 1, sizeof *j->to);
	j->origin = judge_grow(j->origin, &j->origin_capacity, r->length + 1, sizeof *j->origin);
	j->flag = judge_grow(j->flag, &j->flag_capacity, r->length + 1, sizeof *j->flag);
	memset(j->flag, 0, r->length + 1);
	align(o->cell, o->length, r->cell, r->length, j->to);
	for (size_t i = 0; i < r->length; i++)
		j->origin[i] = ALIGN_NONE;
	for (size_t i = 0; i < o->length; i++)
		if (j->to[i] != ALIGN_NONE)
			j->origin[j->to[i]] = (uint32_t)i;
	find_places(j, damaged, t);
	flag_places(j);
	count_characters(j, t);
	count_places(j, t);
}
