/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "charset/charset.h"

#include "charset/name.h"
#include "charset/table.h"
#include "generated/charset-tables.h"

#define FOUR_BYTE_BMP 39420u        /* four-byte codes up to 84 31 A4 39 */
#define FOUR_BYTE_PLANE_1 189000u   /* the number of 90 30 81 30, U+10000 */

const qw_charset *qw_charset_find(const char *name)
{
	size_t count = sizeof qw_charset_aliases / sizeof *qw_charset_aliases;
	for (size_t i = 0; i < count; i++)
		if (qw_same_name(qw_charset_aliases[i].alias, name))
			return qw_charset_aliases[i].charset;
	return NULL;
}

const char *qw_charset_name(const qw_charset *cs)
{
	return cs->name;
}

const char *qw_charset_source(void)
{
	return QW_CHARSET_SOURCE;
}

/* ---- bytes to code points ---- */

static uint16_t cell_of_pair(const qw_charset_row *r, unsigned char trail)
{
	if (trail < r->first || trail > r->last)
		return 0;
	return qw_charset_cells[r->at + (uint32_t)(trail - r->first)];
}

static bool is_wide(uint16_t cell)
{
	return (cell & 0xF800u) == QW_CHARSET_WIDE;
}

qw_cell qw_charset_of_pair(const qw_charset *cs, unsigned char lead, unsigned char trail)
{
	const qw_charset_row *r = &qw_charset_rows[cs->row[lead]];
	uint16_t cell = cell_of_pair(r, trail);
	if (!is_wide(cell))
		return cell;
	uint32_t wide = qw_charset_wide[r->wide + (cell - QW_CHARSET_WIDE)];
	return wide & QW_CHARSET_TWO ? 0 : wide;
}

static size_t refuse(qw_reason why, qw_reason *reason)
{
	*reason = why;
	return 0;
}

static bool is_digit(unsigned char b) { return b >= 0x30 && b <= 0x39; }
static bool is_four_lead(unsigned char b) { return b >= 0x81 && b <= 0xFE; }

/* The code point of the four-byte code with this number; 0: none. */
static qw_cell of_number(const qw_charset *cs, uint32_t number)
{
	if (number >= FOUR_BYTE_PLANE_1) {
		qw_cell c = number - FOUR_BYTE_PLANE_1 + 0x10000;
		return c <= QW_CODE_POINT_MAX ? c : 0;
	}
	size_t low = 0, high = cs->runs;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (cs->run[middle].number <= number)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0)
		return 0;
	const qw_charset_run *run = &cs->run[low - 1];
	uint32_t behind = number - run->number;
	return behind < run->count ? run->code_point + behind : 0;
}

static size_t decode_four(const qw_charset *cs, const unsigned char *p, size_t n,
                          qw_cell *out, qw_reason *reason)
{
	if ((n > 2 && !is_four_lead(p[2])) || (n > 3 && !is_digit(p[3])))
		return refuse(QW_REASON_STRAY_BYTE, reason);
	if (n < 4)
		return refuse(QW_REASON_TOO_SHORT, reason);
	uint32_t number = ((p[0] - 0x81u) * 10 + (p[1] - 0x30u)) * 1260
	                + (p[2] - 0x81u) * 10 + (p[3] - 0x30u);
	*out = of_number(cs, number);
	return *out != 0 ? 4 : refuse(QW_REASON_UNMAPPED, reason);
}

static size_t decode_wide(uint32_t wide, qw_cell out[2], unsigned *count)
{
	if (wide & QW_CHARSET_TWO) {
		out[0] = wide >> 16 & 0x7FFF;
		out[1] = wide & 0xFFFF;
		*count = 2;
	} else {
		out[0] = wide;
	}
	return 2;
}

