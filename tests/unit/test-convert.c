/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "convert/convert.h"
#include "text/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { DICTIONARY = 100 };

/* Convert one line and write it as UTF-8 into out; the number of changes. */
static size_t convert(const char *line, unsigned char decision, char *out, size_t size)
{
	qw_allocator a = qw_allocator_default();
	qw_text in, converted;
	qw_buffer bytes;
	qw_region region;
	qw_region_begin(&region, QW_VARIANT_AUTO);
	qw_text_init(&in, &a);
	qw_text_init(&converted, &a);
	qw_buffer_init(&bytes, &a);
	qw_text_add_utf8(&in, (const unsigned char *)line, strlen(line), 7);
	size_t changes = decision == DICTIONARY
	    ? qw_convert_dictionary(in.cell, in.at, in.length, &converted)
	    : qw_convert_line(in.cell, in.at, in.length, decision, &region, &converted);
	assert_int_equal(converted.length, in.length);
	for (size_t i = 0; i < converted.length; i++)
		qw_buffer_add_cell(&bytes, converted.cell[i]);
	if (in.length > 0)
		assert_memory_equal(converted.at, in.at, (in.length + 1) * sizeof *in.at);
	assert_true(bytes.length < size);
	if (bytes.length > 0)
		memcpy(out, bytes.data, bytes.length);
	out[bytes.length] = '\0';
	qw_buffer_free(&bytes);
	qw_text_free(&converted);
	qw_text_free(&in);
	return changes;
}

static void check(const char *line, unsigned char decision, const char *expected)
{
	char out[512];
	convert(line, decision, out, sizeof out);
	assert_string_equal(out, expected);
}

/*
 * Dictionary
 */

static void phrases_come_before_characters(void **state)
{
	(void)state;
	check("", DICTIONARY, "");
	check("汉语 abc 123\n", DICTIONARY, "汉语 abc 123\n");
	check("門裏的書", DICTIONARY, "门里的书");
	check("乾淨的乾隆年間", DICTIONARY, "干净的乾隆年间");
	check("一目瞭然", DICTIONARY, "一目了然");
	check("一目瞭", DICTIONARY, "一目瞭");
	check("不瞭解", DICTIONARY, "不了解");
	check("瞭解到答覆", DICTIONARY, "了解到答复");
	check("書中自有千鍾粟", DICTIONARY, "书中自有千锺粟");
	check("書中自有千鍾", DICTIONARY, "书中自有千钟");
	check("沈沈沒沒", DICTIONARY, "沈沉没没");
	check("反覆覆盆子覆文", DICTIONARY, "反复覆盆子复文");
}

static void the_longest_phrase_at_a_place_wins(void **state)
{
	(void)state;
	check("乾坤大挪移", DICTIONARY, "乾坤大挪移");
	check("旋轉乾坤之力乾", DICTIONARY, "旋转乾坤之力干");
	check("計畫畫", DICTIONARY, "计划画");
	check("一坏坏子", DICTIONARY, "一坯坯子");
	check("七逕逕口", DICTIONARY, "七迳迳口");
}

static void compatibility_ideographs_are_unified_first(void **state)
{
	(void)state;
	check("\xEF\xA4\x82", DICTIONARY, "车");                 /* U+F902 */
	check("\xEF\xA4\x94", DICTIONARY, "乐");                 /* U+F914 */
	check("\xF0\xAF\xA0\x80", DICTIONARY, "丽");             /* U+2F800 */
	check("\xEF\xA5\xB6\xE7\x95\xAB", DICTIONARY, "略画");
}

static void what_no_table_knows_passes(void **state)
{
	(void)state;
	check("\xFF\xE9\xA0" "門\xF4\x8F\xBF\xBF", DICTIONARY, "\xFF\xE9\xA0" "门\xF4\x8F\xBF\xBF");
	check("\xF0\x9F\x98\x80 門", QW_LINE_CONVERT, "\xF0\x9F\x98\x80 门");
	check("\xFF門\xFF著\xFF", QW_LINE_CONVERT, "\xFF门\xFF着\xFF");
}

static void changes_are_counted(void **state)
{
	char out[64];
	(void)state;
	assert_int_equal(convert("門口", DICTIONARY, out, sizeof out), 1);
	assert_int_equal(convert("山水", DICTIONARY, out, sizeof out), 0);
	assert_int_equal(convert("看著門", QW_LINE_CONVERT, out, sizeof out), 2);
}

/*
 * Characters of several forms
 */

