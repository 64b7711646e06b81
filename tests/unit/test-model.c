/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "model/model.h"
#include "text/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#define MOST 256

static size_t cells_of(const char *utf8, qw_cell *cell)
{
	const unsigned char *p = (const unsigned char *)utf8;
	size_t n = strlen(utf8), length = 0;
	for (size_t i = 0; i < n; length++) {
		assert_true(length < MOST);
		i += qw_utf8_decode(p + i, n - i, &cell[length]);
	}
	return length;
}

static int64_t bits_of(const char *utf8)
{
	qw_cell cell[MOST];
	size_t n = cells_of(utf8, cell);
	return qw_model_text(QW_MODEL_START, cell, n);
}

/* Cells of every kind, to be combined with each other. */
static const qw_cell sample[] = {
	'\n', '\r', '\t', ' ', 'a', 'Z', '0', '<', 0, 0x1B, 0x7F, 0x85, 0xA0, 0xB7, 0xE9, 0x1EA5,
	0x3B1, 0x416, 0x5D0, 0x627, 0xE01, 0x10D0, 0x2018, 0x2500, 0x2192, 0x3000, 0x3002, 0x3042,
	0x30AB, 0xFF76, 0x3105, 0xAC00, 0xB1C1, 0x4E00, 0x56FD, 0x570B, 0x7684, 0x8457, 0x9F98,
	0x3400, 0x20BB7, 0xE000, 0xF900, 0xFEFF, 0xFF0C, 0xFFFD, 0xFFFF, 0x1F600, 0xE0001,
	0x10FFFF, QW_CELL_HOLE, QW_CELL_RAW | 0x280, QW_CELL_RAW | 0x4FF,
};
#define SAMPLES (sizeof sample / sizeof *sample)

static void costs_are_positive(void **state)
{
	(void)state;
	for (size_t i = 0; i < SAMPLES; i++) {
		assert_true(qw_model_single(sample[i]) > 0);
		for (size_t k = 0; k < SAMPLES; k++) {
			qw_bits cost = qw_model_pair(sample[i], sample[k]);
			assert_true(cost > 0 && cost < 128 * QW_BIT);
		}
	}
}

static void a_text_is_the_sum_of_its_pairs(void **state)
{
	(void)state;
	int64_t sum = 0;
	for (size_t i = 0; i < SAMPLES; i++)
		sum += qw_model_pair(i == 0 ? 'x' : sample[i - 1], sample[i]);
	assert_int_equal(qw_model_text('x', sample, SAMPLES), sum);
	assert_int_equal(qw_model_text('x', sample, 0), 0);
	int64_t head = qw_model_text('x', sample, 20);
	assert_int_equal(head + qw_model_text(sample[19], sample + 20, SAMPLES - 20), sum);
}

/* Every machine must decide alike. A new training or another version of the table of
 * simplified characters changes the sum: put the new one here. */
static void costs_never_differ(void **state)
{
	(void)state;
	uint64_t sum = 0;
	for (qw_cell c = 0x4E00; c < 0xA000; c++)
		for (size_t i = 0; i < SAMPLES; i++) {
			sum = sum * 31 + (uint64_t)qw_model_pair(sample[i], c);
			sum = sum * 31 + (uint64_t)qw_model_pair(c, sample[i]);
		}
	assert_int_equal(sum, UINT64_C(0x41c57a8b0694f53d));
}

static void assert_cheaper(const char *better, const char *worse)
{
	if (bits_of(better) >= bits_of(worse))
		fail_msg("%s (%.1f bits) is no cheaper than %s (%.1f bits)", better,
		         (double)bits_of(better) / QW_BIT, worse, (double)bits_of(worse) / QW_BIT);
}

static void the_usual_is_cheaper(void **state)
{
	(void)state;
	assert_cheaper("的", "鬱");
	assert_cheaper("中国", "国中");
	assert_cheaper("中國", "國中");
	assert_cheaper("经济发展", "经济笈展");
	assert_cheaper("經濟發展", "經濟笈展");
	assert_cheaper("找准着力点", "找准著力点");
	assert_cheaper("他写了一部著作", "他写了一部着作");
	assert_cheaper("，", "＇");
	assert_cheaper("the", "tqe");
	assert_true(qw_model_single(0x7684) < qw_model_single(0x56FD));
	assert_true(qw_model_single(0x56FD) < qw_model_single(0x9F98));
}

