/* SPDX-License-Identifier: Apache-2.0 */
/* Repaired text leaves as UTF-8 through the caller's callback, in large pieces. */
#ifndef QW_EMIT_WRITER_H
#define QW_EMIT_WRITER_H

#include "text/buffer.h"

typedef struct {
	qw_write_fn write;       /* may be NULL: count only */
	void *ctx;
	qw_buffer buffer;
	uint64_t written;
	bool stopped;            /* the callback said so; nothing is written any more */
} qw_writer;

void qw_writer_init(qw_writer *w, qw_write_fn write, void *ctx, const qw_allocator *a);
void qw_writer_free(qw_writer *w);

/* Bytes as they are; long ones are not copied. */
void qw_writer_bytes(qw_writer *w, const unsigned char *bytes, size_t n);

/* Cells as UTF-8, raw bytes as they are, or as U+FFFD. */
void qw_writer_cells(qw_writer *w, const qw_cell *c, size_t n, bool replace_raw);

/* Hand over what is buffered. False: no memory, or the callback stopped. */
bool qw_writer_flush(qw_writer *w);

#endif
