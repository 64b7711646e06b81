/* SPDX-License-Identifier: Apache-2.0 */
/* Cleaning a line: the normal form is that of ICU, the gates let all of it through, twice is
 * once, and what private use means. */
#include "config.h"
#include "clean/clean.h"
#include "clean/normal.h"
#include "unit/cells.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#ifdef HAVE_ICU
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#endif

enum { CELLS = 64, FORMS = 8 * CELLS };

static qw_allocator heap;

static uint32_t next_random(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(*state >> 33);
}

/* --- helpers -------------------------------------------------------------------------------- */

/* The clean cells of c[0..n); their places are checked. */
static size_t clean(const qw_cell *c, size_t n, qw_private_set set, qw_cell out[FORMS],
                    size_t *changes)
{
	qw_text scratch, text;
	qw_text_init(&scratch, &heap);
	qw_text_init(&text, &heap);
	*changes = qw_clean_line(c, n, set, &scratch, &text);
	size_t length = text.length;
	assert_true(!text.failed && length <= FORMS);
	for (size_t k = 0; k < length; k++)
		assert_true(text.at[k] < n && text.at[k] <= text.at[k + 1]);
	if (length > 0)
		memcpy(out, text.cell, length * sizeof *out);
	assert_int_equal(*changes == 0, length == n && (n == 0 || memcmp(c, out, n * sizeof *c) == 0));
	qw_text_free(&text);
	qw_text_free(&scratch);
	return length;
}

static void assert_cells(const qw_cell *a, size_t n, const qw_cell *b, size_t m)
{
	assert_int_equal(n, m);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(a[i], b[i]);
}

static void assert_line(const char *line, const char *expected)
{
	qw_text t = cells_of(line), wanted = cells_of(expected);
	qw_cell out[FORMS];
	size_t changes, n = clean(t.cell, t.length, QW_PRIVATE_UNKNOWN, out, &changes);
	assert_cells(out, n, wanted.cell, wanted.length);
	qw_text_free(&t);
	qw_text_free(&wanted);
}

/* --- normal forms --------------------------------------------------------------------------- */

#ifdef HAVE_ICU

static const UNormalizer2 *nfc;

static size_t icu_form(const qw_cell *c, size_t n, qw_cell out[FORMS])
{
	UChar in[2 * CELLS], form[FORMS];
	int32_t length = 0, count = 0;
	UErrorCode status = U_ZERO_ERROR;
	u_strFromUTF32(in, 2 * CELLS, &length, (const UChar32 *)c, (int32_t)n, &status);
	length = unorm2_normalize(nfc, in, length, form, FORMS, &status);
	u_strToUTF32((UChar32 *)out, FORMS, &count, form, length, &status);
	assert_true(U_SUCCESS(status));
	return (size_t)count;
}

static bool is_code_point(qw_cell c) { return c < 0xD800 || c > 0xDFFF; }

/* What the normal form changes opens the gate. */
static void gates_are_open(void **state)
{
	(void)state;
	for (qw_cell c = 0; c <= QW_CODE_POINT_MAX; c++) {
		qw_cell form[FORMS];
		if (!is_code_point(c))
			continue;
		bool stays = icu_form(&c, 1, form) == 1 && form[0] == c
		          && unorm2_hasBoundaryBefore(nfc, (UChar32)c);
		if (!stays || qw_normal_radical(c) != 0)
			assert_true((qw_scan_class(c) & QW_SEEN_UNCLEAN) != 0);
		assert_int_equal(qw_normal_joins(c), !unorm2_hasBoundaryBefore(nfc, (UChar32)c));
	}
}

/* Each character alone, but for the two that are markup. */
static void each_character_is_normal(void **state)
{
	(void)state;
	for (qw_cell c = 0; c < 0x32400; c++) {
		qw_cell form[FORMS], out[FORMS];
		size_t changes;
		if (!is_code_point(c) || qw_normal_radical(c) != 0 || c == 0x37E || c == 0x1FEF)
			continue;
		size_t n = clean(&c, 1, QW_PRIVATE_UNKNOWN, out, &changes);
		assert_cells(out, n, form, icu_form(&c, 1, form));
	}
}

