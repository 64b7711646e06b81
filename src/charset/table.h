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

#define QW_CHARSET_PLANE 0x8E         /* EUC-TW: begins a code of four bytes */
#define QW_CHARSET_PLANE_1 189000u    /* GB18030: the number of 90 30 81 30, U+10000 */

/* In qw_charset_wide: two code points, 15 and 16 bits. */
#define QW_CHARSET_TWO 0x80000000u

typedef enum {
	QW_CHARSET_SINGLE,  /* one byte a character */
	QW_CHARSET_DOUBLE,  /* a lead byte and a trail byte, or one byte */
	QW_CHARSET_GB18030, /* the same, and codes of four bytes */
	QW_CHARSET_EUC_TW   /* the same, and codes of four bytes that name their plane */
} qw_charset_shape;

/* Most code points have one code; the sieve says so without a search. */
#define QW_CHARSET_SIEVE 1024
#define QW_CHARSET_SIEVE_BIT(c) ((c) * 0x9E3779B1u >> 22)

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

/* A further code of a code point, behind the one that is written. */
typedef struct {
	uint32_t code_point;
	uint16_t code;
} qw_charset_more;

/* Everything is named by its place in a table, not by its address: a library
 * that is loaded anywhere then shares these pages as they are in the file. A code
 * is one byte, or lead << 8 | trail; in EUC-TW a trail byte without its highest bit
 * says plane 2, so that both planes have their rows and codes in common. Below 0x80
 * all sets are ASCII. */
struct qw_charset {
	uint16_t name;               /* in qw_charset_aliases */
	uint16_t shape;
	uint16_t single;             /* in qw_charset_singles, by byte - 0x80 */
	uint16_t lead;               /* in qw_charset_leads, likewise: a row, 0: no lead byte */
	uint16_t run, runs;          /* in qw_charset_runs (by number) and _backs (by code point) */
	uint16_t more, mores;        /* in qw_charset_mores, by code point */
	uint32_t index;              /* in qw_charset_index, by code point >> the shift */
	qw_cell limit;               /* above the last code point there */
	uint32_t sieve[QW_CHARSET_SIEVE / 32]; /* bits of code points that may have further codes */
};

typedef struct {
	char alias[22];
	uint16_t charset;
} qw_charset_alias;

/* Which converters the tables were made from, e.g. "ICU 72.1". */
const char *qw_charset_source(void);

#endif
