/* SPDX-License-Identifier: Apache-2.0 */
/* The plan of a page, and what is told of its guesses. */
#include "config.h"
#include "damage/confidence.h"
#include "damage/plan.h"
#include "stream/tell.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static const qw_cell before[] = {0x9225, '?', 0x9225};
static const qw_cell after[] = {'a', 0x4F60, 0x597D, 0x20000, 'b'};

/* A span with two guesses, 你 and U+20000. */
static void add_span(qw_plan *plan)
{
	qw_plan_span span = {.to = 7, .guessed = 2, .lead = 9 * QW_BIT};
	assert_true(qw_plan_add(plan, &span, before, 3, after, 5));
	assert_true(qw_plan_guess(plan, 1, 2 * QW_BIT));
	assert_true(qw_plan_guess(plan, 3, 64 * QW_BIT));
}

static void guesses_belong_to_the_last_span(void **state)
{
	qw_plan plan;
	qw_allocator a = qw_allocator_default();
	(void)state;
	qw_plan_init(&plan, &a);
	plan.keep_spans = true;
	assert_non_null(qw_plan_begin(&plan, "utf8-as-gbk"));
	add_span(&plan);
	qw_plan_mark mark = qw_plan_here(&plan);
	add_span(&plan);
	assert_int_equal(plan.guesses, 4);
	assert_int_equal(plan.span[1].first_guess, 2);
	assert_int_equal(plan.span[1].guesses, 2);
	assert_int_equal(plan.guess[3].cell, 3);
	qw_plan_return(&plan, mark);
	assert_int_equal(plan.guesses, 2);
	assert_int_equal(plan.span[0].guesses, 2);
	qw_plan_clear(&plan);
	assert_int_equal(plan.guesses, 0);
	qw_plan_free(&plan);
}

static void nothing_is_kept_for_nobody(void **state)
{
	qw_plan plan;
	qw_allocator a = qw_allocator_default();
	(void)state;
	qw_plan_init(&plan, &a);
	assert_non_null(qw_plan_begin(&plan, "utf8-as-gbk"));
	add_span(&plan);
	assert_int_equal(plan.guesses, 0);
	assert_int_equal(plan.segment[0].guessed, 2);
	qw_plan_free(&plan);
}

static void look_at_span(void *ctx, const qw_event *event)
{
	if (event->type != QW_EVENT_SPAN)
		return;
	const qw_span *s = event->of.span;
	++*(unsigned *)ctx;
	assert_int_equal(s->after_length, 12);
	assert_int_equal(s->guesses, 2);
	assert_int_equal(s->guess[0].offset, 1);
	assert_int_equal(s->guess[1].offset, 7);
	assert_true(s->guess[0].bits == 2 && s->guess[1].bits == 64);
	assert_true(s->guess[0].confidence == qw_confidence_of_guess(2 * QW_BIT));
	assert_true(s->guess[0].confidence < s->guess[1].confidence);
	assert_true(s->guess[1].confidence < 1);
}

/* The offsets are those of bytes, the confidence that of each guess. */
static void spans_tell_their_guesses(void **state)
{
	qw_document d;
	unsigned spans = 0;
	qw_options options = {.event = look_at_span, .event_ctx = &spans,
	                      .allocator = qw_allocator_default()};
	(void)state;
	assert_true(qw_document_init(&d, &options, NULL, NULL));
	qw_document_begin(&d);
	static const unsigned char line[] = "\xE9\x88\xA5?\xE9\x88\xA5";
	assert_true(qw_page_of_bytes(&d.page, line, 7));
	assert_non_null(qw_plan_begin(&d.plan, "utf8-as-gbk"));
	add_span(&d.plan);
	add_span(&d.plan);
	assert_true(qw_tell_plan(&d));
	assert_int_equal(spans, 2);
	qw_document_free(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(guesses_belong_to_the_last_span),
		cmocka_unit_test(nothing_is_kept_for_nobody),
		cmocka_unit_test(spans_tell_their_guesses),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
