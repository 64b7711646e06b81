/* SPDX-License-Identifier: Apache-2.0 */
/* Mojibake forward: text written in one encoding and read as another. */
#ifndef QW_DAMAGE_MOJIBAKE_APPLY_H
#define QW_DAMAGE_MOJIBAKE_APPLY_H

#include "damage/mojibake/set.h"
#include "text/text.h"

/* Append what a program makes of `in`; offsets are those of `in`. `policy` is what the chain
 * says behind the pair's name and ":", in bytes. False with *bad = 0: no such policy. False
 * with *bad = i + 1: under "strict", the i-th cell can't be written or read. */
bool qw_mojibake_apply(const qw_set *written, const qw_set *read, const char *policy,
                       size_t length, const qw_text *in, qw_text *out, size_t *bad);

#endif
