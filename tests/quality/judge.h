/* SPDX-License-Identifier: Apache-2.0 */
/* Repair a damaged text through the public interface and compare with the original. */
#ifndef QW_QUALITY_JUDGE_H
#define QW_QUALITY_JUDGE_H

#include "text/buffer.h"
#include "text/text.h"

/* Sums over the cases of a row. */
typedef struct {
	uint64_t cases, exact;
	uint64_t characters;    /* of the originals */
	uint64_t right;         /* of these, in their place in the repaired text */
	uint64_t wrong;         /* not there, where repair changed something */
	uint64_t left;          /* not there, where repair changed nothing */
	uint64_t guessed, guessed_right; /* characters that repair said it guessed */
	uint64_t lines, exact_lines; /* that were damaged; only where no LF was eaten */
} tally;

typedef struct judge judge;

judge *judge_new(void);
void judge_free(judge *j);

/* Repair, compare, add it up. True: the repaired text is the original. */
bool judge_case(judge *j, const qw_buffer *original, const qw_buffer *damaged, tally *t);

/* What the last case was repaired to. */
const qw_buffer *judge_repaired(const judge *j);

#endif
