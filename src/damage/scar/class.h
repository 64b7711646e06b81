/* SPDX-License-Identifier: Apache-2.0 */
/* Characters as ftfy 6 sees them: which of its kinds they belong to, and which bytes of a
 * UTF-8 sequence they may stand for in one of the encodings it tries. */
#ifndef QW_DAMAGE_SCAR_CLASS_H
#define QW_DAMAGE_SCAR_CLASS_H

#include "charset/charset.h"

enum {
	QW_SCAR_COMMON = 1 << 0,
	QW_SCAR_BAD = 1 << 1,          /* hardly occurs but in mojibake */
	QW_SCAR_LAW = 1 << 2,
	QW_SCAR_CURRENCY = 1 << 3,
	QW_SCAR_START = 1 << 4,        /* punctuation that begins something */
	QW_SCAR_END = 1 << 5,
	QW_SCAR_NUMERIC = 1 << 6,
	QW_SCAR_UPPER = 1 << 7,        /* capital letters with accents, but some vowels */
	QW_SCAR_LOWER = 1 << 8,
	QW_SCAR_LOWER_COMMON = 1 << 9, /* small letters of Greek and Cyrillic */
	QW_SCAR_SMALL = 1 << 10,       /* a to z */
	QW_SCAR_CAPITAL = 1 << 11,     /* A to Z */
	QW_SCAR_SPACE = 1 << 12,
	QW_SCAR_WORD = 1 << 13,        /* any letter or digit */
	QW_SCAR_FIRST_OF_2 = 1 << 14,  /* C2 to DF in some encoding */
	QW_SCAR_FIRST_OF_3 = 1 << 15,
	QW_SCAR_FIRST_OF_4 = 1 << 16,
	QW_SCAR_TRAIL = 1 << 17,       /* 80 to BF; a blank may have been A0 */
	QW_SCAR_ODD_TRAIL = 1 << 18    /* the same, unless it is a dash, a quotation mark or a blank */
};

enum { QW_SCAR_LOW = 0x500, QW_SCAR_HIGH = 0x2000, QW_SCAR_END_OF_HIGH = 0x2600 };

enum { QW_SCAR_WESTERN = 1 /* windows-1252 */, QW_SCAR_CHARSETS = 10 };

typedef struct {
	const qw_charset *charset[QW_SCAR_CHARSETS]; /* those that ftfy tries, in its order */
	uint32_t low[QW_SCAR_LOW], high[QW_SCAR_END_OF_HIGH - QW_SCAR_HIGH];
} qw_scar_classes;

void qw_scar_classes_init(qw_scar_classes *classes);

uint32_t qw_scar_class(const qw_scar_classes *classes, qw_cell c);

/* What a byte means; the holes are C1 controls or letters of Latin-1, as ftfy's "sloppy"
 * codecs have them. */
qw_cell qw_scar_character(const qw_charset *cs, unsigned char byte);

/* The byte of a character; -1: it has none. */
int qw_scar_byte(const qw_charset *cs, qw_cell c);

#endif
