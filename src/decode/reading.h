/* SPDX-License-Identifier: Apache-2.0 */
/* What a sample costs when it is read in one way. */
#ifndef QW_DECODE_READING_H
#define QW_DECODE_READING_H

#include "charset/charset.h"
#include "decode/sample.h"
#include "model/model.h"

typedef struct {
	int64_t bits;        /* 1/256; all of it */
	int64_t letter_bits; /* of cells that are not ASCII */
	int64_t letters;     /* how many these are; how many of them are */
	int64_t kana, raw;   /* kana, bytes that can't be decoded */
	qw_bits dearest;     /* what a code point counts at most; 0: no limit */
	qw_cell before;      /* the last cell */
} qw_reading;

void qw_reading_add(qw_reading *r, qw_cell c);

/* Add a stretch as a set of one- and two-byte codes. A byte too many or too few
 * would shift everything behind it, so any byte may be skipped as raw where that
 * is the cheaper way to read on. */
void qw_reading_add_pairs(qw_reading *r, const qw_charset *cs, const qw_stretch *s);

#endif
