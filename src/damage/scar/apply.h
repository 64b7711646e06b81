/* SPDX-License-Identifier: Apache-2.0 */
/* ftfy-scar: mojibake that the Python package ftfy took for UTF-8 read as a Western encoding
 * and "repaired", pair by pair, into letters of Cyrillic, Greek, Hebrew, Arabic and others. */
#ifndef QW_DAMAGE_SCAR_APPLY_H
#define QW_DAMAGE_SCAR_APPLY_H

#include "damage/damage.h"

/* The apply() of qw_kind; there are no parameters. Each line is a text of its own, as in
 * ftfy.fix_text(), of which only the repair of encodings is done. */
bool qw_scar_apply(const qw_kind *d, const qw_cell *parameters, size_t n_parameters,
                   const qw_cell *c, size_t n, qw_text *out, size_t *bad);

#endif
