/* SPDX-License-Identifier: Apache-2.0 */
/* The part of a document that tells its encoding: stretches around bytes that are
 * not ASCII. A stretch begins behind an ASCII byte that can't belong to a character
 * and ends where so many ASCII bytes follow that no encoding joins across them. */
#ifndef QW_DECODE_SAMPLE_H
#define QW_DECODE_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
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

/* At most 64 KiB, spread over p[0..n). */
void qw_sample_begin(qw_sample *s, const unsigned char *p, size_t n, bool final);
bool qw_sample_next(qw_sample *s, qw_stretch *stretch);

/* Bytes of p[0..n) before the first that is not ASCII. */
size_t qw_ascii_length(const unsigned char *p, size_t n);

#endif
