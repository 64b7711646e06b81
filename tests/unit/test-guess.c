/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "decode/decode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <iconv.h>

#define HANS "清晨的街道上没有行人，只有一只花猫蹲在面包店的台阶上等着开门。"
#define HANT "圖書館閉館以前，他總要把借來的雜誌放回架上，再向櫃檯的姐姐說聲謝謝。"
#define CANTONESE "佢話聽日唔嚟喇，我哋自己去飲茶啦，好冇？"
#define CLASSICAL "山行數里，聞水聲潺潺，一老人倚杖而立，問其年，笑而不答。"
#define RUSSIAN "Утром на площади было пусто, только ветер гонял сухие листья."
#define JAPANESE "駅前の小さな店でコーヒーを飲みながら、電車が来るのを待っていました。"
#define KOREAN "아침 일찍 일어나서 강가를 걷다가 오래된 다리 아래에서 친구를 만났다."
#define FRENCH "Le garçon a laissé son vélo près de la fenêtre, à côté de l'écurie."
#define ENGLISH "Nothing in this line tells anything about an encoding, however long it is. "

static qw_allocator heap;

typedef struct {
	unsigned char bytes[1 << 17];
	size_t n;
} document;

static void append(document *d, const void *bytes, size_t n)
{
	assert_true(n <= sizeof d->bytes - d->n);
	memcpy(d->bytes + d->n, bytes, n);
	d->n += n;
}

static void append_encoded(document *d, const char *name, const char *utf8)
{
	iconv_t cd = iconv_open(name, "UTF-8");
	assert_true(cd != (iconv_t)-1);
	char *in = strdup(utf8), *from = in, *to = (char *)d->bytes + d->n;
	size_t left = strlen(in), room = sizeof d->bytes - d->n;
	assert_int_equal(iconv(cd, &from, &left, &to, &room), 0);
	d->n = sizeof d->bytes - room;
	free(in);
	iconv_close(cd);
}

static document encoded(const char *name, const char *utf8)
{
	document d = {.n = 0};
	append_encoded(&d, name, utf8);
	return d;
}

static void assert_guess(const document *d, const char *name)
{
	qw_encoding_guess g = qw_decode_guess(d->bytes, d->n, true, &heap);
	assert_string_equal(g.name, name);
	assert_int_equal(g.bom, 0);
	assert_true(g.odds_bits >= 0);
}

static void marks_decide(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		const char *name;
		size_t bom;
	} rows[] = {
		{"\xEF\xBB\xBF""a", 4, "utf-8", 3}, {"\xEF\xBB\xBF", 3, "utf-8", 3},
		{"\xFF\xFE""a\0", 4, "utf-16le", 2}, {"\xFE\xFF\0a", 4, "utf-16be", 2},
		{"\xFF\xFE", 2, "utf-16le", 2}, {"\xFF\xFE\0\0a\0\0\0", 8, "utf-32le", 4},
		{"\0\0\xFE\xFF\0\0\0a", 8, "utf-32be", 4}, {"\xFF\xFE\0\0a\0b\0", 8, "utf-16le", 2},
		{"\x84\x31\x95\x33\xD6\xD0", 6, "gb18030", 4}, {"\xFF\xFE\0\0", 4, "utf-32le", 4},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const unsigned char *bytes = (const unsigned char *)rows[i].bytes;
		qw_encoding_guess g = qw_decode_guess(bytes, rows[i].n, true, &heap);
		assert_string_equal(g.name, rows[i].name);
		assert_int_equal(g.bom, rows[i].bom);
	}
}

