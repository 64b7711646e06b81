/* SPDX-License-Identifier: Apache-2.0 */
/* What applying and proving have in common. */
#ifndef QW_DAMAGE_SPLICE_REPLAY_INTERNAL_H
#define QW_DAMAGE_SPLICE_REPLAY_INTERNAL_H

#include "damage/splice/replay.h"

enum { QW_NO_BYTES = 0x100 }; /* the unit of a cell that has no bytes */

/* Turn c[0..n) into units and find out where notes go. False: no memory. */
bool qw_replay_prepare(qw_replay *r, const qw_cell *c, size_t n);

/* The decoder pairs bytes; a lead byte before anything that is no trail byte takes
 * it along and both become "?". */
static inline bool qw_replay_is_trail(unsigned byte)
{
	return byte >= 0x40 && byte <= 0xFE && byte != 0x7F;
}

#endif
