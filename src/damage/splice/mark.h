/* SPDX-License-Identifier: Apache-2.0 */
/* What decoders put where a splice tore a pair of bytes, and what splices put in
 * front of punctuation. */
#ifndef QW_DAMAGE_SPLICE_MARK_H
#define QW_DAMAGE_SPLICE_MARK_H

#include "charset/charset.h"
#include "damage/reading.h"

/* Cells at c[i] that stand for a lead byte and the ASCII byte that it ate: "?",
 * U+FFFD, or two NULs; 0: none of them. */
static inline size_t qw_mark_lost(const qw_cell *c, size_t n, size_t i)
{
	if (c[i] == '?' || c[i] == 0xFFFD)
		return 1;
	return c[i] == 0 && i + 1 < n && c[i + 1] == 0 ? 2 : 0;
}

/* Punctuation that some splices prefix: ！ ？ ， 、 。 ； */
static inline bool qw_mark_is_prefixed(qw_cell c)
{
	return c == 0xFF01 || c == 0xFF1F || c == 0xFF0C || c == 0x3001 || c == 0x3002 || c == 0xFF1B;
}

/* What it is prefixed with: a blank, or U+0005 to U+0008. */
static inline bool qw_mark_is_prefix(qw_cell c)
{
	return c == ' ' || (c >= 5 && c <= 8);
}

/* Trail bytes of the characters with this reading and this lead byte: as many as
 * fit into out (may be NULL). Returns how many there are. */
size_t qw_reading_with_lead(const qw_charset *cs, qw_reading reading, unsigned char lead,
                            unsigned char *out, size_t room);

#endif
