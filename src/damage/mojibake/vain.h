/* SPDX-License-Identifier: Apache-2.0 */
/* Places of a document that were searched in vain. Names and terms that surprise come again and
 * again, and what was not found in them the first time is not there later. */
#ifndef QW_DAMAGE_MOJIBAKE_VAIN_H
#define QW_DAMAGE_MOJIBAKE_VAIN_H

#include "damage/page.h"

enum { QW_VAIN_PLACES = 1024 }; /* that are known at most: the newest of those with the same hash */

/* What they were searched for. */
typedef enum { QW_VAIN_CHAIN, QW_VAIN_LOSS, QW_VAIN_SHIFT } qw_vain_search;

typedef struct {
	uint32_t place[QW_VAIN_PLACES];
	bool any;                /* is there one? Most documents have none */
} qw_vain;

void qw_vain_clear(qw_vain *v);

/* Were cells [from, to) of the line, with what stands beside them, searched before? */
bool qw_vain_has(const qw_vain *v, qw_vain_search search, const qw_slice *line, size_t from,
                 size_t to);

/* They were, and nothing was found. */
void qw_vain_note(qw_vain *v, qw_vain_search search, const qw_slice *line, size_t from, size_t to);

#endif
