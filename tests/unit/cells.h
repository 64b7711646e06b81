/* SPDX-License-Identifier: Apache-2.0 */
/* Cells of string literals, and back. */
#ifndef TESTS_UNIT_CELLS_H
#define TESTS_UNIT_CELLS_H

#include "text/text.h"

enum { CELLS_STRING = 1024 };

/* The cells of UTF-8; qw_text_free() it. */
qw_text cells_of(const char *s);

/* The cells as UTF-8, ended by NUL; a break between pieces (QW_PIECE_BREAK) is "|". */
const char *cells_string(const qw_cell *c, size_t n, char out[CELLS_STRING]);

#endif