/* Letters, marks above, below and through, syllables and their parts, ideographs. */
static const qw_cell alphabet[] = {
	'a', 'e', 'o', '=', ' ', 0xC5, 0xE9, 0x1EC7, 0x212B, 0x2126, 0x300, 0x301, 0x302, 0x304, 0x308,
	0x30C, 0x323, 0x327, 0x328, 0x338, 0x344, 0x345, 0x3B1, 0x1F00, 0x1F71, 0x915, 0x93C, 0x958,
	0x9C7, 0x9BE, 0xF71, 0xF72, 0xF73, 0xF80, 0x1100, 0x1112, 0x1161, 0x1175, 0x11A8, 0x11AB,
	0xAC00, 0xD558, 0x3046, 0x304B, 0x3099, 0x309A, 0x4E00, 0x95E8, 0xF900, 0xFA19, 0xFA1F,
	0x2F81A, 0x1D157, 0x1D165, 0x1D15F, 0x1F600,
};

static void random_sequences_are_normal(void **state)
{
	uint64_t random = 1;
	(void)state;
	for (unsigned round = 0; round < 20000; round++) {
		qw_cell c[CELLS], form[FORMS], out[FORMS];
		size_t n = 1 + next_random(&random) % 24, changes;
		for (size_t i = 0; i < n; i++)
			c[i] = alphabet[next_random(&random) % (sizeof alphabet / sizeof *alphabet)];
		size_t m = clean(c, n, QW_PRIVATE_UNKNOWN, out, &changes);
		assert_cells(out, m, form, icu_form(c, n, form));
	}
}

static bool find_icu(void)
{
	UErrorCode status = U_ZERO_ERROR;
	nfc = unorm2_getNFCInstance(&status);
	return U_SUCCESS(status);
}

#else

static bool find_icu(void) { return true; }

#endif

static void markup_stays(void **state)
{
	(void)state;
	assert_line("a\xCD\xBE", "a\xCD\xBE");
	assert_line("\xE1\xBF\xAF", "\xE1\xBF\xAF");
	assert_line("<\xCC\xB8 >\xCC\xB8", "<\xCC\xB8 >\xCC\xB8");
	assert_line("=\xCC\xB8", "\xE2\x89\xA0");
}

/* --- the whole of it ------------------------------------------------------------------------ */

static void twice_is_once(void **state)
{
	static const qw_cell others[] = {
		0x200B, 0x2060, 0xFEFF, 0xAD, 0x200C, 0x200D, 0xFE00, 0xFE0F, 0xE0100, 0x2F00, 0x2ED4,
		0x2EBE, 0xE863, 0xE826, 0xE815, 0xE81D, 0xF570, 0xF6DD, 0xECDA, 0xE000, 0x2329, 0x387,
	 0xF8FF, 0xF0000, 0x4EBA, 0x6211, 0x3002,
		0x90E8, 0x9996, '<', '\n', QW_CELL_HOLE, QW_CELL_RAW | 0xFF, 0x301, 0xFA19,
	};
	uint64_t random = 2;
	(void)state;
	for (unsigned round = 0; round < 20000; round++) {
		qw_cell c[CELLS], once[FORMS], twice[FORMS];
		size_t n = next_random(&random) % CELLS, changes;
		qw_private_set set = (qw_private_set)(next_random(&random) % (QW_PRIVATE_SETS + 1));
		for (size_t i = 0; i < n; i++)
			c[i] = next_random(&random) % 3 == 0 ? 0x4E00 + next_random(&random) % 64
			     : others[next_random(&random) % (sizeof others / sizeof *others)];
		size_t m = clean(c, n, set, once, &changes);
		size_t k = clean(once, m, set, twice, &changes);
		assert_cells(once, m, twice, k);
	}
}

/* A repaired line is in the text that the clean one is appended to, and may move. */
static void in_place(void **state)
{
	(void)state;
	for (size_t n = 1; n < 200; n++) {
		qw_text scratch, text;
		qw_text_init(&scratch, &heap);
		qw_text_init(&text, &heap);
		for (uint32_t i = 0; i < n; i++)
			qw_text_add(&text, i % 2 == 0 ? 0x2F08 : 0x4E00, i, i + 1);
		size_t changes = qw_clean_line(text.cell, n, QW_PRIVATE_UNKNOWN, &scratch, &text);
		assert_int_equal(changes, (n + 1) / 2);
		assert_int_equal(text.length, 2 * n);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(text.cell[n + i], i % 2 == 0 ? 0x4EBA : 0x4E00);
		qw_text_free(&text);
		qw_text_free(&scratch);
	}
}

