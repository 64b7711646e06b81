/* SPDX-License-Identifier: Apache-2.0 */
/* How the bytes that a splice worked on show in the text.
 *
 * Mostly the text is those bytes, read as GBK. Some sites spliced simplified text in
 * GB 2312 and sent it through a byte table to Big5: then each character stands for
 * the pair of its simplified form, and what has no Big5 code became U+3000 or two
 * NULs. */
#ifndef QW_DAMAGE_SPLICE_VIEW_H
#define QW_DAMAGE_SPLICE_VIEW_H

#include "charset/charset.h"

typedef struct {
	const qw_charset *charset;
	bool through_big5;
	const uint16_t *pairs;   /* the pairs of the first 65536 code points, which are asked for
	                            all the time; NULL: ask the character set. Not owned. */
} qw_view;

enum { QW_VIEW_PAIRS = 0x10000 };

/* Fill the table for the character set: QW_VIEW_PAIRS items. */
void qw_view_tabulate(const qw_charset *charset, uint16_t *pairs);

/* The pair of a character, 0: none. */
uint16_t qw_view_big5_pair(const qw_view *v, qw_cell c);
static inline uint16_t qw_view_pair(const qw_view *v, qw_cell c)
{
	if (v->through_big5)
		return qw_view_big5_pair(v, c);
	return v->pairs != NULL && c < QW_VIEW_PAIRS ? v->pairs[c] : qw_charset_pair_of(v->charset, c);
}

/* The simplified form of a character; does it differ between the writings? */
qw_cell qw_view_simplified(qw_cell c);
bool qw_view_differs(qw_cell c);

/* The character that a pair shows as; 0 or a private-use character: none. */
qw_cell qw_view_big5_cell(const qw_view *v, unsigned char lead, unsigned char trail);
static inline qw_cell qw_view_cell(const qw_view *v, unsigned char lead, unsigned char trail)
{
	return v->through_big5 ? qw_view_big5_cell(v, lead, trail)
	                       : qw_charset_of_pair(v->charset, lead, trail);
}

#endif
