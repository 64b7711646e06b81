/* SPDX-License-Identifier: Apache-2.0 */
/* Which sets may a text have been read as? */
#ifndef QW_DAMAGE_MOJIBAKE_READERS_H
#define QW_DAMAGE_MOJIBAKE_READERS_H

#include "damage/mojibake/set.h"

typedef struct {
	qw_set_id set[QW_SETS];
	uint64_t bytes[QW_SETS];  /* a hash of what the wider text is in it, */
	size_t cover[QW_SETS];    /* in which so many cells are its own */
	size_t count;
} qw_readers;

/* The sets that hold most of c[0..n) and are not dearer than so many bits; sets[] are those of
 * set.def. Of sets that are alike, wider[0..m) tells which it was, dear or not. */
void qw_readers_find(qw_readers *r, const qw_set *sets, const qw_cell *c, size_t n,
                     const qw_cell *wider, size_t m, int64_t most);

#endif