static size_t decode_pair(const qw_charset *cs, const unsigned char *p, size_t n,
                          qw_cell out[2], unsigned *count, qw_reason *reason)
{
	if (n < 2)
		return refuse(QW_REASON_TOO_SHORT, reason);
	if (cs->shape == QW_CHARSET_GB18030 && is_digit(p[1]))
		return decode_four(cs, p, n, out, reason);
	const qw_charset_row *r = &qw_charset_rows[cs->row[p[0]]];
	uint16_t cell = cell_of_pair(r, p[1]);
	if (is_wide(cell))
		return decode_wide(qw_charset_wide[r->wide + (cell - QW_CHARSET_WIDE)], out, count);
	out[0] = cell;
	if (cell != 0)
		return 2;
	bool trail = p[1] >= 0x40 && p[1] != 0x7F && p[1] != 0xFF;
	return refuse(trail ? QW_REASON_UNMAPPED : QW_REASON_STRAY_BYTE, reason);
}

size_t qw_charset_decode(const qw_charset *cs, const unsigned char *p, size_t n,
                         qw_cell out[2], unsigned *count, qw_reason *reason)
{
	uint16_t single = cs->single[p[0]];
	*count = 1;
	if (single != QW_CHARSET_NONE) {
		out[0] = single;
		return 1;
	}
	if (cs->row[p[0]] != 0)
		return decode_pair(cs, p, n, out, count, reason);
	bool one = cs->shape == QW_CHARSET_SINGLE;
	return refuse(one ? QW_REASON_UNMAPPED : QW_REASON_STRAY_BYTE, reason);
}

/* ---- code points to bytes ---- */

/* The code (one byte, or lead << 8 | trail) that gives c; 0: none, or NUL. */
static uint16_t code_of(const qw_charset *cs, qw_cell c)
{
	if (c >= cs->limit)
		return 0;
	size_t block = cs->block[c >> QW_CHARSET_BLOCK_SHIFT];
	return qw_charset_codes[(block << QW_CHARSET_BLOCK_SHIFT)
	                        + (c & ((1u << QW_CHARSET_BLOCK_SHIFT) - 1))];
}

uint16_t qw_charset_pair_of(const qw_charset *cs, qw_cell c)
{
	uint16_t code = code_of(cs, c);
	return code > 0xFF ? code : 0;
}

/* The number of the four-byte code of c; false: it has none. */
static bool number_of(const qw_charset *cs, qw_cell c, uint32_t *number)
{
	if (c >= 0x10000) {
		*number = c - 0x10000 + FOUR_BYTE_PLANE_1;
		return c <= QW_CODE_POINT_MAX;
	}
	size_t low = 0, high = cs->runs;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (cs->back[middle].code_point <= c)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0)
		return false;
	const qw_charset_run *run = &cs->back[low - 1];
	*number = run->number + (c - run->code_point);
	return c - run->code_point < run->count;
}

static size_t write_number(uint32_t number, unsigned char out[4])
{
	out[3] = (unsigned char)(0x30 + number % 10);
	out[2] = (unsigned char)(0x81 + number / 10 % 126);
	out[1] = (unsigned char)(0x30 + number / 1260 % 10);
	out[0] = (unsigned char)(0x81 + number / 12600);
	return 4;
}

static size_t write_code(uint16_t code, unsigned char out[4])
{
	if (code < 0x100) {
		out[0] = (unsigned char)code;
		return 1;
	}
	out[0] = (unsigned char)(code >> 8);
	out[1] = (unsigned char)code;
	return 2;
}

/* Is this code only what another vendor's decoder would have read as c? */
static bool is_foreign(const qw_charset *cs, uint16_t code, qw_cell c)
{
	if (code < 0x100)
		return cs->single[code] != c;
	return qw_charset_of_pair(cs, (unsigned char)(code >> 8), (unsigned char)code) != c;
}

size_t qw_charset_encode(const qw_charset *cs, qw_cell c, unsigned char out[4])
{
	uint16_t code = code_of(cs, c);
	uint32_t number;
	/* A real character goes by its own four-byte code; private use and C1 were
	 * never written so, they come from a decoder of another edition. */
	bool real = !qw_cell_is_private(c) && (c < 0x80 || c > 0x9F);
	bool four = cs->shape == QW_CHARSET_GB18030 && (code == 0 || (real && is_foreign(cs, code, c)));
	if (four && c != 0 && number_of(cs, c, &number))
		return write_number(number, out);
	return code != 0 || c == 0 ? write_code(code, out) : 0;
}
