/* SPDX-License-Identifier: Apache-2.0 */
/* One layer of mojibake undone: pieces and their borders, codes that are not the only ones
 * of their characters, and codes that nobody writes. */
#include "config.h"
#include "damage/mojibake/layer.h"
#include "unit/cells.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static qw_set set_of(const char *name, size_t length)
{
	qw_set s;
	assert_true(qw_set_find(name, length, &s));
	return s;
}

/* Undo "X-as-Y" in the cells of `text`. False: too many breaks. */
static bool undo_cells(const char *pair, const qw_text *text, size_t most_breaks, qw_text *out)
{
	const char *as = strstr(pair, "-as-");
	qw_set written = set_of(pair, (size_t)(as - pair)), read = set_of(as + 4, strlen(as + 4));
	qw_allocator a = qw_allocator_default();
	qw_text_init(out, &a);
	return qw_layer_undo(&written, &read, (qw_layer_input){text->cell, NULL, text->length, false},
	                     most_breaks, out);
}

static void assert_undone(const char *pair, const char *text, const char *wanted)
{
	char string[CELLS_STRING];
	qw_text in = cells_of(text), out;
	assert_true(undo_cells(pair, &in, SIZE_MAX, &out));
	assert_string_equal(cells_string(out.cell, out.length, string), wanted);
	qw_text_free(&in);
	qw_text_free(&out);
}

/* A break stands behind each piece, and in front where the text begins with none. */
static void what_is_no_text_parts_pieces(void **state)
{
	(void)state;
	assert_undone("utf8-as-gbk", "浣犲ソ", "你好|");
	assert_undone("utf8-as-gbk", "我们浣犲ソ", "|你好|");
	assert_undone("utf8-as-gbk", "浣犲ソ我们浣犲ソ", "你好|你好|");
	assert_undone("utf8-as-latin1", "«Ã©»", "|é|");
	assert_undone("gbk-as-latin1", "你ÄãºÃ好", "|你好|");
	assert_undone("utf8-as-gbk", "plain", "plain|");
	assert_undone("utf8-as-gbk", "", "|");
}

/* 浣犲ソ is E4BD A0E5 A5BD: 好 begins inside of the second cell. */
static void borders_inside_of_cells_are_odd(void **state)
{
	static const uint32_t wanted[] = {0, 3, 6};
	qw_text in = cells_of("浣犲ソ"), out;
	(void)state;
	assert_true(undo_cells("utf8-as-gbk", &in, 0, &out));
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(out.at[i], wanted[i]);
	qw_text_free(&in);
	qw_text_free(&out);
}

/* E4BD A0E5 is 你 and the begin of something: no original ends where a cell does. */
static void pieces_end_at_even_borders(void **state)
{
	(void)state;
	assert_undone("utf8-as-gbk", "浣犲", "|");
	assert_undone("utf8-as-gbk", "浣犲ソ浣犲", "你好|");
	assert_undone("utf8-as-gbk", "x浣犲x", "x|x|");
}

/* Of a text that goes on, the last piece is taken as far as it goes. */
static void what_goes_on_may_end_inside_of_a_cell(void **state)
{
	qw_set utf8 = qw_set_get(QW_SET_UTF8), gbk = qw_set_get(QW_SET_GBK);
	qw_text in = cells_of("浣犲"), out;
	char string[CELLS_STRING];
	(void)state;
	qw_text_init(&out, &in.allocator);
	assert_true(qw_layer_undo(&utf8, &gbk, (qw_layer_input){in.cell, NULL, in.length, true}, 0,
	                          &out));
	assert_string_equal(cells_string(out.cell, out.length, string), "你|");
	qw_text_free(&in);
	qw_text_free(&out);
}

/* A second layer gets the borders of the first: what begins inside of a cell there can't
 * begin a piece here. */
static void borders_go_through_layers(void **state)
{
	qw_set utf8 = qw_set_get(QW_SET_UTF8), latin1 = qw_set_get(QW_SET_LATIN1);
	qw_text in = cells_of("Ã¤Â½Â\xC2\xA0Ã¥"), once, twice;
	char string[CELLS_STRING];
	(void)state;
	assert_true(undo_cells("utf8-as-latin1", &in, SIZE_MAX, &once));
	assert_string_equal(cells_string(once.cell, once.length, string), "ä½\xC2\xA0å|");
	qw_text_init(&twice, &in.allocator);
	assert_true(qw_layer_undo(&utf8, &latin1,
	                          (qw_layer_input){once.cell, once.at, once.length, false}, 4,
	                          &twice));
	assert_string_equal(cells_string(twice.cell, twice.length, string), "你|");
	assert_int_equal(twice.at[0], 0);
	assert_int_equal(twice.at[1], 12);
	qw_text_free(&in);
	qw_text_free(&once);
	qw_text_free(&twice);
}

