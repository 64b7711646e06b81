/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of one layer's undoing share. */
#ifndef QW_DAMAGE_MOJIBAKE_LAYER_INTERNAL_H
#define QW_DAMAGE_MOJIBAKE_LAYER_INTERNAL_H

#include "damage/mojibake/layer.h"

enum {
	QW_LAYER_HELD = 12,    /* bytes at hand: an unfinished character and the next cells */
	QW_LAYER_READINGS = 4  /* codes that a character may have */
};

typedef struct {
	const qw_set *written, *read;
	qw_layer_input in;
	qw_text *out;
	unsigned char byte[QW_LAYER_HELD];  /* of the character that is not complete yet */
	uint32_t border[QW_LAYER_HELD];     /* in front of each byte */
	size_t held;
	size_t piece;              /* where the piece begins in `out`, */
	uint32_t begin;            /* and its border in the input */
	uint32_t even;             /* the last border where all were in step */
	size_t breaks;
} qw_undoer;

typedef enum { QW_FITS, QW_WAITS, QW_FAILS } qw_fit;

/* The next character of p[0..n). */
static inline qw_fit qw_layer_read(const qw_set *written, const unsigned char *p, size_t n,
                                   qw_cell c[2], unsigned *count, size_t *used)
{
	qw_reason reason = QW_REASON_NONE;
	*used = qw_set_decode(written, p, n, c, count, &reason);
	return *used > 0 ? QW_FITS : reason == QW_REASON_TOO_SHORT ? QW_WAITS : QW_FAILS;
}

/* The bytes that cell i was read from: at most 4. 0: there are none. */
size_t qw_layer_bytes(const qw_undoer *u, size_t i, unsigned char out[4]);

#endif
