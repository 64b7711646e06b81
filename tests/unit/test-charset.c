/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "charset/charset.h"
#include "charset/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const char *const all_sets[] = {
	"gb18030", "gb18030-2005", "gb18030-2000", "gbk", "cp936",
	"big5-hkscs", "cp950", "iso-8859-1", "windows-1252", "shift_jis", "euc-kr", "euc-tw",
	"windows-1250", "windows-1251", "windows-1253", "windows-1254", "windows-1255",
	"windows-1256", "windows-1257", "windows-1258", "windows-874", "iso-8859-2", "iso-8859-3",
	"iso-8859-4", "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-8", "iso-8859-9",
	"iso-8859-10", "iso-8859-11", "iso-8859-13", "iso-8859-14", "iso-8859-15", "iso-8859-16",
	"cp437", "cp850", "cp866", "koi8-r", "koi8-u", "macintosh", "x-mac-cyrillic",
};
enum { SETS = sizeof all_sets / sizeof *all_sets, FOUR_BYTE_CODES = 126 * 10 * 126 * 10 };

static const qw_charset *set(const char *name)
{
	const qw_charset *cs = qw_charset_find(name);
	assert_non_null(cs);
	return cs;
}

/* Bytes of a code: one byte, lead << 8 | trail, or 0x10000 + number of four. */
static size_t bytes_of(uint32_t code, unsigned char b[4])
{
	if (code < 0x100) {
		b[0] = (unsigned char)code;
		return 1;
	}
	if (code < 0x10000) {
		b[0] = (unsigned char)(code >> 8);
		b[1] = (unsigned char)code;
		return 2;
	}
	code -= 0x10000;
	b[0] = (unsigned char)(0x81 + code / 12600);
	b[1] = (unsigned char)(0x30 + code / 1260 % 10);
	b[2] = (unsigned char)(0x81 + code / 10 % 126);
	b[3] = (unsigned char)(0x30 + code % 10);
	return 4;
}

/* How many code points the code means in cs; 0: none. */
static unsigned decode(const qw_charset *cs, uint32_t code, qw_cell out[2])
{
	unsigned char b[4];
	unsigned count = 0;
	qw_reason reason;
	size_t n = bytes_of(code, b);
	return qw_charset_decode(cs, b, n, out, &count, &reason) == n ? count : 0;
}

/* The one code point of a few bytes; otherwise minus the reason. */
static long read_bytes(const char *name, const char *bytes, size_t n)
{
	qw_cell out[2];
	unsigned count = 0;
	qw_reason reason = QW_REASON_NONE;
	size_t used = qw_charset_decode(set(name), (const unsigned char *)bytes, n, out, &count,
	                                &reason);
	return used == 0 ? -(long)reason : (long)out[0];
}

/* The bytes for c as a number, e.g. 0xD6D0; 0: none. */
static unsigned long write_cell(const char *name, qw_cell c)
{
	unsigned char b[4];
	unsigned long value = 0;
	size_t n = qw_charset_encode(set(name), c, b);
	for (size_t i = 0; i < n; i++)
		value = value << 8 | b[i];
	return value;
}

