/* SPDX-License-Identifier: Apache-2.0 */
/* The one pass that all text gets: it validates UTF-8 and sums up each line, so
 * that clean text costs nothing more. */
#ifndef QW_SCAN_SCAN_H
#define QW_SCAN_SCAN_H

#include "text/cell.h"

#include <stddef.h>

/* What occurs in a line; each flag opens the gate to a closer look. */
enum {
	QW_SEEN_INVALID  = 1 << 0,  /* bytes that are no UTF-8, raw cells */
	QW_SEEN_HANT     = 1 << 1,  /* a character that conversion may change */
	QW_SEEN_RARE     = 1 << 2,  /* Han that Chinese hardly ever has; half-width kana, single jamo */
	QW_SEEN_FOREIGN  = 1 << 3,  /* letters of other scripts, frames: what bytes turn into */
	QW_SEEN_CONTROL  = 1 << 4,  /* C0 but TAB LF CR, DEL, C1 */
	QW_SEEN_PRIVATE  = 1 << 5,  /* private use */
	QW_SEEN_KANA     = 1 << 6,
	QW_SEEN_HANGUL   = 1 << 7,
	QW_SEEN_NOTE     = 1 << 8,  /* ")" behind a Latin letter, or behind a letter and a blank */
	QW_SEEN_BROKEN   = 1 << 9,  /* U+FFFD, U+FEFF inside */
	QW_SEEN_HAN      = 1 << 10,
	QW_SEEN_OTHER    = 1 << 11, /* what is neither of these nor ASCII */
	QW_SEEN_FILL     = 1 << 12, /* Han that GBK makes of memory filled with one byte */
	QW_SEEN_UNCLEAN  = 1 << 13, /* what cleaning may change; private use and U+FEFF apart */
	QW_SEEN_ESCAPE   = 1 << 14  /* ASCII that may stand for a character that is none */
};

/* A line (or the piece of one that a window holds). */
typedef struct {
	uint32_t from, to;      /* bytes (qw_scan_utf8) or cells (qw_scan_cells), with the LF */
	uint32_t seen;          /* QW_SEEN_* */
	int32_t lean;           /* 1/256 bits: its Han look traditional (> 0) or simplified (< 0) */
	int32_t hant;           /* what the traditional ones alone make of it */
	uint16_t han;           /* this and the next are counts, capped at UINT16_MAX */
	uint16_t chinese;       /* Han that Japanese and Korean hardly use */
	uint16_t kana;          /* kana, and Han that only Japanese writes so */
	uint16_t hangul;
	uint16_t uncommon;      /* Han that sound text has few of */
} qw_line;

/* Sum up the line that begins at p[*at], advance *at behind its LF (or to n).
 * Control bytes and NUL are data. */
void qw_scan_utf8(const unsigned char *p, size_t n, size_t *at, qw_line *line);

/* The flags of one character alone: QW_SEEN_HANT, QW_SEEN_RARE ... */
uint32_t qw_scan_class(qw_cell c);

/* How traditional (> 0) or simplified (< 0) one character looks, in 1/256 bits. */
int32_t qw_scan_lean(qw_cell c);

/* The same as qw_scan_utf8() for cells. */
void qw_scan_cells(const qw_cell *c, size_t n, size_t *at, qw_line *line);

#endif