static void neighbours_choose_the_form(void **state)
{
	static const char *const cases[][2] = {
		{"要著力構建新的格局", "要着力构建新的格局"},
		{"大家先找準著力點", "大家先找准着力点"},
		{"她笑著看著窗外，風吹著樹", "她笑着看着窗外，风吹着树"},
		{"這位著名作家的著作很多，成就卓著", "这位著名作家的著作很多，成就卓著"},
		{"效果顯著，原著也好讀", "效果显著，原著也好读"},
		{"新的計畫書，另一張圖畫", "新的计划书，另一张图画"},
		{"城市規畫和漫畫", "城市规划和漫画"},
		{"清代乾隆年間，衣服晾乾了", "清代乾隆年间，衣服晾干了"},
		{"簡單明瞭，在塔上瞭望", "简单明了，在塔上瞭望"},
		{"想藉著這個機會慰藉大家", "想借着这个机会慰藉大家"},
		{"司法覆核的答覆，雪覆蓋了山", "司法复核的答复，雪覆盖了山"},
		{"他於倫敦讀書，集於其一身", "他于伦敦读书，集于其一身"},
		{"民國時徵調的車，特徵明顯", "民国时征调的车，特征明显"},
		{"說甚麼都晚了，甚至沒人來", "说什么都晚了，甚至没人来"},
		{"船沈沒了，沈先生沒說話", "船沉没了，沈先生没说话"},
		{"牠們不怕衞生員", "它们不怕卫生员"},
		{"那張桌子坏了，打坏一扇門", "那张桌子坏了，打坏一扇门"},
		{"剩餘的錢", "剩余的钱"},
		{"鍛鍊身體，項鍊和食物鍊", "锻炼身体，项链和食物链"},
		{"朱鎔基說鐵鎔化了", "朱镕基说铁熔化了"},
		{"他是老么，這麼說什么都不怕", "他是老幺，这么说什么都不怕"},
		{"合夥的夥伴獲益甚夥", "合伙的伙伴获益甚夥"},
		{"報讎，校讎", "报仇，校雠"},
		{"長得相彷，在街上徬徨", "长得相仿，在街上彷徨"},
		{"一朶花，姪子", "一朵花，侄子"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check(cases[i][0], QW_LINE_CONVERT, cases[i][1]);
}

static void names_that_the_dictionary_knows_stay(void **state)
{
	(void)state;
	check("樊於期和於梨華", QW_LINE_CONVERT, "樊於期和於梨华");
	check("宮商角徵羽", QW_LINE_CONVERT, "宫商角徵羽");
	check("神祇", QW_LINE_CONVERT, "神祇");
}

static void a_line_of_nothing_but_doubt_ends(void **state)
{
	enum { LENGTH = 10000 };
	qw_allocator a = qw_allocator_default();
	qw_text in, out;
	qw_region region;
	(void)state;
	qw_region_begin(&region, QW_VARIANT_AUTO);
	qw_text_init(&in, &a);
	qw_text_init(&out, &a);
	for (uint32_t i = 0; i < LENGTH; i++)
		qw_text_add(&in, i % 3 == 0 ? 0x8457 : 0x756B, i, i + 1); /* 著 畫 */
	qw_convert_line(in.cell, in.at, in.length, QW_LINE_CONVERT, &region, &out);
	assert_int_equal(out.length, LENGTH);
	for (size_t i = 0; i < LENGTH; i++)
		assert_true(out.cell[i] <= QW_CODE_POINT_MAX && out.cell[i] != 0x756B);
	qw_text_free(&in);
	qw_text_free(&out);
}

/*
 * Whose characters
 */

static qw_region look(qw_variant variant, const char *text)
{
	qw_allocator a = qw_allocator_default();
	qw_region region;
	qw_text in;
	qw_text_init(&in, &a);
	qw_text_add_utf8(&in, (const unsigned char *)text, strlen(text), 0);
	qw_region_begin(&region, variant);
	qw_region_look(&region, in.cell, in.length);
	qw_text_free(&in);
	return region;
}

static void the_characters_of_a_text_tell_its_region(void **state)
{
	(void)state;
	assert_true(look(QW_VARIANT_AUTO, "").odds < 0);
	assert_true(look(QW_VARIANT_AUTO, "他在家裡看著書，臺上有人").odds < -12 * 256);
	assert_true(look(QW_VARIANT_AUTO, "心裏想着衞生").odds > 8 * 256);
	assert_true(look(QW_VARIANT_AUTO, "心裡想着").odds < 0);
	assert_true(look(QW_VARIANT_HK, "家裡臺上").odds > 32 * 256);
	assert_true(look(QW_VARIANT_TW, "心裏想着衞生").odds < -32 * 256);
}

static void a_region_may_change_with_the_window(void **state)
{
	qw_region region = look(QW_VARIANT_AUTO, "裏裏裏裏裏裏裏裏裏裏裏裏裏裏裏裏");
	qw_region before = region, given = look(QW_VARIANT_HK, "");
	(void)state;
	qw_region_window(&region);
	assert_true(region.odds > 0 && region.odds < before.odds);
	int32_t odds = given.odds;
	qw_region_window(&given);
	assert_int_equal(given.odds, odds);
}

static void enough_is_known_after_a_while(void **state)
{
	static const qw_cell inside[] = {0x88CF, 0x88CF, 0x88CF, 0x88CF, 0x88CF, 0x88CF}; /* 裏 */
	qw_region region;
	(void)state;
	qw_region_begin(&region, QW_VARIANT_AUTO);
	assert_false(qw_region_look(&region, inside, 1));
	assert_true(qw_region_look(&region, inside, sizeof inside / sizeof *inside));
}

/*
 * Which lines
 */

/* The decisions for the lines of a document as digits: 0 keep, 1 convert, 2 mixed, 3 keep, and
 * Chinese. */
static void decide(qw_script_state *document, const char *text, char *out)
{
	qw_line line[64] = {{0}};
	unsigned char decision[64];
	size_t n = strlen(text), at = 0, count = 0;
	while (at < n)
		qw_scan_utf8((const unsigned char *)text, n, &at, &line[count++]);
	qw_script_decide(document, line, count, decision);
	for (size_t i = 0; i < count; i++)
		out[i] = (char)('0' + decision[i]);
	out[count] = '\0';
}

static void check_decisions(const char *text, const char *expected)
{
	qw_script_state document;
	char out[65];
	memset(&document, 0, sizeof document);
	decide(&document, text, out);
	assert_string_equal(out, expected);
}

static void traditional_lines_are_converted(void **state)
{
	(void)state;
	check_decisions("這是一個繁體的句子。\n", "1");
	check_decisions("首頁\n", "1");
	check_decisions("新聞資訊\n聯系我們\n招商\n首頁\n", "1131");
	check_decisions("", "");
}

static void simplified_lines_stay(void **state)
{
	(void)state;
	check_decisions("这是简体的句子。\n坏了\n著名作家\n乾隆年间\n", "3333");
	check_decisions("家具坏了，他藉口离开，后来住在瞭望台附近。\n", "3");
	check_decisions("甯先生\n", "3");
}

static void a_short_line_follows_its_neighbours(void **state)
{
	(void)state;
	check_decisions("今天學校裡開會討論發展。\n著作\n老師們說好。\n", "111");
	check_decisions("今天学校里开会讨论发展。\n著作\n老师们说好。\n", "333");
	check_decisions("今天学校里开会讨论发展。\n於\n老师们说好。\n", "333");
}

static void one_quotation_switches_nothing(void **state)
{
	(void)state;
	check_decisions("我们在学校读书。\n「這個國家的歷史還沒寫完」\n老师让我们写作业。\n著作\n", "3133");
	check_decisions("我們在學校讀書。\nこれはにほんごのぶんです。\n老師讓我們寫作業。\n著作\n", "1011");
	check_decisions("我們在學校讀書，吃優の良品。\n老師讓我們寫作業。\n", "21");
}

static void japanese_and_korean_stay(void **state)
{
	(void)state;
	check_decisions("東京の電車は速いです。\n東京驛\n車內の廣告を見ました。\n", "000");
	check_decisions("우리는 學校에 갔습니다.\n學校\n그리고 圖書館에도 갔습니다.\n", "000");
}

static void windows_carry_the_script(void **state)
{
	qw_script_state document;
	char out[65];
	(void)state;
	memset(&document, 0, sizeof document);
	decide(&document, "老師們說，這裡風景很好，還有溫泉。\n", out);
	assert_string_equal(out, "1");
	decide(&document, "著\n", out);
	assert_string_equal(out, "1");
	assert_true(document.hant_han > 0);
	assert_int_equal(document.hans_han, 0);
}

static void mixed_lines_are_decided_by_sentences(void **state)
{
	(void)state;
	check("これは東京の電車です。老師們說這裡風景很好。", QW_LINE_MIXED,
	      "これは東京の電車です。老师们说这里风景很好。");
	check("这边的门坏了！那邊的門還沒壞，我們進來了。", QW_LINE_MIXED,
	      "这边的门坏了！那边的门还没坏，我们进来了。");
	check_decisions("这里的老师们说学校后面的风景很好，还有温泉，学生们常来画画，过节时还来听戏。"
	                "從前沒有車站，現在開車兩個鐘頭就到。\n", "2");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(phrases_come_before_characters),
		cmocka_unit_test(the_longest_phrase_at_a_place_wins),
		cmocka_unit_test(compatibility_ideographs_are_unified_first),
		cmocka_unit_test(what_no_table_knows_passes),
		cmocka_unit_test(changes_are_counted),
		cmocka_unit_test(neighbours_choose_the_form),
		cmocka_unit_test(names_that_the_dictionary_knows_stay),
		cmocka_unit_test(a_line_of_nothing_but_doubt_ends),
		cmocka_unit_test(the_characters_of_a_text_tell_its_region),
		cmocka_unit_test(a_region_may_change_with_the_window),
		cmocka_unit_test(enough_is_known_after_a_while),
		cmocka_unit_test(traditional_lines_are_converted),
		cmocka_unit_test(simplified_lines_stay),
		cmocka_unit_test(a_short_line_follows_its_neighbours),
		cmocka_unit_test(one_quotation_switches_nothing),
		cmocka_unit_test(japanese_and_korean_stay),
		cmocka_unit_test(windows_carry_the_script),
		cmocka_unit_test(mixed_lines_are_decided_by_sentences),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
