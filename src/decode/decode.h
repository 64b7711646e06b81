/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes to cells: which encoding is this, and its characters. */
#ifndef QW_DECODE_DECODE_H
#define QW_DECODE_DECODE_H

#include "text/text.h"

/* What a look at the beginning of a document says. */
typedef struct {
	const char *name;   /* static: "ascii" (undecided so far), "utf-8", "utf-16le", "utf-16be",
	                       "utf-32le", "utf-32be", "gb18030", "big5-hkscs"; "windows-1251" and
	                       others that iconv knows; "unknown" */
	size_t bom;         /* bytes of the byte order mark, 0: none */
	double odds_bits;   /* how many bits better than the second best; 0 where a BOM decided */
} qw_encoding_guess;

/* Guess from the first window of a document: BOM, UTF-8, else GB18030 against
 * Big5 (and against "UTF-8 with a few bad bytes") by the model's bits; uchardet is
 * asked last, on at most 64 KiB, when nothing Chinese fits. `final`: no more bytes follow,
 * so an unfinished sequence at the end is an error. The name is NULL when memory ran
 * out (uchardet uses its own). */
qw_encoding_guess qw_decode_guess(const unsigned char *p, size_t n, bool final,
                                  const qw_allocator *a);

typedef struct qw_decoder qw_decoder;

/* A decoder for a name of ours or any that iconv knows. NULL: *status says
 * QW_E_ENCODING or QW_E_NOMEM. */
qw_decoder *qw_decoder_new(const char *name, const qw_allocator *a, qw_status *status);
const char *qw_decoder_name(const qw_decoder *d); /* canonical, lives with d */

/* Append the cells of the complete characters of p[0..n) to `out`; offsets begin
 * at `from`. What can't be decoded becomes raw cells with their reason, one a byte.
 * Unless `final`, an unfinished character at the end is left alone. Returns the
 * bytes consumed. out->failed tells of missing memory. */
size_t qw_decoder_run(qw_decoder *d, const unsigned char *p, size_t n, bool final,
                      uint32_t from, qw_text *out);

void qw_decoder_free(qw_decoder *d);

#endif
