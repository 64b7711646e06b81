/* SPDX-License-Identifier: Apache-2.0 */
/* Where a line surprises, which part of it a repair takes, and what that is worth. */
#include "config.h"
#include "damage/mojibake/layer.h"
#include "damage/mojibake/worth.h"
#include "damage/surprise.h"
#include "unit/cells.h"
#include "unit/layers-text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

/* A line with its bits, and what a chain makes of it. */
typedef struct {
	qw_text text, undone;
	qw_surprise surprise;
	qw_weighed weighed;
	qw_layers layers;
} bench;

static void begin(bench *b, const char *line, qw_set_id written, qw_set_id read)
{
	b->text = cells_of(line);
	b->layers = one_layer(written, read);
	qw_surprise_init(&b->surprise, &b->text.allocator);
	assert_true(qw_surprise_sum(&b->surprise, b->text.cell, b->text.length));
	b->weighed = (qw_weighed){b->text.cell, b->surprise.sum, b->text.length, false};
	undo_layers(&b->layers, &b->text, &b->undone);
	b->undone.length++; /* with the last break */
}

static void end(bench *b)
{
	qw_surprise_free(&b->surprise);
	qw_text_free(&b->text);
	qw_text_free(&b->undone);
}

/* ---- surprise ---- */

static void assert_stretches(const char *line, const char *wanted)
{
	char got[CELLS_STRING] = "", one[CELLS_STRING];
	size_t from, to = 0;
	bench b;
	begin(&b, line, QW_SET_UTF8, QW_SET_GBK);
	while (qw_surprise_next(&b.surprise, b.text.cell, to, &from, &to)) {
		strcat(got, cells_string(b.text.cell + from, to - from, one));
		strcat(got, "|");
	}
	assert_string_equal(got, wanted);
	end(&b);
}

static void sound_text_does_not_surprise(void **state)
{
	(void)state;
	assert_stretches("今天下午三点开会，请大家带上材料。", "");
	assert_stretches("plain words of ASCII, xqzjw", "");
	assert_stretches("他走得很慢很慢，我们等了又等", "");
	assert_stretches("", "");
}

static void damage_is_a_stretch(void **state)
{
	(void)state;
	assert_stretches("他说灞辫矾涓婁笅闆ㄤ簡，大家都笑了。", "灞辫矾涓婁笅闆ㄤ簡|");
	assert_stretches("价格：Ã¤Â»Â·", "Ã¤Â»Â·|");
}

static void far_damages_are_two_stretches(void **state)
{
	(void)state;
	assert_stretches("他说灞辫矾涓婁笅闆ㄤ簡，大家都笑了。后来我们一起回家，路上又说灞辫矾涓婁笅闆ㄤ簡，"
	                 "大家又笑了。", "灞辫矾涓婁笅闆ㄤ簡|灞辫矾涓婁笅闆ㄤ簡|");
}

/* ---- weigh ---- */

static void assert_frame(const char *line, qw_set_id read, const char *before, const char *after)
{
	char string[CELLS_STRING];
	size_t at = 0;
	qw_frame f;
	bench b;
	begin(&b, line, QW_SET_UTF8, read);
	assert_true(qw_weigh_next(&b.weighed, &b.undone, &at, &f));
	assert_string_equal(cells_string(b.text.cell + f.from, f.to - f.from, string), before);
	assert_string_equal(cells_string(b.undone.cell + f.out_from, f.out_to - f.out_from, string),
	                    after);
	assert_true(f.gain > 0 && f.edges >= 0 && at >= f.out_to);
	assert_false(qw_weigh_next(&b.weighed, &b.undone, &at, &f));
	end(&b);
}

/* 也 and 都 have bytes that UTF-8 reads as well, as letters of other scripts. */
static void borders_lie_where_it_pays(void **state)
{
	(void)state;
	assert_frame("浣犲ソ鍚楀", QW_SET_GBK, "浣犲ソ", "你好");
	assert_frame("誰也鑰佸眿鍓嶉潰鐨勫皬都寫", QW_SET_GBK, "鑰佸眿鍓嶉潰鐨勫皬", "老屋前面的小");
	assert_frame("价格：ä½\xC2\xA0å¥½。", QW_SET_LATIN1, "ä½\xC2\xA0å¥½", "你好");
}

static void sound_text_has_no_frame(void **state)
{
	size_t at = 0;
	qw_frame f;
	bench b;
	(void)state;
	begin(&b, "Où est passé l’élève ?", QW_SET_UTF8, QW_SET_LATIN1);
	assert_false(qw_weigh_next(&b.weighed, &b.undone, &at, &f));
	assert_int_equal(at, b.undone.length);
	end(&b);
}

/* A damage between two Han is torn out of a text; one between marks, or at the ends of the
 * line, may have come alone. */
static void borders_inside_of_words_cost_more(void **state)
{
	bench b;
	(void)state;
	begin(&b, "他说鑰佸眿，好", QW_SET_UTF8, QW_SET_GBK);
	qw_bits torn = qw_weigh_edges(&b.weighed, 2, 5), whole = qw_weigh_edges(&b.weighed, 0, 7);
	qw_bits marked = qw_weigh_edges(&b.weighed, 6, 7);
	assert_int_equal(whole, 0);
	assert_true(0 < marked && marked < torn);
	end(&b);
}

/* ---- worth ---- */

static int64_t worth_of(const char *line, bool expected, qw_bits price)
{
	size_t at = 0;
	int64_t bits;
	qw_frame f;
	bench b;
	begin(&b, line, QW_SET_GBK, QW_SET_LATIN1);
	assert_true(qw_weigh_next(&b.weighed, &b.undone, &at, &f));
	int64_t gain = qw_worth(&b.layers, &b.weighed, &f, b.undone.cell + f.out_from, expected,
	                        price, &bits);
	assert_true(bits > 0);
	end(&b);
	return gain;
}

static void an_expected_chain_costs_its_price_only(void **state)
{
	(void)state;
	int64_t new = worth_of("ÄãºÃ£¬ÊÀ½ç", false, 0);
	int64_t cheap = worth_of("ÄãºÃ£¬ÊÀ½ç", true, 3 * QW_BIT);
	assert_true(new < cheap);
	assert_int_equal(cheap, worth_of("ÄãºÃ£¬ÊÀ½ç", true, 0) - 3 * QW_BIT);
	/* Short text must not come of chance. */
	assert_true(worth_of("ÄãºÃ", true, 0) - worth_of("ÄãºÃ", false, 0)
	            > worth_of("ÄãºÃ£¬ÊÀ½ç", true, 0) - worth_of("ÄãºÃ£¬ÊÀ½ç", false, 0));
}

static void nobody_gains_more_than_hoped(void **state)
{
	bench b;
	(void)state;
	begin(&b, "ÄãºÃ£¬ÊÀ½ç", QW_SET_GBK, QW_SET_LATIN1);
	assert_true(qw_worth_hope(&b.weighed, 0, b.text.length)
	            >= worth_of("ÄãºÃ£¬ÊÀ½ç", true, 0));
	end(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sound_text_does_not_surprise),
		cmocka_unit_test(damage_is_a_stretch),
		cmocka_unit_test(far_damages_are_two_stretches),
		cmocka_unit_test(borders_lie_where_it_pays),
		cmocka_unit_test(sound_text_has_no_frame),
		cmocka_unit_test(borders_inside_of_words_cost_more),
		cmocka_unit_test(an_expected_chain_costs_its_price_only),
		cmocka_unit_test(nobody_gains_more_than_hoped),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
