/* SPDX-License-Identifier: Apache-2.0 */
/* undo(apply(x)) = x, on random documents and phrases. */
#include "config.h"
#include "damage/splice/replay.h"
#include "qingwen.h"
#include "unit/random-text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum {
	DOCUMENT = 6000,        /* bytes: 2,000 characters, evidence enough for a table */
	SMALLEST = 5, LARGEST = 60, /* entries of a table */
	ROUNDS = 6,             /* documents for each size of a table */
	RIGHT = 99,             /* of 100 damaged lines must be right again, */
	RIGHT_BACKWARDS = 98    /* and these when the table was gone through backwards */
};

static qw_buffer empty(void)
{
	qw_buffer b;
	qw_allocator a = qw_allocator_default();
	qw_buffer_init(&b, &a);
	return b;
}

/* --- splices ---------------------------------------------------------------------------- */

/* A table, for the replay, of the characters in `list`. */
static void read_table(const qw_buffer *list, const qw_charset *cs, qw_table *table)
{
	qw_text t;
	qw_text_init(&t, &list->allocator);
	qw_text_add_utf8(&t, list->data, list->length, 0);
	for (size_t i = 0; i < t.length; i++) {
		qw_cell note[8];
		qw_reading reading = qw_reading_first(t.cell[i]);
		size_t n = qw_reading_write(reading, note);
		if (t.cell[i] != ',')
			assert_true(qw_table_add(table, qw_charset_pair_of(cs, t.cell[i]), t.cell[i],
			                         note, n, reading));
	}
	qw_text_free(&t);
}

/* Splice a document in an order of the table that a chain can't name. */
static void splice(const qw_buffer *list, qw_order order, bool per_character,
                   const qw_buffer *original, qw_buffer *damaged)
{
	qw_view view = {.charset = qw_charset_find("cp936")};
	qw_table table;
	qw_replay replay;
	qw_text in, out;
	assert_true(qw_table_init(&table, &list->allocator));
	read_table(list, view.charset, &table);
	qw_replay_init(&replay, &view, &table, &list->allocator);
	replay.order = order;
	replay.per_character = per_character;
	qw_text_init(&in, &list->allocator);
	qw_text_init(&out, &list->allocator);
	qw_text_add_utf8(&in, original->data, original->length, 0);
	assert_true(qw_replay_apply(&replay, in.cell, in.length, &out));
	for (size_t i = 0; i < out.length; i++)
		qw_buffer_add_cell(damaged, out.cell[i]);
	qw_text_free(&in);
	qw_text_free(&out);
	qw_replay_free(&replay);
	qw_table_free(&table);
}

static void splice_and_repair(generator *g, size_t entries, qw_order order, bool per_character,
                              tally *t)
{
	qw_buffer original = empty(), list = empty(), damaged = empty(), repaired = empty();
	random_document(g, DOCUMENT, "<p>", "</p>", &original);
	random_table(g, entries, &list);
	splice(&list, order, per_character, &original, &damaged);
	repair(damaged.data, damaged.length, &repaired);
	if (!compare_lines(&original, &damaged, &repaired, t))
		fail_msg("another number of lines: table %.*s", (int)list.length, list.data);
	qw_buffer_free(&original);
	qw_buffer_free(&list);
	qw_buffer_free(&damaged);
	qw_buffer_free(&repaired);
}

static void check_splices(qw_order order, bool per_character, size_t right)
{
	tally t = {0, 0, 0, 0};
	for (size_t entries = SMALLEST; entries <= LARGEST; entries++) {
		generator g = {entries << 8 | order};
		for (unsigned i = 0; i < ROUNDS; i++)
			splice_and_repair(&g, entries, order, per_character, &t);
	}
	print_message("# %zu of %zu damaged lines right, %zu of %zu sound ones changed\n", t.right,
	              t.damaged, t.changed, t.sound);
	assert_true(t.damaged > 1000);
	assert_int_equal(t.changed, 0);
	assert_true(100 * t.right >= right * t.damaged);
}

