/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/unicode.h"

#include <string.h>
#include <wchar.h>

static size_t expected_length(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	if (lead < 0xC2 || lead > 0xF4)
		return 0;
	return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

size_t cli_utf8_next(const unsigned char *p, size_t n, uint32_t *c)
{
	size_t length = expected_length(p[0]);
	if (length == 0 || length > n)
		return 0;
	uint32_t v = length == 1 ? p[0] : p[0] & (0x7Fu >> length);
	for (size_t i = 1; i < length; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 0;
		v = v << 6 | (p[i] & 0x3Fu);
	}
	static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
	if (v < least[length] || v > 0x10FFFF || (v >= 0xD800 && v <= 0xDFFF))
		return 0;
	*c = v;
	return length;
}

bool cli_unsafe(uint32_t c)
{
	static const struct {
		uint32_t first, last;
	} unsafe[] = {
		{0x00, 0x1F}, {0x7F, 0x9F}, {0xAD, 0xAD}, {0x61C, 0x61C},
		{0x115F, 0x1160}, /* Hangul fillers */
		{0x180E, 0x180E}, {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},
		{0x3164, 0x3164}, {0xE000, 0xF8FF}, {0xFDD0, 0xFDEF}, {0xFEFF, 0xFEFF},
		{0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB}, {0xE0000, 0xE0FFF}, {0xF0000, 0x10FFFF},
	};
	if ((c >= 0x20 && c < 0x7F) || (c >= 0x3165 && c < 0xE000))
		return false;
	if ((c & 0xFFFE) == 0xFFFE)
		return true;
	for (size_t i = 0; i < sizeof unsafe / sizeof unsafe[0]; i++)
		if (c >= unsafe[i].first && c <= unsafe[i].last)
			return true;
	return false;
}

/* The locale is one of UTF-8, or the message is ASCII: see speak() in main.c. */
size_t cli_columns(const char *message)
{
	const unsigned char *p = (const unsigned char *)message;
	size_t n = strlen(message), columns = 0;
	while (n > 0) {
		uint32_t c = 0;
		size_t used = cli_utf8_next(p, n, &c);
		int width = used > 0 ? wcwidth((wchar_t)c) : 1;
		columns += width > 0 ? (size_t)width : 0;
		used += used == 0;
		p += used;
		n -= used;
	}
	return columns;
}
