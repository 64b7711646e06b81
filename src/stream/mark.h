/* SPDX-License-Identifier: Apache-2.0 */
/* Guessed characters between marks, so that a reader sees them. */
#ifndef QW_STREAM_MARK_H
#define QW_STREAM_MARK_H

#include "damage/plan.h"

/* Append the line, which is cells c[0..n) counted from at[0..n), with marks around each run of
 * guesses of line `number` of the plan. False: there are none, and nothing is appended. */
bool qw_mark_guesses(const qw_plan *plan, size_t number, const qw_cell *c, const uint32_t *at,
                     size_t n, qw_text *out);

/* Line `number`, n cells counted from at[0..n), now is those of its cells that are at
 * places[0..m): what is shown moves with them. */
void qw_mark_move(qw_plan *plan, size_t number, const uint32_t *at, size_t n,
                  const uint32_t *places, size_t m);

#endif
