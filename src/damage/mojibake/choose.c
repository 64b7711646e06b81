/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/candidates.h"

#include <stdlib.h>
#include <string.h>

/* The most gain first; equals as they came, with every qsort(). */
static int by_gain(const void *a, const void *b)
{
	const qw_candidate *x = a, *y = b;
	if (x->frame.gain != y->frame.gain)
		return x->frame.gain > y->frame.gain ? -1 : 1;
	if (x->frame.from != y->frame.from)
		return x->frame.from > y->frame.from ? 1 : -1;
	return (x->nth > y->nth) - (x->nth < y->nth);
}

static int by_place(const void *a, const void *b)
{
	const qw_candidate *x = a, *y = b;
	return (x->frame.from > y->frame.from) - (x->frame.from < y->frame.from);
}

static bool same_text(const qw_candidates *r, const qw_frame *a, const qw_frame *b)
{
	size_t n = a->out_to - a->out_from;
	return a->from == b->from && a->to == b->to && n == b->out_to - b->out_from
	    && memcmp(r->original.cell + a->out_from, r->original.cell + b->out_from,
	              n * sizeof *r->original.cell) == 0;
}

/* What already covers a part of the frame? 0: nothing. */
static uint32_t covered_by(const qw_candidates *r, const qw_frame *f)
{
	for (size_t i = f->from; i < f->to; i++)
		if (r->covered[i] != 0)
			return r->covered[i];
	return 0;
}

void qw_candidates_choose(qw_candidates *r, const qw_slice *line)
{
	size_t kept = 0;
	if (r->count == 0)
		return;
	memset(r->covered, 0, line->length * sizeof *r->covered);
	for (size_t i = 0; i < r->count; i++)
		r->candidate[i].nth = i;
	qsort(r->candidate, r->count, sizeof *r->candidate, by_gain);
	for (size_t i = 0; i < r->count; i++) {
		qw_candidate c = r->candidate[i];
		const qw_frame *f = &c.frame;
		uint32_t other = covered_by(r, f);
		if (other != 0) {
			qw_candidate *winner = &r->candidate[other - 1];
			if (!qw_layers_alike(&c.layers, &winner->layers)
			    && !same_text(r, f, &winner->frame) && winner->frame.gain - f->gain < winner->lead)
				winner->lead = winner->frame.gain - f->gain;
			continue;
		}
		r->candidate[kept++] = c;
		for (size_t k = f->from; k < f->to; k++)
			r->covered[k] = (uint32_t)kept;
	}
	r->count = kept;
	qsort(r->candidate, kept, sizeof *r->candidate, by_place);
}
