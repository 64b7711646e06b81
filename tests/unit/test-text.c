/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "text/alloc.h"
#include "text/buffer.h"
#include "text/text.h"
#include "text/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define U(literal) ((const unsigned char *)(literal))

/*
 * UTF-8
 */

static void every_code_point_survives(void **state)
{
	(void)state;
	for (qw_cell c = 0; c <= QW_CODE_POINT_MAX; c++) {
		unsigned char out[QW_UTF8_MAX];
		qw_cell back = 0;
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		size_t n = qw_utf8_encode(c, out);
		assert_int_equal(n, qw_utf8_width(c));
		assert_int_equal(qw_utf8_decode(out, n, &back), n);
		assert_int_equal(back, c);
	}
}

static void broken_utf8_says_why(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		qw_reason reason;
	} cases[] = {
		{"\x80", 1, QW_REASON_STRAY_BYTE},
		{"\xBF\xBF", 2, QW_REASON_STRAY_BYTE},
		{"\xF8\x88\x80\x80\x80", 5, QW_REASON_STRAY_BYTE},
		{"\xFF", 1, QW_REASON_STRAY_BYTE},
		{"\xC3", 1, QW_REASON_TOO_SHORT},
		{"\xC3(", 2, QW_REASON_TOO_SHORT},
		{"\xE4\xB8", 2, QW_REASON_TOO_SHORT},
		{"\xE4\xB8\xC3", 3, QW_REASON_TOO_SHORT},
		{"\xF0\x9F\x98", 3, QW_REASON_TOO_SHORT},
		{"\xC0\x80", 2, QW_REASON_OVERLONG},
		{"\xC1\xBF", 2, QW_REASON_OVERLONG},
		{"\xE0\x9F\xBF", 3, QW_REASON_OVERLONG},
		{"\xF0\x8F\xBF\xBF", 4, QW_REASON_OVERLONG},
		{"\xED\xA0\x80", 3, QW_REASON_SURROGATE},
		{"\xED\xBF\xBF", 3, QW_REASON_SURROGATE},
		{"\xF4\x90\x80\x80", 4, QW_REASON_TOO_LARGE},
		{"\xF7\xBF\xBF\xBF", 4, QW_REASON_TOO_LARGE},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		qw_cell c = 0;
		assert_int_equal(qw_utf8_decode(U(cases[i].bytes), cases[i].n, &c), 1);
		assert_true(qw_cell_is_raw(c));
		assert_int_equal(c & 0xFF, (unsigned char)cases[i].bytes[0]);
		assert_int_equal(qw_cell_reason(c), cases[i].reason);
	}
}

static void borders_of_utf8_are_taken(void **state)
{
	static const struct {
		const char *bytes;
		qw_cell c;
	} cases[] = {
		{"\x7F", 0x7F}, {"\xC2\x80", 0x80}, {"\xDF\xBF", 0x7FF}, {"\xE0\xA0\x80", 0x800},
		{"\xED\x9F\xBF", 0xD7FF}, {"\xEE\x80\x80", 0xE000}, {"\xEF\xBF\xBF", 0xFFFF},
		{"\xF0\x90\x80\x80", 0x10000}, {"\xF4\x8F\xBF\xBF", 0x10FFFF},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		qw_cell c = 0;
		size_t n = strlen(cases[i].bytes);
		assert_int_equal(qw_utf8_decode(U(cases[i].bytes), n, &c), n);
		assert_int_equal(c, cases[i].c);
	}
}

static void raw_cells_and_holes_are_written(void **state)
{
	unsigned char out[QW_UTF8_MAX];
	(void)state;
	assert_int_equal(qw_utf8_encode(qw_cell_raw(0xC3, QW_REASON_TOO_SHORT), out), 1);
	assert_int_equal(out[0], 0xC3);
	assert_int_equal(qw_utf8_encode(QW_CELL_HOLE, out), 3);
	assert_memory_equal(out, "\xEF\xBF\xBD", 3);
	assert_int_equal(qw_utf8_width(qw_cell_raw(0xFF, QW_REASON_STRAY_BYTE)), 1);
	assert_int_equal(qw_utf8_width(QW_CELL_HOLE), 3);
}

