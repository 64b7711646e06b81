/* SPDX-License-Identifier: Apache-2.0 */
/* The generated tables against their committed checksums, and against the
 * converters of iconv(3) and ICU. */
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
#include <iconv.h>
#ifdef HAVE_ICU
#include <unicode/ucnv.h>
#include <unicode/ustring.h>
#else
typedef void UConverter;
#endif

/*
 * Checksums
 */

static void hash(uint64_t *sum, const void *data, size_t n)
{
	const unsigned char *p = data;
	for (size_t i = 0; i < n; i++)
		*sum = (*sum ^ p[i]) * 0x100000001B3u; /* FNV-1a */
}

static void hash_number(uint64_t *sum, uint32_t value)
{
	unsigned char b[4] = {(unsigned char)(value >> 24), (unsigned char)(value >> 16),
	                      (unsigned char)(value >> 8), (unsigned char)value};
	hash(sum, b, 4);
}

static void hash_code(uint64_t *sum, const qw_charset *cs, const unsigned char *b, size_t n)
{
	qw_cell out[2] = {0, 0};
	unsigned count = 0;
	qw_reason reason;
	if (qw_charset_decode(cs, b, n, out, &count, &reason) != n)
		count = 0;
	hash_number(sum, count > 0 ? out[0] : 0xFFFFFFFF);
	hash_number(sum, count > 1 ? out[1] : 0);
}

/* Over everything that both directions do. */
static uint64_t checksum(const qw_charset *cs)
{
	uint64_t sum = 0xCBF29CE484222325u;
	for (unsigned i = 0; i < 0x100; i++)
		hash_code(&sum, cs, (unsigned char[]){(unsigned char)i}, 1);
	for (unsigned i = 0x8000; i < 0x10000; i++)
		hash_code(&sum, cs, (unsigned char[]){(unsigned char)(i >> 8), (unsigned char)i}, 2);
	for (unsigned i = 0; cs->shape == QW_CHARSET_EUC_TW && i < 2 * 0x10000; i++)
		hash_code(&sum, cs, (unsigned char[]){QW_CHARSET_PLANE, (unsigned char)(0xA1 + (i >> 16)),
		                                      (unsigned char)(i >> 8), (unsigned char)i}, 4);
	for (unsigned i = 0; i < 4 * 12600; i++) {
		unsigned char b[4] = {
			(unsigned char)(0x81 + i / 12600), (unsigned char)(0x30 + i / 1260 % 10),
			(unsigned char)(0x81 + i / 10 % 126), (unsigned char)(0x30 + i % 10)};
		hash_code(&sum, cs, b, 4);
	}
	for (qw_cell c = 0; c <= QW_CODE_POINT_MAX; c++) {
		unsigned char b[4] = {0};
		size_t n = qw_charset_encode(cs, c, b);
		hash(&sum, b, n);
	}
	return sum;
}

static FILE *open_checksums(void)
{
	const char *folder = getenv("srcdir");
	char path[4096];
	snprintf(path, sizeof path, "%s/data/charset/checksums.txt", folder != NULL ? folder : ".");
	FILE *file = fopen(path, "r");
	if (file == NULL)
		fail_msg("%s can't be opened (is srcdir set?)", path);
	return file;
}

/* To renew data/charset/checksums.txt after a change, take the sums that fail here. */
static void tables_are_the_committed_ones(void **state)
{
	char line[256], name[64], source[64] = "?";
	unsigned long long wanted;
	unsigned wrong = 0, sets = 0;
	FILE *file = open_checksums();
	(void)state;
	while (fgets(line, sizeof line, file) != NULL) {
		sscanf(line, "# from ICU %63s", source);
		if (sscanf(line, "%63[^# ] %llx", name, &wanted) != 2)
			continue;
		const qw_charset *cs = qw_charset_find(name);
		assert_non_null(cs);
		uint64_t sum = checksum(cs);
		sets++;
		if (sum != wanted)
			print_error("%s %016llX\n", name, (unsigned long long)sum);
		wrong += sum != wanted;
	}
	fclose(file);
	assert_int_equal(sets, 42);
	if (wrong > 0)
		fail_msg("%u tables differ from data/charset/checksums.txt. These were made from %s, "
		         "the committed ones from ICU %s: look which codes that ICU reads differently, and "
		         "state them in data/charset/", wrong, qw_charset_source(), source);
}

/*
 * Against other converters
 */

#if defined HAVE_ICU || defined __GLIBC__

