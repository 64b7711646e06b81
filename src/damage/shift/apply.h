/* SPDX-License-Identifier: Apache-2.0 */
/* shift: text in a double-byte encoding of which bytes were lost, doubled or overwritten, and
 * which is read again in the same encoding: characters behind such a place may be paired
 * one byte late. */
#ifndef QW_DAMAGE_SHIFT_APPLY_H
#define QW_DAMAGE_SHIFT_APPLY_H

#include "damage/damage.h"

/* The apply() of qw_kind. The parameters are words joined with "+": the encoding, then
 *
 *     every=N     of so many bytes one is hit, on the average (200)
 *     as=WHAT     what stands there instead: nothing (so it is when left out), question, space,
 *                 fffd (FF, which is no character), doubled (the byte twice)
 *     seed=N      other places (0)
 *
 * and a policy as in X-as-Y:POLICY without "strict", which says who reads the result. Only
 * bytes of characters of two bytes are hit. Each line is damaged alone, and where depends
 * on its text and the seed only. LF is never lost. */
bool qw_shift_apply(const qw_kind *d, const qw_cell *parameters, size_t n_parameters,
                    const qw_cell *c, size_t n, qw_text *out, size_t *bad);

#endif
