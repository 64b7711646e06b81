/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "emit/writer.h"

#include "text/utf8.h"

enum { LONG = 1 << 14, FULL = 1 << 16 };

void qw_writer_init(qw_writer *w, qw_write_fn write, void *ctx, const qw_allocator *a)
{
	*w = (qw_writer){.write = write, .ctx = ctx};
	qw_buffer_init(&w->buffer, a);
}

void qw_writer_free(qw_writer *w)
{
	qw_buffer_free(&w->buffer);
}

static void hand_over(qw_writer *w, const unsigned char *bytes, size_t n)
{
	if (n == 0 || w->stopped)
		return;
	w->written += n;
	w->stopped = w->write != NULL && w->write(w->ctx, bytes, n) != 0;
}

static void empty(qw_writer *w)
{
	hand_over(w, w->buffer.data, w->buffer.length);
	w->buffer.length = 0;
}

void qw_writer_bytes(qw_writer *w, const unsigned char *bytes, size_t n)
{
	if (n >= LONG) {
		empty(w);
		hand_over(w, bytes, n);
		return;
	}
	qw_buffer_add(&w->buffer, bytes, n);
	if (w->buffer.length >= FULL)
		empty(w);
}

/* One mark stands for a cut sequence, not one for each of its bytes. */
static bool goes_on(const qw_cell *c, size_t i)
{
	return i > 0 && qw_cell_is_raw(c[i]) && qw_cell_is_raw(c[i - 1])
	    && qw_cell_reason(c[i]) == QW_REASON_STRAY_BYTE && (c[i] & 0xC0) == 0x80
	    && qw_cell_reason(c[i - 1]) != QW_REASON_UNMAPPED;
}

/* Half of a broken UTF-16 unit: as a byte of UTF-8 it would end a line. */
static bool is_line_end(qw_cell raw)
{
	return (raw & 0xFF) == '\n' || (raw & 0xFF) == '\r';
}

static unsigned char *encode(const qw_cell *c, size_t from, size_t to, bool replace_raw,
                             unsigned char *out)
{
	for (size_t i = from; i < to; i++) {
		if (!qw_cell_is_raw(c[i]) || (!replace_raw && !is_line_end(c[i])))
			out += qw_utf8_encode(c[i], out);
		else if (!goes_on(c, i))
			out += qw_utf8_encode(0xFFFD, out);
	}
	return out;
}

void qw_writer_cells(qw_writer *w, const qw_cell *c, size_t n, bool replace_raw)
{
	for (size_t i = 0; i < n;) {
		size_t stop = n - i > FULL / QW_UTF8_MAX ? i + FULL / QW_UTF8_MAX : n;
		unsigned char *out = qw_buffer_reserve(&w->buffer, (stop - i) * QW_UTF8_MAX);
		if (out == NULL)
			return;
		w->buffer.length += (size_t)(encode(c, i, stop, replace_raw, out) - out);
		i = stop;
		if (w->buffer.length >= FULL)
			empty(w);
	}
}

bool qw_writer_flush(qw_writer *w)
{
	empty(w);
	return !w->stopped && !w->buffer.failed;
}
