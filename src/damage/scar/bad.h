/* SPDX-License-Identifier: Apache-2.0 */
/* ftfy's opinion whether a text is mojibake. */
#ifndef QW_DAMAGE_SCAR_BAD_H
#define QW_DAMAGE_SCAR_BAD_H

#include "damage/scar/class.h"

/* Do any characters of c[0..n) stand side by side that don't in sound text? */
bool qw_scar_is_bad(const qw_scar_classes *classes, const qw_cell *c, size_t n);

#endif
