/* SPDX-License-Identifier: Apache-2.0 */
/* Texts about mojibake or escapes quote it. */
#ifndef QW_DAMAGE_MENTION_H
#define QW_DAMAGE_MENTION_H

#include "damage/page.h"

/* Do lines [first, last), as they were found, have a word for mojibake? */
bool qw_mentions_mojibake(const qw_page *page, size_t first, size_t last);

/* Does a line near line `number` have one? */
bool qw_is_about_mojibake(const qw_page *page, size_t number);

/* What a line has words for. */
enum { QW_MENTIONS_ESCAPES = 1, QW_MENTIONS_CODES = 2 };
unsigned qw_line_mentions(const qw_page *page, size_t number);

/* Does a line near line `number` speak of escapes or mojibake, or one beside it of encodings?
 * `known` holds what qw_line_mentions() said of each line, or less than 0 where it was not asked
 * yet. */
bool qw_is_about_escapes(const qw_page *page, size_t number, signed char *known);

#endif
