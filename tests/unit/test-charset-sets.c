/* SPDX-License-Identifier: Apache-2.0 */
/* The sets of the neighbours, and all the bytes that a code point may come from. */
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

enum { ROOM = 16 };

static const qw_charset *set(const char *name)
{
	const qw_charset *cs = qw_charset_find(name);
	if (cs == NULL)
		fail_msg("no set is named %s", name);
	return cs;
}

/* The one code point of a few bytes; otherwise minus the reason. */
static long read_bytes(const char *name, const char *bytes)
{
	qw_cell out[2];
	unsigned count = 0;
	qw_reason reason = QW_REASON_NONE;
	size_t used = qw_charset_decode(set(name), (const unsigned char *)bytes, strlen(bytes), out,
	                                &count, &reason);
	return used == 0 ? -(long)reason : (long)out[0];
}

/* Sequences as words, e.g. "80 A2E3". */
static const char *all_bytes(const char *name, qw_cell c)
{
	static char text[ROOM * 9 + 1];
	unsigned char out[ROOM][4];
	size_t count = qw_charset_encodings(set(name), c, out, ROOM), n = 0;
	assert_true(count <= ROOM);
	text[0] = '\0';
	for (size_t i = 0; i < count; i++) {
		n += (size_t)sprintf(text + n, i == 0 ? "%02X" : " %02X", out[i][0]);
		for (size_t k = 1; k < 4 && out[i][k] != 0; k++)
			n += (size_t)sprintf(text + n, "%02X", out[i][k]);
	}
	return text;
}

