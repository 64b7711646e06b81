/* SPDX-License-Identifier: Apache-2.0 */
/* Which parts of an undone line are better than what stands there. */
#ifndef QW_DAMAGE_MOJIBAKE_WEIGH_H
#define QW_DAMAGE_MOJIBAKE_WEIGH_H

#include "model/model.h"
#include "text/text.h"

typedef struct {
	size_t from, to;          /* damaged cells of the line */
	size_t out_from, out_to;  /* their originals in the undone text */
	int64_t gain;             /* bits/256 by which these are cheaper, */
	qw_bits edges;            /* less what the borders cost */
} qw_frame;

/* A line as it is: its cells and the sums of their bits (damage/surprise.h). */
typedef struct {
	const qw_cell *cell;
	const int64_t *sum;
	size_t length;
	bool anywhere;      /* a damage begins and ends anywhere: its borders tell nothing */
} qw_weighed;

/* The first part of undone[*at..) that is better, its borders where a piece has them or
 * where it pays to have them; *at moves behind it. False: there is no more. */
bool qw_weigh_next(const qw_weighed *line, const qw_text *undone, size_t *at, qw_frame *f);

/* The least bits/256 that the borders of a damage about cells [from, to) cost. */
qw_bits qw_weigh_edges(const qw_weighed *line, size_t from, size_t to);


#endif
