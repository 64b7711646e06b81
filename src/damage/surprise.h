/* SPDX-License-Identifier: Apache-2.0 */
/* Where a line surprises: the places that are worth a search. */
#ifndef QW_DAMAGE_SURPRISE_H
#define QW_DAMAGE_SURPRISE_H

#include "model/model.h"
#include "text/alloc.h"

/* The bits of a line, summed up: cells [i, k) cost sum[k] - sum[i], each behind the one
 * in front of it. */
typedef struct {
	qw_allocator allocator;
	int64_t *sum;
	size_t length, capacity;
} qw_surprise;

void qw_surprise_init(qw_surprise *s, const qw_allocator *a);
void qw_surprise_free(qw_surprise *s);

/* Sum up c[0..n). False: no memory. */
bool qw_surprise_sum(qw_surprise *s, const qw_cell *c, size_t n);

/* The first stretch of c[0..n) at or behind `start` that is dearer than sound text by more
 * than a few bits: [*from, *to). False: there is none. */
bool qw_surprise_next(const qw_surprise *s, const qw_cell *c, size_t start, size_t *from,
                      size_t *to);

#endif
