/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/beam.h"

#include "damage/mojibake/hash.h"

#include <stdlib.h>
#include <string.h>

enum {
	WIDTH = 64,     /* hypotheses that survive a step */
	ROOM = 256,      /* that survive when there is no more room */
	WALK = 24        /* characters of two histories that are compared */
};

typedef struct {
	uint32_t turn;           /* of which it holds, */
	uint32_t place;          /* in `next` */
} state_slot;

typedef struct {
	int64_t bits;
	uint32_t place;          /* in `next` */
} ranked;

/* What most sessions never need. */
struct qw_beam_room {
	qw_hypothesis now[QW_BEAM_MOST], next[QW_BEAM_MOST], spare[ROOM];
	ranked order[QW_BEAM_MOST];
	state_slot slot[QW_BEAM_SLOTS];
};

void qw_beam_init(qw_beam *b, const qw_allocator *a)
{
	*b = (qw_beam){.allocator = *a, .width = WIDTH};
}

void qw_beam_free(qw_beam *b)
{
	qw_release(&b->allocator, b->node, b->node_capacity, sizeof *b->node);
	qw_release(&b->allocator, b->room, 1, sizeof *b->room);
	qw_beam_init(b, &(qw_allocator){b->allocator.resize, b->allocator.ctx});
}

static bool reserve(qw_beam *b)
{
	if (b->room != NULL)
		return true;
	b->room = b->allocator.resize(b->allocator.ctx, NULL, 0, sizeof *b->room);
	b->failed = b->room == NULL;
	if (b->failed)
		return false;
	b->now = b->room->now;
	b->next = b->room->next;
	memset(b->room->slot, 0, sizeof b->room->slot);
	return true;
}

static void clear_next(qw_beam *b)
{
	b->next_count = 0;
	b->best = INT64_MAX / 2;
	b->turn++;
}

bool qw_beam_extend(qw_hypothesis *h, qw_cell c, uint32_t from, uint32_t to, bool sure)
{
	if (h->freshes == QW_BEAM_FRESH)
		return false;
	h->fresh[h->freshes++] = (qw_beam_cell){c, from, to, sure ? QW_BEAM_SURE : QW_BEAM_SURE - 1};
	return true;
}

static uint32_t add_node(qw_beam *b, uint32_t before, qw_beam_cell of)
{
	void *array = b->node;
	if (b->failed
	    || !qw_grow(&b->allocator, &array, &b->node_capacity, b->nodes + 1, sizeof *b->node)) {
		b->failed = true;
		return QW_BEAM_ROOT;
	}
	b->node = array;
	b->node[b->nodes] = (qw_beam_node){of, before};
	return (uint32_t)b->nodes++;
}

/* It survives: its characters become nodes. */
static void settle(qw_beam *b, qw_hypothesis *h)
{
	for (unsigned i = 0; i < h->freshes; i++)
		h->node = add_node(b, h->node, h->fresh[i]);
	h->freshes = 0;
}

bool qw_beam_begin(qw_beam *b, uint32_t border, int32_t lean)
{
	if (!reserve(b))
		return false;
	b->now[0] = (qw_hypothesis){.before = QW_MODEL_START, .previous = QW_MODEL_START,
	                            .border = border, .lean = lean};
	b->count = 1;
	b->least = b->behind;
	b->nodes = 0;
	add_node(b, QW_BEAM_ROOT, (qw_beam_cell){.from = border, .to = border});
	clear_next(b);
	return !b->failed;
}

static int64_t rank(const qw_hypothesis *h)
{
	return h->bits + h->expect;
}

static uint64_t state_of(const qw_hypothesis *h)
{
	uint64_t s = qw_hash_add((uint64_t)h->before << 32 | h->previous,
	                         (uint64_t)h->byte[0] << 24 | (uint64_t)h->byte[1] << 16
	                         | (uint64_t)h->byte[2] << 8 | h->byte[3]);
	return qw_hash_add(s, (uint64_t)h->held << 24 | (uint64_t)h->alone << 16
	                      | (uint64_t)h->marked << 8 | h->dropped);
}

static size_t slot_of(const qw_hypothesis *h)
{
	return (size_t)(state_of(h) >> 32) & (QW_BEAM_SLOTS - 1);
}

static bool same_state(const qw_hypothesis *a, const qw_hypothesis *b)
{
	return a->before == b->before && a->previous == b->previous && a->held == b->held
	    && a->alone == b->alone && a->marked == b->marked && a->dropped == b->dropped
	    && memcmp(a->byte, b->byte, sizeof a->byte) == 0;
}

/* The characters of a hypothesis from the last one on. */
typedef struct {
	qw_beam *beam;
	qw_hypothesis *h;
	unsigned fresh;
	uint32_t node;
} history;

static qw_beam_cell *last_of(const history *h)
{
	return h->fresh > 0 ? &h->h->fresh[h->fresh - 1] : &h->beam->node[h->node].of;
}

static void back(history *h)
{
	if (h->fresh > 0)
		h->fresh--;
	else
		h->node = h->beam->node[h->node].before;
}

/* Two histories meet: by how much the worse one is dearer is the lead of the characters in which
 * they differ. */