/* UTF-32 in the byte order of this machine, without a mark. */
static const char *utf32(void)
{
	const uint32_t one = 1;
	return *(const unsigned char *)&one == 1 ? "UTF-32LE" : "UTF-32BE";
}

typedef struct {
	iconv_t iconv;
	UConverter *icu;
} vendor;

#ifdef HAVE_ICU
static unsigned icu_decode(UConverter *icu, const char *bytes, size_t n, uint32_t out[4])
{
	UErrorCode status = U_ZERO_ERROR;
	UChar units[8];
	int32_t count = 0;
	int32_t length = ucnv_toUChars(icu, units, 8, bytes, (int32_t)n, &status);
	u_strToUTF32((UChar32 *)out, 4, &count, units, length, &status);
	return U_FAILURE(status) ? 0 : (unsigned)count;
}
#endif

/* What the vendor reads from these bytes; how many code points, 0: none. */
static unsigned vendor_decode(const vendor *v, char *bytes, size_t n, uint32_t out[4])
{
#ifdef HAVE_ICU
	if (v->icu != NULL)
		return icu_decode(v->icu, bytes, n, out);
#endif
	char *to = (char *)out;
	size_t left = 4 * sizeof *out;
	iconv(v->iconv, NULL, NULL, NULL, NULL);
	if (iconv(v->iconv, &bytes, &n, &to, &left) == (size_t)-1
	    || iconv(v->iconv, NULL, NULL, &to, &left) == (size_t)-1)
		return 0;
	return (unsigned)(4 - left / sizeof *out);
}

/* Where the vendor reads c, our reverse gives bytes that mean c to us or to it. */
static bool reverse_accepts(const qw_charset *cs, const vendor *v, uint32_t c)
{
	unsigned char b[4];
	char bytes[4];
	qw_cell own[2];
	uint32_t back[4];
	unsigned count;
	qw_reason reason;
	size_t n = qw_charset_encode(cs, c, b);
	memcpy(bytes, b, n);
	if (n == 0)
		return false;
	if (qw_charset_decode(cs, b, n, own, &count, &reason) == n && count == 1 && own[0] == c)
		return true;
	return vendor_decode(v, bytes, n, back) == 1 && back[0] == c;
}

/* 1 when the vendor reads the code otherwise than we do, private use aside. */
static unsigned compare_code(const qw_charset *cs, const vendor *v, const unsigned char b[4],
                             size_t n)
{
	char bytes[4];
	qw_cell own[2];
	uint32_t theirs[4];
	unsigned count;
	qw_reason reason;
	memcpy(bytes, b, n);
	if (vendor_decode(v, bytes, n, theirs) != 1)
		return 0;
	if (!reverse_accepts(cs, v, theirs[0]))
		fail_msg("%s: U+%04X, read from %02X%02X, has no way back", qw_charset_name(cs),
		         theirs[0], b[0], b[1]);
	return qw_charset_decode(cs, b, n, own, &count, &reason) == n && !qw_cell_is_private(own[0])
	    && !qw_cell_is_private(theirs[0]) && own[0] != theirs[0];
}

/* How many codes of one or two bytes, and of EUC-TW's planes 1 and 2, differ. */
static unsigned compare(const char *name, const vendor *v)
{
	const qw_charset *cs = qw_charset_find(name);
	unsigned differ = 0;
	assert_non_null(cs);
	for (unsigned i = 0; i < 0x100; i++)
		differ += compare_code(cs, v, (unsigned char[4]){(unsigned char)i}, 1);
	for (unsigned i = 0x8030; cs->shape != QW_CHARSET_SINGLE && i < 0x10000; i++)
		differ += compare_code(cs, v, (unsigned char[4]){(unsigned char)(i >> 8),
			(unsigned char)i}, 2);
	for (unsigned i = 0; cs->shape == QW_CHARSET_EUC_TW && i < 2 * 0x10000; i++)
		differ += compare_code(cs, v, (unsigned char[4]){QW_CHARSET_PLANE,
			(unsigned char)(0xA1 + (i >> 16)), (unsigned char)(i >> 8), (unsigned char)i}, 4);
	return differ;
}

