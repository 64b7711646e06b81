/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "charset/charset.h"

#include "charset/name.h"
#include "charset/table.h"
#include "generated/charset-tables.h"

const qw_charset *qw_charset_find(const char *name)
{
	size_t count = sizeof qw_charset_aliases / sizeof *qw_charset_aliases;
	for (size_t i = 0; i < count; i++)
		if (qw_same_name(qw_charset_aliases[i].alias, name))
			return &qw_charsets[qw_charset_aliases[i].charset];
	return NULL;
}

const qw_charset *qw_charset_number(size_t i)
{
	return i < sizeof qw_charsets / sizeof *qw_charsets ? &qw_charsets[i] : NULL;
}

const char *qw_charset_name(const qw_charset *cs)
{
	return qw_charset_aliases[cs->name].alias;
}

const char *qw_charset_source(void)
{
	return QW_CHARSET_SOURCE;
}

/* ---- bytes to code points ---- */

/* The place of the row behind a lead byte; 0: it is none. */
static uint16_t row_at(const qw_charset *cs, unsigned char lead)
{
	return lead < 0x80 ? 0 : qw_charset_leads[cs->lead][lead - 0x80];
}

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
	const qw_charset_row *r = &qw_charset_rows[row_at(cs, lead)];
	uint16_t cell = cell_of_pair(r, trail);
	if (trail < 0x80 && cs->shape == QW_CHARSET_EUC_TW)
		return 0; /* plane 2 */
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
	if (number >= QW_CHARSET_PLANE_1) {
		qw_cell c = number - QW_CHARSET_PLANE_1 + 0x10000;
		return c <= QW_CODE_POINT_MAX ? c : 0;
	}
	const qw_charset_run *runs = qw_charset_runs + cs->run;
	size_t low = 0, high = cs->runs;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (runs[middle].number <= number)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0)
		return 0;
	const qw_charset_run *run = &runs[low - 1];
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

/* What a row has for a trail byte; 0: nothing. */
static size_t decode_in_row(const qw_charset_row *r, unsigned char trail, qw_cell out[2],
                            unsigned *count)
{
	uint16_t cell = cell_of_pair(r, trail);
	if (is_wide(cell))
		return decode_wide(qw_charset_wide[r->wide + (cell - QW_CHARSET_WIDE)], out, count);
	out[0] = cell;
	return cell != 0 ? 2 : 0;
}

static bool is_trail(const qw_charset *cs, unsigned char b)
{
	if (cs->shape == QW_CHARSET_EUC_TW)
		return b >= 0xA1 && b != 0xFF;
	return b >= 0x40 && b != 0x7F && b != 0xFF;
}

static size_t decode_pair(const qw_charset *cs, const qw_charset_row *r, const unsigned char *p,
                          size_t n, qw_cell out[2], unsigned *count, qw_reason *reason)
{
	if (n < 2)
		return refuse(QW_REASON_TOO_SHORT, reason);
	if (p[1] < 0x80 && cs->shape == QW_CHARSET_GB18030 && is_digit(p[1]))
		return decode_four(cs, p, n, out, reason);
	if (p[1] < 0x80 && cs->shape == QW_CHARSET_EUC_TW) /* plane 2 in the row */
		return refuse(QW_REASON_STRAY_BYTE, reason);
	if (decode_in_row(r, p[1], out, count) != 0)
		return 2;
	return refuse(is_trail(cs, p[1]) ? QW_REASON_UNMAPPED : QW_REASON_STRAY_BYTE, reason);
}

/* EUC-TW: 8E, the plane (A1: 1), and the two bytes that the character has there. */
static size_t decode_plane(const qw_charset *cs, const unsigned char *p, size_t n,
                           qw_cell out[2], unsigned *count, qw_reason *reason)
{
	if ((n > 1 && (p[1] < 0xA1 || p[1] > 0xB0)) || (n > 2 && !is_trail(cs, p[2]))
	    || (n > 3 && !is_trail(cs, p[3])))
		return refuse(QW_REASON_STRAY_BYTE, reason);
	if (n < 4)
		return refuse(QW_REASON_TOO_SHORT, reason);
	unsigned char trail = p[1] == 0xA1 ? p[3] : p[3] & 0x7F;
	const qw_charset_row *r = &qw_charset_rows[row_at(cs, p[2])];
	if (p[1] <= 0xA2 && decode_in_row(r, trail, out, count) != 0)
		return 4;
	return refuse(QW_REASON_UNMAPPED, reason);
}

size_t qw_charset_decode(const qw_charset *cs, const unsigned char *p, size_t n,
                         qw_cell out[2], unsigned *count, qw_reason *reason)
{
	*count = 1;
	if (p[0] < 0x80) {
		out[0] = p[0];
		return 1;
	}
	uint16_t row = row_at(cs, p[0]);
	if (row != 0)
		return decode_pair(cs, &qw_charset_rows[row], p, n, out, count, reason);
	uint16_t single = qw_charset_singles[cs->single][p[0] - 0x80];
	if (single != QW_CHARSET_NONE) {
		out[0] = single;
		return 1;
	}
	if (cs->shape == QW_CHARSET_EUC_TW && p[0] == QW_CHARSET_PLANE)
		return decode_plane(cs, p, n, out, count, reason);
	bool one = cs->shape == QW_CHARSET_SINGLE;
	return refuse(one ? QW_REASON_UNMAPPED : QW_REASON_STRAY_BYTE, reason);
}

/* A pair that maps to nothing goes as a whole, or its trail byte would shift all that follows;
 * a trail byte that is ASCII stands for itself, as decoders have it since pages were attacked
 * through swallowed quotation marks. */
size_t qw_charset_bad(const qw_charset *cs, const unsigned char *p, size_t n, qw_reason reason)
{
	if (reason != QW_REASON_UNMAPPED || cs->shape == QW_CHARSET_SINGLE)
		return 1;
	if (cs->shape == QW_CHARSET_EUC_TW && p[0] == QW_CHARSET_PLANE)
		return 4;
	return n > 1 && p[1] >= 0x80 ? 2 : 1;
}
