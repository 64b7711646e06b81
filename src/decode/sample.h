/* SPDX-License-Identifier: Apache-2.0 */
/* The part of a document that tells its encoding: at most 64 KiB, spread over it. */
#ifndef QW_DECODE_SAMPLE_H
#define QW_DECODE_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>

typedef enum {
	/* What stands around bytes that are not ASCII. A stretch begins behind an ASCII byte
	 * that can't belong to a character and ends where so many ASCII bytes follow that no
	 * encoding joins across them. */
	QW_SAMPLE_STRETCHES,
	/* All of it, in blocks that begin where a character of two bytes or four may. */
	QW_SAMPLE_BLOCKS,
	/* The lines in which encodings of seven bits shift. */
	QW_SAMPLE_SHIFTED
} qw_sample_kind;

typedef struct {
	qw_sample_kind kind;
	const unsigned char *p;
	size_t n;
	bool final;
	size_t i, zone, left;  /* where we are, the part we are in, what it may still give */
} qw_sample;

typedef struct {
	const unsigned char *p;
	size_t n;
	bool cut;              /* it goes on behind its end */
} qw_stretch;

void qw_sample_begin(qw_sample *s, qw_sample_kind kind, const unsigned char *p, size_t n,
                     bool final);
bool qw_sample_next(qw_sample *s, qw_stretch *stretch);

/* Bytes of p[0..n) before the first that is not ASCII. */
size_t qw_ascii_length(const unsigned char *p, size_t n);

#endif
