/* SPDX-License-Identifier: Apache-2.0 */
/* Where a window may end when it holds no LF: where every decoder that may have
 * damaged the text is in step, as far as a look at the end can tell. */
#ifndef QW_STREAM_CUT_H
#define QW_STREAM_CUT_H

#include "text/cell.h"

#include <stddef.h>

/* How many bytes of p[0..n) to take where the encoding is not certain; 0: there is no such
 * place at its end. */
size_t qw_cut_bytes(const unsigned char *p, size_t n);

/* How many bytes of p[0..n) (cells of c[0..n)) to take; never 0 when n > 16. */
size_t qw_cut_utf8(const unsigned char *p, size_t n);
size_t qw_cut_cells(const qw_cell *c, size_t n);

#endif