static void what_is_invisible(void **state)
{
	(void)state;
	assert_line("甲\xE2\x80\x8B乙", "甲乙");
	assert_line("甲\xE2\x80\x8B\xE2\x81\xA0\xEF\xBB\xBF\xC2\xAD乙", "甲乙");
	assert_line("甲\xF3\xA0\x84\x80\xE2\x80\x8B乙", "甲\xF3\xA0\x84\x80乙");
	assert_line("甲\xE2\x80\x8B", "甲\xE2\x80\x8B");
	assert_line("\xE2\x80\x8B甲", "\xE2\x80\x8B甲");
	assert_line("甲\xE2\x80\x8B。", "甲\xE2\x80\x8B。");
	assert_line("甲\xE2\x80\x8D乙\xE2\x80\x8C丙", "甲\xE2\x80\x8D乙\xE2\x80\x8C丙");
}

/* --- private use ---------------------------------------------------------------------------- */

static void characters_of_gbk(void **state)
{
	static const qw_cell pairs[][2] = {
		{0xE7C7, 0x1E3F}, {0xE7C8, 0x01F9}, {0xE78D, 0xFE10}, {0xE78E, 0xFE12}, {0xE78F, 0xFE11},
		{0xE790, 0xFE13}, {0xE793, 0xFE16}, {0xE794, 0xFE17}, {0xE795, 0xFE18}, {0xE796, 0xFE19},
		{0xE7E7, 0x303E}, {0xE7E8, 0x2FF0}, {0xE7F3, 0x2FFB}, {0xE816, 0x20087}, {0xE817, 0x20089},
		{0xE818, 0x200CC}, {0xE831, 0x215D7}, {0xE83B, 0x2298F}, {0xE855, 0x241FE},
		{0xE81A, 0x3473}, {0xE81E, 0x9FB4}, {0xE826, 0x9FB5}, {0xE82B, 0x9FB6}, {0xE82C, 0x9FB7},
		{0xE832, 0x9FB8}, {0xE843, 0x9FB9}, {0xE854, 0x9FBA}, {0xE864, 0x9FBB}, {0xE863, 0x4DAE},
		{0xE000, 0}, {0xE765, 0}, {0xE766, 0}, {0xE810, 0}, {0xE865, 0}, {0xF8FF, 0}, {0x4E00, 0},
		{0xF0000, 0},
	};
	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		assert_int_equal(qw_private_read(QW_PRIVATE_GBK, pairs[i][0]), pairs[i][1]);
}

/* The columns of the standard: Big5 code FA40 was U+E000, 8E40 U+E311, 8840 U+F303. */
static void characters_of_hong_kong(void **state)
{
	static const qw_cell pairs[][2] = {
		{0xECDA, 0x5572}, {0xE547, 0x569F}, {0xE5A2, 0x54CB}, {0xF303, 0x31C0}, {0xEEB8, 0},
		{0x4E00, 0}, {0xF8FF, 0},
	};
	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		assert_int_equal(qw_private_read(QW_PRIVATE_HKSCS, pairs[i][0]), pairs[i][1]);
}

static qw_private_set judged(const char *line, bool traditional)
{
	qw_private_evidence e = {.used = false};
	qw_text t = cells_of(line);
	qw_private_hear(&e, t.cell, t.length);
	qw_text_free(&t);
	return qw_private_judge(&e, traditional);
}

static void evidence(void **state)
{
	(void)state;
	assert_int_equal(judged("没有。", false), QW_PRIVATE_UNKNOWN);
	assert_int_equal(judged("他叫刘\xEE\xA1\xA3，是我的同学。", false), QW_PRIVATE_GBK);
	assert_int_equal(judged("\xEE\xA1\xA3他是我的同学", false), QW_PRIVATE_UNKNOWN);
	assert_int_equal(judged("收藏\xEE\xA1\xA3评论\xEE\x98\x8C点赞", false), QW_PRIVATE_UNKNOWN);
	assert_int_equal(judged("佢話聽日唔\xEE\x95\x87喇", true), QW_PRIVATE_HKSCS);
	assert_int_equal(judged("佢話聽日唔\xEE\x95\x87喇", false), QW_PRIVATE_UNKNOWN);
}

static int set_up(void **state)
{
	(void)state;
	heap = qw_allocator_default();
	return find_icu() ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#ifdef HAVE_ICU
		cmocka_unit_test(gates_are_open),
		cmocka_unit_test(each_character_is_normal),
		cmocka_unit_test(random_sequences_are_normal),
#endif
		cmocka_unit_test(markup_stays),
		cmocka_unit_test(twice_is_once),
		cmocka_unit_test(in_place),
		cmocka_unit_test(what_is_invisible),
		cmocka_unit_test(characters_of_gbk),
		cmocka_unit_test(characters_of_hong_kong),
		cmocka_unit_test(evidence),
	};
	return cmocka_run_group_tests(tests, set_up, NULL);
}
