/* SPDX-License-Identifier: Apache-2.0 */
/* Which characters of two texts are the same ones. */
#ifndef QW_QUALITY_ALIGN_H
#define QW_QUALITY_ALIGN_H

#include "text/cell.h"

#include <stddef.h>

#define ALIGN_NONE UINT32_MAX

/* to[i] becomes the index in b[0..m) of the partner of a[i], or ALIGN_NONE: the longest
 * common subsequence, found line by line where both have as many lines. */
void align(const qw_cell *a, size_t n, const qw_cell *b, size_t m, uint32_t *to);

#endif
