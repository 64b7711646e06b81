/* SPDX-License-Identifier: Apache-2.0 */
/* What bytes cost when they are read in one way. */
#ifndef QW_DECODE_READING_H
#define QW_DECODE_READING_H

#include "decode/decoder.h"
#include "decode/sample.h"
#include "model/model.h"

typedef struct {
	int64_t bits;        /* 1/256; all of it */
	int64_t letter_bits; /* of cells that are not ASCII; what they say of its sense */
	int64_t letters;     /* how many these are; how many of them are */
	int64_t kana, raw;   /* kana, bytes that can't be decoded */
	qw_bits dearest;     /* what a code point counts at most; 0: no limit */
	bool all;            /* ASCII counts as letters, too */
	qw_cell before;      /* the last cell */
} qw_reading;

void qw_reading_add(qw_reading *r, qw_cell c);

/* Add a stretch as the decoder reads it; `text` is room to work in. Where a byte too many
 * or too few would shift everything behind it, any byte but ASCII may be skipped as raw
 * if that is the cheaper way to read on. False: no memory. */
bool qw_reading_add_stretch(qw_reading *r, qw_decoder *d, const qw_stretch *s, qw_text *text);

#endif
