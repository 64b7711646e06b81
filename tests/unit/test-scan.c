/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "scan/scan.h"
#include "text/text.h"
#include "text/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static qw_line scan(const char *s, size_t n)
{
	size_t at = 0;
	qw_line line;
	qw_scan_utf8((const unsigned char *)s, n, &at, &line);
	assert_int_equal(at, line.to);
	return line;
}

static qw_line scan_string(const char *s) { return scan(s, strlen(s)); }

static void simplified_text_leans_one_way(void **state)
{
	(void)state;
	qw_line l = scan_string("我们坐船过江，看见两岸的灯。\n");
	assert_int_equal(l.seen, QW_SEEN_HAN | QW_SEEN_OTHER);
	assert_int_equal(l.han, 12);
	assert_true(l.lean < -20 * 256);
	assert_int_equal(l.hant, 0);
}

static void traditional_text_leans_the_other(void **state)
{
	(void)state;
	qw_line l = scan_string("我們坐船過江，看見兩岸的燈。\n");
	assert_int_equal(l.seen, QW_SEEN_HAN | QW_SEEN_HANT | QW_SEEN_OTHER);
	assert_true(l.lean > 20 * 256);
	assert_int_equal(l.hant, l.lean);
}

static void what_both_write_alike_leans_nowhere(void **state)
{
	(void)state;
	qw_line l = scan_string("今日天晴，山中有人走路。");
	assert_int_equal(l.lean, 0);
	assert_int_equal(l.seen & QW_SEEN_HANT, 0);
}

/* Wherever it stands in a line, in bytes and in cells. */
static bool sees_escape(const char *escape, const char *behind)
{
	static const char before[] = "abcdefghijklmnopqrstuvw";
	char line[80];
	size_t seen = 0, cases = 0;
	for (size_t i = 0; i < sizeof before; i++, cases++) {
		qw_allocator a = qw_allocator_default();
		qw_line cells;
		qw_text text;
		size_t at = 0;
		snprintf(line, sizeof line, "%.*s%s%s\n", (int)i, before, escape, behind);
		qw_line bytes = scan_string(line);
		qw_text_init(&text, &a);
		qw_text_add_utf8(&text, (const unsigned char *)line, strlen(line), 0);
		qw_scan_cells(text.cell, text.length, &at, &cells);
		assert_int_equal(bytes.seen, cells.seen);
		seen += (bytes.seen & QW_SEEN_ESCAPE) != 0;
		qw_text_free(&text);
	}
	assert_true(seen == 0 || seen == cases);
	return seen > 0;
}

static void escapes_are_seen_everywhere(void **state)
{
	static const char *const escapes[] = {
		"&#20013;", "&#x4e2d", "&amp;#20013;", "\\u4e2d", "\\u{4e2d}", "\\\\u4e2d", "\\U0001f600",
		"%u4E2D", "%E4%B8%AD", "%25E4%25B8", "%C8A", "=E4=B8=AD", "=C8A", "=e4=b8", "\\xe4\\xb8",
		"\\344\\270", "~{VPND~}", "=?UTF-8?B?5Lit?=", "+Ti0-", "+/ww-", "+IBx", "+JQI-", "+ALc-",
	};
	static const char *const others[] = {
		"&amp;", "&lt;", "#1", "C#7", "a & b", "\\n", "\\x41", "100%", "%20", "%d", "a=b", "=41",
		"= ?", "~", "{", "++i", "+86", "a+b", "!", "\x7F",
	};
	static const char *const behind[] = {"", "x", " and more text", "中文"};
	(void)state;
	for (size_t k = 0; k < sizeof behind / sizeof *behind; k++) {
		for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
			if (!sees_escape(escapes[i], behind[k]))
				fail_msg("%s%s is not seen", escapes[i], behind[k]);
		for (size_t i = 0; i < sizeof others / sizeof *others; i++)
			if (sees_escape(others[i], behind[k]))
				fail_msg("%s%s is seen", others[i], behind[k]);
	}
}

static void both_parts_of_a_mixed_line_are_known(void **state)
{
	(void)state;
	qw_line l = scan_string("这边写国家，那边寫國家。");
	assert_true(l.hant > 10 * 256);
	assert_true(l.lean < l.hant);
}

static void lines_end_at_lf_only(void **state)
{
	static const char text[] = "一\r\n\n二\xC2\x85\xE2\x80\xA8\v\f\0三\n四";
	static const uint32_t ends[] = {5, 6, 21, 24};
	size_t at = 0, n = sizeof text - 1;
	(void)state;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		qw_line l;
		qw_scan_utf8((const unsigned char *)text, n, &at, &l);
		assert_int_equal(l.from, i == 0 ? 0 : ends[i - 1]);
		assert_int_equal(l.to, ends[i]);
	}
	assert_int_equal(at, n);
}

