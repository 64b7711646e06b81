/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/splice/replay_internal.h"

#include "damage/splice/mark.h"

#include <string.h>

enum { CHAIN_MAX = 64 }; /* matches that overlap one another; real ones are two or three */

void qw_replay_init(qw_replay *r, const qw_view *view, const qw_table *table,
                    const qw_allocator *a)
{
	*r = (qw_replay){.allocator = *a, .view = view, .table = table};
}

void qw_replay_free(qw_replay *r)
{
	qw_release(&r->allocator, r->unit, r->unit_capacity, sizeof *r->unit);
	qw_release(&r->allocator, r->source, r->source_capacity, sizeof *r->source);
	qw_release(&r->allocator, r->insert, r->insert_capacity, sizeof *r->insert);
	qw_release(&r->allocator, r->prefix, r->prefix_capacity, sizeof *r->prefix);
	qw_replay_init(r, r->view, r->table, &(qw_allocator){r->allocator.resize, r->allocator.ctx});
}

static bool make_room(qw_replay *r, size_t n)
{
	const qw_allocator *a = &r->allocator;
	void *unit = r->unit, *source = r->source, *insert = r->insert, *prefix = r->prefix;
	if (n > SIZE_MAX / 2 - 1)
		return false;
	size_t count = 2 * n + 1;
	bool done = qw_grow(a, &unit, &r->unit_capacity, count, sizeof *r->unit);
	r->unit = unit;
	done = done && qw_grow(a, &source, &r->source_capacity, count, sizeof *r->source);
	r->source = source;
	done = done && qw_grow(a, &insert, &r->insert_capacity, count, sizeof *r->insert);
	r->insert = insert;
	done = done && qw_grow(a, &prefix, &r->prefix_capacity, count, sizeof *r->prefix);
	r->prefix = prefix;
	return done;
}

static void encode(qw_replay *r, const qw_cell *c, size_t n)
{
	size_t k = 0;
	for (size_t i = 0; i < n; i++) {
		uint16_t pair = c[i] < 0x80 ? 0 : qw_view_pair(r->view, c[i]);
		r->source[k] = (uint32_t)i;
		r->source[k + 1] = (uint32_t)i;
		if (pair != 0) {
			r->unit[k++] = pair >> 8;
			r->unit[k++] = pair & 0xFF;
		} else {
			r->unit[k++] = c[i] < 0x80 ? (uint16_t)c[i] : QW_NO_BYTES;
		}
	}
	r->length = k;
}

/* --- replacing: which entries match where -------------------------------------- */

static inline uint16_t entry_at(const qw_replay *r, size_t k)
{
	if (k + 1 >= r->length || r->unit[k] < 0x80 || (r->unit[k] | r->unit[k + 1]) >= QW_NO_BYTES)
		return 0;
	return r->table->index[r->unit[k] << 8 | r->unit[k + 1]];
}

static uint32_t order_key(const qw_replay *r, uint16_t entry)
{
	const qw_entry *e = &r->table->entry[entry - 1];
	return r->order == QW_ORDER_PAIR ? e->pair
	     : r->order == QW_ORDER_CODE_POINT ? e->character : 0xFFFFu - e->pair;
}

/* Does the entry go in front of its character, as those of punctuation do? */
static bool goes_in_front(const qw_replay *r, uint16_t entry)
{
	return r->prefixes && qw_mark_is_prefixed(r->table->entry[entry - 1].character);
}

/* Was something put between the bytes at k and k + 1? */
static bool is_parted(const qw_replay *r, size_t k)
{
	return r->insert[k] != 0 || (r->prefixes && r->prefix[k + 1] != 0);
}

static uint16_t *gap_of(const qw_replay *r, size_t k, uint16_t entry)
{
	return goes_in_front(r, entry) ? &r->prefix[k] : &r->insert[k + 1];
}

/* Matches from k on that overlap one another: the entry that comes first in the
 * table wins its place; what it puts there parts the bytes of the match beside it. */
static size_t resolve_chain(qw_replay *r, size_t k)
{
	size_t end = k;
	while (end - k < CHAIN_MAX && entry_at(r, end) != 0)
		end++;
	for (size_t left = end - k; left > 0; left--) {
		size_t best = end;
		for (size_t i = k; i < end; i++) {
			uint16_t e = entry_at(r, i);
			if (!is_parted(r, i) && *gap_of(r, i, e) == 0
			    && (best == end || order_key(r, e) < order_key(r, entry_at(r, best))))
				best = i;
		}
		if (best == end)
			break;
		*gap_of(r, best, entry_at(r, best)) = entry_at(r, best);
	}
	return end;
}

static bool in_step(const qw_replay *r, size_t k)
{
	return r->source[k] == r->source[k + 1] && (k == 0 || r->source[k - 1] != r->source[k]);
}

static void replace(qw_replay *r)
{
	memset(r->insert, 0, (r->length + 1) * sizeof *r->insert);
	if (r->prefixes)
		memset(r->prefix, 0, (r->length + 1) * sizeof *r->prefix);
	for (size_t k = 0; k + 1 < r->length;) {
		uint16_t e = entry_at(r, k);
		if (e == 0) {
			k++;
		} else if (r->per_character) {
			if (in_step(r, k))
				*gap_of(r, k, e) = e;
			k++;
		} else if (entry_at(r, k + 1) == 0) {
			*gap_of(r, k, e) = e;
			k++;
		} else {
			k = resolve_chain(r, k);
		}
	}
}

bool qw_replay_prepare(qw_replay *r, const qw_cell *c, size_t n)
{
	if (!make_room(r, n)) {
		r->failed = true;
		return false;
	}
	encode(r, c, n);
	replace(r);
	return true;
}
