/* SPDX-License-Identifier: Apache-2.0 */
/* Byte order marks: U+FEFF as the first character, in each encoding that can write it. */
#include "config.h"
#include "decode/decoder.h"

#include <string.h>

static const struct {
	qw_bom bom;
	unsigned char bytes[4];
} marks[] = {
	{{"utf-8", 3}, {0xEF, 0xBB, 0xBF, 0}},
	{{"gb18030", 4}, {0x84, 0x31, 0x95, 0x33}},
	{{"utf-32le", 4}, {0xFF, 0xFE, 0, 0}}, /* before its beginning, utf-16le */
	{{"utf-32be", 4}, {0, 0, 0xFE, 0xFF}},
	{{"utf-16le", 2}, {0xFF, 0xFE, 0, 0}},
	{{"utf-16be", 2}, {0xFE, 0xFF, 0, 0}},
};

/* FF FE 00 00 may also be UTF-16 whose text begins with NUL. UTF-32 has another
 * 0 in each fourth byte, and hardly more than 10 before it. */
static bool looks_like_utf32le(const unsigned char *p, size_t n)
{
	for (size_t i = 4; i + 4 <= n && i < 68; i += 4)
		if (p[i + 3] != 0 || p[i + 2] > 0x10)
			return false;
	return n % 4 == 0 || n > 68;
}

const qw_bom *qw_bom_find(const unsigned char *p, size_t n)
{
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		const qw_bom *bom = &marks[i].bom;
		if (n < bom->length || memcmp(p, marks[i].bytes, bom->length) != 0)
			continue;
		if (strcmp(bom->name, "utf-32le") != 0 || looks_like_utf32le(p, n))
			return bom;
	}
	return NULL;
}
