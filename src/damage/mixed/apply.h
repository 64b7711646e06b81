/* SPDX-License-Identifier: Apache-2.0 */
/* X-in-Y: text written in one encoding was put into a file of another one, unconverted. */
#ifndef QW_DAMAGE_MIXED_APPLY_H
#define QW_DAMAGE_MIXED_APPLY_H

#include "damage/mojibake/set.h"
#include "text/text.h"

/* Append the bytes of `in` as a reader of that file sees them: what can't be read there are raw
 * cells, so that writing the file gives the same bytes. Offsets are those of `in`. False with
 * *bad = i + 1: the i-th cell can't be written; else there is no memory. */
bool qw_mixed_apply(const qw_set *written, const qw_set *file, const qw_text *in, qw_text *out,
                    size_t *bad);

/* Number i of the pairs that are looked for in documents; NULL behind the last. */
const char *qw_mixed_pair_name(size_t i);

#endif
