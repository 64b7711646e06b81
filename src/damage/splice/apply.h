/* SPDX-License-Identifier: Apache-2.0 */
/* "splice:區=qū,經=jīng" forward. */
#ifndef QW_DAMAGE_SPLICE_APPLY_H
#define QW_DAMAGE_SPLICE_APPLY_H

#include "damage/damage.h"

/* The parameters are entries of a character, "=" and its reading ("_" for a blank),
 * separated by commas or blanks; without "=" the character's first reading. */
bool qw_splice_apply(const qw_kind *d, const qw_cell *parameters, size_t n_parameters,
                     const qw_cell *c, size_t n, qw_text *out, size_t *bad);

#endif
