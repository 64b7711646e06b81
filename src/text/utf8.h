/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8 in and out, with the reason when a sequence is none. */
#ifndef QW_TEXT_UTF8_H
#define QW_TEXT_UTF8_H

#include "qingwen.h"
#include "text/cell.h"

#define QW_UTF8_MAX 4 /* bytes of the longest sequence */

/* Decode one cell from p[0..n), n > 0. *c is a code point, or one raw byte with
 * its reason when the bytes are no UTF-8. Returns the bytes consumed. */
size_t qw_utf8_decode(const unsigned char *p, size_t n, qw_cell *c);

/* Encode a cell (raw: the byte itself; hole: U+FFFD) into at most QW_UTF8_MAX
 * bytes. Returns how many. */
static inline size_t qw_utf8_encode(qw_cell c, unsigned char *out)
{
	if (c - 0x800 < 0xF800) { /* first, what Chinese text consists of */
		out[0] = (unsigned char)(0xE0 | c >> 12);
		out[1] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (unsigned char)(0x80 | (c & 0x3F));
		return 3;
	}
	if (c < 0x80) {
		out[0] = (unsigned char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (unsigned char)(0xC0 | c >> 6);
		out[1] = (unsigned char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c <= QW_CODE_POINT_MAX) {
		out[0] = (unsigned char)(0xF0 | c >> 18);
		out[1] = (unsigned char)(0x80 | (c >> 12 & 0x3F));
		out[2] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
		out[3] = (unsigned char)(0x80 | (c & 0x3F));
		return 4;
	}
	if (qw_cell_is_raw(c)) {
		out[0] = (unsigned char)c;
		return 1;
	}
	out[0] = 0xEF;
	out[1] = 0xBF;
	out[2] = 0xBD;
	return 3;
}

/* Bytes that qw_utf8_encode() would write. */
static inline size_t qw_utf8_width(qw_cell c)
{
	if (qw_cell_is_raw(c))
		return 1;
	if (!qw_cell_is_code_point(c))
		return 3;
	return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

/* The length of the unfinished sequence at the end of p[0..n): 0 when the last
 * character is complete (or hopeless), else 1 to 3. */
size_t qw_utf8_unfinished(const unsigned char *p, size_t n);

#endif
