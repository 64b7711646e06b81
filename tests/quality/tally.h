/* SPDX-License-Identifier: Apache-2.0 */
/* What is counted of the cases of a row. */
#ifndef QW_QUALITY_TALLY_H
#define QW_QUALITY_TALLY_H

#include "damage/mojibake/set.h"
#include "text/buffer.h"

typedef struct {
	bool lossy;             /* only Han is counted, and what is marked as lost is no fault of
	                           the place it is in */
	const qw_set *bytes;    /* that the damaged text is in; NULL: it is in UTF-8 */
	const qw_buffer *sound; /* and what it would be, had nothing been lost */
	uint64_t cases, exact;
	uint64_t characters;    /* of the originals */
	uint64_t right;         /* of these, in their place in the repaired text */
	uint64_t wrong;         /* not there, where repair changed something */
	uint64_t left;          /* not there, where repair changed nothing */
	uint64_t guessed, guessed_right; /* characters that repair said it guessed */
	uint64_t lines, exact_lines; /* that were damaged; only where no LF was eaten */
} tally;

bool tally_same(const qw_buffer *a, const qw_buffer *b);

/* Count the damaged lines of a case. */
void tally_lines(tally *t, const qw_buffer *original, const qw_buffer *damaged,
                 const qw_buffer *repaired);

/* Lines of `a` that `b` has not in the same place. */
uint64_t tally_changed_lines(const qw_buffer *a, const qw_buffer *b);

#endif
