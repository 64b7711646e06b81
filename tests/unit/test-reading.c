/* SPDX-License-Identifier: Apache-2.0 */
/* Readings of characters and notes in text. The facts are those of any dictionary. */
#include "config.h"
#include "damage/reading.h"
#include "damage/splice/note.h"
#include "text/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static qw_text cells(const char *s)
{
	qw_text t;
	qw_allocator a = qw_allocator_default();
	qw_text_init(&t, &a);
	qw_text_add_utf8(&t, (const unsigned char *)s, strlen(s), 0);
	assert_false(t.failed);
	return t;
}

static qw_reading reading(const char *pinyin)
{
	qw_text t = cells(pinyin);
	qw_syllable s = {0, 0, 0};
	bool letters = true;
	for (size_t i = 0; i < t.length; i++)
		letters = letters && qw_syllable_add(&s, t.cell[i]);
	qw_text_free(&t);
	return letters ? qw_reading_find(&s) : 0;
}

static void syllables_of_mandarin_are_found(void **state)
{
	static const char *const good[] = {
		"a", "qū", "jīng", "zhuàng", "lǜ", "lü", "nüè", "ér", "er", "de", "shuāng", "ài",
	};
	static const char *const bad[] = {
		"key", "x", "zh", "qūū", "áà", "shuangs", "Qū", "q1", "tion", "",
	};
	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_int_not_equal(reading(good[i]), 0);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(reading(bad[i]), 0);
	assert_int_equal(reading("qu") & 7, 0);
	assert_int_equal(reading("qù") & 7, 4);
	assert_int_equal(reading("qù") >> 3, reading("qu") >> 3);
	assert_int_not_equal(reading("lu"), reading("lü"));
}

/* u with combining diaeresis is no letter of the table; a combining tone mark is. */
static void combining_tone_marks_count(void **state)
{
	(void)state;
	assert_int_equal(reading("u\xCC\x84"), 0);
	assert_int_equal(reading("qu\xCC\x84"), reading("qū"));
	assert_int_equal(reading("zho\xCC\x81ng"), reading("zhóng"));
	assert_int_equal(reading("\xCC\x84qu"), 0);
	assert_int_equal(reading("qu\xCC\x84\xCC\x81"), 0);
}

static bool fits(const char *character, const char *pinyin)
{
	qw_text t = cells(character);
	bool answer = qw_reading_fits(t.cell[0], reading(pinyin));
	qw_text_free(&t);
	return answer;
}

static void characters_are_read_so(void **state)
{
	(void)state;
	assert_true(fits("區", "qū") && fits("區", "ōu") && fits("區", "qu"));
	assert_false(fits("區", "qù") || fits("區", "jīng") || fits("區", "xyz"));
	assert_true(fits("長", "cháng") && fits("長", "zhǎng") && fits("长", "zhǎng"));
	assert_true(fits("綠", "lǜ") && !fits("綠", "lú"));
	assert_true(fits("一", "yī"));
	assert_false(fits("a", "a") || fits("，", "yī") || fits("の", "de"));
	assert_false(qw_reading_fits(0x2A6D6, reading("yī")));
}

static const char *first_reading(const char *character)
{
	static char out[64];
	qw_text t = cells(character);
	qw_cell letters[8];
	size_t n = qw_reading_write(qw_reading_first(t.cell[0]), letters), at = 0;
	for (size_t i = 0; i < n; i++) {
		assert_true(letters[i] < 0x800);
		if (letters[i] >= 0x80)
			out[at++] = (char)(0xC0 | letters[i] >> 6);
		out[at++] = (char)(letters[i] < 0x80 ? letters[i] : 0x80 | (letters[i] & 0x3F));
	}
	out[at] = '\0';
	qw_text_free(&t);
	return out;
}

/* The tone mark stands on a or e, on the o of ou, else on the last vowel. */
static void readings_are_written_with_their_tone_mark(void **state)
{
	(void)state;
	assert_string_equal(first_reading("區"), "qū");
	assert_string_equal(first_reading("經"), "jīng");
	assert_string_equal(first_reading("貿"), "mào");
	assert_string_equal(first_reading("軍"), "jūn");
	assert_string_equal(first_reading("優"), "yōu");
	assert_string_equal(first_reading("隊"), "duì");
	assert_string_equal(first_reading("綠"), "lǜ");
	assert_string_equal(first_reading("學"), "xué");
	assert_string_equal(first_reading("莊"), "zhuāng");
	assert_string_equal(first_reading("a"), "");
}

static void a_syllable_lists_its_characters(void **state)
{
	size_t count, found = 0;
	const uint16_t *c = qw_reading_characters(reading("qǐng"), &count);
	(void)state;
	assert_true(count > 10);
	for (size_t i = 0; i < count; i++) {
		assert_true(i == 0 || c[i - 1] < c[i]);
		found += c[i] == 0x8ACB || c[i] == 0x8BF7 || c[i] == 0x6E05; /* 請 请 清 */
	}
	assert_int_equal(found, 3);
	assert_null(qw_reading_characters(0, &count));
	assert_int_equal(count, 0);
}

static void check_note(const char *s, const char *pinyin, size_t length, size_t end)
{
	qw_text t = cells(s);
	qw_note note = {.end = 0};
	bool found = qw_note_at(t.cell, t.length, 1, &note);
	assert_int_equal(found, pinyin != NULL);
	if (found) {
		assert_int_equal(note.reading, reading(pinyin));
		assert_int_equal(note.text, 2);
		assert_int_equal(note.length, length);
		assert_int_equal(note.end, end);
	}
	qw_text_free(&t);
}

static void notes_are_recognized(void **state)
{
	(void)state;
	check_note("區(qū)的", "qū", 2, 5);
	check_note("區(qū )的", "qū", 3, 6);
	check_note("區(zhuang)", "zhuang", 6, 9);
	check_note("區(key)的", NULL, 0, 0);
	check_note("區(qū", NULL, 0, 0);
	check_note("區()", NULL, 0, 0);
	check_note("區( qū)", NULL, 0, 0);
	check_note("區（qū）", NULL, 0, 0);
	check_note("區(qū、ōu)", NULL, 0, 0);
	check_note("區(qū          )", NULL, 0, 0);
	check_note("區qū)", NULL, 0, 0);
	check_note("區", NULL, 0, 0);
}

static void a_tail_needs_no_parenthesis_in_front(void **state)
{
	qw_text t = cells("日?qǐng)?bào)");
	qw_note note;
	(void)state;
	assert_true(qw_note_tail(t.cell, t.length, 2, &note));
	assert_int_equal(note.reading, reading("qǐng"));
	assert_int_equal(note.end, 7);
	assert_true(qw_note_tail(t.cell, t.length, 8, &note));
	assert_int_equal(note.end, t.length);
	assert_false(qw_note_tail(t.cell, t.length, 7, &note));
	assert_false(qw_note_tail(t.cell, t.length - 1, 8, &note));
	assert_false(qw_note_tail(t.cell, t.length, t.length, &note));
	qw_text_free(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(syllables_of_mandarin_are_found),
		cmocka_unit_test(combining_tone_marks_count),
		cmocka_unit_test(characters_are_read_so),
		cmocka_unit_test(readings_are_written_with_their_tone_mark),
		cmocka_unit_test(a_syllable_lists_its_characters),
		cmocka_unit_test(notes_are_recognized),
		cmocka_unit_test(a_tail_needs_no_parenthesis_in_front),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
