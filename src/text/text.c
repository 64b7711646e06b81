/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "text/text.h"

#include "text/utf8.h"

#include <string.h>

void qw_text_init(qw_text *t, const qw_allocator *a)
{
	*t = (qw_text){.allocator = *a};
}

void qw_text_free(qw_text *t)
{
	qw_release(&t->allocator, t->cell, t->capacity, sizeof *t->cell);
	qw_release(&t->allocator, t->at, t->at_capacity, sizeof *t->at);
	qw_text_init(t, &(qw_allocator){t->allocator.resize, t->allocator.ctx});
}

void qw_text_clear(qw_text *t)
{
	t->length = 0;
	t->failed = false;
}

bool qw_text_reserve(qw_text *t, size_t n)
{
	if (t->failed || n > SIZE_MAX / 8 - t->length - 1) {
		t->failed = true;
		return false;
	}
	size_t need = t->length + n;
	if (need <= t->capacity && need < t->at_capacity)
		return true;
	void *cell = t->cell, *at = t->at;
	if (qw_grow(&t->allocator, &cell, &t->capacity, need, sizeof *t->cell))
		t->cell = cell;
	else
		t->failed = true;
	if (qw_grow(&t->allocator, &at, &t->at_capacity, need + 1, sizeof *t->at))
		t->at = at;
	else
		t->failed = true;
	return !t->failed;
}

void qw_text_add(qw_text *t, qw_cell c, uint32_t from, uint32_t to)
{
	if (!qw_text_reserve(t, 1))
		return;
	t->cell[t->length] = c;
	t->at[t->length] = from;
	t->at[++t->length] = to;
}

void qw_text_append(qw_text *t, const qw_cell *c, const uint32_t *at, size_t n)
{
	if (n == 0 || !qw_text_reserve(t, n))
		return;
	memcpy(t->cell + t->length, c, n * sizeof *c);
	memcpy(t->at + t->length, at, (n + 1) * sizeof *at);
	t->length += n;
}

/* Is there a character of three bytes at p, neither overlong nor a surrogate? */
static inline bool is_common_three(const unsigned char *p, qw_cell *c)
{
	*c = (p[0] & 0xFu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
	return (p[0] & 0xF0) == 0xE0 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80
	    && *c - 0x800 < 0xD000;
}

static inline bool is_two(const unsigned char *p, qw_cell *c)
{
	*c = (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
	return p[0] >= 0xC2 && p[0] <= 0xDF && (p[1] & 0xC0) == 0x80;
}

void qw_text_add_utf8(qw_text *t, const unsigned char *p, size_t n, uint32_t from)
{
	if (!qw_text_reserve(t, n))
		return;
	uint32_t *at = t->at + t->length;
	*at = from;
	if (n == 0)
		return; /* there may be no cells to point into */
	qw_cell *cell = t->cell + t->length;
	for (size_t i = 0; i < n; cell++) {
		*at++ = from + (uint32_t)i;
		if (p[i] < 0x80)
			*cell = p[i++];
		else if (n - i >= 3 && is_common_three(p + i, cell))
			i += 3;
		else if (n - i >= 2 && is_two(p + i, cell))
			i += 2;
		else
			i += qw_utf8_decode(p + i, n - i, cell);
	}
	*at = from + (uint32_t)n;
	t->length = (size_t)(cell - t->cell);
}
