/* SPDX-License-Identifier: Apache-2.0 */
/* What a reader of pairs of bytes lost of UTF-16: bytes that begin no pair with the next one. */
#ifndef QW_DAMAGE_FRAME_FILL_H
#define QW_DAMAGE_FRAME_FILL_H

#include "damage/frame/codec.h"
#include "model/model.h"

/* The likeliest character at byte k, one byte of which was lost, between its neighbours (`next` is
 * 0 where it is not known). *lead: bits/256 by which the next best is worse. Returns 0 where
 * nothing is left of it. */
qw_cell qw_frame_fill(const qw_frame_codec *codec, const qw_text *bytes, size_t k, qw_cell before,
                      qw_cell next, qw_bits *lead);

#endif
