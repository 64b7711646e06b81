/* SPDX-License-Identifier: Apache-2.0 */
/* Code points to bytes. The tables are written in one piece; this file and charset.c
 * each keep those that they use. */
#include "config.h"
#include "charset/charset.h"

#include "charset/table.h"
#include "generated/charset-tables.h"

#include <string.h>

/* The first of the further codes of c; `end` when it has none. */
static const qw_charset_more *further_codes(const qw_charset *cs, qw_cell c,
                                            const qw_charset_more **end)
{
	const qw_charset_more *more = qw_charset_mores + cs->more;
	uint32_t bit = QW_CHARSET_SIEVE_BIT(c);
	size_t low = 0, high = cs->mores;
	*end = more + cs->mores;
	if ((cs->sieve[bit / 32] >> bit % 32 & 1) == 0)
		return *end;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (more[middle].code_point < c)
			low = middle + 1;
		else
			high = middle;
	}
	return low < cs->mores && more[low].code_point == c ? more + low : *end;
}

/* A set keeps a few high code points with the further codes, since the index
 * would be long for them. */
static uint16_t far_code_of(const qw_charset *cs, qw_cell c)
{
	const qw_charset_more *end, *more = further_codes(cs, c, &end);
	return more != end ? more->code : 0;
}

/* The code that is written for c; 0: none, or NUL. */
static uint16_t code_of(const qw_charset *cs, qw_cell c)
{
	if (c >= cs->limit)
		return far_code_of(cs, c);
	size_t block = qw_charset_index[cs->index + (c >> QW_CHARSET_BLOCK_SHIFT)];
	return qw_charset_codes[(block << QW_CHARSET_BLOCK_SHIFT)
	                        + (c & ((1u << QW_CHARSET_BLOCK_SHIFT) - 1))];
}

static bool is_plane_2(const qw_charset *cs, uint16_t code)
{
	return !(code & 0x80) && code > 0xFF && cs->shape == QW_CHARSET_EUC_TW;
}

uint16_t qw_charset_pair_of(const qw_charset *cs, qw_cell c)
{
	uint16_t code = code_of(cs, c);
	return code > 0xFF && !is_plane_2(cs, code) ? code : 0;
}

/* The number of the four-byte code of c; false: it has none. */
static bool number_of(const qw_charset *cs, qw_cell c, uint32_t *number)
{
	if (c >= 0x10000) {
		*number = c - 0x10000 + QW_CHARSET_PLANE_1;
		return c <= QW_CODE_POINT_MAX;
	}
	const qw_charset_run *runs = qw_charset_backs + cs->run;
	size_t low = 0, high = cs->runs;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (runs[middle].code_point <= c)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0)
		return false;
	const qw_charset_run *run = &runs[low - 1];
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

static size_t write_with_plane(uint16_t code, unsigned char out[4])
{
	out[0] = QW_CHARSET_PLANE;
	out[1] = code & 0x80 ? 0xA1 : 0xA2;
	out[2] = (unsigned char)(code >> 8);
	out[3] = (unsigned char)(code | 0x80);
	return 4;
}

static size_t write_code(const qw_charset *cs, uint16_t code, unsigned char out[4])
{
	if (is_plane_2(cs, code))
		return write_with_plane(code, out);
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
	const unsigned char byte = (unsigned char)code;
	qw_cell own[2];
	unsigned count;
	qw_reason reason;
	if (code > 0xFF)
		return qw_charset_of_pair(cs, (unsigned char)(code >> 8), byte) != c;
	return qw_charset_decode(cs, &byte, 1, own, &count, &reason) == 0 || own[0] != c;
}

/* Does c go by its number? A real character goes by its own four-byte code; private
 * use and C1 were never written so, they come from a decoder of another edition. */
static bool goes_by_number(const qw_charset *cs, qw_cell c, uint16_t code)
{
	bool real = !qw_cell_is_private(c) && (c < 0x80 || c > 0x9F);
	return cs->shape == QW_CHARSET_GB18030 && c != 0
	    && (code == 0 || (real && is_foreign(cs, code, c)));
}

size_t qw_charset_encode(const qw_charset *cs, qw_cell c, unsigned char out[4])
{
	uint16_t code = code_of(cs, c);
	uint32_t number;
	if (goes_by_number(cs, c, code) && number_of(cs, c, &number))
		return write_number(number, out);
	return code != 0 || c == 0 ? write_code(cs, code, out) : 0;
}

/* ---- all the bytes that a code point may come from ---- */

typedef struct {
	unsigned char first[4];
	unsigned char (*out)[4];
	size_t count, room;
} sequences;

/* Add one, unless it is the first again. */
static void add_sequence(sequences *s, const unsigned char bytes[4])
{
	if (s->count > 0 && memcmp(s->first, bytes, 4) == 0)
		return;
	if (s->count < s->room)
		memcpy(s->out[s->count], bytes, 4);
	s->count++;
}

static void add_code(sequences *s, const qw_charset *cs, uint16_t code)
{
	unsigned char b[4] = {0};
	write_code(cs, code, b);
	add_sequence(s, b);
	if (cs->shape == QW_CHARSET_EUC_TW && code > 0xFF && !is_plane_2(cs, code)) {
		write_with_plane(code, b);
		add_sequence(s, b);
	}
}

size_t qw_charset_encodings(const qw_charset *cs, qw_cell c, unsigned char out[][4], size_t room)
{
	sequences s = {.out = out, .room = room};
	const qw_charset_more *end;
	unsigned char b[4];
	uint32_t number;
	uint16_t code = code_of(cs, c);
	if (qw_charset_encode(cs, c, s.first) == 0)
		return 0;
	add_sequence(&s, s.first);
	if (cs->shape == QW_CHARSET_GB18030 && c >= 0x80 && number_of(cs, c, &number)) {
		write_number(number, b);
		add_sequence(&s, b);
	}
	if (code != 0)
		add_code(&s, cs, code);
	for (const qw_charset_more *m = further_codes(cs, c, &end); m != end && m->code_point == c; m++)
		add_code(&s, cs, m->code);
	return s.count;
}

bool qw_charset_is_ambiguous(const qw_charset *cs, qw_cell c)
{
	const qw_charset_more *end;
	if (cs->shape == QW_CHARSET_GB18030 && (qw_cell_is_private(c) || c - 0x80 < 0x20))
		return true;
	return cs->mores > 0 && further_codes(cs, c, &end) != end;
}

size_t qw_charset_codes_of(const qw_charset *cs, const qw_cell *cells, size_t n, uint16_t *codes)
{
	bool simple = cs->shape == QW_CHARSET_SINGLE;
	for (size_t i = 0; i < n; i++) {
		qw_cell c = cells[i];
		if (c < 0x80) {
			codes[i] = (uint16_t)c;
			continue;
		}
		if (c >= cs->limit || (!simple && qw_charset_is_ambiguous(cs, c)))
			return i;
		codes[i] = code_of(cs, c);
		if (codes[i] == 0 || is_plane_2(cs, codes[i])
		    || (cs->shape == QW_CHARSET_GB18030 && goes_by_number(cs, c, codes[i])))
			return i;
	}
	return n;
}
