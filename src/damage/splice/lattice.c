/* SPDX-License-Identifier: Apache-2.0 */
/* The search and its result; the steps are those of lattice_step.c and lattice_settle.c. */
#include "config.h"
#include "damage/splice/lattice_internal.h"

#include "damage/splice/mark.h"

#include <stdlib.h>

enum { RUN_MAX = 4096 }; /* cells of the longest torn run */

qw_lattice *qw_lattice_new(const qw_allocator *a)
{
	qw_lattice *l = a->resize(a->ctx, NULL, 0, sizeof *l);
	if (l == NULL)
		return NULL;
	l->allocator = *a;
	l->nodes = a->resize(a->ctx, NULL, 0, QW_NODES * sizeof *l->nodes);
	if (l->nodes == NULL) {
		a->resize(a->ctx, l, sizeof *l, 0);
		return NULL;
	}
	return l;
}

void qw_lattice_free(qw_lattice *l)
{
	if (l == NULL)
		return;
	qw_allocator a = l->allocator;
	qw_release(&a, l->nodes, QW_NODES, sizeof *l->nodes);
	a.resize(a.ctx, l, sizeof *l, 0);
}

void qw_lattice_allow(qw_lattice *l, size_t cells)
{
	enum { BASE = 100000, PER_CELL = 60 };
	l->budget = BASE + (int64_t)cells * PER_CELL;
}

/* --- the search ---------------------------------------------------------------- */

static int by_cost(const void *a, const void *b)
{
	const qw_hypothesis *x = a, *y = b;
	if (x->cost != y->cost)
		return x->cost < y->cost ? -1 : 1;
	if (x->node != y->node)
		return x->node > y->node ? 1 : -1;
	return (x->nth > y->nth) - (x->nth < y->nth);
}

/* The cheapest first; equals as they came, with every qsort(). */
static void sort(qw_hypothesis *h, size_t n)
{
	for (size_t i = 0; i < n; i++)
		h[i].nth = (uint16_t)i;
	qsort(h, n, sizeof *h, by_cost);
}

/* Keep the best. */
static void prune(qw_lattice *l)
{
	sort(l->next, l->made);
	l->alive = 0;
	for (size_t i = 0; i < l->made && l->alive < QW_BEAM; i++)
		l->now[l->alive++] = l->next[i];
}

/* The hypotheses that are furthest behind take a step; the others wait. */
static void advance(qw_lattice *l)
{
	uint32_t behind = UINT32_MAX;
	for (size_t i = 0; i < l->alive; i++)
		if (l->now[i].position < behind)
			behind = l->now[i].position;
	l->made = 0;
	for (size_t i = 0; i < l->alive; i++) {
		l->rank = i;
		if (l->now[i].position > behind || behind >= l->torn->length) {
			if (l->now[i].position > behind || l->now[i].pending < 0)
				qw_lattice_push(l, &l->now[i], l->now[i].position, 0);
		} else if (l->now[i].pending >= QW_UNKNOWN) {
			qw_lattice_settle(l, &l->now[i]);
		} else {
			qw_lattice_step(l, &l->now[i]);
		}
	}
}

/* All are in step at the same place, and no note follows on their last character. */
static bool settled(const qw_lattice *l)
{
	qw_note note;
	for (size_t i = 0; i < l->alive; i++)
		if (l->now[i].pending >= 0 || l->now[i].position != l->now[0].position)
			return false;
	return !qw_note_at(l->torn->cell, l->torn->length, l->now[0].position, &note);
}

/* Is there nothing but a few tags, or nothing, from cell[i] to the end of the line? */
static bool ends_line(const qw_torn *t, size_t i)
{
	enum { TAGS = 64 };
	size_t limit = t->length - i > TAGS ? i + TAGS : t->length;
	while (i < limit && t->cell[i] < 0x80)
		i++;
	return i == t->length;
}

/* What stands behind the run has its say: the next character, or the end of the line, where
 * few quotation marks are still open. */
