/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/splice/recall.h"

#include "damage/splice/mark.h"
#include "model/logarithm.h"
#include "scan/scan.h"

#include <string.h>

enum {
	LEAST = 256,            /* slots */
	MOST = 1 << 17,         /* a window has less pairs that differ */
	TRIES = 8,              /* slots in which a pair may be */
	COUNT_BITS = 12,
	CLEAR = 8 * QW_BIT,     /* bits that tell how the segment is written */
	MOST_LEAN = 1 << 24,
	SHARE = 2 * QW_BIT      /* a quarter of all characters repeat what was written */
};

void qw_recall_init(qw_recall *r, const qw_allocator *a) { *r = (qw_recall){.allocator = *a}; }

void qw_recall_free(qw_recall *r)
{
	if (r->slot != NULL)
		qw_release(&r->allocator, r->slot, r->capacity, sizeof *r->slot);
	r->slot = NULL;
	r->size = r->capacity = 0;
}

bool qw_recall_begin(qw_recall *r, size_t cells)
{
	void *array = r->slot;
	size_t size = LEAST;
	while (size < MOST && size < 2 * cells)
		size *= 2;
	r->size = 0;
	r->improper = r->spaced = r->joined = 0;
	r->lean = 0;
	if (!qw_grow(&r->allocator, &array, &r->capacity, 2 * size, sizeof *r->slot))
		return false;
	r->slot = array;
	r->size = size;
	memset(r->slot, 0, 2 * size * sizeof *r->slot);
	return true;
}

#define COUNT_MASK ((1u << COUNT_BITS) - 1)

/* Where a pair is looked for, and by what it is told from others there. */
typedef struct {
	size_t at;
	uint32_t tag;           /* not 0 */
} place;

static place place_of(const qw_recall *r, qw_cell a, qw_cell b)
{
	uint64_t hash = ((uint64_t)a << 21 | b) * UINT64_C(0x9E3779B97F4A7C15);
	return (place){(size_t)(hash >> 44) & (r->size - 1),
	               (uint32_t)(hash >> 24) << COUNT_BITS | 1u << COUNT_BITS};
}

/* The slot of a pair, or one that is free for it; NULL: neither is near. */
static uint32_t *find(const qw_recall *r, place p)
{
	for (size_t i = 0; i < TRIES; i++) {
		uint32_t *slot = &r->slot[(p.at + i) & (r->size - 1)];
		if (*slot == 0 || (*slot & ~COUNT_MASK) == p.tag)
			return slot;
	}
	return NULL;
}

/* How often anything followed a character, or one that shares its place. */
static uint32_t *followers(const qw_recall *r, qw_cell a)
{
	return &r->slot[r->size + (a & (r->size - 1))];
}

static void count(qw_recall *r, qw_cell a, qw_cell b)
{
	place p = place_of(r, a, b);
	uint32_t *slot = find(r, p);
	++*followers(r, a);
	if (slot != NULL && (*slot & COUNT_MASK) != COUNT_MASK)
		*slot = p.tag | ((*slot & COUNT_MASK) + 1);
}

static uint32_t times(const qw_recall *r, qw_cell a, qw_cell b)
{
	const uint32_t *slot = find(r, place_of(r, a, b));
	return slot == NULL ? 0 : *slot & COUNT_MASK;
}

/* The index behind what a splice put at c[i], or i. */
static size_t behind_insert(const qw_cell *c, size_t n, size_t i)
{
	qw_note note;
	if (c[i] == '(')
		return qw_note_at(c, n, i, &note) ? note.end : i;
	if (!qw_mark_is_prefix(c[i]))
		return i;
	size_t k = qw_mark_behind_prefixes(c, n, i);
	return c[i] != ' ' && k < n && qw_mark_is_prefixed(c[k]) ? k : i;
}

void qw_recall_line(qw_recall *r, const qw_cell *c, size_t n)
{
	qw_cell before = 0, first = 0;
	for (size_t i = 0; i < n;) {
		if (qw_mark_lost(c, n, i) > 0) {
			/* What may be read one byte late tells nothing. */
			size_t k = qw_mark_behind_torn(c, n, i);
			for (; i < k; i++)
				r->improper += qw_cell_is_private(c[i]);
			before = first = 0;
			continue;
		}
		size_t k = c[i] < 0x80 ? behind_insert(c, n, i) : i;
		if (k > i) {
			i = k;
			continue;
		}
		if (before != 0 && (before >= 0x80 || c[i] >= 0x80))
			count(r, before, c[i]);
		if (r->lean < MOST_LEAN && r->lean > -MOST_LEAN)
			r->lean += qw_scan_lean(c[i]);
		if (qw_recall_is_letter(c[i])) {
			r->spaced += before == ' ' && qw_cell_is_han(first);
			r->joined += qw_cell_is_han(before);
		}
		first = before;
		before = c[i++];
	}
}

/* Against a character of the other writing than the segment's. */
static qw_bits against_writing(const qw_recall *r, qw_cell c)
{
	int32_t lean = qw_scan_lean(c);
	if (r->lean < -CLEAR)
		return lean > 0 ? lean : 0;
	return r->lean > CLEAR && lean < 0 ? -lean : 0;
}

/* What c costs behind b, which costs `usual` in other texts. */
static qw_bits here(const qw_recall *r, qw_cell b, qw_cell c, qw_bits usual)
{
	uint32_t seen = r->size > 0 ? times(r, b, c) : 0;
	usual += against_writing(r, c);
	if (seen == 0)
		return usual;
	qw_bits again = SHARE + qw_cost_of(seen, *followers(r, b) + 1u);
	return again < usual ? again : usual;
}

qw_bits qw_recall_triple(const qw_recall *r, qw_cell a, qw_cell b, qw_cell c)
{
	return here(r, b, c, qw_model_triple(a, b, c));
}

qw_bits qw_recall_pair(const qw_recall *r, qw_cell b, qw_cell c)
{
	return here(r, b, c, qw_model_pair(b, c));
}

qw_bits qw_recall_share(const qw_recall *r, qw_cell a, qw_cell b)
{
	enum { PRIOR = 4 }; /* of so many unseen places one has it */
	if (r->size == 0)
		return 0;
	uint32_t seen = times(r, a, b) + 1u, all = *followers(r, a) + PRIOR;
	return seen < all ? qw_cost_of(seen, all) : 0;
}
