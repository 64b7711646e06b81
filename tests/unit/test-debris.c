/* SPDX-License-Identifier: Apache-2.0 */
/* Debris in a line and on a page, and what is lost by it. */
#include "config.h"
#include "damage/debris.h"
#include "damage/confidence.h"
#include "stream/verdict.h"
#include "unit/cells.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

/* --- a line --------------------------------------------------------------------------- */

/* The runs of a line as "text=lost ", a doubtful one with "?". */
static void assert_runs(const char *line, const char *expected)
{
	qw_text t = cells_of(line);
	qw_slice slice = {t.cell, t.at, t.length};
	qw_debris d;
	char out[CELLS_STRING] = "", text[CELLS_STRING];
	for (size_t at = 0; qw_debris_next(&slice, &at, &d);) {
		size_t length = strlen(out);
		cells_string(t.cell + d.from, d.to - d.from, text);
		snprintf(out + length, sizeof out - length, "%.50s%s=%u ", text,
		         d.doubtful ? "?" : "", (unsigned)d.lost);
	}
	assert_string_equal(out, expected);
	qw_text_free(&t);
}

/* EF BF BD EF BF BD: 锟 is EF BF, 斤 BD EF, 拷 BF BD. */
static void pairs_of_bytes(void **state)
{
	(void)state;
	assert_runs("锟斤拷", "锟斤拷=2 ");
	assert_runs("锟斤拷锟斤拷。", "锟斤拷锟斤拷=4 ");
	assert_runs("甲锟斤拷锟?乙", "锟斤拷锟?=3 ");
	assert_runs("锟斤拷锟�", "锟斤拷锟�=3 ");
	assert_runs("锟斤拷�", "锟斤拷=2 �=1 ");
	assert_runs("斤拷锟", "斤拷锟=3 ");
	assert_runs("拷锟斤拷", "拷锟斤拷=3 ");
	assert_runs("锟斤", "锟斤=2 ");
	assert_runs("拷锟", "拷锟=2 ");
	assert_runs("嚙踝蕭嚙踝蕭", "嚙踝蕭嚙踝蕭=4 ");
	assert_runs("鐃緒申", "鐃緒申=2 ");
	assert_runs("占쏙옙占쏙옙", "占쏙옙占쏙옙=4 ");
}

static void pieces_are_doubtful(void **state)
{
	(void)state;
	assert_runs("锟", "锟?=1 ");
	assert_runs("斤拷", "斤拷?=2 ");
	assert_runs("占", "");
	assert_runs("斤", "");
	assert_runs("拷", "");
	assert_runs("踝、蕭", "");
}

static void single_bytes(void **state)
{
	(void)state;
	assert_runs("aï¿½ï¿½b", "ï¿½ï¿½=2 ");
	assert_runs("ï¿½ï¿", "ï¿½=1 ");
	assert_runs("пїЅ", "пїЅ=1 ");
	assert_runs("О©╫", "О©╫=1 ");
	assert_runs("ÔøΩ", "ÔøΩ=1 ");
	assert_runs("¿½", "");
	assert_runs("ï", "");
	assert_runs("���", "���=3 ");
}

static void filled_memory(void **state)
{
	(void)state;
	assert_runs("烫烫烫烫", "烫烫烫烫=4 ");
	assert_runs("烫烫烫", "烫烫烫=3 ");
	assert_runs("烫烫烫！", "");
	assert_runs("烫烫烫烫！", "烫烫烫烫=4 ");
	assert_runs("烫烫", "");
	assert_runs("屯屯屯葺葺葺", "屯屯屯=3 葺葺葺=3 ");
	assert_runs("屯屯", "");
}

/* --- a page --------------------------------------------------------------------------- */

