/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "clean/normal.h"

#include "generated/clean.inc"
#include "text/utf8.h"

#include <utf8proc.h>

qw_cell qw_normal_radical(qw_cell c)
{
	return c >= RADICALS_FIRST && c < RADICALS_END ? radical[c - RADICALS_FIRST] : 0;
}

bool qw_normal_joins(qw_cell c)
{
	size_t low = 0, high = sizeof joining / sizeof *joining / 2;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (joining[2 * middle + 1] < c)
			low = middle + 1;
		else
			high = middle;
	}
	return low < sizeof joining / sizeof *joining / 2 && joining[2 * low] <= c;
}

static bool is_ascii_letter(qw_cell c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

/* The Greek question mark is a semicolon, and U+1FEF a backtick; a stroke through "<" takes it
 * away. */
static bool is_markup(const qw_cell *c, const qw_cell *out, size_t length)
{
	if (c[0] == '<' || c[0] == '>')
		return true;
	for (size_t i = 0; i < length; i++)
		if (out[i] < 0x80 && !is_ascii_letter(out[i]) && out[i] != c[0])
			return true;
	return false;
}

size_t qw_normal_compose(const qw_cell *c, size_t n, qw_cell out[QW_NORMAL_ROOM])
{
	unsigned char bytes[QW_NORMAL_MAX * QW_UTF8_MAX];
	utf8proc_int32_t code[QW_NORMAL_ROOM + 1]; /* utf8proc wants room for one more */
	size_t length = 0;
	for (size_t i = 0; i < n; i++)
		length += qw_utf8_encode(c[i], bytes + length);
	const utf8proc_option_t form = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
	utf8proc_ssize_t count = utf8proc_decompose(bytes, (utf8proc_ssize_t)length, code,
	                                            QW_NORMAL_ROOM, form);
	if (count <= 0 || count > QW_NORMAL_ROOM)
		return 0;
	count = utf8proc_normalize_utf32(code, count, form);
	for (utf8proc_ssize_t i = 0; i < count; i++)
		out[i] = (qw_cell)code[i];
	return count <= 0 || is_markup(c, out, (size_t)count) ? 0 : (size_t)count;
}