static void every_kind_has_its_flag(void **state)
{
	static const struct {
		const char *text;
		uint32_t seen;
	} cases[] = {
		{"", 0},
		{"plain words, 12 (3) [x] {y}\tz\r\n", 0},
		{"\x01", QW_SEEN_CONTROL}, {"\x7F", QW_SEEN_CONTROL}, {"\xC2\x80", QW_SEEN_CONTROL},
		{"\xC2\xA0", QW_SEEN_OTHER}, {"°·×", QW_SEEN_OTHER}, {"、。「」", QW_SEEN_OTHER},
		{"Â", QW_SEEN_FOREIGN}, {"¿ ©", QW_SEEN_FOREIGN}, {"ā", QW_SEEN_FOREIGN},
		{"Ж", QW_SEEN_FOREIGN}, {"ש", QW_SEEN_FOREIGN}, {"ۿ", QW_SEEN_FOREIGN},
		{"└", QW_SEEN_FOREIGN}, {"ㄅ", QW_SEEN_FOREIGN}, {"ắ", QW_SEEN_OTHER},
		{"\xEE\x80\x80", QW_SEEN_PRIVATE}, {"\xF3\xB0\x80\x80", QW_SEEN_PRIVATE},
		{"\xF4\x8F\xBF\xBD", QW_SEEN_PRIVATE},
		{"\xEF\xBF\xBD", QW_SEEN_BROKEN}, {"\xEF\xBB\xBF", QW_SEEN_BROKEN},
		{"の", QW_SEEN_KANA}, {"カ", QW_SEEN_KANA}, {"ｶ", QW_SEEN_KANA | QW_SEEN_RARE},
		{"말", QW_SEEN_HANGUL}, {"ㅁ", QW_SEEN_HANGUL | QW_SEEN_RARE},
		{"水", QW_SEEN_HAN}, {"錒", QW_SEEN_HAN | QW_SEEN_HANT | QW_SEEN_RARE},
		{"鈥", QW_SEEN_HAN | QW_SEEN_RARE | QW_SEEN_HANT}, {"気", QW_SEEN_HAN | QW_SEEN_RARE},
		{"\xF0\xA0\x80\x80", QW_SEEN_HAN | QW_SEEN_RARE}, {"\xF0\x9F\x98\x80", QW_SEEN_OTHER},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(scan_string(cases[i].text).seen, cases[i].seen);
}

static void bytes_that_are_no_utf8_are_seen(void **state)
{
	static const char *const cases[] = {
		"\x80", "\xBF", "\xFF", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xE4\xB8",
		"\xE4", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF8",
		"\xC3(", "\xE4\xB8(", "\xE4(\xB8",
	};
	char text[64];
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(scan_string(cases[i]).seen & QW_SEEN_INVALID, QW_SEEN_INVALID);
		snprintf(text, sizeof text, "前文%s后文和后文", cases[i]);
		assert_int_equal(scan_string(text).seen & QW_SEEN_INVALID, QW_SEEN_INVALID);
	}
}

static void a_reading_in_parentheses_is_noted(void **state)
{
	static const struct {
		const char *text;
		bool note;
	} cases[] = {
		{"水(shuǐ)", true}, {"水(shui)", true}, {"水(shuǐ )", true}, {"f(x)", true}, {"a)", true},
		{"?bào)", true}, {"(1)", false}, {"(水)", false}, {"()", false}, {")", false}, {" )", false},
		{"  )", false}, {"x  )", false}, {"(shuǐ）", false}, {"(\xC3\x97)", false},
		{"\xC7\x90)", true},
		{"\n)", false},
	};
	char text[64];
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (int before = 0; before < 10; before++) {
			snprintf(text, sizeof text, "%.*s水%s 12345678", before, "0123456789", cases[i].text);
			bool note = (scan_string(text).seen & QW_SEEN_NOTE) != 0;
			assert_int_equal(note, cases[i].note && strcspn(text, "\n") == strlen(text));
		}
}

/* Sound text has few Han that are uncommon, mojibake consists of them. */
static void uncommon_characters_are_counted(void **state)
{
	(void)state;
	qw_line sound = scan_string("明天的课改到下午三点，请大家互相转告。");
	qw_line damaged = scan_string("鏄庡ぉ鐨勮鏀瑰埌涓嬪崍涓夌偣");
	assert_int_equal(sound.uncommon, 0);
	assert_true(damaged.han >= 10 && damaged.uncommon * 2 > damaged.han);
	assert_int_equal(scan_string("気").uncommon, 1);
}