/* Whatever is held back as unfinished, decoding all at once must agree. */
static void unfinished_ends_are_found(void **state)
{
	static const char text[] = "a\xC3\xA9\xE4\xB8\xAD\xF0\x9F\x98\x80z";
	static const size_t want[] = {0, 0, 1, 0, 1, 2, 0, 1, 2, 3, 0, 0};
	(void)state;
	for (size_t n = 0; n < sizeof want / sizeof *want; n++)
		assert_int_equal(qw_utf8_unfinished(U(text), n), want[n]);
	assert_int_equal(qw_utf8_unfinished(U("\xFF"), 1), 0);
	assert_int_equal(qw_utf8_unfinished(U("\x80\x80\x80\x80"), 4), 0);
	assert_int_equal(qw_utf8_unfinished(U("\xE4\xB8\xAD\xAD"), 4), 0);
}

static size_t decode_all(const unsigned char *p, size_t n, qw_cell *out)
{
	size_t count = 0;
	for (size_t i = 0; i < n; count++)
		i += qw_utf8_decode(p + i, n - i, &out[count]);
	return count;
}

/* Cut anywhere, with the unfinished end held back: the same cells, the same reasons. */
static void check_cuts(const unsigned char *p, size_t n)
{
	qw_cell whole[8], cut[8];
	size_t count = decode_all(p, n, whole);
	for (size_t at = 0; at <= n; at++) {
		size_t first = at - qw_utf8_unfinished(p, at);
		size_t done = decode_all(p, first, cut);
		done += decode_all(p + first, n - first, cut + done);
		assert_int_equal(done, count);
		assert_memory_equal(cut, whole, count * sizeof *cut);
	}
}

static void cuts_never_change_what_is_read(void **state)
{
	static const unsigned char bytes[] = {0, 'a', 0x80, 0x90, 0xA0, 0xBF, 0xC0, 0xC3, 0xE0,
		0xE4, 0xED, 0xF0, 0xF4, 0xF5, 0xF8, 0xFF};
	(void)state;
	for (size_t i = 0; i < (size_t)1 << 20; i++) {
		unsigned char text[5];
		for (size_t k = 0; k < 5; k++)
			text[k] = bytes[i >> 4 * k & 15];
		check_cuts(text, 5);
	}
}

/*
 * Memory: an allocator that counts what it gave and can fail
 */

typedef struct {
	size_t live, calls, fail_at; /* fail_at: number of the call that fails, 0: none */
} meter;

static void *metered(void *ctx, void *ptr, size_t old_size, size_t new_size)
{
	meter *m = ctx;
	if (new_size == 0) {
		m->live -= old_size;
		free(ptr);
		return NULL;
	}
	if (++m->calls == m->fail_at)
		return NULL;
	void *moved = realloc(ptr, new_size);
	assert_non_null(moved);
	m->live = m->live - old_size + new_size;
	return moved;
}

static void arrays_grow_with_checked_sizes(void **state)
{
	meter m = {0, 0, 0};
	qw_allocator a = {metered, &m};
	void *array = NULL;
	size_t capacity = 0;
	(void)state;
	assert_true(qw_grow(&a, &array, &capacity, 5, 8));
	assert_true(capacity >= 5);
	assert_int_equal(m.live, capacity * 8);
	size_t before = capacity;
	assert_true(qw_grow(&a, &array, &capacity, before, 8));
	assert_int_equal(capacity, before);
	assert_false(qw_grow(&a, &array, &capacity, SIZE_MAX / 4, 8));
	assert_int_equal(capacity, before);
	qw_release(&a, array, capacity, 8);
	assert_int_equal(m.live, 0);
}

static void empty_allocators_mean_malloc(void **state)
{
	(void)state;
	qw_allocator none = {NULL, NULL};
	assert_ptr_equal(qw_allocator_or_default(NULL).resize, qw_allocator_default().resize);
	assert_ptr_equal(qw_allocator_or_default(&none).resize, qw_allocator_default().resize);
	qw_allocator own = {metered, NULL};
	assert_ptr_equal(qw_allocator_or_default(&own).resize, metered);
}

