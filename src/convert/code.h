/* SPDX-License-Identifier: Apache-2.0 */
/* What in a text is written for programs, and must keep its punctuation. */
#ifndef QW_CONVERT_CODE_H
#define QW_CONVERT_CODE_H

#include "text/cell.h"

#include <stddef.h>

/* Is the line one of ``` that begins or ends a block of code? */
bool qw_code_is_fence(const qw_cell *cells, size_t n);

/* Has the line what those of a program have and sentences don't? */
bool qw_code_is_line(const qw_cell *cells, size_t n);

/* Where a tag, or code between back quotes, begins at cell i: behind its end; else i. */
size_t qw_code_behind(const qw_cell *cells, size_t n, size_t i);

#endif
