/* SPDX-License-Identifier: Apache-2.0 */
/* Character sets: bytes to code points as the decoders of the world do it, and
 * leniently back: the reverse accepts what any vendor's decoder emits. */
#ifndef QW_CHARSET_CHARSET_H
#define QW_CHARSET_CHARSET_H

#include "text/cell.h"

#include <stddef.h>

typedef struct qw_charset qw_charset; /* static, read-only */

/* NULL when we have no table of that name. Case, '-' and '_' don't count;
 * common aliases are known (gb2312 gives GBK, big5 gives Big5-HKSCS). */
const qw_charset *qw_charset_find(const char *name);

/* Set number i, from 0; NULL: there are no more. */
const qw_charset *qw_charset_number(size_t i);

/* The canonical name, e.g. "gb18030". */
const char *qw_charset_name(const qw_charset *cs);

/* Decode one character of p[0..n), n > 0, strictly by this set's own table.
 * out gets one or (Big5-HKSCS, four codes) two code points, *count says how
 * many. Returns the bytes consumed, or 0 with *reason when the bytes are not a
 * character (QW_REASON_TOO_SHORT: they may become one with more bytes). */
size_t qw_charset_decode(const qw_charset *cs, const unsigned char *p, size_t n,
                         qw_cell out[2], unsigned *count, qw_reason *reason);

/* How many of the bytes p[0..n) that are no character, for this reason, are skipped at once. */
size_t qw_charset_bad(const qw_charset *cs, const unsigned char *p, size_t n, qw_reason reason);

/* Encode one code point leniently into at most 4 bytes; 0: not in the set. */
size_t qw_charset_encode(const qw_charset *cs, qw_cell c, unsigned char out[4]);

/* All byte sequences that c may have come from: what qw_charset_encode() gives,
 * the others of this set, then those that other vendors read so (the euro sign in
 * cp936: 80, A2E3). Returns how many there are; the first `room` of them go to out,
 * each padded with NUL, which no sequence holds except that of NUL. */
size_t qw_charset_encodings(const qw_charset *cs, qw_cell c, unsigned char out[][4],
                            size_t room);

/* May there be more than one of them? The second way in which EUC-TW can write plane 1,
 * which nobody uses, does not count. */
bool qw_charset_is_ambiguous(const qw_charset *cs, qw_cell c);

/* Fast ways for the double-byte sets (GBK family, Big5 family): lead << 8 | trail
 * of a code point (lenient; 0: none), and the code point of a pair (0: none). */
uint16_t qw_charset_pair_of(const qw_charset *cs, qw_cell c);
qw_cell qw_charset_of_pair(const qw_charset *cs, unsigned char lead, unsigned char trail);

/* The codes of cells[0..n) one after another, each a byte or lead << 8 | trail. Stops at the
 * first cell that has none, several, or one of four bytes; returns how many were written. */
size_t qw_charset_codes_of(const qw_charset *cs, const qw_cell *cells, size_t n, uint16_t *codes);

#endif
