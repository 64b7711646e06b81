/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "decode/decode.h"

#include "text/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <iconv.h>

#define HANS "清晨的街道上没有行人，只有一只花猫蹲在面包店的台阶上等着开门。\n"
#define HANT "圖書館閉館以前，他總要把借來的雜誌放回架上，再向櫃檯的姐姐說聲謝謝。\n"
#define RUSSIAN "Утром на площади было пусто, только ветер гонял по камням сухие листья.\n"
#define JAPANESE "駅前の小さな店でコーヒーを飲みながら、電車が来るのを待っていました。\n"
#define KOREAN "아침 일찍 일어나서 강가를 걷다가 오래된 다리 아래에서 친구를 만났다.\n"
#define FRENCH "Le garçon a laissé son vélo près de la fenêtre, " \
	"à côté de l'écurie où dort le chat.\n"

typedef struct {
	unsigned char bytes[8192];
	size_t n;
} encoded;

/* UTF-8 to another encoding, `times` times. */
static encoded encode(const char *name, const char *utf8, int times)
{
	encoded e = {.n = 0};
	iconv_t cd = iconv_open(name, "UTF-8");
	assert_true(cd != (iconv_t)-1);
	for (int i = 0; i < times; i++) {
		char *in = strdup(utf8), *from = in, *to = (char *)e.bytes + e.n;
		size_t left = strlen(in), room = sizeof e.bytes - e.n;
		assert_int_equal(iconv(cd, &from, &left, &to, &room), 0);
		assert_int_equal(iconv(cd, NULL, NULL, &to, &room), 0);
		e.n = sizeof e.bytes - room;
		free(in);
	}
	iconv_close(cd);
	return e;
}

static qw_decoder *open_decoder(const char *name)
{
	qw_allocator a = qw_allocator_default();
	qw_status status;
	qw_decoder *d = qw_decoder_new(name, &a, &status);
	assert_non_null(d);
	assert_int_equal(status, QW_OK);
	return d;
}

/* All the cells of some bytes, fed `step` at a time. */
static qw_text decode(const char *name, const void *bytes, size_t n, size_t step)
{
	qw_allocator a = qw_allocator_default();
	qw_text t;
	qw_text_init(&t, &a);
	qw_decoder *d = open_decoder(name);
	size_t done = 0;
	for (size_t end = 0; end < n;) {
		end = n - end < step ? n : end + step;
		done += qw_decoder_run(d, (const unsigned char *)bytes + done, end - done, end == n,
		                       (uint32_t)done, &t);
		assert_true(done <= end && end - done <= 16);
	}
	assert_int_equal(done, n);
	assert_int_equal(t.at[t.length], n);
	qw_decoder_free(d);
	return t;
}

static void assert_same_text(const qw_text *a, const qw_text *b)
{
	assert_int_equal(a->length, b->length);
	assert_memory_equal(a->cell, b->cell, a->length * sizeof *a->cell);
	assert_memory_equal(a->at, b->at, (a->length + 1) * sizeof *a->at);
}

static void check_cells(const char *name, const void *bytes, size_t n, const qw_cell *cells,
                        size_t count)
{
	qw_text whole = decode(name, bytes, n, n), pieces = decode(name, bytes, n, 1);
	assert_same_text(&whole, &pieces);
	assert_int_equal(whole.length, count);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(whole.cell[i], cells[i]);
	qw_text_free(&whole);
	qw_text_free(&pieces);
}

#define CHECK(name, bytes, ...) \
	check_cells(name, bytes, sizeof bytes - 1, (const qw_cell[]){__VA_ARGS__}, \
	            sizeof((const qw_cell[]){__VA_ARGS__}) / sizeof(qw_cell))
#define RAW(byte, reason) qw_cell_raw(byte, QW_REASON_##reason)

