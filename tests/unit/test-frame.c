/* SPDX-License-Identifier: Apache-2.0 */
/* undo(apply(x)) = x for UTF-16 that was read as something else, on characters by chance and on
 * sentences in a page; what never comes out of a frame. */
#include "config.h"
#include "damage/damage.h"
#include "damage/frame/codec.h"
#include "damage/frame/frame.h"
#include "damage/frame/mark.h"
#include "unit/cells.h"
#include "unit/random-text.h"
#include "unit/sentences.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static const char *const names[] = {
	"utf16be-as-utf16le", "utf16le-as-utf16be", "utf16le-as-latin1", "utf16be-as-latin1",
	"utf16le-as-windows-1252", "utf16be-as-windows-1252", "utf16le-as-gbk", "utf16be-as-gbk",
};

enum { NAMES = sizeof names / sizeof *names };

static const qw_kind *kind_of(size_t i)
{
	const qw_kind *d = qw_damage_find(names[i], strlen(names[i]));
	assert_non_null(d);
	return d;
}

static qw_text damaged(const qw_kind *d, const qw_text *text)
{
	qw_allocator a = qw_allocator_default();
	qw_text out;
	size_t bad;
	qw_text_init(&out, &a);
	assert_true(d->apply(d, NULL, 0, text->cell, text->length, &out, &bad));
	return out;
}

/* Did the reader find all, so that nothing is lost and the line stays one? */
static bool is_whole(const qw_text *text)
{
	for (size_t i = 0; i < text->length; i++)
		if (text->cell[i] == 0xFFFD || text->cell[i] == '\n')
			return false;
	return true;
}

static void assert_undone(const qw_kind *d, const qw_text *was, const qw_text *found)
{
	const qw_frame_codec codec = qw_frame_codec_of(d);
	qw_text bytes;
	size_t i = 0;
	qw_text_init(&bytes, &found->allocator);
	qw_frame_bytes(&codec, found->cell, found->length, &bytes);
	for (size_t k = 0; k < bytes.length; i++) {
		qw_cell c;
		size_t used = qw_frame_read(&codec, &bytes, k, &c);
		assert_true(used > 0 && i < was->length);
		assert_int_equal(c, was->cell[i]);
		k += used;
	}
	assert_int_equal(i, was->length);
	qw_text_free(&bytes);
}

static void characters_come_back(void **state)
{
	qw_allocator a = qw_allocator_default();
	generator g = {5};
	size_t checked = 0;
	(void)state;
	for (size_t round = 0; round < 2000; round++) {
		qw_text text;
		qw_text_init(&text, &a);
		for (size_t n = 1 + pick(&g, 12); n > 0; n--) {
			qw_cell c = (qw_cell)pick(&g, round % 4 == 0 ? 0x10FFFE : 0xFFFE);
			if (c < 0xD800 || c > 0xDFFF)
				qw_text_add(&text, c, (uint32_t)text.length, (uint32_t)text.length + 1);
		}
		for (size_t i = 0; i < NAMES && is_whole(&text); i++) {
			qw_text found = damaged(kind_of(i), &text);
			if (is_whole(&found)) {
				assert_undone(kind_of(i), &text, &found);
				checked++;
			}
			qw_text_free(&found);
		}
		qw_text_free(&text);
	}
	assert_true(checked > 5000);
}

/* What repair makes of a page of one line; qw_text_free() it. */
static qw_text repaired(const qw_text *found, qw_plan *plan)
{
	qw_allocator a = qw_allocator_default();
	qw_frame_repair r;
	qw_page page;
	qw_slice line;
	qw_text out;
	qw_page_init(&page, &a);
	qw_text_append(&page.source, found->cell, found->at, found->length);
	assert_true(qw_page_of_cells(&page));
	qw_frame_repair_init(&r, &a);
	assert_true(qw_frame_repair_page(&r, &page, plan));
	assert_true(qw_page_cells(&page, 0, &line));
	qw_text_init(&out, &a);
	qw_text_append(&out, line.cell, line.at, line.length);
	qw_frame_repair_free(&r);
	qw_page_free(&page);
	return out;
}

static void sentences_come_back(void **state)
{
	qw_allocator a = qw_allocator_default();
	size_t checked = 0;
	(void)state;
	for (size_t i = 0; i < SENTENCES; i++) {
		qw_text text = cells_of(sentences[i]);
		for (size_t k = 0; k < NAMES; k++) {
			qw_text found = damaged(kind_of(k), &text);
			if (is_whole(&found)) {
				qw_plan plan;
				qw_plan_init(&plan, &a);
				plan.keep_spans = true;
				qw_text back = repaired(&found, &plan);
				char got[CELLS_STRING];
				assert_string_equal(cells_string(back.cell, back.length, got), sentences[i]);
				assert_int_equal(plan.segments, 1);
				assert_int_equal(plan.segment[0].exact, text.length);
				assert_false(plan.span[0].differs);
				checked++;
				qw_text_free(&back);
				qw_plan_free(&plan);
			}
			qw_text_free(&found);
		}
		qw_text_free(&text);
	}
	print_message("# %zu sentences\n", checked);
	assert_true(checked > SENTENCES);
}

static void nothing_active_comes_back(void **state)
{
	qw_allocator a = qw_allocator_default();
	qw_text text = cells_of("<script>&amp;\"a\"='b'`\\$\t\r\x7F");
	(void)state;
	for (size_t i = 0; i < NAMES; i++) {
		qw_plan plan;
		qw_plan_init(&plan, &a);
		qw_text found = damaged(kind_of(i), &text), back = repaired(&found, &plan);
		assert_int_equal(back.length, found.length);
		assert_memory_equal(back.cell, found.cell, found.length * sizeof *found.cell);
		qw_text_free(&found);
		qw_text_free(&back);
		qw_plan_free(&plan);
	}
	qw_text_free(&text);
}

static void there_are_no_parameters(void **state)
{
	const qw_cell words[] = {'x'};
	qw_allocator a = qw_allocator_default();
	(void)state;
	for (size_t i = 0; i < NAMES; i++) {
		const qw_kind *d = kind_of(i);
		qw_text out;
		size_t bad;
		qw_text_init(&out, &a);
		assert_false(d->apply(d, words, 1, words, 1, &out, &bad));
		assert_int_equal(bad, 0);
		qw_text_free(&out);
	}
}

static void assert_mark(const char *line, const char *set)
{
	qw_text t = cells_of(line);
	const char *got = qw_frame_mark(t.cell, t.length);
	if (set == NULL)
		assert_null(got);
	else
		assert_string_equal(got, set);
	qw_text_free(&t);
}

static void marks(void **state)
{
	(void)state;
	assert_mark("ï»¿好", "latin1");
	assert_mark("п»ї好", "windows-1251");
	assert_mark("∩╗┐", "cp437");
	assert_mark("ï»", NULL);
	assert_mark("ï»好", NULL);
	assert_mark("name", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(characters_come_back),
		cmocka_unit_test(sentences_come_back),
		cmocka_unit_test(nothing_active_comes_back),
		cmocka_unit_test(there_are_no_parameters),
		cmocka_unit_test(marks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
