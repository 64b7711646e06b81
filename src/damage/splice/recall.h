/* SPDX-License-Identifier: Apache-2.0 */
/* What a segment has written elsewhere: a text repeats its words and its ways to end a
 * line, so what stood at a torn place is likelier to be what stands in others. */
#ifndef QW_DAMAGE_SPLICE_RECALL_H
#define QW_DAMAGE_SPLICE_RECALL_H

#include "model/model.h"
#include "text/alloc.h"
#include "text/cell.h"

typedef struct {
	qw_allocator allocator;
	uint32_t *slot;         /* two characters and how often they followed each other; and
	                           behind them how often anything followed a character */
	size_t size, capacity;  /* a power of two, or 0: nothing is remembered */
	uint32_t spaced, joined;/* letters behind Han with a blank between them, and without */
	int32_t lean;           /* bits/256: it looks traditional (> 0) or simplified (< 0) */
	uint32_t improper;      /* private-use characters in torn runs: pairs of the user areas */
} qw_recall;

void qw_recall_init(qw_recall *r, const qw_allocator *a);
void qw_recall_free(qw_recall *r);

/* Forget all; room for the pairs of so many cells. False: no memory. */
bool qw_recall_begin(qw_recall *r, size_t cells);

/* Remember a damaged line: what stands in it without notes and prefixes. */
void qw_recall_line(qw_recall *r, const qw_cell *c, size_t n);

/* Letters and quotation marks of ASCII, in front of which many writers put a blank. */
static inline bool qw_recall_is_letter(qw_cell c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '"';
}

/* bits/256 of c behind a and b, by the model or by what the segment has written. */
qw_bits qw_recall_triple(const qw_recall *r, qw_cell a, qw_cell b, qw_cell c);

/* The same behind b alone, which takes less time. Pairs and triples don't compare. */
qw_bits qw_recall_pair(const qw_recall *r, qw_cell b, qw_cell c);

/* bits/256 of b behind a, b being known: how often the segment has it there. */
qw_bits qw_recall_share(const qw_recall *r, qw_cell a, qw_cell b);

#endif