static void each_language_is_known(void **state)
{
	static const char *const rows[][3] = {
		{HANS, "utf-8", "utf-8"}, {HANS, "gb18030", "gb18030"}, {HANT, "gb18030", "gb18030"},
		{HANT, "big5-hkscs", "big5-hkscs"}, {CANTONESE, "big5-hkscs", "big5-hkscs"},
		{CLASSICAL, "big5-hkscs", "big5-hkscs"}, {CLASSICAL, "gb18030", "gb18030"},
		{RUSSIAN, "utf-8", "utf-8"},
#ifdef HAVE_UCHARDET
		{RUSSIAN, "windows-1251", "windows-1251"}, {RUSSIAN, "koi8-r", "koi8-r"},
#endif
		{JAPANESE, "euc-jp", "euc-jp"},
		{JAPANESE, "shift_jis", "shift_jis"}, {JAPANESE, "utf-8", "utf-8"},
		{KOREAN, "euc-kr", "euc-kr"}, {FRENCH, "windows-1252", "windows-1252"},
		{FRENCH, "utf-8", "utf-8"}, {ENGLISH, "utf-8", "ascii"}, {"", "utf-8", "ascii"},
		{"中国", "gb18030", "gb18030"}, {"圖書", "big5", "big5-hkscs"}, {"é", "utf-8", "utf-8"},
		{"联通", "gb18030", "gb18030"}, {"价格：€5", "gb18030", "gb18030"},
		{HANT, "euc-tw", "euc-tw"}, {HANS, "iso-2022-cn", "iso-2022-cn"},
		{HANT, "iso-2022-cn", "iso-2022-cn"}, {JAPANESE, "iso-2022-jp", "iso-2022-jp"},
		{KOREAN, "iso-2022-kr", "iso-2022-kr"}, {HANS, "utf-16le", "utf-16le"},
		{HANT, "utf-16be", "utf-16be"}, {ENGLISH, "utf-16le", "utf-16le"},
		{RUSSIAN, "utf-16be", "utf-16be"}, {JAPANESE, "utf-16le", "utf-16le"},
		{HANS, "utf-32le", "utf-32le"}, {ENGLISH, "utf-32be", "utf-32be"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		document d = encoded(rows[i][1], rows[i][0]);
		assert_guess(&d, rows[i][2]);
	}
}

static void any_one_byte_may_be_bad(void **state)
{
	static const char *const rows[][3] = {
		{HANS, "utf-8", "utf-8"}, {HANS, "gb18030", "gb18030"}, {HANT, "big5", "big5-hkscs"},
		{HANT, "euc-tw", "euc-tw"}, {HANS, "utf-16le", "utf-16le"}, {HANT, "utf-16be", "utf-16be"},
		{HANS, "utf-32le", "utf-32le"}, {HANS "\n" HANS, "iso-2022-cn", "iso-2022-cn"},
		{JAPANESE, "euc-jp", "euc-jp"}, {JAPANESE, "shift_jis", "shift_jis"},
	};
	static const unsigned char bad[] = {0, 0xFF, 0x80, ' ', 0xE4, 'a'};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		document whole = encoded(rows[i][1], rows[i][0]);
		for (size_t at = 0; at < whole.n; at++) {
			document d = whole; /* one byte is missing */
			memmove(d.bytes + at, d.bytes + at + 1, --d.n - at);
			assert_guess(&d, rows[i][2]);
			for (size_t b = 0; b < sizeof bad; b++) {
				d = whole;
				d.bytes[at] = bad[b];
				assert_guess(&d, rows[i][2]);
			}
		}
	}
}