static void look_behind(qw_lattice *l)
{
	const qw_torn *t = l->torn;
	size_t i = l->now[0].position;
	bool next = i < t->length && qw_mark_lost(t->cell, t->length, i) == 0, ends = ends_line(t, i);
	bool second = next && i + 1 < t->length && t->cell[i + 1] >= 0x80;
	for (size_t k = 0; k < l->alive; k++) {
		qw_hypothesis *h = &l->now[k];
		if (next)
			h->cost += qw_recall_triple(t->recall, h->before, h->previous, t->cell[i]);
		if (second)
			h->cost += qw_recall_triple(t->recall, h->previous, t->cell[i], t->cell[i + 1]);
		if (ends && h->open != 0)
			h->cost += QW_COST_UNBALANCED * QW_BIT;
	}
	sort(l->now, l->alive);
}

size_t qw_lattice_search(qw_lattice *l, const qw_torn *torn, size_t from,
                         const qw_cell before[2],
                         bool thorough)
{
	uint16_t pair = before[1] < 0x80 ? (uint16_t)before[1] : qw_view_pair(torn->view, before[1]);
	l->torn = torn;
	l->thorough = thorough;
	l->node_count = 1;
	l->alive = 1;
	l->now[0] = (qw_hypothesis){.position = (uint32_t)from, .before = before[0],
	                            .previous = before[1],
	                            .open = torn->open, .pending = QW_IN_STEP,
	                            .before_last = qw_lead_of(pair), .last = qw_trail_of(pair)};
	do {
		advance(l);
		prune(l);
		l->budget -= (int64_t)l->made;
		if (l->alive == 0 || l->budget < 0 || l->now[0].position - from > RUN_MAX
		    || l->node_count >= QW_NODES)
			return 0;
	} while (!settled(l));
	look_behind(l);
	return l->alive;
}

/* --- the result ---------------------------------------------------------------- */

/* The entry of a note on the path joins what the search found. */
static void write_entry(qw_lattice *l, const qw_node *from, qw_mended *mended)
{
	const qw_torn *t = l->torn;
	qw_note note;
	if (mended->entries == QW_ENTRIES || !qw_note_tail(t->cell, t->length, from->source, &note))
		return;
	qw_entry *e = &l->entry[mended->entries++];
	*e = (qw_entry){.pair = (uint16_t)from->cell, .reading = note.reading,
	                .length = (uint8_t)note.length};
	e->character = qw_view_cell(t->view, qw_lead_of(e->pair), qw_trail_of(e->pair));
	for (size_t i = 0; i < note.length; i++)
		e->text[i] = t->cell[note.text + i];
}

static bool is_character(const qw_node *n) { return n->cell < QW_NOTE_NODE; }

bool qw_lattice_write(qw_lattice *l, size_t rank, qw_text *out, qw_mended *mended)
{
	const qw_torn *t = l->torn;
	const qw_hypothesis *h = &l->now[rank];
	size_t count = 0;
	for (uint32_t k = h->node; k != 0; k = l->nodes[k].parent)
		count += is_character(&l->nodes[k]);
	if (!qw_text_reserve(out, count))
		return false;
	*mended = (qw_mended){.end = h->position, .cost = h->cost, .lost = h->lost,
	                      .newlines = h->newlines, .dropped = h->dropped, .shown = h->shown,
	                      .entry = l->entry, .guess = l->guess};
	size_t place = out->length + count;
	out->at[place] = t->at[h->position];
	for (uint32_t k = h->node; k != 0; k = l->nodes[k].parent) {
		if (!is_character(&l->nodes[k])) {
			write_entry(l, &l->nodes[k], mended);
			continue;
		}
		out->cell[--place] = l->nodes[k].cell;
		out->at[place] = t->at[l->nodes[k].source];
		if (l->nodes[k].guess && mended->guesses < QW_GUESSES)
			l->guess[mended->guesses++] = (uint32_t)(place - out->length);
	}
	out->length += count;
	return true;
}
