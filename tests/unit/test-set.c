/* SPDX-License-Identifier: Apache-2.0 */
/* The sets that have no table: UTF-8, the byte alphabet of GPT-2, scars; and which pairs of
 * sets are accidents that happen. */
#include "config.h"
#include "damage/mojibake/layers.h"
#include "damage/mojibake/set.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static void names_find_their_sets(void **state)
{
	qw_set s;
	(void)state;
	for (qw_set_id id = 0; id < QW_SETS; id++) {
		const char *name = qw_set_name(id);
		assert_true(qw_set_find(name, strlen(name), &s));
		assert_int_equal(s.id, id);
	}
	/* Aliases of the tables, and tables that no search tries. */
	assert_true(qw_set_find("ISO_8859-1", 10, &s));
	assert_int_equal(s.id, QW_SET_LATIN1);
	assert_true(qw_set_find("koi8-u", 6, &s));
	assert_int_equal(s.id, QW_SETS);
	assert_non_null(s.charset);
	assert_false(qw_set_find("", 0, &s));
	assert_false(qw_set_find("no-such-set", 11, &s));
}

static void pairs_that_happen(void **state)
{
	(void)state;
	assert_true(qw_set_may_pair(QW_SET_UTF8, QW_SET_GPT2));
	assert_false(qw_set_may_pair(QW_SET_GBK, QW_SET_GPT2));
	assert_true(qw_set_may_pair(QW_SET_GBK, QW_SET_SCAR));
	assert_false(qw_set_may_pair(QW_SET_UTF8, QW_SET_SCAR));
	for (qw_set_id id = 0; id < QW_SETS; id++)
		assert_false(qw_set_may_pair(id, id));
}

/* Each byte has a letter of its own that is visible, and the letter has that byte. */
static void gpt2_has_a_letter_for_each_byte(void **state)
{
	qw_set gpt2 = qw_set_get(QW_SET_GPT2);
	qw_cell letters[256];
	(void)state;
	for (unsigned b = 0; b < 256; b++) {
		unsigned char byte = (unsigned char)b, back[4];
		qw_cell c[2];
		unsigned count;
		qw_reason reason;
		assert_int_equal(qw_set_decode(&gpt2, &byte, 1, c, &count, &reason), 1);
		assert_int_equal(count, 1);
		assert_int_equal(qw_set_encode(&gpt2, c[0], back), 1);
		assert_int_equal(back[0], b);
		assert_true(c[0] > 0x20 && c[0] != 0x7F && (c[0] < 0x80 || c[0] > 0xA0) && c[0] != 0xAD);
		letters[b] = c[0];
		for (unsigned k = 0; k < b; k++)
			assert_int_not_equal(letters[k], c[0]);
	}
	assert_int_equal(letters[' '], 0x120);
	assert_int_equal(letters['\n'], 0x10A);
	assert_int_equal(letters[0xAD], 0x143);
}

static void gpt2_has_no_other_letters(void **state)
{
	qw_set gpt2 = qw_set_get(QW_SET_GPT2);
	unsigned char b[4];
	size_t letters = 0;
	(void)state;
	for (qw_cell c = 0; c <= 0xFFFF; c++)
		letters += qw_set_encode(&gpt2, c, b);
	assert_int_equal(letters, 256);
}

static void assert_bytes(const qw_set *set, qw_cell c, const char *wanted)
{
	unsigned char b[4];
	size_t n = qw_set_encode(set, c, b);
	assert_int_equal(n, strlen(wanted));
	assert_memory_equal(b, wanted, n);
}

/* A letter of windows-1252 is a byte; another one is those that ftfy took for UTF-8. */
static void scars_are_a_byte_or_what_looks_like_utf8(void **state)
{
	qw_set scar = qw_set_get(QW_SET_SCAR);
	unsigned char b[4];
	(void)state;
	assert_bytes(&scar, 'a', "a");
	assert_bytes(&scar, 0xE9, "\xE9");
	assert_bytes(&scar, 0x20AC, "\x80");
	assert_bytes(&scar, 0x178, "\x9F");
	assert_bytes(&scar, 0x81, "\x81");
	assert_bytes(&scar, 0x467, "\xD1\xA7");
	assert_bytes(&scar, 0x1F5, "\xC7\xB5");
	assert_bytes(&scar, 0x7FF, "\xDF\xBF");
	assert_bytes(&scar, 0x20AB, "\xE2\x82\xAB");
	assert_int_equal(qw_set_encode(&scar, 0x4F60, b), 0); /* Han in use */
	assert_int_equal(qw_set_encode(&scar, 0x1F600, b), 0);
}

static void chains_have_names_and_prices(void **state)
{
	qw_layers l = {.count = 2, .layer = {{QW_SET_UTF8, QW_SET_LATIN1}, {QW_SET_GBK, QW_SET_SCAR}}};
	qw_layers other = l;
	char name[QW_LAYERS_NAME];
	(void)state;
	qw_layers_name(&l, name);
	assert_string_equal(name, "gbk-as-latin1,ftfy-scar,utf8-as-latin1");
	assert_int_equal(qw_layers_price(&l), qw_set_written(QW_SET_UTF8) + qw_set_read(QW_SET_LATIN1)
	                 + qw_set_written(QW_SET_GBK) + qw_set_read(QW_SET_SCAR));
	assert_true(qw_layers_equal(&l, &other));
	other.count = 1;
	assert_false(qw_layers_equal(&l, &other));
	other = l;
	other.layer[1].written = QW_SET_BIG5;
	assert_false(qw_layers_equal(&l, &other));
	other.count = 0;
	qw_layers_name(&other, name);
	assert_string_equal(name, "");
}

/* The longest names of all fit. */
static void names_have_room(void **state)
{
	size_t longest = 0;
	(void)state;
	for (qw_set_id w = 0; w < QW_SETS; w++)
		for (qw_set_id r = 0; r < QW_SETS; r++) {
			qw_layers l = {.count = QW_LAYERS_MAX};
			char name[QW_LAYERS_NAME];
			for (size_t i = 0; i < QW_LAYERS_MAX; i++) {
				l.layer[i].written = (uint8_t)w;
				l.layer[i].read = (uint8_t)r;
			}
			if (qw_set_written(w) == 0 || qw_set_read(r) == 0)
				continue;
			qw_layers_name(&l, name);
			assert_true(strlen(name) + 1 < QW_LAYERS_NAME);
			longest = strlen(name) > longest ? strlen(name) : longest;
		}
	assert_true(longest > QW_LAYERS_NAME / 2);
}

/* Nothing is cheaper than the search thinks. */
static void no_layer_is_cheaper_than_the_cheapest(void **state)
{
	(void)state;
	for (qw_set_id w = 0; w < QW_SETS; w++)
		for (qw_set_id r = 0; r < QW_SETS; r++) {
			if (qw_set_may_pair(w, r) && qw_set_written(w) > 0 && qw_set_read(r) > 0)
				assert_true(qw_set_written(w) + qw_set_read(r) >= QW_LAYERS_CHEAPEST);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_find_their_sets),
		cmocka_unit_test(pairs_that_happen),
		cmocka_unit_test(gpt2_has_a_letter_for_each_byte),
		cmocka_unit_test(gpt2_has_no_other_letters),
		cmocka_unit_test(scars_are_a_byte_or_what_looks_like_utf8),
		cmocka_unit_test(chains_have_names_and_prices),
		cmocka_unit_test(names_have_room),
		cmocka_unit_test(no_layer_is_cheaper_than_the_cheapest),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
