/* SPDX-License-Identifier: Apache-2.0 */
/* All that may have happened to a text, for people who want to know. */
#ifndef QW_DAMAGE_MOJIBAKE_READINGS_H
#define QW_DAMAGE_MOJIBAKE_READINGS_H

#include "damage/mojibake/candidates.h"

enum { QW_READINGS = 16 };   /* that are listed at most */

typedef struct {
	qw_layers layers;        /* none: the text as it stands */
	int64_t gain;            /* bits/256 by which it is likelier than as it stands */
	size_t first, length;    /* of its cells in `texts` */
} qw_reading_of;

typedef struct {
	qw_candidates candidates;
	qw_text texts;
	qw_reading_of reading[QW_READINGS]; /* the likeliest first */
	size_t count;
} qw_readings;

void qw_readings_init(qw_readings *r, const qw_allocator *a);
void qw_readings_free(qw_readings *r);

/* List the readings of a text. False: no memory. */
bool qw_readings_find(qw_readings *r, const qw_slice *text);

#endif
