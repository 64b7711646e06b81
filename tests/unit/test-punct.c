/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "convert/punct.h"
#include "text/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* What becomes of the line; the number of changes. */
static size_t punctuate(qw_punct_state *state, const char *line, qw_text *out)
{
	qw_allocator a = qw_allocator_default();
	qw_text in;
	qw_text_init(&in, &a);
	qw_text_init(out, &a);
	qw_text_add_utf8(&in, (const unsigned char *)line, strlen(line), 7);
	size_t changes = qw_punct_line(state, in.cell, in.at, in.length, out);
	assert_false(out->failed);
	if (in.length > 0)
		assert_int_equal(out->at[out->length], in.at[in.length]);
	qw_text_free(&in);
	return changes;
}

static void check(qw_punct_state *state, const char *line, const char *expected, size_t changes)
{
	qw_allocator a = qw_allocator_default();
	qw_buffer bytes;
	qw_text out;
	qw_buffer_init(&bytes, &a);
	assert_int_equal(punctuate(state, line, &out), changes);
	for (size_t i = 0; i < out.length; i++)
		qw_buffer_add_cell(&bytes, out.cell[i]);
	assert_int_equal(bytes.length, strlen(expected));
	if (bytes.length > 0)
		assert_memory_equal(bytes.data, expected, bytes.length);
	qw_buffer_free(&bytes);
	qw_text_free(&out);
}

static void changes_are_counted(void **state)
{
	qw_punct_state none = {false};
	(void)state;
	check(&none, "", "", 0);
	check(&none, "好.", "好。", 1);
	check(&none, "好, 好...\n", "好，好……\n", 2);
	check(&none, "北京(首都)", "北京（首都）", 2);
	check(&none, "3.14,2\n", "3.14,2\n", 0);
}

static void cells_keep_the_place_of_their_bytes(void **state)
{
	qw_punct_state none = {false};
	qw_text out;
	(void)state;
	punctuate(&none, "好, 好......好", &out);
	static const uint32_t at[] = {7, 10, 12, 15, 16, 21, 24};
	assert_int_equal(out.length, 6);
	assert_memory_equal(out.at, at, sizeof at);
	qw_text_free(&out);
}

static void a_fence_lasts_until_the_next(void **state)
{
	qw_punct_state fence = {false};
	(void)state;
	check(&fence, "```c\n", "```c\n", 0);
	check(&fence, "好,好\n", "好,好\n", 0);
	check(&fence, "```\n", "```\n", 0);
	check(&fence, "好,好\n", "好，好\n", 1);
}

static void parentheses_nest(void **state)
{
	qw_punct_state none = {false};
	(void)state;
	check(&none, "他(好(坏)的)", "他（好(坏)的）", 2);
	check(&none, "他(好", "他(好", 0);
	check(&none, "好)他", "好)他", 0);
	check(&none, "他()", "他()", 0);
}

/* Marks that open something nobody closes are looked at once each. */
static void hostile_lines_take_linear_time(void **state)
{
	static const char *const part[] = {"(", "好(", "`", "<a", "'", ".", "好'", "a,", "{", "=", "(好"};
	enum { REPEATED = 100000 };
	(void)state;
	for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
		qw_punct_state none = {false};
		size_t n = strlen(part[i]);
		char *line = malloc(n * REPEATED + 4);
		assert_non_null(line);
		for (size_t k = 0; k < REPEATED; k++)
			memcpy(line + k * n, part[i], n);
		memcpy(line + n * REPEATED, "好", 4);
		qw_text out;
		punctuate(&none, line, &out);
		assert_true(out.length > 0);
		qw_text_free(&out);
		free(line);
	}
}

static void bytes_that_are_no_text_pass(void **state)
{
	qw_punct_state none = {false};
	(void)state;
	check(&none, "\xFF,好\xFF,\xFF.好", "\xFF,好\xFF,\xFF.好", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(changes_are_counted),
		cmocka_unit_test(cells_keep_the_place_of_their_bytes),
		cmocka_unit_test(a_fence_lasts_until_the_next),
		cmocka_unit_test(parentheses_nest),
		cmocka_unit_test(hostile_lines_take_linear_time),
		cmocka_unit_test(bytes_that_are_no_text_pass),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
