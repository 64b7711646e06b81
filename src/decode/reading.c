/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "decode/reading.h"

enum {
	WAYS = 5,  /* a code has at most four bytes */
	ALONE = 4  /* bits that it costs a letter to stand alone */
};

/* The cheapest way to have read up to a place. */
typedef struct {
	qw_reading cost;
	qw_shift shift;
	bool reached;
} way;

static bool is_blank(qw_cell c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/* What a letter says of the sense of a text: lists of single characters are no
 * nonsense, though hardly any of them was counted behind its blank. */
static qw_bits sense(const qw_reading *r, qw_cell c, qw_bits bits)
{
	if (!is_blank(r->before))
		return bits;
	qw_bits alone = qw_model_single(c) + ALONE * QW_BIT;
	return alone < bits ? alone : bits;
}

void qw_reading_add(qw_reading *r, qw_cell c)
{
	bool letter = c >= 0x80 || r->all;
	qw_bits bits = qw_model_pair(r->before, c);
	if (r->dearest != 0 && bits > r->dearest && qw_cell_is_code_point(c))
		bits = r->dearest;
	r->bits += bits;
	r->letter_bits += letter ? sense(r, c, bits) : 0;
	r->letters += letter;
	r->kana += c >= 0x3040 && c <= 0x30FF;
	r->raw += qw_cell_is_raw(c);
	r->before = c;
}

static void offer(way *to, const qw_reading *cost, qw_shift shift)
{
	if (!to->reached || cost->bits < to->cost.bits)
		*to = (way){*cost, shift, true};
}

/* Go on from place i by one code, and by one raw byte. */
static void go_on(way *ways, size_t i, qw_decoder *d, const qw_stretch *s)
{
	qw_cell c[2];
	unsigned count;
	qw_reason reason = QW_REASON_NONE;
	qw_reading from = ways[i % WAYS].cost, next = from;
	qw_shift shift = ways[i % WAYS].shift;
	d->shift = shift;
	size_t used = d->one(d, s->p + i, s->n - i, c, &count, &reason);
	for (unsigned k = 0; used > 0 && k < count; k++)
		qw_reading_add(&next, c[k]);
	if (used > 0)
		offer(&ways[(i + used) % WAYS], &next, d->shift);
	else if (reason == QW_REASON_TOO_SHORT && s->cut)
		offer(&ways[s->n % WAYS], &from, shift);
	if (s->p[i] >= 0x80 || d->wide) {
		qw_reading_add(&from, qw_cell_raw(s->p[i], QW_REASON_STRAY_BYTE));
		offer(&ways[(i + 1) % WAYS], &from, shift);
	}
}

/* The cheapest way through the stretch. */
static void add_codes(qw_reading *r, qw_decoder *d, const qw_stretch *s)
{
	way ways[WAYS] = {{*r, d->shift, true}};
	for (size_t i = 0; i < s->n; i++) {
		if (ways[i % WAYS].reached)
			go_on(ways, i, d, s);
		ways[i % WAYS].reached = false;
	}
	*r = ways[s->n % WAYS].cost;
	d->shift = ways[s->n % WAYS].shift;
}

bool qw_reading_add_stretch(qw_reading *r, qw_decoder *d, const qw_stretch *s, qw_text *text)
{
	if (d->one != NULL) {
		add_codes(r, d, s);
		return true;
	}
	qw_text_clear(text);
	qw_decoder_run(d, s->p, s->n, !s->cut, 0, text);
	for (size_t i = 0; i < text->length; i++)
		qw_reading_add(r, text->cell[i]);
	return !text->failed;
}
