/* SPDX-License-Identifier: Apache-2.0 */
/* Where text of a double-byte set may begin to be read one byte late, or end to be: roughly the
 * cheapest way to read its bytes when single ones may be lost or too many. */
#ifndef QW_DAMAGE_MOJIBAKE_OPENINGS_H
#define QW_DAMAGE_MOJIBAKE_OPENINGS_H

#include "damage/mojibake/layer.h"
#include "text/alloc.h"

typedef struct {
	qw_allocator allocator;
	struct qw_opening_place *place; /* two for each cell, in front of each of its bytes */
	size_t place_capacity;
	unsigned char *at;       /* by cell: may a byte be lost there? */
	size_t capacity;
} qw_openings;

/* What a raw cell tells: nothing, where it stands among ASCII or beside another one, as bytes of
 * other encodings do; something, or that a byte of a pair was lost. */
typedef enum { QW_STRAY_BYTE, QW_BYTE_AT_END, QW_TORN_BYTE } qw_raw_sort;
qw_raw_sort qw_raw_sort_of(const qw_cell *c, size_t n, size_t i);

void qw_openings_init(qw_openings *o, const qw_allocator *a);
void qw_openings_free(qw_openings *o);

/* Find them; where lost bytes are expected all marks are among them. *any: there is such a place.
 * False: no memory. */
bool qw_openings_find(qw_openings *o, const qw_set *set, qw_layer_input in, bool expected,
                      bool *any);

#endif
