/* SPDX-License-Identifier: Apache-2.0 */
/* Private-use characters that a table from GBK or Big5-HKSCS put in for want of a code
 * point: which of them, and does this document have such? */
#ifndef QW_CLEAN_PRIVATE_H
#define QW_CLEAN_PRIVATE_H

#include "model/model.h"

typedef enum {
	QW_PRIVATE_GBK,          /* U+E766 to U+E864: GBK, and GB18030 before its last edition */
	QW_PRIVATE_HKSCS,        /* U+E000 to U+F848: Big5 with the characters of Hong Kong */
	QW_PRIVATE_SETS,
	QW_PRIVATE_UNKNOWN = QW_PRIVATE_SETS
} qw_private_set;

enum { QW_PRIVATE_FIRST = 0xE000, QW_PRIVATE_CODES = 0x1900 }; /* of the BMP */

/* What the private characters of a document say for each set. Zero it to begin, where it is
 * `used`. */
typedef struct {
	bool used;
	int64_t bits[QW_PRIVATE_SETS];
	uint64_t heard[QW_PRIVATE_CODES / 64]; /* each code is heard once */
} qw_private_evidence;

/* The character that a set means; 0: none that is certain. */
qw_cell qw_private_read(qw_private_set set, qw_cell c);

/* Hear the private characters of a line. */
void qw_private_hear(qw_private_evidence *e, const qw_cell *c, size_t n);

/* The set that all of them speak for, in a document of simplified or traditional text. */
qw_private_set qw_private_judge(const qw_private_evidence *e, bool traditional);

/* In what company is c[from..to), a run of private use? Two for a Han on either side, one for
 * punctuation of Chinese, and one more if neither side is bare. From 2 on it may be text;
 * from 4 on it is in the middle of text, where a character can be missing: an icon stands
 * apart. */
unsigned qw_private_company(const qw_cell *c, size_t n, size_t from, size_t to);

#endif
