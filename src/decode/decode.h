/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes to cells: which encoding is this, and its characters. */
#ifndef QW_DECODE_DECODE_H
#define QW_DECODE_DECODE_H

#include "text/text.h"

enum { QW_DECODE_CANDIDATES = 8 };

/* What a look at the beginning of a document says. */
typedef struct {
	const char *name;   /* static: "ascii" (undecided so far), "utf-8", "cesu-8", "utf-16le",
	                       "utf-16be", "utf-32le", "utf-32be", "gb18030", "big5-hkscs", "euc-tw",
	                       "hz", "iso-2022-cn"; "windows-1251" and others that iconv knows;
	                       "unknown" */
	size_t bom;         /* bytes of the byte order mark, 0: none */
	double odds_bits;   /* how many bits better than the second best; 0 where a BOM decided */

	/* What came into question, the likeliest first: that is `name`. None if it is "ascii". */
	qw_encoding candidate[QW_DECODE_CANDIDATES];
	size_t candidates;
} qw_encoding_guess;

/* What is known besides the bytes. */
typedef struct {
	const char *declared; /* of qw_decode_declared() */
	bool pieces;          /* it was cut at bytes, so that it can't be UTF-16 or UTF-32 */
} qw_decode_hints;

/* The encoding of a label, or, where that is NULL, of the label that a document bears
 * which begins with these bytes: static; NULL: of none that it can be in. */
const char *qw_decode_declared(const unsigned char *p, size_t n, const char *label);

/* Guess from the first window of a document: BOM, UTF-8, else each encoding that the bytes
 * may be text in by the model's bits; uchardet is asked last, on at most 64 KiB, when
 * nothing Chinese fits. A declared encoding is evidence of some bits, no more. `final`: no
 * more bytes follow, so an unfinished sequence at the end is an error. The name is NULL
 * when memory ran out (uchardet uses its own). */
qw_encoding_guess qw_decode_weigh(const unsigned char *p, size_t n, bool final,
                                  const qw_decode_hints *hints, const qw_allocator *a);

/* The same, where nothing is known but what the document itself says. */
qw_encoding_guess qw_decode_guess(const unsigned char *p, size_t n, bool final,
                                  const qw_allocator *a);

/* Does UTF-8 hold characters that are written as two surrogates, so that it is CESU-8? */
bool qw_cesu_found(const unsigned char *p, size_t n);

typedef struct qw_decoder qw_decoder;

/* A decoder for a name of ours or any that iconv knows. NULL: *status says
 * QW_E_ENCODING or QW_E_NOMEM. */
qw_decoder *qw_decoder_new(const char *name, const qw_allocator *a, qw_status *status);
const char *qw_decoder_name(const qw_decoder *d); /* canonical, lives with d */

/* Name of encoding number i (from 0) that needs no iconv, static; NULL: no more. */
const char *qw_decoder_known(size_t i);

/* Append the cells of the complete characters of p[0..n) to `out`; offsets begin
 * at `from`. What can't be decoded becomes raw cells with their reason, one a byte.
 * Unless `final`, an unfinished character at the end is left alone. Returns the
 * bytes consumed. out->failed tells of missing memory. */
size_t qw_decoder_run(qw_decoder *d, const unsigned char *p, size_t n, bool final,
                      uint32_t from, qw_text *out);

void qw_decoder_free(qw_decoder *d);

#endif
