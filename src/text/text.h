/* SPDX-License-Identifier: Apache-2.0 */
/* A text: cells, each with the offset of the bytes it came from. */
#ifndef QW_TEXT_TEXT_H
#define QW_TEXT_TEXT_H

#include "text/alloc.h"
#include "text/cell.h"

typedef struct {
	qw_allocator allocator;
	qw_cell *cell;
	uint32_t *at;   /* byte offset of cell[i] from the start of the window; at[length] is the end */
	size_t length, capacity, at_capacity;
	bool failed;    /* an append found no memory; later appends do nothing */
} qw_text;

void qw_text_init(qw_text *t, const qw_allocator *a);
void qw_text_free(qw_text *t);
void qw_text_clear(qw_text *t);

/* Room for n more cells; false when there is none. */
bool qw_text_reserve(qw_text *t, size_t n);

/* Append a cell that begins at byte `from` and ends before byte `to`. */
void qw_text_add(qw_text *t, qw_cell c, uint32_t from, uint32_t to);

/* Append c[0..n), whose offsets are at[0..n]. */
void qw_text_append(qw_text *t, const qw_cell *c, const uint32_t *at, size_t n);

/* Append UTF-8 bytes p[0..n) whose first byte has offset `from`; what is no
 * UTF-8 becomes raw cells. */
void qw_text_add_utf8(qw_text *t, const unsigned char *p, size_t n, uint32_t from);

#endif