static void splices_in_the_order_of_codes(void **state)
{
	(void)state;
	check_splices(QW_ORDER_PAIR, false, RIGHT);
}

static void splices_in_the_order_of_code_points(void **state)
{
	(void)state;
	check_splices(QW_ORDER_CODE_POINT, false, RIGHT);
}

static void splices_backwards(void **state)
{
	(void)state;
	check_splices(QW_ORDER_REVERSE, false, RIGHT_BACKWARDS);
}

static void splices_of_characters(void **state)
{
	(void)state;
	check_splices(QW_ORDER_PAIR, true, RIGHT);
}

/* --- mojibake ----------------------------------------------------------------------------- */

/* True: nothing was lost. */
static bool damage(const char *chain, const qw_buffer *phrase, qw_buffer *damaged)
{
	char *out;
	size_t n;
	assert_int_equal(qw_damage(chain, phrase->data, phrase->length, NULL, &out, &n, NULL), QW_OK);
	qw_buffer_add(damaged, out, n);
	qw_free(NULL, out, n);
	return memmem(damaged->data, damaged->length, "\xEF\xBF\xBD", 3) == NULL;
}

static bool comes_back(const char *chain, generator *g, size_t length, bool loud, bool *lossless)
{
	qw_buffer phrase = empty(), damaged = empty(), repaired = empty();
	random_phrase(g, length, &phrase);
	*lossless = damage(chain, &phrase, &damaged);
	repair(damaged.data, damaged.length, &repaired);
	bool back = repaired.length == phrase.length
	         && memcmp(repaired.data, phrase.data, phrase.length) == 0;
	if (*lossless && !back && loud)
		print_error("%s: %.*s: %.*s\n", chain, (int)phrase.length, phrase.data,
		            (int)repaired.length, repaired.data);
	qw_buffer_free(&phrase);
	qw_buffer_free(&damaged);
	qw_buffer_free(&repaired);
	return back;
}

static void check_phrases(const char *chain, unsigned rounds)
{
	size_t cases = 0, wrong = 0;
	for (size_t length = 4; length <= 200; length++) {
		generator g = {length};
		for (unsigned i = 0; i < rounds; i++) {
			bool lossless;
			bool back = comes_back(chain, &g, length, wrong < 3, &lossless);
			cases += lossless;
			wrong += lossless && !back;
		}
	}
	print_message("# %s: %zu of %zu phrases come back\n", chain, cases - wrong, cases);
	assert_true(cases > 200);
	assert_int_equal(wrong, 0);
}

static void utf8_as_latin1(void **state)
{
	(void)state;
	check_phrases("utf8-as-latin1", 5);
}

static void utf8_as_windows_1252(void **state)
{
	(void)state;
	check_phrases("utf8-as-windows-1252", 5);
}

static void utf8_as_gbk(void **state)
{
	(void)state;
	/* Hardly a long phrase loses nothing. */
	check_phrases("utf8-as-gbk", 20);
}

/* --- nothing happened ----------------------------------------------------------------- */

static void sound_documents_stay(void **state)
{
	(void)state;
	for (unsigned i = 1; i <= 40; i++) {
		generator g = {i};
		qw_buffer original = empty(), repaired = empty();
		random_document(&g, DOCUMENT, "", "", &original);
		repair(original.data, original.length, &repaired);
		assert_int_equal(repaired.length, original.length);
		assert_memory_equal(repaired.data, original.data, original.length);
		qw_buffer_free(&original);
		qw_buffer_free(&repaired);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(splices_in_the_order_of_codes),
		cmocka_unit_test(splices_in_the_order_of_code_points),
		cmocka_unit_test(splices_backwards),
		cmocka_unit_test(splices_of_characters),
		cmocka_unit_test(utf8_as_latin1),
		cmocka_unit_test(utf8_as_windows_1252),
		cmocka_unit_test(utf8_as_gbk),
		cmocka_unit_test(sound_documents_stay),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
