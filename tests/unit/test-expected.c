/* SPDX-License-Identifier: Apache-2.0 */
/* Chains that were found are expected to go on. */
#include "config.h"
#include "damage/mojibake/expected.h"
#include "unit/layers-text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static qw_layers chain(unsigned i)
{
	static const qw_set_id read[] = {QW_SET_LATIN1, QW_SET_GBK, QW_SET_BIG5, QW_SET_CP437,
	                                 QW_SET_KOI8_R};
	return one_layer(QW_SET_UTF8, read[i]);
}

static qw_expected nothing(void)
{
	qw_expected e;
	qw_expected_clear(&e);
	return e;
}

static void what_was_found_is_expected(void **state)
{
	qw_expected e = nothing();
	qw_layers first = chain(0), second = chain(1);
	(void)state;
	assert_null(qw_expected_get(&e, 0));
	assert_false(qw_expected_has(&e, &first));
	assert_true(qw_expected_note(&e, &first));
	assert_true(qw_expected_has(&e, &first));
	assert_false(qw_expected_has(&e, &second));
	assert_false(qw_expected_note(&e, &first));
	qw_expected_clear(&e);
	assert_false(qw_expected_has(&e, &first));
}

static void the_last_comes_first(void **state)
{
	qw_expected e = nothing();
	qw_layers found[] = {chain(0), chain(1), chain(2)};
	(void)state;
	for (size_t i = 0; i < 3; i++)
		qw_expected_note(&e, &found[i]);
	for (size_t i = 0; i < 3; i++)
		assert_true(qw_layers_equal(qw_expected_get(&e, i), &found[2 - i]));
	qw_expected_note(&e, &found[1]);
	assert_true(qw_layers_equal(qw_expected_get(&e, 0), &found[1]));
	assert_true(qw_layers_equal(qw_expected_get(&e, 1), &found[2]));
	assert_null(qw_expected_get(&e, 3));
}

static void the_oldest_of_too_many_is_forgotten(void **state)
{
	qw_expected e = nothing();
	(void)state;
	for (unsigned i = 0; i <= QW_EXPECTED; i++) {
		qw_layers l = chain(i);
		qw_expected_note(&e, &l);
	}
	qw_layers oldest = chain(0), second = chain(1);
	assert_false(qw_expected_has(&e, &oldest));
	assert_true(qw_expected_has(&e, &second));
	assert_null(qw_expected_get(&e, QW_EXPECTED));
}

static void what_was_long_ago_is_forgotten(void **state)
{
	qw_expected e = nothing();
	qw_layers l = chain(0);
	(void)state;
	qw_expected_note(&e, &l);
	e.line += 64;
	assert_true(qw_expected_has(&e, &l));
	e.line++;
	assert_false(qw_expected_has(&e, &l));
	assert_true(qw_expected_note(&e, &l));
	assert_true(qw_expected_has(&e, &l));
	assert_ptr_equal(qw_expected_get(&e, 1), NULL);
}

/* In a document that is damaged throughout, a line that is not would be the surprise. */
static void a_run_makes_it_cheaper_than_nothing(void **state)
{
	qw_expected e = nothing();
	qw_layers l = chain(0), other = chain(1);
	(void)state;
	for (unsigned i = 0; i < 7; i++, e.line++)
		qw_expected_note(&e, &l);
	assert_true(qw_expected_price(&e, &l) > 0);
	qw_expected_note(&e, &l);
	assert_true(qw_expected_price(&e, &l) < 0);
	assert_true(qw_expected_price(&e, &other) > 0);
	qw_expected_end_run(&e);
	assert_true(qw_expected_price(&e, &l) > 0);
	assert_true(qw_expected_has(&e, &l));
}

static void another_chain_ends_the_run(void **state)
{
	qw_expected e = nothing();
	qw_layers l = chain(0), other = chain(1);
	(void)state;
	for (unsigned i = 0; i < 20; i++, e.line++)
		qw_expected_note(&e, &l);
	qw_expected_note(&e, &other);
	assert_true(qw_expected_price(&e, &other) > 0);
	qw_expected_note(&e, &l);
	assert_true(qw_expected_price(&e, &l) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_found_is_expected),
		cmocka_unit_test(the_last_comes_first),
		cmocka_unit_test(the_oldest_of_too_many_is_forgotten),
		cmocka_unit_test(what_was_long_ago_is_forgotten),
		cmocka_unit_test(a_run_makes_it_cheaper_than_nothing),
		cmocka_unit_test(another_chain_ends_the_run),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
