/* SPDX-License-Identifier: Apache-2.0 */
/* The dictionary as one pass: phrases before characters, leftmost longest. */
#ifndef QW_CONVERT_DICTIONARY_H
#define QW_CONVERT_DICTIONARY_H

#include "text/cell.h"

#include <stddef.h>

/* A value of the table: what to combine with the character by exclusive or to have
 * its simplified form; from QW_DICTIONARY_SPECIAL on, the number of an entry that
 * says more. Two bytes a character, so that the table stays in the nearest cache. */
enum {
	QW_DICTIONARY_BLOCK = 64,
	QW_DICTIONARY_LIMIT = 0x32400, /* from here on nothing changes */
	QW_DICTIONARY_SPECIAL = 0xE000,
	QW_DICTIONARY_CODE = (1 << 21) - 1,

	/* What stands before a phrase: its length, whether it is only for `mark`, and what it
	 * is worth to the forms in it. */
	QW_DICTIONARY_LENGTH = 0x1F,
	QW_DICTIONARY_OWN = 0x80,
	QW_DICTIONARY_WORTH_SHIFT = 8
};

/* A cell of the output may wait for qw_forms_choose(): it holds the dictionary's
 * form, this mark, and what the phrase that gave it is worth (0: no phrase), in steps of
 * so many bits. */
#define QW_CELL_WAITS 0x20000000u
enum { QW_WAITS_WORTH_SHIFT = 21, QW_WAITS_WORTH_MOST = 31, QW_WAITS_WORTH_STEP = 1 };

/* Convert in[0..n) into out[0..n), and return 0: the dictionary alone. With `mark` our
 * own words count, too, and characters of several forms wait in the output; returns
 * how many do. */
size_t qw_dictionary_convert(const qw_cell *in, size_t n, qw_cell *out, bool mark);

/* The unified ideograph of a compatibility ideograph, else the cell itself. */
qw_cell qw_dictionary_normal(qw_cell c);

#endif