static uint64_t lost_of(const char *text)
{
	qw_page page;
	qw_plan plan;
	qw_allocator a = qw_allocator_default();
	uint64_t lost = 0;
	qw_page_init(&page, &a);
	qw_plan_init(&plan, &a);
	plan.keep_spans = true;
	assert_true(qw_page_of_bytes(&page, (const unsigned char *)text, strlen(text)));
	assert_true(qw_debris_page(&page, &plan));
	assert_true(plan.segments <= 1);
	for (size_t i = 0; i < plan.spans; i++) {
		const qw_plan_span *s = &plan.span[i];
		assert_int_equal(s->end - s->after, s->after - s->before);
		assert_memory_equal(plan.cells.cell + s->before, plan.cells.cell + s->after,
		                    (s->end - s->after) * sizeof *plan.cells.cell);
		assert_int_equal(s->exact + s->guessed, 0);
	}
	if (plan.segments == 1) {
		assert_string_equal(plan.segment[0].kind, "debris");
		assert_true(plan.segment[0].stands);
		lost = plan.segment[0].lost;
	}
	assert_true(plan.segments == 1 || plan.debris_han == 0);
	qw_page_free(&page);
	qw_plan_free(&plan);
	return lost;
}

static void lines_are_summed_up(void **state)
{
	(void)state;
	assert_int_equal(lost_of(""), 0);
	assert_int_equal(lost_of("大家好\n"), 0);
	assert_int_equal(lost_of("大家�好\n大家好\n锟斤拷锟斤拷\n烫烫烫烫"), 9);
	assert_int_equal(lost_of("甲锟斤拷乙锟丙"), 3);
	assert_int_equal(lost_of("锟铻是一把剑"), 0);
}

static void quotations_are_no_damage(void **state)
{
	(void)state;
	assert_int_equal(lost_of("老人见到“锟斤拷”就会笑，我们都不懂"), 0);
	assert_int_equal(lost_of("老人见到`ï¿½`就会笑，我们都不懂"), 0);
	assert_int_equal(lost_of("他喊“烫烫烫烫！”我们都不懂他为什么要这样喊"), 0);
	/* Nothing else is there, or more that nobody quotes. */
	assert_int_equal(lost_of("“锟斤拷”"), 2);
	assert_int_equal(lost_of("老人见到“锟斤拷”就会锟斤拷锟斤拷笑，我们都不懂"), 6);
}

static void who_has_a_word_for_it_quotes(void **state)
{
	(void)state;
	assert_int_equal(lost_of("锟斤拷是一种乱码"), 0);
	assert_int_equal(lost_of("锟斤拷\n大家好\nThis is Mojibake."), 0);
	char text[256] = "锟斤拷\n";
	for (size_t i = 0; i < 25; i++)
		strcat(text, "好\n");
	strcat(text, "乱码\n");
	assert_int_equal(lost_of(text), 2);
}

/* --- what follows from it --------------------------------------------------------------- */

static void a_document_is_judged(void **state)
{
	static const struct { uint64_t han, lost; qw_verdict verdict; } rows[] = {
		{0, 0, QW_VERDICT_KEEP}, {100, 0, QW_VERDICT_KEEP}, {991, 9, QW_VERDICT_KEEP},
		{990, 10, QW_VERDICT_PATCH}, {901, 99, QW_VERDICT_PATCH}, {900, 100, QW_VERDICT_DROP},
		{0, 1, QW_VERDICT_DROP},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		qw_report r = {.han = rows[i].han, .lost = rows[i].lost};
		qw_report_judge(&r);
		assert_int_equal(r.verdict, rows[i].verdict);
		assert_true(r.loss >= 0 && r.loss <= 1);
	}
}

static void the_lead_of_a_confidence(void **state)
{
	(void)state;
	assert_int_equal(qw_lead_of_guess(0), INT32_MIN);
	assert_int_equal(qw_lead_of_guess(1.5), INT32_MAX);
	for (unsigned i = 1; i < 100; i++) {
		double p = i / 100.0;
		qw_bits lead = qw_lead_of_guess(p);
		if (lead == INT32_MIN || lead == INT32_MAX)
			continue;
		assert_true(qw_confidence_of_guess(lead) >= p);
		assert_true(qw_confidence_of_guess(lead - 1) < p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs_of_bytes),
		cmocka_unit_test(pieces_are_doubtful),
		cmocka_unit_test(single_bytes),
		cmocka_unit_test(filled_memory),
		cmocka_unit_test(lines_are_summed_up),
		cmocka_unit_test(quotations_are_no_damage),
		cmocka_unit_test(who_has_a_word_for_it_quotes),
		cmocka_unit_test(a_document_is_judged),
		cmocka_unit_test(the_lead_of_a_confidence),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
