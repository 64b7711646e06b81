/* SPDX-License-Identifier: Apache-2.0 */
/* The search finds what was done to a sentence, for all pairs of set.def. */
#include "config.h"
#include "damage/mojibake/search.h"
#include "damage/surprise.h"
#include "unit/cells.h"
#include "unit/layers-text.h"
#include "unit/sentences.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { WANTED = 6 }; /* cells of a sentence, or of the part of it that comes through */

static int setup(void **state)
{
	qw_allocator a = qw_allocator_default();
	*state = malloc(sizeof(qw_search));
	assert_non_null(*state);
	qw_search_init(*state, &a);
	return 0;
}

static int teardown(void **state)
{
	qw_search_free(*state);
	free(*state);
	return 0;
}

/* Does one of the chains that are found give the original? */
static bool finds(qw_search *s, const qw_text *damaged, const qw_text *original)
{
	qw_surprise surprise;
	bool found = false;
	qw_surprise_init(&surprise, &damaged->allocator);
	assert_true(qw_surprise_sum(&surprise, damaged->cell, damaged->length));
	assert_true(qw_search_run(s, damaged->cell, damaged->length, surprise.sum, 0, damaged->length,
	                          INT64_MAX));
	for (size_t i = 0; i < s->count && !found; i++) {
		qw_text undone;
		undo_layers(&s->found[i].layers, damaged, &undone);
		found = same_cells(&undone, original);
		qw_text_free(&undone);
	}
	qw_surprise_free(&surprise);
	return found;
}

/* The longest part of the sentence, from its begin, that comes through the chain. */
static bool damage_sentence(const qw_layers *l, const char *sentence, qw_text *original,
                            qw_text *damaged)
{
	*original = cells_of(sentence);
	while (original->length >= WANTED) {
		if (apply_layers(l, original, damaged))
			return true;
		qw_text_free(damaged);
		original->length--;
	}
	qw_text_free(original);
	return false;
}

static void check_pair(qw_search *s, const qw_layers *l, size_t *cases, size_t *missed)
{
	for (size_t i = 0; i < SENTENCES; i++) {
		qw_text original, damaged;
		if (!damage_sentence(l, sentences[i], &original, &damaged))
			continue;
		++*cases;
		if (!finds(s, &damaged, &original)) {
			char name[QW_LAYERS_NAME], text[CELLS_STRING];
			qw_layers_name(l, name);
			++*missed;
			print_message("# missed %s: %s\n", name,
			              cells_string(original.cell, original.length, text));
		}
		qw_text_free(&original);
		qw_text_free(&damaged);
	}
}

static void all_pairs(void **state)
{
	size_t cases = 0, missed = 0, without = 0;
	for (qw_set_id written = 0; written < QW_SETS; written++)
		for (qw_set_id read = 0; read < QW_SETS; read++) {
			qw_layers l = one_layer(written, read);
			size_t before = cases;
			if (is_pair(written, read))
				check_pair(*state, &l, &cases, &missed);
			without += is_pair(written, read) && cases == before;
		}
	print_message("# %zu sentences, %zu missed, %zu pairs without\n", cases, missed, without);
	assert_true(cases > 1000);
	assert_true(100 * missed <= cases);
}

/* Western programs do it twice and three times. */
static void layers_upon_layers(void **state)
{
	static const qw_set_id inner[] = {QW_SET_UTF8, QW_SET_GBK, QW_SET_BIG5};
	static const qw_set_id outer[] = {QW_SET_LATIN1, QW_SET_WINDOWS_1252, QW_SET_CP850};
	size_t cases = 0, missed = 0;
	for (size_t i = 0; i < 3; i++)
		for (size_t k = 0; k < 3; k++)
			for (uint8_t layers = 2; layers <= QW_LAYERS_MAX; layers++) {
				qw_layers l = {.count = layers};
				for (size_t n = 0; n < layers; n++) {
					l.layer[n].written = (uint8_t)(n + 1 < layers ? QW_SET_UTF8 : inner[i]);
					l.layer[n].read = (uint8_t)outer[k];
				}
				check_pair(*state, &l, &cases, &missed);
			}
	print_message("# %zu sentences, %zu missed\n", cases, missed);
	assert_true(cases > 100);
	/* Three layers make so long texts that the sample holds but a few characters. */
	assert_true(100 * missed <= cases);
}

/* Who hopes for less than a chain costs finds none. */
static void hope_is_a_limit(void **state)
{
	qw_search *s = *state;
	qw_text damaged = cells_of("ÄãºÃ£¬ÊÀ½ç");
	int64_t sum[32] = {0};
	qw_model_sums(QW_MODEL_START, damaged.cell, damaged.length, sum + 1);
	assert_true(qw_search_run(s, damaged.cell, damaged.length, sum, 0, damaged.length,
	                          100 * QW_BIT));
	assert_true(s->count > 0);
	for (size_t i = 1; i < s->count; i++)
		assert_true(s->found[i - 1].gain >= s->found[i].gain);
	assert_true(qw_search_run(s, damaged.cell, damaged.length, sum, 0, damaged.length,
	                          7 * QW_BIT));
	assert_int_equal(s->count, 0);
	qw_text_free(&damaged);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(all_pairs, setup, teardown),
		cmocka_unit_test_setup_teardown(layers_upon_layers, setup, teardown),
		cmocka_unit_test_setup_teardown(hope_is_a_limit, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