static void every_encoding_gives_the_sentence(void **state)
{
	static const char *const rows[][2] = {
		{"utf-8", HANS}, {"UTF-16LE", HANS}, {"utf-16be", HANT}, {"utf-32le", HANT},
		{"UTF-32BE", HANS}, {"gb18030", HANS RUSSIAN KOREAN HANT}, {"gbk", HANS JAPANESE},
		{"CP936", HANT}, {"big5-hkscs", HANT}, {"cp950", HANT}, {"iso-8859-1", FRENCH},
		{"windows-1252", FRENCH}, {"windows-1251", RUSSIAN}, {"koi8-r", RUSSIAN},
		{"euc-jp", JAPANESE}, {"shift_jis", JAPANESE}, {"iso-2022-jp", JAPANESE},
		{"euc-tw", HANT}, {"cp866", RUSSIAN}, {"macintosh", FRENCH}, {"iso-8859-15", FRENCH},
		{"euc-kr", KOREAN}, {"UHC", KOREAN}, {"utf-7", HANS FRENCH}, {"ascii", "plain\n"},
		{"utf-16be", "supplementary \xF0\xA0\xAE\xB7 and \xF0\x9F\x90\xB1\n"},
		{"gb18030", "\xF0\xA0\xAE\xB7\xF0\x9F\x90\xB1\n"}, {"iso-2022-kr", KOREAN},
		{"iso-2022-cn", HANS}, {"iso-2022-cn", HANT "plain\n"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		encoded e = encode(rows[i][0], rows[i][1], 3);
		qw_text whole = decode(rows[i][0], e.bytes, e.n, e.n);
		qw_text pieces = decode(rows[i][0], e.bytes, e.n, 1);
		unsigned char back[8192];
		size_t n = 0;
		for (size_t k = 0; k < whole.length; k++)
			n += qw_utf8_encode(whole.cell[k], back + n);
		assert_int_equal(n, 3 * strlen(rows[i][1]));
		assert_memory_equal(back, rows[i][1], n / 3);
		assert_memory_equal(back + n / 3 * 2, rows[i][1], n / 3);
		assert_same_text(&whole, &pieces);
		qw_text_free(&whole);
		qw_text_free(&pieces);
	}
}

static void names_are_canonical(void **state)
{
	static const char *const rows[][2] = {
		{"UTF8", "utf-8"}, {"UTF-16", "utf-16le"}, {"UCS-2BE", "utf-16be"}, {"GB2312", "gbk"},
		{"Big5", "big5-hkscs"}, {"latin1", "iso-8859-1"}, {"US-ASCII", "ascii"},
		{"KOI8-R", "koi8-r"}, {"unknown", "unknown"}, {"utf_32", "utf-32le"},
		{"CP949", "euc-kr"}, {"cp932", "shift_jis"}, {"TIS-620", "windows-874"},
	};
	static const char *const bad[] = {"", "no such thing", "utf-8//IGNORE", "../x", "UTF-88"};
	qw_allocator a = qw_allocator_default();
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		qw_decoder *d = open_decoder(rows[i][0]);
		assert_string_equal(qw_decoder_name(d), rows[i][1]);
		qw_decoder_free(d);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		qw_status status = QW_OK;
		assert_null(qw_decoder_new(bad[i], &a, &status));
		assert_int_equal(status, QW_E_ENCODING);
	}
	qw_decoder_free(NULL);
}

static void broken_utf8_becomes_raw_cells(void **state)
{
	(void)state;
	CHECK("utf-8", "\xE4\xB8\xAD\xE4\xB8", 0x4E2D, RAW(0xE4, TOO_SHORT), RAW(0xB8, STRAY_BYTE));
	CHECK("utf-8", "\xFF""a\x80", RAW(0xFF, STRAY_BYTE), 'a', RAW(0x80, STRAY_BYTE));
	CHECK("unknown", "\xD6\xD0", RAW(0xD6, TOO_SHORT), RAW(0xD0, TOO_SHORT));
	CHECK("ascii", "a\0\xE4", 'a', 0, RAW(0xE4, STRAY_BYTE));
}

