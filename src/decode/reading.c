/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "decode/reading.h"

enum { WAYS = 5 }; /* a code has at most four bytes */

/* The cheapest way to have read up to a place. */
typedef struct {
	qw_reading cost;
	bool reached;
} way;

void qw_reading_add(qw_reading *r, qw_cell c)
{
	qw_bits bits = qw_model_pair(r->before, c);
	if (r->dearest != 0 && bits > r->dearest && qw_cell_is_code_point(c))
		bits = r->dearest;
	r->bits += bits;
	r->letter_bits += c < 0x80 ? 0 : bits;
	r->letters += c >= 0x80;
	r->kana += c >= 0x3040 && c <= 0x30FF;
	r->raw += qw_cell_is_raw(c);
	r->before = c;
}

static void offer(way *to, const qw_reading *cost)
{
	if (!to->reached || cost->bits < to->cost.bits)
		*to = (way){*cost, true};
}

/* Go on from place i by one code, and by one raw byte. */
static void go_on(way *ways, size_t i, const qw_charset *cs, const qw_stretch *s)
{
	qw_cell c[2];
	unsigned count;
	qw_reason reason = QW_REASON_NONE;
	qw_reading from = ways[i % WAYS].cost, next = from;
	size_t used = qw_charset_decode(cs, s->p + i, s->n - i, c, &count, &reason);
	for (unsigned k = 0; used > 0 && k < count; k++)
		qw_reading_add(&next, c[k]);
	if (used > 0)
		offer(&ways[(i + used) % WAYS], &next);
	else if (reason == QW_REASON_TOO_SHORT && s->cut)
		offer(&ways[s->n % WAYS], &from);
	if (s->p[i] >= 0x80) {
		qw_reading_add(&from, qw_cell_raw(s->p[i], QW_REASON_STRAY_BYTE));
		offer(&ways[(i + 1) % WAYS], &from);
	}
}

void qw_reading_add_pairs(qw_reading *r, const qw_charset *cs, const qw_stretch *s)
{
	way ways[WAYS] = {{*r, true}};
	for (size_t i = 0; i < s->n; i++) {
		if (ways[i % WAYS].reached)
			go_on(ways, i, cs, s);
		ways[i % WAYS].reached = false;
	}
	*r = ways[s->n % WAYS].cost;
}
