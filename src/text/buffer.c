/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "text/buffer.h"

#include "text/utf8.h"

#include <string.h>

void qw_buffer_init(qw_buffer *b, const qw_allocator *a)
{
	*b = (qw_buffer){.allocator = *a};
}

void qw_buffer_free(qw_buffer *b)
{
	qw_release(&b->allocator, b->data, b->capacity, 1);
	qw_buffer_init(b, &(qw_allocator){b->allocator.resize, b->allocator.ctx});
}

void qw_buffer_clear(qw_buffer *b)
{
	b->length = 0;
	b->failed = false;
}

unsigned char *qw_buffer_reserve(qw_buffer *b, size_t n)
{
	if (b->failed || n > SIZE_MAX - b->length) {
		b->failed = true;
		return NULL;
	}
	void *data = b->data;
	if (!qw_grow(&b->allocator, &data, &b->capacity, b->length + n, 1)) {
		b->failed = true;
		return NULL;
	}
	b->data = data;
	return b->data + b->length;
}

void qw_buffer_add(qw_buffer *b, const void *bytes, size_t n)
{
	if (n == 0)
		return;
	unsigned char *p = qw_buffer_reserve(b, n);
	if (p != NULL) {
		memcpy(p, bytes, n);
		b->length += n;
	}
}

void qw_buffer_add_string(qw_buffer *b, const char *s)
{
	qw_buffer_add(b, s, strlen(s));
}

void qw_buffer_add_byte(qw_buffer *b, unsigned char byte)
{
	qw_buffer_add(b, &byte, 1);
}

void qw_buffer_add_cell(qw_buffer *b, qw_cell c)
{
	unsigned char *p = qw_buffer_reserve(b, QW_UTF8_MAX);
	if (p != NULL)
		b->length += qw_utf8_encode(c, p);
}

void qw_buffer_drop(qw_buffer *b, size_t n)
{
	if (n >= b->length) {
		b->length = 0;
		return;
	}
	memmove(b->data, b->data + n, b->length - n);
	b->length -= n;
}