static void names_are_found(void **state)
{
	static const char *const names[][2] = {
		{"cp932", "shift_jis"}, {"Shift-JIS", "shift_jis"}, {"windows-31J", "shift_jis"},
		{"UHC", "euc-kr"}, {"cp949", "euc-kr"}, {"EUCKR", "euc-kr"}, {"ks_c_5601-1987", "euc-kr"},
		{"EUC_TW", "euc-tw"}, {"cp1251", "windows-1251"}, {"TIS-620", "windows-874"},
		{"latin2", "iso-8859-2"}, {"ISO_8859-16:2001", "iso-8859-16"}, {"IBM437", "cp437"},
		{"KOI8R", "koi8-r"}, {"MacRoman", "macintosh"}, {"mac_cyrillic", "x-mac-cyrillic"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_string_equal(qw_charset_name(set(names[i][0])), names[i][1]);
	assert_null(qw_charset_find("euc-jp"));
	assert_null(qw_charset_find("iso-8859-12"));
}

static void shift_jis_is_that_of_windows(void **state)
{
	(void)state;
	assert_int_equal(read_bytes("shift_jis", "\x93\xFA"), 0x65E5);
	assert_int_equal(read_bytes("shift_jis", "\\"), '\\');
	assert_int_equal(read_bytes("shift_jis", "\xB1"), 0xFF71);
	assert_int_equal(read_bytes("shift_jis", "\x81\x60"), 0xFF5E);
	assert_int_equal(read_bytes("shift_jis", "\x87\x40"), 0x2460);
	assert_int_equal(read_bytes("shift_jis", "\xF0\x40"), 0xE000);
	assert_int_equal(read_bytes("shift_jis", "\x80"), 0x80);
	assert_int_equal(read_bytes("shift_jis", "\x93"), -QW_REASON_TOO_SHORT);
	assert_int_equal(read_bytes("shift_jis", "\x93\n"), -QW_REASON_STRAY_BYTE);
	assert_int_equal(read_bytes("shift_jis", "\x85\x40"), -QW_REASON_UNMAPPED);
	assert_int_equal(read_bytes("shift_jis", "\xA0"), -QW_REASON_STRAY_BYTE);
}

static void euc_kr_is_that_of_windows(void **state)
{
	(void)state;
	assert_int_equal(read_bytes("euc-kr", "\xB0\xA1"), 0xAC00);
	assert_int_equal(read_bytes("euc-kr", "\x81\x41"), 0xAC02);
	assert_int_equal(read_bytes("euc-kr", "\xCA\xA1"), 0x4F3D);
	assert_int_equal(read_bytes("euc-kr", "\xC9\xA1"), -QW_REASON_UNMAPPED);
	assert_int_equal(read_bytes("euc-kr", "\x80"), -QW_REASON_STRAY_BYTE);
	assert_int_equal(read_bytes("euc-kr", "\xB0"), -QW_REASON_TOO_SHORT);
}

static void euc_tw_names_its_planes(void **state)
{
	(void)state;
	assert_int_equal(read_bytes("euc-tw", "\xC4\xA1"), 0x4E00);
	assert_int_equal(read_bytes("euc-tw", "\x8E\xA1\xC4\xA1"), 0x4E00);
	assert_int_equal(read_bytes("euc-tw", "\x8E\xA2\xA1\xA1"), 0x4E42);
	assert_int_equal(read_bytes("euc-tw", "\xC4!"), -QW_REASON_STRAY_BYTE);
	assert_int_equal(read_bytes("euc-tw", "\x8E"), -QW_REASON_TOO_SHORT);
	assert_int_equal(read_bytes("euc-tw", "\x8E\xA2\xA1"), -QW_REASON_TOO_SHORT);
	assert_int_equal(read_bytes("euc-tw", "\x8E\xA3\xA1\xA1"), -QW_REASON_UNMAPPED);
	assert_int_equal(read_bytes("euc-tw", "\x8E\xB1\xA1\xA1"), -QW_REASON_STRAY_BYTE);
	assert_int_equal(read_bytes("euc-tw", "\x8E\xA2!"), -QW_REASON_STRAY_BYTE);
	assert_int_equal(read_bytes("euc-tw", "\x8E\xA2\xA1!"), -QW_REASON_STRAY_BYTE);
	assert_string_equal(all_bytes("euc-tw", 0x4E00), "C4A1 8EA1C4A1");
	assert_string_equal(all_bytes("euc-tw", 0x4E42), "8EA2A1A1");
	assert_int_equal(qw_charset_of_pair(set("euc-tw"), 0xA1, 0x21), 0);
	assert_int_equal(qw_charset_pair_of(set("euc-tw"), 0x4E42), 0);
}

static void all_of_plane_2_goes_round(void **state)
{
	const qw_charset *cs = set("euc-tw");
	unsigned found = 0;
	(void)state;
	for (unsigned i = 0xA1A1; i <= 0xFEFE; i++) {
		const unsigned char b[4] = {0x8E, 0xA2, (unsigned char)(i >> 8), (unsigned char)i};
		unsigned char back[4];
		qw_cell c[2];
		unsigned count;
		qw_reason reason;
		if (qw_charset_decode(cs, b, 4, c, &count, &reason) != 4)
			continue;
		found++;
		assert_int_equal(qw_charset_encode(cs, c[0], back), 4);
		assert_memory_equal(back, b, 4);
	}
	assert_int_equal(found, 7650);
}

static void holes_of_windows_are_controls(void **state)
{
	static const char *const names[] = {
		"windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254",
		"windows-1255", "windows-1256", "windows-1257", "windows-1258", "windows-874",
	};
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		for (qw_cell c = 0x80; c < 0xA0; c++) {
			unsigned char b[4];
			assert_int_equal(qw_charset_encode(set(names[i]), c, b), 1);
			assert_int_equal(b[0], c);
		}
	assert_int_equal(read_bytes("windows-1251", "\x98"), 0x98);
	assert_int_equal(read_bytes("windows-1253", "\xAA"), -QW_REASON_UNMAPPED);
	assert_int_equal(read_bytes("windows-1255", "\xCA"), 0x5BA);
	assert_int_equal(read_bytes("windows-874", "\xDB"), -QW_REASON_UNMAPPED);
	assert_int_equal(read_bytes("windows-874", "\xA1"), 0xE01);
}

static void single_bytes_mean_what_they_should(void **state)
{
	(void)state;
	assert_int_equal(read_bytes("iso-8859-16", "\xA4"), 0x20AC);
	assert_int_equal(read_bytes("cp437", "\xE6"), 0xB5);
	assert_int_equal(read_bytes("cp437", "\x1A"), 0x1A);
	assert_int_equal(read_bytes("cp866", "\x80"), 0x410);
	assert_int_equal(read_bytes("koi8-r", "\xC1"), 0x430);
	assert_int_equal(read_bytes("koi8-u", "\xA4"), 0x454);
	assert_int_equal(read_bytes("macintosh", "\xDB"), 0x20AC);
	assert_int_equal(read_bytes("macintosh", "\xF0"), 0xF8FF);
	assert_int_equal(read_bytes("x-mac-cyrillic", "\x80"), 0x410);
}

/* What another vendor reads from bytes leads back to them. */
static void the_reverse_is_lenient(void **state)
{
	(void)state;
	assert_string_equal(all_bytes("shift_jis", 0x301C), "8160");
	assert_string_equal(all_bytes("shift_jis", 0xA5), "5C");
	assert_string_equal(all_bytes("shift_jis", 0xF8F0), "A0");
	assert_string_equal(all_bytes("euc-kr", 0xE000), "C9A1");
	assert_string_equal(all_bytes("euc-kr", 0x81), "81");
	assert_string_equal(all_bytes("euc-tw", 0x2641), "A2D3 8EA1A2D3");
	assert_string_equal(all_bytes("windows-1253", 0xD2), "D2");
	assert_string_equal(all_bytes("windows-874", 0xF8C8), "FF");
	assert_string_equal(all_bytes("koi8-u", 0x45E), "AE");
	assert_string_equal(all_bytes("macintosh", 0xA4), "DB");
	assert_string_equal(all_bytes("macintosh", 0xFB01), "DE");
	assert_string_equal(all_bytes("windows-1251", 0xE4), "");
}

static void all_sequences_are_told(void **state)
{
	unsigned char out[2][4];
	(void)state;
	assert_string_equal(all_bytes("cp936", 0x20AC), "80 A2E3");
	assert_string_equal(all_bytes("gbk", 0x20AC), "A2E3 80");
	assert_string_equal(all_bytes("gb18030", 0xE78D), "A6D9 84318236");
	assert_string_equal(all_bytes("gb18030-2005", 0xFE10), "84318236 A6D9");
	assert_string_equal(all_bytes("gb18030", 0x1F600), "9439FC36");
	assert_string_equal(all_bytes("shift_jis", 0x2252), "81E0 8790");
	assert_string_equal(all_bytes("shift_jis", 0x2160), "8754 FA4A");
	assert_string_equal(all_bytes("shift_jis", 0x7E8A), "FA5C ED40");
	assert_string_equal(all_bytes("big5-hkscs", 0x7BB8), "BAE6 8E69");
	assert_string_equal(all_bytes("iso-8859-1", 0xE4), "E4");
	assert_string_equal(all_bytes("iso-8859-1", 0), "00");
	assert_string_equal(all_bytes("iso-8859-1", 0x4E00), "");
	assert_string_equal(all_bytes("gb18030", QW_CELL_HOLE), "");
	assert_int_equal(qw_charset_encodings(set("cp936"), 0x20AC, NULL, 0), 2);
	memset(out, 0xEE, sizeof out);
	assert_int_equal(qw_charset_encodings(set("cp936"), 0x20AC, out, 1), 2);
	assert_memory_equal(out[0], "\x80\0\0\0\xEE\xEE\xEE\xEE", 8);
}

/* Every code is among the sequences of what it means. */
static void no_code_is_left_out(void **state)
{
	static const char *const names[] = {
		"gbk", "cp936", "big5-hkscs", "shift_jis", "euc-kr", "euc-tw",
	};
	(void)state;
	for (unsigned i = 0; i < sizeof names / sizeof *names * 0x8000; i++) {
		const qw_charset *cs = set(names[i / 0x8000]);
		const unsigned char b[4] = {(unsigned char)(0x80 | i >> 8), (unsigned char)i, 0, 0};
		unsigned char out[ROOM][4];
		qw_cell c = qw_charset_of_pair(cs, b[0], b[1]);
		size_t count = c != 0 ? qw_charset_encodings(cs, c, out, ROOM) : 0, k = 0;
		while (k < count && memcmp(out[k], b, 4) != 0)
			k++;
		if (c != 0 && k == count)
			fail_msg("%s: %02X%02X is no sequence of U+%04X", qw_charset_name(cs), b[0], b[1],
			         c);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_found),
		cmocka_unit_test(shift_jis_is_that_of_windows),
		cmocka_unit_test(euc_kr_is_that_of_windows),
		cmocka_unit_test(euc_tw_names_its_planes),
		cmocka_unit_test(all_of_plane_2_goes_round),
		cmocka_unit_test(holes_of_windows_are_controls),
		cmocka_unit_test(single_bytes_mean_what_they_should),
		cmocka_unit_test(the_reverse_is_lenient),
		cmocka_unit_test(all_sequences_are_told),
		cmocka_unit_test(no_code_is_left_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
