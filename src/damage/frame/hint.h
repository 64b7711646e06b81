/* SPDX-License-Identifier: Apache-2.0 */
/* A quick look that tells which lines may hold UTF-16, so that others are not weighed. */
#ifndef QW_DAMAGE_FRAME_HINT_H
#define QW_DAMAGE_FRAME_HINT_H

#include "charset/charset.h"
#include "damage/page.h"

/* In turn, that are a hint. */
enum { QW_FRAME_UNITS = 3, QW_FRAME_LETTERS = 4, QW_FRAME_PAIRS = 5 };

/* Are some, with their bytes swapped, what Chinese text consists of? */
bool qw_frame_may_be_swapped(const qw_slice *line);

/* Are some letters in turn what the higher bytes of such units may be? */
bool qw_frame_may_be_bytes(const qw_slice *line);

/* The same for the bytes that its cells have in a set of pairs. */
bool qw_frame_may_be_pairs(const qw_charset *set, const qw_slice *line);

#endif
