/* SPDX-License-Identifier: Apache-2.0 */
/* The class of a character: 16 bits that say what the one pass wants to know.
 * Low bits: one of the groups below; high bits: by how much it looks traditional
 * (> 0) or simplified (< 0), in QW_CLASS_UNIT of 1/256 bit. */
#ifndef QW_SCAN_CLASS_H
#define QW_SCAN_CLASS_H

#include "text/cell.h"

typedef enum {
	QW_GROUP_OTHER = 0,
	QW_GROUP_HAN,
	QW_GROUP_HAN_HANT,       /* conversion may change it */
	QW_GROUP_HAN_CHINESE,    /* frequent, but not in Japanese */
	QW_GROUP_HAN_CHINESE_HANT,
	QW_GROUP_HAN_UNCOMMON,
	QW_GROUP_HAN_UNCOMMON_HANT,
	QW_GROUP_HAN_RARE,
	QW_GROUP_HAN_RARE_HANT,
	QW_GROUP_HAN_JAPANESE,   /* Chinese writes it otherwise: counts as Han and as kana */
	QW_GROUP_HAN_FILL,       /* uncommon, and may be filled memory */
	QW_GROUP_KANA,
	QW_GROUP_KANA_RARE,
	QW_GROUP_HANGUL,
	QW_GROUP_HANGUL_RARE,
	QW_GROUP_FOREIGN,
	QW_GROUP_CONTROL,
	QW_GROUP_PRIVATE,
	QW_GROUP_BROKEN,
	QW_GROUP_INVALID,
	QW_GROUP_OTHER_UNCLEAN,  /* from here on: the same, and cleaning may change it */
	QW_GROUP_HAN_RARE_UNCLEAN,
	QW_GROUP_HAN_RARE_HANT_UNCLEAN,
	QW_GROUP_KANA_UNCLEAN,
	QW_GROUP_HANGUL_RARE_UNCLEAN,
	QW_GROUP_FOREIGN_UNCLEAN,
	QW_GROUPS
} qw_group;

enum {
	QW_CLASS_SHIFT = 5,      /* bits of the group */
	QW_CLASS_MASK = (1 << QW_CLASS_SHIFT) - 1,
	QW_CLASS_UNIT = 4,       /* 1/256 bits a step of the weight */
	QW_CLASS_BLOCK = 64,     /* characters that share all bytes of UTF-8 but the last */
	QW_CLASS_LIMIT = 0x32400 /* from here on classes are known without a table */
};

#endif
