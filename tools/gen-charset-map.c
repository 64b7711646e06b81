/* SPDX-License-Identifier: Apache-2.0 */
/* What the bytes of a set mean, and which bytes a code point may come from. */
#include "gen-charset.h"

#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

static UConverter *open_converter(const charset *set)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *c = ucnv_open(set->converter, &status);
	ucnv_setFallback(c, false);
	ucnv_setToUCallBack(c, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
	ucnv_setFromUCallBack(c, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
	if (U_FAILURE(status))
		die(set->converter, 0, u_errorName(status));
	return c;
}

/* What ICU reads from these bytes: a code point, two, or NO_CODE_POINT. */
static qw_cell icu_decode(UConverter *converter, const char *bytes, size_t n)
{
	UChar units[8], *to = units;
	UErrorCode status = U_ZERO_ERROR;
	const char *from = bytes;
	ucnv_reset(converter);
	ucnv_toUnicode(converter, &to, units + 8, &from, bytes + n, NULL, true, &status);
	UChar32 c[2];
	int32_t count = 0;
	u_strToUTF32(c, 2, &count, units, (int32_t)(to - units), &status);
	if (U_FAILURE(status) || count == 0)
		return NO_CODE_POINT;
	return count == 1 ? (qw_cell)c[0] : QW_CHARSET_TWO | (qw_cell)c[0] << 16 | (qw_cell)c[1];
}

/* The code of 8E, plane, lead, trail; 0: a plane that we leave out. */
static uint16_t code_with_plane(unsigned plane, unsigned lead, unsigned trail)
{
	if (plane != 0xA1 && plane != 0xA2)
		return 0;
	return (uint16_t)(lead << 8 | (plane == 0xA1 ? trail : trail & 0x7F));
}

/* The code that ICU writes for c; 0: none. */
static uint16_t icu_encode(UConverter *converter, qw_cell c)
{
	UChar units[2];
	char bytes[8], *to = bytes;
	int length = 0;
	UErrorCode status = U_ZERO_ERROR;
	U16_APPEND_UNSAFE(units, length, (UChar32)c);
	const UChar *from = units;
	ucnv_reset(converter);
	ucnv_fromUnicode(converter, &to, bytes + 8, &from, units + length, NULL, true, &status);
	const unsigned char *b = (const unsigned char *)bytes;
	if (U_FAILURE(status) || to == bytes)
		return 0;
	if (to - bytes == 4 && b[0] == QW_CHARSET_PLANE)
		return code_with_plane(b[1], b[2], b[3]);
	if (to - bytes > 2)
		return 0;
	return (uint16_t)(to - bytes == 1 ? b[0] : b[0] << 8 | b[1]);
}

static void decode_pairs(UConverter *converter, charset *set)
{
	for (unsigned lead = 0x80; lead <= 0xFF; lead++)
		for (unsigned trail = 0x30; trail <= 0xFF; trail++)
			if (set->of_code[lead] == NO_CODE_POINT)
				set->of_code[lead << 8 | trail] = icu_decode(converter,
					(char[]){(char)lead, (char)trail}, 2);
}

static void decode_plane_2(UConverter *converter, charset *set)
{
	for (unsigned lead = 0xA1; lead <= 0xFE; lead++)
		for (unsigned trail = 0xA1; trail <= 0xFE; trail++)
			set->of_code[code_with_plane(0xA2, lead, trail)] = icu_decode(converter,
				(char[]){(char)QW_CHARSET_PLANE, (char)0xA2, (char)lead, (char)trail}, 4);
}

static void decode_numbers(UConverter *converter, charset *set)
{
	for (unsigned i = 0; i < FOUR_BYTE_BMP; i++)
		set->of_number[i] = icu_decode(converter,
			(char[]){(char)(0x81 + i / 12600), (char)(0x30 + i / 1260 % 10),
			         (char)(0x81 + i / 10 % 126), (char)(0x30 + i % 10)}, 4);
}

static void take_difference(charset *set, const entry *e)
{
	if (e->bytes < 4) {
		set->of_code[e->code] = e->value;
		return;
	}
	if (set->shape == QW_CHARSET_EUC_TW) {
		uint16_t code = code_with_plane(e->code >> 16 & 0xFF, e->code >> 8 & 0xFF, e->code & 0xFF);
		set->of_code[code] = e->value;
		return;
	}
	unsigned number = ((e->code >> 24) - 0x81) * 12600 + ((e->code >> 16 & 0xFF) - 0x30) * 1260
	                + ((e->code >> 8 & 0xFF) - 0x81) * 10 + ((e->code & 0xFF) - 0x30);
	if (number >= FOUR_BYTE_BMP)
		die(set->name, 0, "a difference lies outside the four-byte codes of the BMP");
	set->of_number[number] = e->value;
}

void map_forward(const registry *all, charset *set)
{
	UConverter *converter = open_converter(set);
	memset(set->of_code, 0xFF, sizeof set->of_code);
	for (unsigned byte = 0; byte <= 0xFF; byte++)
		set->of_code[byte] = icu_decode(converter, (char[]){(char)byte}, 1);
	if (set->shape != QW_CHARSET_SINGLE)
		decode_pairs(converter, set);
	if (set->shape == QW_CHARSET_GB18030)
		decode_numbers(converter, set);
	if (set->shape == QW_CHARSET_EUC_TW)
		decode_plane_2(converter, set);
	for (size_t i = 0; set->differences[i] != NULL; i++)
		read_list(all, set->differences[i], set, take_difference);
	ucnv_close(converter);
}

static void add_more(charset *set, uint16_t code, qw_cell c)
{
	for (size_t i = 0; i < set->mores; i++)
		if (set->more[i].code == code && set->more[i].code_point == c)
			return;
	if (set->mores == MAX_MORE)
		die(set->name, 0, "too many further codes");
	set->more[set->mores++] = (qw_charset_more){c, code};
}

/* Take over a code: the first is the one that is written. */
static void add_reverse(charset *set, uint32_t code, qw_cell c)
{
	if (c > QW_CODE_POINT_MAX || code == 0)
		return;
	if (set->code_of[c] == 0)
		set->code_of[c] = (uint16_t)code;
	else if (set->code_of[c] != code)
		add_more(set, (uint16_t)code, c);
}

static void take_also(charset *set, const entry *e)
{
	if (e->bytes > 2)
		die(set->name, 0, "a list of further meanings holds a four-byte code");
	add_reverse(set, e->code, e->value);
}

static void add_set(charset *set, const charset *other)
{
	for (uint32_t code = 0; code < 0x10000; code++)
		add_reverse(set, code, other->of_code[code]);
}

/* Where several codes mean the same, ICU knows which one is written. */
static void add_preferred(charset *set)
{
	UConverter *converter = open_converter(set);
	for (uint32_t code = 1; code < 0x10000; code++) {
		qw_cell c = set->of_code[code];
		if (c > QW_CODE_POINT_MAX)
			continue;
		uint16_t preferred = icu_encode(converter, c);
		if (preferred != 0 && set->of_code[preferred] == c)
			add_reverse(set, preferred, c);
	}
	ucnv_close(converter);
}

void map_reverse(const registry *all, charset *set)
{
	add_preferred(set);
	add_set(set, set);
	for (size_t i = 0; set->also[i] != NULL; i++) {
		const charset *other = find_set(all, set->also[i]);
		if (other != NULL)
			add_set(set, other);
		else
			read_list(all, set->also[i], set, take_also);
	}
}