static void broken_utf16_becomes_raw_cells(void **state)
{
	(void)state;
	CHECK("utf-16be", "\xD8\x3D\xDC\x31\0a", 0x1F431, 'a');
	CHECK("utf-16be", "\xD8\x3D\0a", RAW(0xD8, SURROGATE), RAW(0x3D, SURROGATE), 'a');
	CHECK("utf-16be", "\xDC\x31\xD8\x3D", RAW(0xDC, SURROGATE), RAW(0x31, SURROGATE),
	      RAW(0xD8, SURROGATE), RAW(0x3D, SURROGATE));
	CHECK("utf-16le", "\x3D\xD8\x3D\xD8\x31\xDC", RAW(0x3D, SURROGATE), RAW(0xD8, SURROGATE),
	      0x1F431);
	CHECK("utf-16le", "a\0b", 'a', RAW('b', TOO_SHORT));
	CHECK("utf-16le", "\x3D\xD8\x31", RAW(0x3D, SURROGATE), RAW(0xD8, SURROGATE),
	      RAW(0x31, TOO_SHORT));
}

static void broken_utf32_becomes_raw_cells(void **state)
{
	(void)state;
	CHECK("utf-32be", "\0\x10\xFF\xFF\0\x11\0\0", 0x10FFFF, RAW(0, TOO_LARGE),
	      RAW(0x11, TOO_LARGE), RAW(0, TOO_LARGE), RAW(0, TOO_LARGE));
	CHECK("utf-32le", "\x2D\x4E\0\0\0\0\0\x80", 0x4E2D, RAW(0, TOO_LARGE), RAW(0, TOO_LARGE),
	      RAW(0, TOO_LARGE), RAW(0x80, TOO_LARGE));
	CHECK("utf-32le", "\0\xD8\0\0", RAW(0, SURROGATE), RAW(0xD8, SURROGATE), RAW(0, SURROGATE),
	      RAW(0, SURROGATE));
	CHECK("utf-32le", "a\0\0\0bcd", 'a', RAW('b', TOO_SHORT), RAW('c', TOO_SHORT),
	      RAW('d', TOO_SHORT));
}

static void broken_tables_become_raw_cells(void **state)
{
	(void)state;
	CHECK("gb18030", "\xD6\xD0\xD6", 0x4E2D, RAW(0xD6, TOO_SHORT));
	CHECK("gb18030", "\xD6\n\xD6\xD0", RAW(0xD6, STRAY_BYTE), '\n', 0x4E2D);
	CHECK("gb18030", "\xFF\xD6\xD0", RAW(0xFF, STRAY_BYTE), 0x4E2D);
	CHECK("gb18030", "\x81\x30\x81", RAW(0x81, TOO_SHORT), '0', RAW(0x81, TOO_SHORT));
	CHECK("gb18030", "\x81\x30\x81\x30", 0x80);
	CHECK("gb18030", "\xE3\x32\x9A\x36.", RAW(0xE3, UNMAPPED), '2', RAW(0x9A, STRAY_BYTE), '6',
	      '.');
	/* A pair that maps to nothing must not shift what follows. */
	CHECK("big5-hkscs", "\xA4\xA4\xF9\xFF\xA4\xA4", 0x4E2D, RAW(0xF9, STRAY_BYTE),
	      RAW(0xFF, STRAY_BYTE), 0x4E2D);
	CHECK("big5-hkscs", "\xA3\xFE\xA4\xA4", RAW(0xA3, UNMAPPED), RAW(0xFE, UNMAPPED), 0x4E2D);
	CHECK("big5-hkscs", "\x88\x62z", 0xCA, 0x304, 'z');
	CHECK("cp936", "\x80\xFF", 0x20AC, 0xF8F5);
	CHECK("windows-1252", "\x80\x81\xE9", 0x20AC, 0x81, 0xE9);
	CHECK("windows-1251", "\xC4\xE0\x98\xC4", 0x414, 0x430, 0x98, 0x414);
	CHECK("windows-1253", "\xC4\xD2\xC4", 0x394, RAW(0xD2, UNMAPPED), 0x394);
	CHECK("shift_jis", "\x89w\x81\n\x89w", 0x99C5, RAW(0x81, STRAY_BYTE), '\n', 0x99C5);
	CHECK("euc-kr", "\xB0\xA1\xC9\xA1\xB0\xA1", 0xAC00, RAW(0xC9, UNMAPPED),
	      RAW(0xA1, UNMAPPED), 0xAC00);
}