static const struct {
	const char *set, *iconv, *icu;
	unsigned differ; /* at most so many codes that both map are read differently */
} rows[] = {
	{"gb18030", "GB18030", "gb18030", 0}, {"gb18030-2005", "GB18030", "gb18030", 0},
	{"gbk", "GBK", "windows-936", 0}, {"cp936", "CP936", "windows-936", 0},
	{"gbk", "GB2312", "ibm-1383", 4}, {"big5-hkscs", "BIG5-HKSCS", "Big5-HKSCS", 11},
	{"big5-hkscs", "BIG5", "Big5", 11}, {"cp950", "CP950", "windows-950", 1},
	{"shift_jis", "CP932", "windows-932", 3}, {"shift_jis", "SJIS", "ibm-943_P130-1999", 11},
	{"euc-kr", "CP949", "windows-949", 0}, {"euc-kr", "EUC-KR", "EUC-KR", 1},
	{"euc-tw", "EUC-TW", "euc-tw-2014", 26}, {"iso-8859-1", "ISO-8859-1", "ISO-8859-1", 0},
	{"iso-8859-2", "ISO-8859-2", "ISO-8859-2", 0}, {"iso-8859-3", "ISO-8859-3", "ISO-8859-3", 0},
	{"iso-8859-4", "ISO-8859-4", "ISO-8859-4", 0}, {"iso-8859-5", "ISO-8859-5", "ISO-8859-5", 0},
	{"iso-8859-6", "ISO-8859-6", "ISO-8859-6", 0}, {"iso-8859-7", "ISO-8859-7", "ISO-8859-7", 0},
	{"iso-8859-8", "ISO-8859-8", "ISO-8859-8", 0}, {"iso-8859-9", "ISO-8859-9", "ISO-8859-9", 0},
	{"iso-8859-10", "ISO-8859-10", "ISO-8859-10", 0}, {"iso-8859-11", "ISO-8859-11", "thai8", 0},
	{"iso-8859-13", "ISO-8859-13", "ISO-8859-13", 0},
	{"iso-8859-14", "ISO-8859-14", "ISO-8859-14", 0},
	{"iso-8859-15", "ISO-8859-15", "ISO-8859-15", 0}, {"iso-8859-16", "ISO-8859-16", NULL, 0},
	{"windows-1250", "CP1250", "windows-1250", 0}, {"windows-1251", "CP1251", "windows-1251", 0},
	{"windows-1252", "CP1252", "windows-1252", 0}, {"windows-1253", "CP1253", "windows-1253", 0},
	{"windows-1254", "CP1254", "windows-1254", 0}, {"windows-1255", "CP1255", "windows-1255", 0},
	{"windows-1256", "CP1256", "windows-1256", 0}, {"windows-1257", "CP1257", "windows-1257", 0},
	{"windows-1258", "CP1258", "windows-1258", 0}, {"windows-874", "CP874", "windows-874", 0},
	{"cp437", "CP437", "IBM437", 4}, {"cp850", "CP850", "IBM850", 3},
	{"cp866", "CP866", "IBM866", 3},
	{"koi8-r", "KOI8-R", "KOI8-R", 0}, {"koi8-u", "KOI8-U", "KOI8-U", 0},
	{"macintosh", "MACINTOSH", "macintosh", 1}, {"x-mac-cyrillic", "MAC-CYRILLIC", "maccy", 1},
};

/* The figures are those of glibc's iconv. */
#ifdef __GLIBC__
static void iconv_reads_the_same(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		vendor v = {iconv_open(utf32(), rows[i].iconv), NULL};
		if (v.iconv == (iconv_t)-1) {
			print_message("iconv doesn't know %s\n", rows[i].iconv);
			continue;
		}
		unsigned differ = compare(rows[i].set, &v);
		print_message("iconv's %s: %u codes read differently\n", rows[i].iconv, differ);
		assert_true(differ <= rows[i].differ);
		iconv_close(v.iconv);
	}
}
#endif

#ifdef HAVE_ICU
static void icu_reads_the_same(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		UErrorCode status = U_ZERO_ERROR;
		if (rows[i].icu == NULL)
			continue;
		vendor v = {(iconv_t)-1, ucnv_open(rows[i].icu, &status)};
		ucnv_setToUCallBack(v.icu, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
		assert_true(U_SUCCESS(status));
		unsigned differ = compare(rows[i].set, &v);
		print_message("ICU's %s: %u codes read differently\n", rows[i].icu, differ);
		assert_true(differ <= rows[i].differ);
		ucnv_close(v.icu);
	}
}
#endif

#endif

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_are_the_committed_ones),
#ifdef __GLIBC__
		cmocka_unit_test(iconv_reads_the_same),
#endif
#ifdef HAVE_ICU
		cmocka_unit_test(icu_reads_the_same),
#endif
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