static void compare(qw_beam *b, qw_hypothesis *better, qw_hypothesis *worse)
{
	int64_t by = worse->bits - better->bits;
	qw_bits lead = by < QW_BEAM_SURE - 1 ? (qw_bits)by : QW_BEAM_SURE - 1;
	history x = {b, better, better->freshes, better->node};
	history y = {b, worse, worse->freshes, worse->node};
	for (unsigned i = 0; i < WALK; i++) {
		if (x.fresh == 0 && y.fresh == 0 && x.node == y.node)
			break;
		qw_beam_cell *p = last_of(&x);
		const qw_beam_cell *q = last_of(&y);
		uint32_t from = p->from, other = q->from;
		bool same = from == other && p->cell == q->cell && p->to == q->to;
		if (from >= other && p->lead > lead && !same)
			p->lead = (lead & ~QW_BEAM_WHOLE) | (p->lead & QW_BEAM_WHOLE);
		if (from >= other)
			back(&x);
		if (other >= from)
			back(&y);
	}
}

/* The best first; equals as they came. */
static int by_rank(const void *a, const void *b)
{
	const ranked *x = a, *y = b;
	if (x->bits != y->bits)
		return x->bits > y->bits ? 1 : -1;
	return (x->place > y->place) - (x->place < y->place);
}

static size_t free_slot(const qw_beam *b, const qw_hypothesis *h)
{
	size_t slot = slot_of(h);
	while (b->room->slot[slot].turn == b->turn)
		slot = (slot + 1) & (QW_BEAM_SLOTS - 1);
	return slot;
}

static void enter(qw_beam *b, size_t slot, size_t i)
{
	b->room->slot[slot] = (state_slot){b->turn, (uint32_t)i};
}

/* Which of `next` are not far behind, the best first; returns how many. */
static size_t rank_next(qw_beam *b)
{
	size_t kept = 0;
	int64_t most = b->best + b->behind;
	for (size_t i = 0; i < b->next_count; i++) {
		int64_t bits = rank(&b->next[i]);
		if (bits <= most)
			b->room->order[kept++] = (ranked){bits, (uint32_t)i};
	}
	qsort(b->room->order, kept, sizeof *b->room->order, by_rank);
	return kept;
}

/* There is no more room: the best stay. */
static void shrink(qw_beam *b)
{
	size_t kept = rank_next(b);
	kept = kept < ROOM ? kept : ROOM;
	for (size_t i = 0; i < kept; i++)
		b->room->spare[i] = b->next[b->room->order[i].place];
	memcpy(b->next, b->room->spare, kept * sizeof *b->next);
	b->next_count = kept;
	b->turn++;
	for (size_t i = 0; i < kept; i++)
		enter(b, free_slot(b, &b->next[i]), i);
}

void qw_beam_put(qw_beam *b, qw_hypothesis *h)
{
	int64_t bits = rank(h);
	if (!qw_beam_wants(b, bits))
		return;
	size_t slot = slot_of(h);
	for (; b->room->slot[slot].turn == b->turn; slot = (slot + 1) & (QW_BEAM_SLOTS - 1)) {
		qw_hypothesis *old = &b->next[b->room->slot[slot].place];
		if (!same_state(old, h))
			continue;
		if (old->bits <= h->bits) {
			compare(b, old, h);
		} else {
			compare(b, h, old);
			*old = *h;
		}
		b->best = bits < b->best ? bits : b->best;
		return;
	}
	if (b->next_count == QW_BEAM_MOST) {
		shrink(b);
		slot = free_slot(b, h);
	}
	enter(b, slot, b->next_count);
	b->next[b->next_count++] = *h;
	b->best = bits < b->best ? bits : b->best;
}

void qw_beam_join(qw_beam *b)
{
	size_t kept = rank_next(b);
	for (size_t i = 0; i < kept && i < ROOM && b->count < QW_BEAM_MOST; i++) {
		b->now[b->count] = b->next[b->room->order[i].place];
		settle(b, &b->now[b->count++]);
	}
	clear_next(b);
}

bool qw_beam_turn(qw_beam *b)
{
	if (b->next_count == 0)
		return false;
	const ranked *order = b->room->order;
	size_t kept = rank_next(b);
	if (kept > b->width) {
		kept = b->width;
		int64_t by = order[kept].bits - order[0].bits;
		b->least = by < b->least ? (qw_bits)by : b->least;
	}
	for (size_t i = 0; i < kept; i++) {
		b->now[i] = b->next[order[i].place];
		settle(b, &b->now[i]);
	}
	b->count = kept;
	clear_next(b);
	return true;
}

const qw_hypothesis *qw_beam_best(qw_beam *b)
{
	qw_hypothesis *best = NULL;
	for (size_t i = 0; i < b->count; i++)
		if (b->now[i].held == 0 && (best == NULL || b->now[i].bits < best->bits))
			best = &b->now[i];
	for (size_t i = 0; best != NULL && i < b->count; i++)
		if (b->now[i].held == 0 && &b->now[i] != best)
			compare(b, best, &b->now[i]);
	return best;
}