static void one_writing_is_cheaper_than_two(void **state)
{
	(void)state;
	assert_cheaper("經濟發展", "經济發展");
	assert_cheaper("经济发展", "经濟发展");
	assert_cheaper("圖書館裡", "圖书館裡");
}

/* Words of mainland news that the traditional training text hardly holds are known
 * by their simplified forms. */
static void traditional_pairs_fold(void **state)
{
	(void)state;
	assert_cheaper("創新驅動", "創新驢動");
	assert_cheaper("鄉村振興", "鄉村振輿");
	assert_true(bits_of("扶貧攻堅戰") < bits_of("扶贫攻坚战") + 12 * QW_BIT);
}

static void damage_is_dear(void **state)
{
	static const qw_cell dear[] = {0x85, 0x9F, 0xE000, 0xF8FF, 0xFFFD, 0xFFFE, 0x10FFFF, 0x1B,
	                               QW_CELL_HOLE, QW_CELL_RAW | 0x180};
	(void)state;
	for (size_t i = 0; i < sizeof dear / sizeof *dear; i++)
		for (size_t k = 0; k < SAMPLES; k++)
			assert_true(qw_model_pair(sample[k], dear[i]) >= 24 * QW_BIT);
}

static void rare_han_are_possible(void **state)
{
	(void)state;
	assert_true(qw_model_pair(0x7684, 0x20BB7) < 45 * QW_BIT);
	assert_true(qw_model_pair(0x7684, 0x3400) < 45 * QW_BIT);
	assert_true(qw_model_pair(0x7684, 0x9FA5) < 40 * QW_BIT);
}

static void other_scripts_beat_their_misreadings(void **state)
{
	static const char *const sound[][2] = {
		{"Это обычное письмо без ошибок.", "协褌芯 芯斜褘褔薪芯械 锌懈褋褜屑芯 斜械蟹 芯褕懈斜芯泻."},
		{"오늘은 날씨가 아주 좋습니다", "坷疵篮 朝揪啊 酒林 亮嚼聪促"},
		{"明日の朝は早く起きます", "柧擔偺挬偼憗偔婲偒傑偡"},
		{"明日の朝は早く起きます", "汤泣の墨は玲く弹きます"},
		{"Où est passée la clé de l'été ?", "O霉 est pass茅e la cl茅 de l'茅t茅 ?"},
		{"Hôm nay trời đẹp quá", "H么m nay tr峄漣 膽岷筽 qu谩"},
		{"Το πρωί πίνω καφέ", "燥 瘃顋疬睐 赆鲚"},
		{"Çocuklar bahçede oynuyor", "莖cuklar bah鏴de oynuyor"},
		{"Die Tür schließt früh", "Die T眉r schlie脽t fr眉h"},
		{"שלום לכולם", "屙 祀屐"},
		{"今天下午我们一起去图书馆", "浠婂ぉ涓嬪崍鎴戜滑涓璧峰幓鍥句功棣"},
		{"今天下午我们一起去图书馆", "½ñÌìÏÂÎçÎÒÃÇÒ»ÆðÈ¥Í¼Êé¹Ý"},
		{"今天下午我们一起去图书馆", "踏毞狟敁扂蠅珨お生暱暽"},
		{"├── src ──────", "閳ワ閳ワ src"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof sound / sizeof *sound; i++)
		assert_cheaper(sound[i][0], sound[i][1]);
}

static void signs_may_repeat(void **state)
{
	(void)state;
	assert_true(qw_model_pair(0x2550, 0x2550) <= 4 * QW_BIT);
	assert_true(qw_model_pair('~', '~') <= 4 * QW_BIT);
	assert_true(qw_model_pair(0x3400, 0x3400) > 4 * QW_BIT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(costs_are_positive),
		cmocka_unit_test(a_text_is_the_sum_of_its_pairs),
		cmocka_unit_test(costs_never_differ),
		cmocka_unit_test(the_usual_is_cheaper),
		cmocka_unit_test(one_writing_is_cheaper_than_two),
		cmocka_unit_test(traditional_pairs_fold),
		cmocka_unit_test(damage_is_dear),
		cmocka_unit_test(rare_han_are_possible),
		cmocka_unit_test(other_scripts_beat_their_misreadings),
		cmocka_unit_test(signs_may_repeat),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