static void counts_are_capped(void **state)
{
	enum { CHARACTERS = 5000000 };
	char *text = malloc(3 * (size_t)CHARACTERS);
	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < CHARACTERS; i++)
		memcpy(text + 3 * i, i % 2 == 0 ? "說" : "の", 3);
	qw_line l = scan(text, 3 * (size_t)CHARACTERS);
	assert_int_equal(l.han, UINT16_MAX);
	assert_int_equal(l.kana, UINT16_MAX);
	assert_int_equal(l.hangul, 0);
	assert_true(l.lean > INT32_MAX / 2);
	free(text);
}

/*
 * Random bytes and characters
 */

static uint32_t random_state = 1;

static uint32_t random_below(uint32_t n)
{
	random_state = random_state * 1664525 + 1013904223;
	return (uint32_t)((uint64_t)n * (random_state >> 8) >> 24);
}

static size_t random_text(unsigned char *out, size_t n)
{
	static const struct { uint32_t from, count; } ranges[] = {
		{0x20, 95}, {0x4E00, 0x5200}, {0x4E00, 0x5200}, {0, 0x250}, {0x3040, 192}, {0xAC00, 11172},
		{0xE000, 0x2000}, {0x20000, 0x400}, {0xF900, 0x200},
	};
	size_t length = 0;
	while (length + 4 <= n) {
		size_t r = random_below(sizeof ranges / sizeof *ranges);
		uint32_t run = 1 + random_below(9);
		for (; run > 0 && length + 4 <= n; run--)
			length += qw_utf8_encode(ranges[r].from + random_below(ranges[r].count), out + length);
		if (random_below(20) == 0 && length < n)
			out[length++] = (unsigned char)random_below(256);
	}
	return length;
}

static void same_sums(const qw_line *a, const qw_line *b)
{
	assert_int_equal(a->seen, b->seen);
	assert_int_equal(a->lean, b->lean);
	assert_int_equal(a->hant, b->hant);
	assert_int_equal(a->han, b->han);
	assert_int_equal(a->kana, b->kana);
	assert_int_equal(a->hangul, b->hangul);
	assert_int_equal(a->chinese, b->chinese);
	assert_int_equal(a->uncommon, b->uncommon);
}

static void bytes_and_cells_are_summed_up_alike(void **state)
{
	unsigned char bytes[300];
	qw_text text;
	qw_allocator a = qw_allocator_default();
	(void)state;
	qw_text_init(&text, &a);
	for (int round = 0; round < 20000; round++) {
		size_t n = random_text(bytes, 1 + random_below(sizeof bytes)), at = 0, cell = 0;
		qw_text_clear(&text);
		qw_text_add_utf8(&text, bytes, n, 0);
		while (at < n) {
			qw_line x, y;
			qw_scan_utf8(bytes, n, &at, &x);
			qw_scan_cells(text.cell, text.length, &cell, &y);
			same_sums(&x, &y);
			assert_int_equal(text.at[cell], at);
		}
		assert_int_equal(cell, text.length);
	}
	qw_text_free(&text);
}

static void a_line_has_the_flags_of_its_characters(void **state)
{
	(void)state;
	for (qw_cell c = 0; c <= QW_CODE_POINT_MAX; c++) {
		unsigned char bytes[QW_UTF8_MAX];
		size_t n = qw_utf8_encode(c, bytes);
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		uint32_t alone = scan((const char *)bytes, n).seen;
		/* Printable ASCII, blanks and LF raise no flag, so that they need no table. */
		if (alone != 0 || c >= 0x7F)
			assert_int_equal(alone, qw_scan_class(c));
	}
	assert_int_equal(qw_scan_class(qw_cell_raw(0x80, QW_REASON_STRAY_BYTE)), QW_SEEN_INVALID);
	assert_int_equal(qw_scan_class(QW_CELL_HOLE), QW_SEEN_OTHER);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(simplified_text_leans_one_way),
		cmocka_unit_test(traditional_text_leans_the_other),
		cmocka_unit_test(what_both_write_alike_leans_nowhere),
		cmocka_unit_test(escapes_are_seen_everywhere),
		cmocka_unit_test(both_parts_of_a_mixed_line_are_known),
		cmocka_unit_test(lines_end_at_lf_only),
		cmocka_unit_test(every_kind_has_its_flag),
		cmocka_unit_test(bytes_that_are_no_utf8_are_seen),
		cmocka_unit_test(a_reading_in_parentheses_is_noted),
		cmocka_unit_test(uncommon_characters_are_counted),
		cmocka_unit_test(counts_are_capped),
		cmocka_unit_test(bytes_and_cells_are_summed_up_alike),
		cmocka_unit_test(a_line_has_the_flags_of_its_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
