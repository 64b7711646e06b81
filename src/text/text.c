/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "text/text.h"

#include "text/utf8.h"

void qw_text_init(qw_text *t, const qw_allocator *a)
{
	*t = (qw_text){.allocator = *a};
}

void qw_text_free(qw_text *t)
{
	qw_release(&t->allocator, t->cell, t->capacity, sizeof *t->cell);
	qw_release(&t->allocator, t->at, t->capacity ? t->capacity + 1 : 0, sizeof *t->at);
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
	if (need <= t->capacity)
		return true;
	size_t cells = t->capacity, offsets = t->capacity ? t->capacity + 1 : 0;
	void *cell = t->cell, *at = t->at;
	size_t bigger = need + need / 2 + 16;
	bool done = qw_grow(&t->allocator, &at, &offsets, bigger + 1, sizeof *t->at);
	if (done) {
		t->at = at;
		done = qw_grow(&t->allocator, &cell, &cells, bigger, sizeof *t->cell);
	}
	if (!done) {
		/* Give `at` back its recorded size, so that freeing stays exact. */
		if (offsets == bigger + 1 && t->capacity != 0)
			t->at = t->allocator.resize(t->allocator.ctx, at, offsets * sizeof *t->at,
			                            (t->capacity + 1) * sizeof *t->at);
		else if (offsets == bigger + 1) {
			qw_release(&t->allocator, at, offsets, sizeof *t->at);
			t->at = NULL;
		}
		t->failed = true;
		return false;
	}
	t->cell = cell;
	t->capacity = bigger;
	return true;
}

void qw_text_add(qw_text *t, qw_cell c, uint32_t from, uint32_t to)
{
	if (!qw_text_reserve(t, 1))
		return;
	t->cell[t->length] = c;
	t->at[t->length] = from;
	t->at[++t->length] = to;
}

void qw_text_add_utf8(qw_text *t, const unsigned char *p, size_t n, uint32_t from)
{
	if (!qw_text_reserve(t, n))
		return;
	for (size_t i = 0; i < n;) {
		t->at[t->length] = from + (uint32_t)i;
		i += qw_utf8_decode(p + i, n - i, &t->cell[t->length]);
		t->length++;
	}
	t->at[t->length] = from + (uint32_t)n;
}
