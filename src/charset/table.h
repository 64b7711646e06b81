/* SPDX-License-Identifier: Apache-2.0 */
/* How the generated tables are laid out. All sets share one pool of rows (bytes
 * to code points) and one of blocks (code points to bytes), so that an edition
 * or a vendor's variant costs no more than the rows in which it differs. */
#ifndef QW_CHARSET_TABLE_H
#define QW_CHARSET_TABLE_H

#include "charset/charset.h"

#define QW_CHARSET_BLOCK_SHIFT 5 /* code points of a block: 32 */
#define QW_CHARSET_NONE 0xFFFFu  /* in `single`: no character of its own */

/* Cells from here to 0xDFFF stand for entries of qw_charset_wide. */
#define QW_CHARSET_WIDE 0xD800u

/* In qw_charset_wide: two code points, 15 and 16 bits. */
#define QW_CHARSET_TWO 0x80000000u

typedef enum {
	QW_CHARSET_SINGLE,  /* one byte a character */
	QW_CHARSET_DOUBLE,  /* a lead byte and a trail byte, or one byte */
	QW_CHARSET_GB18030  /* the same, and codes of four bytes */
} qw_charset_shape;

/* What the trail bytes mean behind one lead byte: cells[at + trail - first]. */
typedef struct {
	uint32_t at;
	uint16_t wide;      /* where its part of qw_charset_wide begins */
	uint8_t first, last;
} qw_charset_row;

/* `count` consecutive four-byte codes, numbered from 81 30 81 30, and their
 * consecutive code points. */
typedef struct {
	uint16_t number, code_point, count;
} qw_charset_run;

struct qw_charset {
	const char *name;
	qw_charset_shape shape;
	uint16_t runs;
	qw_cell limit;               /* above the last code point of `block` */
	const uint16_t *single;      /* by byte */
	const uint16_t *row;         /* by lead byte; 0: no lead byte */
	const uint16_t *block;       /* by code point >> QW_CHARSET_BLOCK_SHIFT */
	const qw_charset_run *run;   /* by number */
	const qw_charset_run *back;  /* the same by code point */
};

typedef struct {
	const char *alias;
	const qw_charset *charset;
} qw_charset_alias;

/* Which converters the tables were made from, e.g. "ICU 72.1". */
const char *qw_charset_source(void);

#endif