static void a_declaration_is_evidence(void **state)
{
	static const struct { const char *text, *name; } rows[] = {
		/* 联通, which may be UTF-8, too; 中 in GB2312, read as Big5 it is 笢 */
		{"<meta charset=gbk>\xC1\xAA\xCD\xA8", "gb18030"},
		{"<meta charset=big5>\xA4\xA4", "big5-hkscs"},
		{"<meta charset=utf-8>\xD6\xD0\xB9\xFA\xD6\xD0\xCE\xC4", "gb18030"},
		{"<meta charset=big5>\xD6\xD0\xB9\xFA\xD6\xD0\xCE\xC4", "gb18030"},
		{"<meta charset=utf-16>\xD6\xD0\xB9\xFA\xD6\xD0\xCE\xC4", "gb18030"},
		{"<meta charset=no-such>\xD6\xD0\xB9\xFA\xD6\xD0\xCE\xC4", "gb18030"},
		/* one accent alone is too little to say in which encoding it is */
		{"<p>caf\xE9", "unknown"}, {"<meta charset=latin1>caf\xE9", "windows-1252"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		document d = {.n = 0};
		append(&d, rows[i].text, strlen(rows[i].text));
		assert_guess(&d, rows[i].name);
	}
}

static void candidates_are_ranked(void **state)
{
	document d = encoded("gb18030", HANS);
	(void)state;
	qw_decode_hints hints = {"big5-hkscs", false};
	qw_encoding_guess g = qw_decode_weigh(d.bytes, d.n, true, &hints, &heap);
	bool declared = false;
	assert_true(g.candidates > 3);
	assert_string_equal(g.candidate[0].name, g.name);
	assert_true(g.candidate[0].bits == 0 && !g.candidate[0].declared);
	assert_true(g.candidate[1].bits == g.odds_bits && g.odds_bits > 50);
	for (size_t i = 1; i < g.candidates; i++) {
		assert_true(g.candidate[i].bits >= g.candidate[i - 1].bits);
		declared = declared || g.candidate[i].declared;
		assert_int_equal(g.candidate[i].declared, strcmp(g.candidate[i].name, "big5-hkscs") == 0);
	}
	assert_true(declared);
}

static void pieces_are_not_wide(void **state)
{
	document d = encoded("utf-16le", HANS);
	(void)state;
	qw_decode_hints hints = {NULL, true};
	qw_encoding_guess g = qw_decode_weigh(d.bytes, d.n, true, &hints, &heap);
	assert_null(strstr(g.name, "utf-16"));
}

/* What may shift, and does not. */
static void ascii_stays_ascii(void **state)
{
	static const char *const rows[] = {
		"rm -- ~{old,new}/a.txt", "~{abcd~} ~{Name~} ~{~}", "let s = '~{0123~}'",
		"~{", "a ~{VPN", "\x1B$)A", "\x0Elqqqqk\x0F", "\x0Ex  x\x0F menu",
		"\x1B$B is how Japanese begins", "printf '\x1B$)C\x0E'", "~~{~~}",
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		document d = {.n = 0};
		append(&d, rows[i], strlen(rows[i]));
		assert_guess(&d, "ascii");
	}
	document d = {.n = 0};
	append(&d, "one.txt\0two.txt\0\0three.txt", 26);
	assert_guess(&d, "ascii");
}

static void hz_is_known(void **state)
{
	static const char *const rows[] = {
		"~{VPND~}", "Re: ~{9XSZ;aRi5DM(V*~}", "plain\n~{GkNJ~}\nplain ~~\n~{TY<{#,~}a", "~{VPND",
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		document d = {.n = 0};
		append(&d, rows[i], strlen(rows[i]));
		assert_guess(&d, "hz");
	}
}

static void surrogates_are_cesu(void **state)
{
	static const char *const rows[] = {
		HANS "\xED\xA0\xBD\xED\xB0\xB1", "\xED\xA0\xBD\xED\xB0\xB1",
		"好\xED\xA0\xBD\xED\xB0\xB1\xFF",
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		document d = {.n = 0};
		append(&d, rows[i], strlen(rows[i]));
		assert_guess(&d, "cesu-8");
	}
}

/* Text that a wrong decoder made is UTF-8, however odd it looks. */
static void mojibake_is_utf8(void **state)
{
	static const char *const rows[] = {
		"ä½\xC2\xA0å¥½", "Ä\xC3\xA3ºÃ", "æ¸\xC2\x85æ\xC2\x99¨", "浣犲ソ", "锟斤拷", "é", "\xD0\xB6", "µÄ",
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		document d = {.n = 0};
		append(&d, rows[i], strlen(rows[i]));
		assert_guess(&d, "utf-8");
	}
}

static void an_unfinished_end_is_no_error(void **state)
{
	(void)state;
	for (size_t n = 6; n <= strlen(HANS); n++) {
		qw_encoding_guess g = qw_decode_guess((const unsigned char *)HANS, n, false, &heap);
		assert_string_equal(g.name, "utf-8");
	}
	const unsigned char *cut = (const unsigned char *)"\xE4\xB8";
	assert_string_equal(qw_decode_guess(cut, 2, false, &heap).name, "utf-8");
	document d = encoded("gb18030", HANS);
	for (size_t n = 8; n <= d.n; n++)
		assert_string_equal(qw_decode_guess(d.bytes, n, false, &heap).name, "gb18030");
}

static void a_little_chinese_far_behind_is_found(void **state)
{
	static const char *const rows[][2] = {{"gb18030", "gb18030"}, {"utf-8", "utf-8"}};
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		document d = {.n = 0};
		for (int k = 0; k < 700; k++)
			append(&d, ENGLISH "\n", sizeof ENGLISH);
		append_encoded(&d, rows[i][0], HANS "\n");
		for (int k = 0; k < 100; k++)
			append(&d, ENGLISH "\n", sizeof ENGLISH);
		assert_guess(&d, rows[i][1]);
	}
}

