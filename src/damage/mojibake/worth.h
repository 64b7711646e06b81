/* SPDX-License-Identifier: Apache-2.0 */
/* What a repair is worth: the decision rule. A part of a line is repaired when
 *
 *     bits(damaged) - bits(repaired) - price(chain) - price(borders) > 0
 *
 * To leave it alone costs nothing and always competes. */
#ifndef QW_DAMAGE_MOJIBAKE_WORTH_H
#define QW_DAMAGE_MOJIBAKE_WORTH_H

#include "damage/mojibake/layers.h"
#include "damage/mojibake/weigh.h"

/* Bits/256 that the frame gains with this original, which gets *bits; `expected`: the
 * chain goes on from the lines before, so that the frame costs only `price`. */
int64_t qw_worth(const qw_layers *l, const qw_weighed *line, const qw_frame *f,
                 const qw_cell *original, bool expected, qw_bits price, int64_t *bits);

/* Bits/256 that a repair of cells [from, to) can gain at most, before it pays for its
 * chain. */
int64_t qw_worth_hope(const qw_weighed *line, size_t from, size_t to);

#endif
