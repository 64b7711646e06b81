/* SPDX-License-Identifier: Apache-2.0 */
/* Texts about mojibake quote it. */
#ifndef QW_DAMAGE_MENTION_H
#define QW_DAMAGE_MENTION_H

#include "damage/page.h"

/* Do lines [first, last), as they were found, have a word for mojibake? */
bool qw_mentions_mojibake(const qw_page *page, size_t first, size_t last);

/* Does a line near line `number` have one? */
bool qw_is_about_mojibake(const qw_page *page, size_t number);

#endif
