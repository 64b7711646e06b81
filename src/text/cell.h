/* SPDX-License-Identifier: Apache-2.0 */
/* A cell is 32 bits: a code point, a byte that nobody understood yet, or a hole. */
#ifndef QW_TEXT_CELL_H
#define QW_TEXT_CELL_H

#include "qingwen.h"

#include <stdbool.h>
#include <stdint.h>

typedef uint32_t qw_cell;

#define QW_CELL_RAW  0x80000000u /* | reason << 8 | byte: an undecodable byte of the input */
#define QW_CELL_HOLE 0x40000000u /* a character that is lost */
#define QW_CODE_POINT_MAX 0x10FFFFu

static inline qw_cell qw_cell_raw(unsigned char byte, qw_reason reason)
{
	return QW_CELL_RAW | (qw_cell)reason << 8 | byte;
}

static inline qw_reason qw_cell_reason(qw_cell c) { return (qw_reason)(c >> 8 & 0xFF); }

static inline bool qw_cell_is_raw(qw_cell c) { return (c & QW_CELL_RAW) != 0; }
static inline bool qw_cell_is_code_point(qw_cell c) { return c <= QW_CODE_POINT_MAX; }

/* The unified ideographs of the BMP that text consists of; extension A and the
 * supplementary planes are Han too, but rare. */
static inline bool qw_cell_is_han(qw_cell c)
{
	return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007
	    || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x323AF);
}

static inline bool qw_cell_is_private(qw_cell c)
{
	return (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= QW_CODE_POINT_MAX);
}

#endif