static void names_are_found_as_people_write_them(void **state)
{
	static const char *const names[][2] = {
		{"GB2312", "gbk"}, {"gb_2312-80", "gbk"}, {"EUC-CN", "gbk"}, {"Gb18030", "gb18030"},
		{"GB-18030", "gb18030"}, {"ms936", "cp936"}, {"windows-936", "cp936"},
		{"Big5", "big5-hkscs"}, {"BIG5HKSCS", "big5-hkscs"}, {"CP950", "cp950"},
		{"Latin-1", "iso-8859-1"}, {"ISO_8859-1", "iso-8859-1"}, {"ISO8859-1", "iso-8859-1"},
		{"cp1252", "windows-1252"}, {"Windows_1252", "windows-1252"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_string_equal(qw_charset_name(set(names[i][0])), names[i][1]);
	assert_null(qw_charset_find("utf-8"));
	assert_null(qw_charset_find(""));
	assert_null(qw_charset_find("gb1803"));
	assert_null(qw_charset_find("gb180300"));
}

/* The bytes of c mean c again. Private use and C1 in four bytes are excepted: there
 * the code of another edition or vendor is preferred. */
static void check_code(const qw_charset *cs, uint32_t code, unsigned *codes)
{
	qw_cell c[2], back[2];
	unsigned char b[4];
	unsigned count = decode(cs, code, c), n = 0;
	qw_reason reason;
	*codes += count != 0;
	if (count != 1 || (code >= 0x10000 && (qw_cell_is_private(c[0]) || c[0] < 0xA0)))
		return;
	size_t length = qw_charset_encode(cs, c[0], b);
	assert_true(length > 0);
	assert_int_equal(qw_charset_decode(cs, b, length, back, &n, &reason), length);
	if (back[0] != c[0])
		fail_msg("%s: U+%04X is written as U+%04X", qw_charset_name(cs), c[0], back[0]);
}

static void every_code_goes_round(void **state)
{
	/* GB18030 has all of Unicode; WHATWG's also reads 80. */
	static const unsigned codes[SETS] = {
		1112064, 1112064, 1112064, 1112065, 24070, 18722, 19850, 256, 256, 9796, 17176, 6457,
		256, 256, 253, 256, 246, 256, 254, 256, 248, 256, 249, 256, 256, 211, 253, 220, 256,
		256, 248, 256, 256, 256, 256, 256, 256, 256, 256, 256, 256, 256,
	};
	(void)state;
	for (size_t s = 0; s < SETS; s++) {
		const qw_charset *cs = set(all_sets[s]);
		unsigned found = 0;
		uint32_t last = cs->shape == QW_CHARSET_GB18030 ? 0x10000 + FOUR_BYTE_CODES : 0x10000;
		for (uint32_t code = 0; code < last; code++)
			if (code < 0x100 || code >= 0x8000)
				check_code(cs, code, &found);
		assert_int_equal(found, codes[s]);
	}
}

static void pairs_agree_with_the_long_way(void **state)
{
	(void)state;
	for (size_t s = 0; s < SETS; s++) {
		const qw_charset *cs = set(all_sets[s]);
		for (uint32_t code = 0x100; code < 0x10000; code++) {
			qw_cell c[2], pair = qw_charset_of_pair(cs, (unsigned char)(code >> 8),
			                                        (unsigned char)code);
			if (code >= 0x8000)
				assert_int_equal(pair, decode(cs, code, c) == 1 ? c[0] : 0);
			else
				assert_int_equal(pair, 0);
		}
		for (qw_cell c = 0; c <= QW_CODE_POINT_MAX; c++) {
			unsigned char b[4];
			uint16_t pair = qw_charset_pair_of(cs, c);
			if (qw_charset_encode(cs, c, b) == 2)
				assert_int_equal(pair, b[0] << 8 | b[1]);
			else if (cs->shape != QW_CHARSET_GB18030)
				assert_int_equal(pair, 0);
		}
		assert_int_equal(qw_charset_pair_of(cs, QW_CELL_HOLE), 0);
		assert_int_equal(qw_charset_pair_of(cs, qw_cell_raw(0x80, QW_REASON_UNMAPPED)), 0);
	}
}

static void editions_differ_as_they_should(void **state)
{
	(void)state;
	assert_int_equal(read_bytes("gb18030", "\xA6\xD9", 2), 0xFE10);
	assert_int_equal(read_bytes("gb18030-2005", "\xA6\xD9", 2), 0xE78D);
	assert_int_equal(read_bytes("gb18030", "\x84\x31\x82\x36", 4), 0xE78D);
	assert_int_equal(read_bytes("gb18030-2005", "\x84\x31\x82\x36", 4), 0xFE10);
	assert_int_equal(read_bytes("gb18030", "\xA8\xBC", 2), 0x1E3F);
	assert_int_equal(read_bytes("gb18030-2000", "\xA8\xBC", 2), 0xE7C7);
	assert_int_equal(read_bytes("gb18030", "\x90\x30\x81\x30", 4), 0x10000);
	assert_int_equal(read_bytes("gb18030", "\xE3\x32\x9A\x35", 4), 0x10FFFF);
	assert_int_equal(read_bytes("gb18030", "\xA3\xA0", 2), 0xE5E5);
	assert_int_equal(read_bytes("gbk", "\xA3\xA0", 2), 0x3000);
	assert_int_equal(read_bytes("gbk", "\x84\x31\x82\x36", 4), 0xFE10);
	assert_int_equal(read_bytes("gbk", "\x80", 1), 0x20AC);
	assert_int_equal(read_bytes("cp936", "\x80", 1), 0x20AC);
	assert_int_equal(read_bytes("cp936", "\xFF", 1), 0xF8F5);
	assert_int_equal(read_bytes("cp936", "\xAA\xA1", 2), 0xE000);
	assert_int_equal(read_bytes("cp936", "\xF8\xA1", 2), 0xE234);
	assert_int_equal(read_bytes("cp936", "\xA1\x40", 2), 0xE4C6);
	assert_int_equal(read_bytes("cp936", "\xA2\xAB", 2), 0xE766);
	assert_int_equal(read_bytes("windows-1252", "\x81", 1), 0x81);
	assert_int_equal(read_bytes("windows-1252", "\x80", 1), 0x20AC);
	assert_int_equal(read_bytes("latin1", "\x80", 1), 0x80);
	assert_int_equal(read_bytes("cp950", "\xC6\xA1", 2), 0xF6B1);
}

static void four_codes_of_hkscs_mean_two_code_points(void **state)
{
	static const uint32_t codes[4][3] = {{0x8862, 0xCA, 0x304}, {0x8864, 0xCA, 0x30C},
	                                     {0x88A3, 0xEA, 0x304}, {0x88A5, 0xEA, 0x30C}};
	(void)state;
	for (size_t i = 0; i < 4; i++) {
		qw_cell c[2];
		assert_int_equal(decode(set("big5-hkscs"), codes[i][0], c), 2);
		assert_int_equal(c[0], codes[i][1]);
		assert_int_equal(c[1], codes[i][2]);
	}
	assert_int_equal(read_bytes("big5-hkscs", "\x87\x45", 2), 0x27267);
}

static void the_reverse_takes_what_others_read(void **state)
{
	(void)state;
	assert_int_equal(write_cell("gb18030", 0x4E2D), 0xD6D0);
	assert_int_equal(write_cell("gb18030", 0xE78D), 0xA6D9);      /* before 2022 */
	assert_int_equal(write_cell("gb18030-2005", 0xFE10), 0x84318236);
	assert_int_equal(write_cell("cp936", 0xFE10), 0xA6D9);
	assert_int_equal(write_cell("gb18030", 0xE7C7), 0xA8BC);      /* before 2005 */
	assert_int_equal(write_cell("gb18030", 0xE76C), 0xA2E3);      /* cp936 */
	assert_int_equal(write_cell("gb18030", 0x20087), 0x95329031); /* its own code first */
	assert_int_equal(write_cell("cp936", 0x20087), 0xFE51);       /* glibc */
	assert_int_equal(write_cell("cp936", 0x30FB), 0xA1A4);        /* GB2312 */
	assert_int_equal(write_cell("cp936", 0x20AC), 0x80);
	assert_int_equal(write_cell("gb18030", 0x20AC), 0xA2E3);
	assert_int_equal(write_cell("gb18030", 0xF8F5), 0xFF);
	assert_int_equal(write_cell("cp936", 0x80), 0x80);
	assert_int_equal(write_cell("windows-1252", 0x80), 0x80);
	assert_int_equal(write_cell("windows-1252", 0x9F), 0x9F);
	assert_int_equal(write_cell("iso-8859-1", 0x20AC), 0);
	assert_int_equal(write_cell("big5-hkscs", 0xF325), 0x8862);   /* ICU's private use */
	assert_int_equal(write_cell("big5-hkscs", 0x2022), 0xA145);   /* Python */
	assert_int_equal(write_cell("big5-hkscs", 0xEEB8), 0x8140);   /* cp950's user area */
	assert_int_equal(write_cell("cp950", 0x3041), 0xC6E7);        /* HKSCS */
	assert_int_equal(write_cell("cp950", 0x5341), 0xA451);        /* not its double A2CC */
}

static void refusals_say_why(void **state)
{
	(void)state;
	assert_int_equal(read_bytes("gb18030", "\xD6", 1), -QW_REASON_TOO_SHORT);
	assert_int_equal(read_bytes("gb18030", "\x81\x30", 2), -QW_REASON_TOO_SHORT);
	assert_int_equal(read_bytes("gb18030", "\x81\x30\x81", 3), -QW_REASON_TOO_SHORT);
	assert_int_equal(read_bytes("gb18030", "\x81\x30\x41", 3), -QW_REASON_STRAY_BYTE);
	assert_int_equal(read_bytes("gb18030", "\x81\x30\x81\x41", 4), -QW_REASON_STRAY_BYTE);
	assert_int_equal(read_bytes("gb18030", "\xE3\x32\x9A\x36", 4), -QW_REASON_UNMAPPED);
	assert_int_equal(read_bytes("gb18030", "\x84\x31\xA5\x30", 4), -QW_REASON_UNMAPPED);
	assert_int_equal(read_bytes("gb18030", "\xD6\x20", 2), -QW_REASON_STRAY_BYTE);
	assert_int_equal(read_bytes("gb18030", "\xD6\x7F", 2), -QW_REASON_STRAY_BYTE);
	assert_int_equal(read_bytes("gb18030", "\xFF", 1), -QW_REASON_STRAY_BYTE);
	assert_int_equal(read_bytes("gb18030", "\x80", 1), -QW_REASON_STRAY_BYTE);
	assert_int_equal(read_bytes("cp936", "\xD6\x30", 2), -QW_REASON_STRAY_BYTE);
	assert_int_equal(read_bytes("big5", "\xA4", 1), -QW_REASON_TOO_SHORT);
	assert_int_equal(read_bytes("big5", "\x87\xFE", 2), -QW_REASON_UNMAPPED);
	assert_int_equal(read_bytes("big5", "\x81\x40", 2), -QW_REASON_STRAY_BYTE);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_found_as_people_write_them),
		cmocka_unit_test(every_code_goes_round),
		cmocka_unit_test(pairs_agree_with_the_long_way),
		cmocka_unit_test(editions_differ_as_they_should),
		cmocka_unit_test(four_codes_of_hkscs_mean_two_code_points),
		cmocka_unit_test(the_reverse_takes_what_others_read),
		cmocka_unit_test(refusals_say_why),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
