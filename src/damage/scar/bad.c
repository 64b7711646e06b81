/* SPDX-License-Identifier: Apache-2.0 */
/* Which neighbours ftfy 6.3.1 takes for mojibake, as far as bytes of Chinese read as Latin-1
 * or windows-1252, and what it makes of them, can show them: rules about box drawings,
 * Macintosh and pure Greek or Cyrillic mojibake are left out. */
#include "config.h"
#include "damage/scar/bad.h"

enum {
	COMMON = QW_SCAR_COMMON, BAD = QW_SCAR_BAD, LAW = QW_SCAR_LAW, CURRENCY = QW_SCAR_CURRENCY,
	START = QW_SCAR_START, END = QW_SCAR_END, NUMERIC = QW_SCAR_NUMERIC, UPPER = QW_SCAR_UPPER,
	LOWER = QW_SCAR_LOWER, LOWER_COMMON = QW_SCAR_LOWER_COMMON, SMALL = QW_SCAR_SMALL,
	SPACE = QW_SCAR_SPACE, WORD = QW_SCAR_WORD,
	ASCII_LETTER = QW_SCAR_SMALL | QW_SCAR_CAPITAL
};

static const uint32_t pairs[][2] = {
	{BAD | LOWER | UPPER | START | END | CURRENCY | NUMERIC | LAW, BAD},
	{BAD, LOWER | UPPER | START | END | CURRENCY | NUMERIC | LAW},
	{LOWER | LOWER_COMMON | END | CURRENCY | NUMERIC, UPPER},
	{END | CURRENCY | NUMERIC, LOWER},
	{LOWER | END, CURRENCY},
	{UPPER, NUMERIC | LAW},
	{CURRENCY | NUMERIC, START},
};

static const uint32_t triples[][3] = {
	{SPACE, UPPER, CURRENCY},
	{LOWER | UPPER | CURRENCY | END, START, NUMERIC},
	{LOWER | UPPER | CURRENCY | NUMERIC | LAW, END, START},
	{SMALL, UPPER, START | CURRENCY},
	{LOWER | UPPER, START | END, WORD},
};

static bool is_one_of(qw_cell c, const uint16_t *set, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (c == set[i])
			return true;
	return false;
}
#define ONE_OF(c, ...) \
	is_one_of(c, (const uint16_t[]){__VA_ARGS__}, sizeof (uint16_t[]){__VA_ARGS__} / 2)

/* The letters Â Ã Î Ð: lead bytes that are common in mojibake of Western languages. */
static bool with_common_lead(qw_cell first, qw_cell second, uint32_t class)
{
	return ONE_OF(first, 0xC2, 0xC3, 0xCE, 0xD0)
	    && ((class & (START | END)) != 0
	        || ONE_OF(second, 0x20AC, 0x153, 0x160, 0x161, 0xA2, 0xA3, 0x178, 0x17E, 0xA0, 0xAD,
	                  0xAE, 0xA9, 0xB0, 0xB7, 0xBB, 0x2013, 0x2014, 0xB4));
}

/* Ø or Ù, and what follows it in Arabic. */
static bool is_arabic(qw_cell first, qw_cell second, uint32_t class)
{
	return ONE_OF(first, 0xD8, 0xD9)
	    && ((class & (COMMON | CURRENCY | BAD | NUMERIC | START)) != 0
	        || ONE_OF(second, 0x178, 0x160, 0xAE, 0xB0, 0xB5, 0xBB));
}

static bool is_bad_pair(qw_cell first, qw_cell second, const uint32_t class[2])
{
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if ((class[0] & pairs[i][0]) != 0 && (class[1] & pairs[i][1]) != 0)
			return true;
	return with_common_lead(first, second, class[1])
	    || ((class[0] & UPPER) != 0 && second == 0xB0)
	    || (first == 0xD7 && ONE_OF(second, 0xB2, 0xB3))
	    || (first == 0xE0 && ONE_OF(second, 0xB2, 0xB5, 0xB9, 0xBC, 0xBD, 0xBE))
	    || (ONE_OF(first, 0x152, 0x153) && (class[1] & ASCII_LETTER) == 0);
}

static bool is_bad_triple(const uint32_t class[3])
{
	for (size_t i = 0; i < sizeof triples / sizeof *triples; i++)
		if ((class[0] & triples[i][0]) != 0 && (class[1] & triples[i][1]) != 0
		    && (class[2] & triples[i][2]) != 0)
			return true;
	return false;
}

bool qw_scar_is_bad(const qw_scar_classes *classes, const qw_cell *c, size_t n)
{
	uint32_t class[4] = {0};
	if (n >= 2 && ONE_OF(c[0], 0xC2, 0xC3) && c[1] == ' ')
		return true;
	/* class[k] is that of c[i - 3 + k]. */
	for (size_t i = 0; i < n; i++) {
		class[0] = class[1];
		class[1] = class[2];
		class[2] = class[3];
		class[3] = qw_scar_class(classes, c[i]);
		if ((c[i] >= 0x80 && c[i] <= 0x9F)
		    || (i >= 1 && is_bad_pair(c[i - 1], c[i], class + 2))
		    || (i >= 2 && is_bad_triple(class + 1))
		    || (i >= 3 && is_arabic(c[i - 3], c[i - 2], class[1])
		        && is_arabic(c[i - 1], c[i], class[3])))
			return true;
	}
	return false;
}
