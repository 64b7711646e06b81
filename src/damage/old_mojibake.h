/* SPDX-License-Identifier: Apache-2.0 */
/* Mojibake: the bytes of one encoding read as another. */
#ifndef QW_DAMAGE_MOJIBAKE_H
#define QW_DAMAGE_MOJIBAKE_H

#include "damage/damage.h"

/* UTF-8 read as the character set d->read_as. */
bool qw_old_mojibake_undo(const qw_kind *d, const qw_charset *cs, const qw_cell *c,
                      const uint32_t *at, size_t n, size_t start, qw_frame *frame, qw_text *out);
bool qw_old_mojibake_apply(const qw_kind *d, const qw_cell *parameters, size_t n_parameters,
                       const qw_cell *c, size_t n, qw_text *out, size_t *bad);

#endif
