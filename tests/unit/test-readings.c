/* SPDX-License-Identifier: Apache-2.0 */
/* qw_explain(): the readings of a text, the likeliest first, the text itself among them. */
#include "config.h"
#include "qingwen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { MOST = 16 };

typedef struct {
	const char *in;
	size_t length;
	char first[256], chain[128]; /* the likeliest, */
	double confidence;           /* and its share */
	double last_bits, sum;
	unsigned readings, itself;
} heard;

static void hear(void *ctx, const qw_explanation *r)
{
	heard *h = ctx;
	if (h->readings++ == 0) {
		snprintf(h->first, sizeof h->first, "%.*s", (int)r->length, r->text);
		snprintf(h->chain, sizeof h->chain, "%s", r->chain);
		h->confidence = r->confidence;
	} else {
		assert_true(r->bits <= h->last_bits);
	}
	h->last_bits = r->bits;
	assert_true(r->confidence >= 0 && r->confidence <= 1);
	h->sum += r->confidence;
	if (r->chain[0] == '\0') {
		h->itself++;
		assert_true(r->bits == 0);
		assert_int_equal(r->length, h->length);
		assert_memory_equal(r->text, h->in, r->length);
	}
	assert_int_equal(r->text[r->length], '\0');
}

static heard explain(const char *in, size_t n)
{
	heard h = {.in = in, .length = n};
	qw_error error;
	assert_int_equal(qw_explain(in, n, NULL, hear, &h, &error), QW_OK);
	assert_int_equal(error.status, QW_OK);
	assert_true(h.readings <= MOST);
	if (n > 0) {
		assert_int_equal(h.itself, 1);
		assert_true(h.sum > 0.999 && h.sum < 1.001);
	}
	return h;
}

static heard explain_string(const char *in) { return explain(in, strlen(in)); }

static void the_likeliest_reading_comes_first(void **state)
{
	static const struct {
		const char *in, *chain, *text;
	} cases[] = {
		{"浣犲ソ锛屼笘鐣岋紒", "utf8-as-gbk", "你好，世界！"},
		{"ÄãºÃ£¬ÊÀ½ç", "gbk-as-latin1", "你好，世界"},
		{"Ã¤Â½Â\xC2\xA0Ã¥Â¥Â½", "utf8-as-latin1,utf8-as-latin1", "你好"},
		{"叫р獺锣ユ竒瞶", "big5-as-gbk", "請把信轉交經理"},
		{"他说灞辫矾涓婁笅闆ㄤ簡，大家都笑了。", "utf8-as-gbk", "他说山路上下雨了，大家都笑了。"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		heard h = explain_string(cases[i].in);
		assert_string_equal(h.chain, cases[i].chain);
		assert_string_equal(h.first, cases[i].text);
		assert_true(h.confidence > 0.9);
	}
}

static void sound_text_is_itself(void **state)
{
	static const char *const cases[] = {
		"今天下午三点开会。", "plain", "Où est passé l’élève ?", "駅前の売店", "\xFF\x80", "两行\n文字\n",
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		heard h = explain_string(cases[i]);
		assert_string_equal(h.chain, "");
		assert_string_equal(h.first, cases[i]);
		assert_true(h.confidence > 0.5);
	}
}

static void nothing_has_no_readings(void **state)
{
	(void)state;
	assert_int_equal(explain("", 0).readings, 0);
	assert_int_equal(explain(NULL, 0).readings, 0);
}

/* Many damages have many readings: the text itself is listed all the same. */
static void the_text_itself_is_never_crowded_out(void **state)
{
	static const char *const parts[] = {
		"灞辫矾涓婁笅闆ㄤ簡", "ÄãºÃ£¬ÊÀ½ç", "叫р獺锣ユ竒瞶", "µ╕öµ░æΦ»┤Σ╗èσ╣┤", "阨奪雲蹊賸ㄛ淕集瞼", "хе╣цККцЩТ",
		"躔荇峪璎讦渭", "Ã¤Â½Â\xC2\xA0Ã¥Â¥Â½",
	};
	char text[1024] = "";
	(void)state;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		strcat(text, parts[i]);
		strcat(text, "，后来我们一起回家，大家都笑了，明天还要去。");
	}
	explain_string(text);
}

static void wrong_arguments_are_refused(void **state)
{
	static char large[65537];
	qw_error error;
	heard h = {.in = ""};
	(void)state;
	assert_int_equal(qw_explain("a", 1, NULL, NULL, NULL, &error), QW_E_ARGUMENT);
	assert_int_equal(error.status, QW_E_ARGUMENT);
	assert_int_equal(qw_explain(NULL, 1, NULL, hear, &h, NULL), QW_E_ARGUMENT);
	memset(large, 'a', sizeof large);
	assert_int_equal(qw_explain(large, sizeof large, NULL, hear, &h, NULL), QW_E_ARGUMENT);
	assert_int_equal(h.readings, 0);
	h = (heard){.in = large, .length = 65536};
	assert_int_equal(qw_explain(large, 65536, NULL, hear, &h, NULL), QW_OK);
	assert_int_equal(h.readings, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_likeliest_reading_comes_first),
		cmocka_unit_test(sound_text_is_itself),
		cmocka_unit_test(nothing_has_no_readings),
		cmocka_unit_test(the_text_itself_is_never_crowded_out),
		cmocka_unit_test(wrong_arguments_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