static void buffers_append_and_drop(void **state)
{
	meter m = {0, 0, 0};
	qw_buffer b;
	(void)state;
	qw_buffer_init(&b, &(qw_allocator){metered, &m});
	qw_buffer_add(&b, NULL, 0);
	qw_buffer_add(&b, "a\0b", 3);
	qw_buffer_add_string(&b, "cd");
	qw_buffer_add_byte(&b, 0xFF);
	qw_buffer_add_cell(&b, 0x4E2D);
	qw_buffer_add_cell(&b, QW_CELL_HOLE);
	assert_false(b.failed);
	assert_int_equal(b.length, 12);
	assert_memory_equal(b.data, "a\0bcd\xFF\xE4\xB8\xAD\xEF\xBF\xBD", 12);
	qw_buffer_drop(&b, 5);
	assert_int_equal(b.length, 7);
	assert_int_equal(b.data[0], 0xFF);
	qw_buffer_drop(&b, 100);
	assert_int_equal(b.length, 0);
	qw_buffer_free(&b);
	assert_int_equal(m.live, 0);
}

static void a_failed_buffer_stays_failed(void **state)
{
	meter m = {0, 0, 1};
	qw_buffer b;
	(void)state;
	qw_buffer_init(&b, &(qw_allocator){metered, &m});
	qw_buffer_add_string(&b, "lost");
	assert_true(b.failed);
	qw_buffer_add_string(&b, "too");
	assert_int_equal(b.length, 0);
	qw_buffer_clear(&b);
	qw_buffer_add_string(&b, "kept");
	assert_false(b.failed);
	assert_int_equal(b.length, 4);
	assert_null(qw_buffer_reserve(&b, SIZE_MAX));
	assert_true(b.failed);
	qw_buffer_free(&b);
	assert_int_equal(m.live, 0);
}

static void texts_know_their_offsets(void **state)
{
	qw_text t;
	(void)state;
	qw_text_init(&t, &(qw_allocator){qw_allocator_default().resize, NULL});
	qw_text_add_utf8(&t, U("a\0\xE4\xB8\xAD\xFF" "b"), 7, 100);
	assert_int_equal(t.length, 5);
	static const uint32_t at[] = {100, 101, 102, 105, 106, 107};
	assert_memory_equal(t.at, at, sizeof at);
	assert_int_equal(t.cell[1], 0);
	assert_int_equal(t.cell[2], 0x4E2D);
	assert_int_equal(t.cell[3], qw_cell_raw(0xFF, QW_REASON_STRAY_BYTE));
	qw_text_add(&t, QW_CELL_HOLE, 107, 110);
	assert_int_equal(t.at[5], 107);
	assert_int_equal(t.at[6], 110);
	qw_text_clear(&t);
	assert_int_equal(t.length, 0);
	qw_text_free(&t);
	assert_null(t.cell);
}

static void fill(qw_text *t)
{
	for (uint32_t i = 0; i < 1000 && !t->failed; i++)
		qw_text_add(t, i, i, i + 1);
}

/* Whichever call finds no memory: sizes told to the allocator stay exact. */
static void texts_survive_want_of_memory(void **state)
{
	(void)state;
	bool failed = true;
	for (size_t n = 1; failed; n++) {
		meter m = {0, 0, n};
		qw_text t;
		qw_text_init(&t, &(qw_allocator){metered, &m});
		fill(&t);
		failed = t.failed;
		assert_true(failed || t.length == 1000);
		for (size_t i = 0; i < t.length; i++)
			assert_int_equal(t.cell[i], i);
		qw_text_free(&t);
		assert_int_equal(m.live, 0);
	}
}

static void huge_texts_are_refused(void **state)
{
	qw_text t;
	(void)state;
	qw_text_init(&t, &(qw_allocator){qw_allocator_default().resize, NULL});
	assert_false(qw_text_reserve(&t, SIZE_MAX));
	assert_true(t.failed);
	qw_text_add(&t, 'x', 0, 1);
	assert_int_equal(t.length, 0);
	qw_text_free(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_point_survives),
		cmocka_unit_test(broken_utf8_says_why),
		cmocka_unit_test(borders_of_utf8_are_taken),
		cmocka_unit_test(raw_cells_and_holes_are_written),
		cmocka_unit_test(unfinished_ends_are_found),
		cmocka_unit_test(cuts_never_change_what_is_read),
		cmocka_unit_test(arrays_grow_with_checked_sizes),
		cmocka_unit_test(empty_allocators_mean_malloc),
		cmocka_unit_test(buffers_append_and_drop),
		cmocka_unit_test(a_failed_buffer_stays_failed),
		cmocka_unit_test(texts_know_their_offsets),
		cmocka_unit_test(texts_survive_want_of_memory),
		cmocka_unit_test(huge_texts_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
