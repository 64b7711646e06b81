/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/openings.h"

#include <string.h>

enum {
	BEFORE = 3,      /* cells in front of what surprises in which a byte may be lost */
	NO_TEXT = 30,    /* bits of two bytes that are no character */
	LATE = 16        /* bits by which text reads better one byte late when it may be that */
};

void qw_openings_init(qw_openings *o, const qw_allocator *a)
{
	*o = (qw_openings){.at = NULL};
	qw_surprise_init(&o->surprise, a);
}

void qw_openings_free(qw_openings *o)
{
	qw_release(&o->surprise.allocator, o->at, o->capacity, 1);
	qw_surprise_free(&o->surprise);
}

/* The character of the second byte of cell i and the first one of the next; 0: there is none. */
static qw_cell read_late(const qw_set *set, const qw_layer_input *in, size_t i)
{
	if (i + 1 >= in->length || in->cell[i] < 0x80 || in->cell[i + 1] < 0x80)
		return 0;
	uint16_t here = qw_charset_pair_of(set->charset, in->cell[i]);
	uint16_t next = qw_charset_pair_of(set->charset, in->cell[i + 1]);
	return here > 0xFF && next > 0xFF
	     ? qw_charset_of_pair(set->charset, (unsigned char)here, (unsigned char)(next >> 8)) : 0;
}

/* Would a part of cells [from, to) read better one byte late? The greatest gain of all parts is
 * followed like a running sum. */
static bool reads_better_late(const qw_openings *o, const qw_set *set, const qw_layer_input *in,
                              size_t from, size_t to)
{
	qw_cell before = 0;
	int64_t gain = 0;
	for (size_t i = from; i < to; i++) {
		qw_cell c = read_late(set, in, i);
		int64_t bits = c == 0 ? NO_TEXT * QW_BIT
		             : before == 0 ? qw_model_single(c) : qw_model_pair(before, c);
		gain += o->surprise.sum[i + 1] - o->surprise.sum[i] - bits;
		gain = gain > 0 ? gain : 0;
		before = c;
		if (gain > LATE * QW_BIT)
			return true;
	}
	return false;
}

bool qw_openings_find(qw_openings *o, const qw_set *set, qw_layer_input in, bool *any)
{
	void *array = o->at;
	*any = false;
	if (!qw_surprise_sum(&o->surprise, in.cell, in.length)
	    || !qw_grow(&o->surprise.allocator, &array, &o->capacity, in.length + 1, 1))
		return false;
	o->at = array;
	memset(o->at, 0, in.length + 1);
	for (size_t from, to = 0; qw_surprise_next(&o->surprise, in.cell, to, &from, &to);) {
		size_t first = from > BEFORE ? from - BEFORE : 0;
		if (!reads_better_late(o, set, &in, first, to))
			continue;
		memset(o->at + first, 1, to - first);
		*any = true;
	}
	return true;
}
