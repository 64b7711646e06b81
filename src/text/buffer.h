/* SPDX-License-Identifier: Apache-2.0 */
/* Growable bytes. A failed append sets `failed` and later appends do nothing,
 * so that a writer checks once at its end. */
#ifndef QW_TEXT_BUFFER_H
#define QW_TEXT_BUFFER_H

#include "text/alloc.h"
#include "text/cell.h"

typedef struct {
	qw_allocator allocator;
	unsigned char *data;
	size_t length, capacity;
	bool failed;
} qw_buffer;

void qw_buffer_init(qw_buffer *b, const qw_allocator *a);
void qw_buffer_free(qw_buffer *b);

/* Empty it, keep the memory. */
void qw_buffer_clear(qw_buffer *b);

/* Room for n more bytes behind `length`; NULL when there is none. */
unsigned char *qw_buffer_reserve(qw_buffer *b, size_t n);

void qw_buffer_add(qw_buffer *b, const void *bytes, size_t n);
void qw_buffer_add_string(qw_buffer *b, const char *s);
void qw_buffer_add_byte(qw_buffer *b, unsigned char byte);

/* A code point as UTF-8, a raw byte as itself, a hole as U+FFFD. */
void qw_buffer_add_cell(qw_buffer *b, qw_cell c);

/* Forget the first n bytes. */
void qw_buffer_drop(qw_buffer *b, size_t n);

#endif
