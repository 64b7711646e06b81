/* SPDX-License-Identifier: Apache-2.0 */
/* Repair a damaged text through the public interface and compare with the original. */
#ifndef QW_QUALITY_JUDGE_H
#define QW_QUALITY_JUDGE_H

#include "confidence.h"
#include "tally.h"

typedef struct judge judge;

judge *judge_new(void);
void judge_free(judge *j);

/* Repair, compare, add it up. True: the repaired text is the original. */
bool judge_case(judge *j, const qw_buffer *original, const qw_buffer *damaged, tally *t);

/* What the last case was repaired to. */
const qw_buffer *judge_repaired(const judge *j);

/* What says how sure it is. */
typedef enum {
	JUDGE_SPANS,
	JUDGE_LOSSY_SPANS,      /* those of lossy rows: right when all that is neither guessed nor lost
	                           is */
	JUDGE_GUESSES,          /* guessed characters */
	JUDGE_MEASURES
} judge_measure;

/* Of all cases so far. */
const confidence *judge_confidence(const judge *j, judge_measure measure);

#endif
