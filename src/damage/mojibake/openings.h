/* SPDX-License-Identifier: Apache-2.0 */
/* Where text of a double-byte set may begin to be read one byte late. */
#ifndef QW_DAMAGE_MOJIBAKE_OPENINGS_H
#define QW_DAMAGE_MOJIBAKE_OPENINGS_H

#include "damage/mojibake/layer.h"
#include "damage/surprise.h"

typedef struct {
	qw_surprise surprise;
	unsigned char *at;       /* by cell: may a byte be lost there? */
	size_t capacity;
} qw_openings;

void qw_openings_init(qw_openings *o, const qw_allocator *a);
void qw_openings_free(qw_openings *o);

/* Where the text begins to surprise, and reads better one byte late. *any: there is such a
 * place. False: no memory. */
bool qw_openings_find(qw_openings *o, const qw_set *set, qw_layer_input in, bool *any);

#endif
