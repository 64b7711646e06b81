/* SPDX-License-Identifier: Apache-2.0 */
/* The likeliest way through a line whose parts may be in different encodings. */
#ifndef QW_DECODE_MIXED_PATH_H
#define QW_DECODE_MIXED_PATH_H

#include "decode/mixed.h"

/* One character of p[0..n) in an encoding, n > 0, or the bytes of an error as raw cells.
 * Returns the bytes it has; 0: it is not finished, and not `complete`. */
size_t qw_mixed_character(const qw_mixed *m, qw_mixed_encoding e, const unsigned char *p, size_t n,
                          bool complete, qw_cell c[2], unsigned *count);

/* What a cell costs behind another one; bytes that can't be read, too, in the document's
 * encoding or in a foreign one. */
qw_bits qw_mixed_cost(qw_cell before, qw_cell c, bool foreign);

/* What a change of the encoding costs at least, in a line or behind it. */
int64_t qw_mixed_least_change(const qw_mixed *m);

/* Fill m->part and m->bits for the line p[0..n), with no encodings but those whose bits are
 * `allowed`. Unless `complete`, it goes on behind its end, and an unfinished character is left
 * alone. *used: the bytes that the parts have. False: no memory. */
bool qw_mixed_path(qw_mixed *m, const unsigned char *p, size_t n, bool complete,
                   unsigned allowed, size_t *used);

#endif