static void hz_shifts(void **state)
{
	(void)state;
	CHECK("hz", "a~{VPND~}b", 'a', 0x4E2D, 0x6587, 'b');
	CHECK("hz-gb-2312", "~~{~{!#~}~\n~~", '~', '{', 0x3002, '~');
	/* The line's end shifts back. */
	CHECK("hz", "~{VP\nND", 0x4E2D, '\n', 'N', 'D');
	/* A missing byte spoils what is up to the shift, no more. */
	CHECK("hz", "~{VPN~}VP", 0x4E2D, RAW('N', STRAY_BYTE), 'V', 'P');
	CHECK("hz", "~{V\n~{VP~}", RAW('V', STRAY_BYTE), '\n', 0x4E2D);
	CHECK("hz", "~x~", RAW('~', STRAY_BYTE), 'x', RAW('~', TOO_SHORT));
	CHECK("hz", "~{*!", RAW('*', UNMAPPED), RAW('!', UNMAPPED));
	CHECK("hz", "~{VP \xD6\xD0~}", 0x4E2D, RAW(' ', STRAY_BYTE), RAW(0xD6, STRAY_BYTE),
	      RAW(0xD0, STRAY_BYTE));
}

static void iso_2022_cn_shifts(void **state)
{
	(void)state;
	CHECK("iso-2022-cn", "a\x1B$)A\x0EVPND\x0F" "b", 'a', 0x4E2D, 0x6587, 'b');
	CHECK("iso-2022-cn", "\x1B$)G\x0E""D!\x1B$)AVP\x0F", 0x4E00, 0x4E2D);
	CHECK("iso-2022-cn", "\x1B$*H\x1BN!!z", 0x4E42, 'z');
	CHECK("iso-2022-cn", "\x1B$)A\x0EVP\nVP", 0x4E2D, '\n', 'V', 'P');
	/* Where nothing was designated, and where it was Japanese. */
	CHECK("iso-2022-cn", "\x0EVP\x0FVP", 0x4E2D, 'V', 'P');
	CHECK("iso-2022-cn", "\x1B$BVP", RAW(0x1B, STRAY_BYTE), '$', 'B', 'V', 'P');
	CHECK("iso-2022-cn", "\x1B$)A\x0EV\x0F\x1B$", RAW('V', STRAY_BYTE), RAW(0x1B, TOO_SHORT), '$');
}

static void cesu_joins_surrogates(void **state)
{
	(void)state;
	CHECK("cesu-8", "\xE4\xB8\xAD\xED\xA0\xBD\xED\xB0\xB1z\xF0\x9F\x90\xB1", 0x4E2D, 0x1F431, 'z',
	      0x1F431);
	CHECK("cesu-8", "\xED\x9F\xBF\xEE\x80\x80", 0xD7FF, 0xE000);
	CHECK("cesu-8", "\xED\xA0\xBDz", RAW(0xED, SURROGATE), RAW(0xA0, STRAY_BYTE),
	      RAW(0xBD, STRAY_BYTE), 'z');
	CHECK("cesu-8", "\xED\xB0\xB1\xED\xA0", RAW(0xED, SURROGATE), RAW(0xB0, STRAY_BYTE),
	      RAW(0xB1, STRAY_BYTE), RAW(0xED, TOO_SHORT), RAW(0xA0, STRAY_BYTE));
	/* Not what Java writes for NUL: a control that was not there. */
	CHECK("cesu-8", "\xC0\x80", RAW(0xC0, OVERLONG), RAW(0x80, STRAY_BYTE));
}