static void noise_has_no_encoding(void **state)
{
	document d = {.n = 0};
	uint32_t seed = 1;
	(void)state;
	for (int i = 0; i < 4096; i++) {
		seed = seed * 1664525 + 1013904223;
		append(&d, &(unsigned char){(unsigned char)(seed >> 24)}, 1);
	}
	assert_guess(&d, "unknown");
	assert_guess(&(document){{0xFF}, 1}, "unknown");
}

/* Without two ASCII bytes side by side the sample around other bytes ends early, and that of
 * all bytes does not. */
static void samples_of_all_sizes_compare(void **state)
{
	static const char *const names[] = {"gb18030", "big5-hkscs", "euc-tw"};
	static const char *const texts[] = {HANS "\n", HANT "\n", HANT "\n"};
	document d = {.n = 0};
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		document line = encoded(names[i], texts[i]);
		for (d.n = 0; d.n + line.n <= sizeof d.bytes;)
			append(&d, line.bytes, line.n);
		assert_guess(&d, names[i]);
	}
}

/* Half a document in another encoding: more of it wins, nothing crashes. */
static void the_larger_part_of_a_mixture_wins(void **state)
{
	document d = {.n = 0};
	(void)state;
	for (int i = 0; i < 20; i++) {
		append_encoded(&d, "utf-8", HANS "\n");
		if (i % 10 == 0)
			append_encoded(&d, "gb18030", HANS "\n");
	}
	assert_guess(&d, "utf-8");
	d.n = 0;
	for (int i = 0; i < 20; i++) {
		append_encoded(&d, "gb18030", HANS "\n");
		if (i % 10 == 0)
			append_encoded(&d, "utf-8", HANS "\n");
	}
	assert_guess(&d, "gb18030");
}

int main(void)
{
	heap = qw_allocator_default();
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_decide),
		cmocka_unit_test(each_language_is_known),
		cmocka_unit_test(any_one_byte_may_be_bad),
		cmocka_unit_test(a_declaration_is_evidence),
		cmocka_unit_test(candidates_are_ranked),
		cmocka_unit_test(pieces_are_not_wide),
		cmocka_unit_test(ascii_stays_ascii),
		cmocka_unit_test(hz_is_known),
		cmocka_unit_test(surrogates_are_cesu),
		cmocka_unit_test(mojibake_is_utf8),
		cmocka_unit_test(an_unfinished_end_is_no_error),
		cmocka_unit_test(a_little_chinese_far_behind_is_found),
		cmocka_unit_test(noise_has_no_encoding),
		cmocka_unit_test(samples_of_all_sizes_compare),
		cmocka_unit_test(the_larger_part_of_a_mixture_wins),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
