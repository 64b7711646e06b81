/* SPDX-License-Identifier: Apache-2.0 */
/* A text as ftfy undoes mojibake in it: back to bytes, which must be UTF-8. */
#ifndef QW_DAMAGE_SCAR_DECODE_H
#define QW_DAMAGE_SCAR_DECODE_H

#include "damage/scar/class.h"
#include "text/buffer.h"
#include "text/text.h"

/* Append to `out` what c[0..n), all of it, is as UTF-8 in the first encoding that fits.
 * `scratch` is overwritten. False: none fits, or no memory, as out and scratch say. */
bool qw_scar_decode(const qw_scar_classes *classes, const qw_cell *c, size_t n,
                    qw_buffer *scratch, qw_text *out);

#endif