static void iconv_names_the_bad_byte(void **state)
{
	(void)state;
	CHECK("cp857", "\x80\xD5\x80", 0xC7, RAW(0xD5, UNMAPPED), 0xC7);
	CHECK("euc-jp", "\xB1\xD8\xB1", 0x99C5, RAW(0xB1, TOO_SHORT));
	CHECK("euc-jp", "\xB1\xD8\xFF\xB1\xD8", 0x99C5, RAW(0xFF, UNMAPPED), 0x99C5);
}

static void an_unfinished_end_is_left_alone(void **state)
{
	static const struct {
		const char *name, *bytes;
		size_t n, used;
	} rows[] = {
		{"utf-8", "a\xE4\xB8", 3, 1}, {"utf-16le", "a\0b", 3, 2}, {"utf-16be", "\xD8\x3D", 2, 0},
		{"utf-16be", "\xD8\x3D\xDC", 3, 0}, {"utf-32le", "abc", 3, 0}, {"gb18030", "a\xD6", 2, 1},
		{"gb18030", "\x81\x30\x81", 3, 0}, {"big5", "\xA4", 1, 0}, {"euc-jp", "a\xB1", 2, 1},
		{"euc-tw", "a\x8E\xA2\xA1", 4, 1}, {"hz", "~{VP~", 5, 4}, {"hz", "~{V~", 4, 2},
		{"iso-2022-cn", "a\x1B$)", 4, 1}, {"cesu-8", "a\xED\xA0\xBD\xED\xB0", 6, 1},
		{"ascii", "a\xE4", 2, 2}, {"gbk", "", 0, 0},
	};
	qw_allocator a = qw_allocator_default();
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		qw_text t;
		qw_text_init(&t, &a);
		qw_decoder *d = open_decoder(rows[i].name);
		assert_int_equal(qw_decoder_run(d, (const unsigned char *)rows[i].bytes, rows[i].n, false,
		                                100, &t), rows[i].used);
		assert_int_equal(t.at[t.length], 100 + rows[i].used);
		qw_decoder_free(d);
		qw_text_free(&t);
	}
}

/* Gives memory `*ctx` times. */
static void *scarce(void *ctx, void *ptr, size_t old_size, size_t new_size)
{
	int *left = ctx;
	qw_allocator a = qw_allocator_default();
	if (new_size != 0 && (*left)-- <= 0)
		return NULL;
	return a.resize(a.ctx, ptr, old_size, new_size);
}

static void missing_memory_is_told(void **state)
{
	static const char *const names[] = {"utf-8", "utf-16le", "gb18030", "euc-jp", "ascii"};
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		int left = 0;
		qw_allocator a = {scarce, &left};
		qw_status status = QW_OK;
		qw_text t;
		assert_null(qw_decoder_new(names[i], &a, &status));
		assert_int_equal(status, QW_E_NOMEM);
		left = 1;
		qw_decoder *d = qw_decoder_new(names[i], &a, &status);
		assert_non_null(d);
		qw_text_init(&t, &a);
		qw_decoder_run(d, (const unsigned char *)"abcd", 4, true, 0, &t);
		assert_true(t.failed);
		qw_text_free(&t);
		qw_decoder_free(d);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_encoding_gives_the_sentence),
		cmocka_unit_test(names_are_canonical),
		cmocka_unit_test(broken_utf8_becomes_raw_cells),
		cmocka_unit_test(broken_utf16_becomes_raw_cells),
		cmocka_unit_test(broken_utf32_becomes_raw_cells),
		cmocka_unit_test(broken_tables_become_raw_cells),
		cmocka_unit_test(hz_shifts),
		cmocka_unit_test(iso_2022_cn_shifts),
		cmocka_unit_test(cesu_joins_surrogates),
		cmocka_unit_test(iconv_names_the_bad_byte),
		cmocka_unit_test(an_unfinished_end_is_left_alone),
		cmocka_unit_test(missing_memory_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