static void so_many_breaks_are_too_many(void **state)
{
	qw_text in = cells_of("你Ã©你Ã©你"), out;
	(void)state;
	assert_false(undo_cells("utf8-as-latin1", &in, 2, &out));
	qw_text_free(&out);
	assert_true(undo_cells("utf8-as-latin1", &in, 3, &out));
	qw_text_free(&out);
	qw_text_free(&in);
}

/* Ċ is the byte 0A to GPT-2; control characters are not what anybody wrote either. */
static void no_line_feed_appears(void **state)
{
	(void)state;
	assert_undone("utf8-as-gbk", "浣犲ソ\n浣犲ソ", "你好|你好|");
	assert_undone("utf8-as-gpt2", "ä½łĊä½ł", "你|你|");
	assert_undone("utf8-as-gpt2", "ä½łĉä½ł", "你\t你|");
	assert_undone("utf8-as-gpt2", "ä½łĀä½ł", "你|你|");
}

/* The euro sign of GBK is the byte 80 or the pair A2 E3, and here it is both: 面。 has the
 * bytes E99D A2E3 80 82.. */
static void the_euro_sign_has_two_codes(void **state)
{
	(void)state;
	assert_undone("utf8-as-gbk", "闁€鐗岃櫉纰", "門牌號|");
	assert_undone("utf8-as-gbk", "闈€€備綘濂藉悧", "面。你好吗|");
}

/* Row ED of Shift_JIS repeats what IBM has in row FA. The bytes say which was meant: 眸 is
 * EDF8 in GBK. */
static void kanji_of_two_vendors_have_two_codes(void **state)
{
	qw_set sjis = qw_set_get(QW_SET_SHIFT_JIS);
	(void)state;
	assert_true(qw_charset_is_ambiguous(sjis.charset, 0x7147));
	assert_undone("gbk-as-shift_jis", "煇ﾗﾓ", "眸子|");
	assert_undone("gbk-as-shift_jis", "ｻﾘ煇ﾒｻﾐｦ", "回眸一笑|");
}

/* ---- codes that nobody writes ---- */

static bool is_code_of(const qw_charset *cs, qw_cell c, const unsigned char *code, size_t n)
{
	unsigned char codes[8][4];
	size_t count = qw_charset_encodings(cs, c, codes, 8);
	for (size_t i = 0; i < count && i < 8; i++)
		if (memcmp(codes[i], code, n) == 0)
			return true;
	return false;
}

/* Each pair of bytes as two letters of Latin-1. */
static void check_pairs(qw_set_id id)
{
	qw_set written = qw_set_get(id), latin1 = qw_set_get(QW_SET_LATIN1);
	size_t taken = 0;
	qw_text out;
	qw_allocator a = qw_allocator_default();
	qw_text_init(&out, &a);
	for (unsigned pair = 0x8140; pair <= 0xFEFE; pair++) {
		qw_cell cells[2] = {pair >> 8, pair & 0xFF};
		unsigned char code[2] = {(unsigned char)(pair >> 8), (unsigned char)pair};
		qw_text_clear(&out);
		qw_layer_undo(&written, &latin1, (qw_layer_input){cells, NULL, 2, false}, SIZE_MAX, &out);
		if (out.length != 2 || out.at[1] != 4 || out.cell[0] == QW_PIECE_BREAK)
			continue;
		taken++;
		if (!is_code_of(written.charset, out.cell[0], code, 2))
			fail_msg("%s: %04X is no code of U+%04X", qw_set_name(id), pair, (unsigned)out.cell[0]);
	}
	assert_true(taken > 5000);
	qw_text_free(&out);
}

static void codes_have_characters_that_have_them(void **state)
{
	(void)state;
	for (qw_set_id id = QW_SET_GBK; id < QW_SET_LATIN1; id++)
		check_pairs(id);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_text_parts_pieces),
		cmocka_unit_test(borders_inside_of_cells_are_odd),
		cmocka_unit_test(pieces_end_at_even_borders),
		cmocka_unit_test(what_goes_on_may_end_inside_of_a_cell),
		cmocka_unit_test(borders_go_through_layers),
		cmocka_unit_test(so_many_breaks_are_too_many),
		cmocka_unit_test(no_line_feed_appears),
		cmocka_unit_test(the_euro_sign_has_two_codes),
		cmocka_unit_test(kanji_of_two_vendors_have_two_codes),
		cmocka_unit_test(codes_have_characters_that_have_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
