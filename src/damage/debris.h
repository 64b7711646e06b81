/* SPDX-License-Identifier: Apache-2.0 */
/* Debris: what is left of characters that got lost before the text came here. U+FFFD, what
 * other encodings make of its bytes, and memory that a program took for text. */
#ifndef QW_DAMAGE_DEBRIS_H
#define QW_DAMAGE_DEBRIS_H

#include "damage/page.h"
#include "damage/plan.h"

/* A run of it in a line. */
typedef struct {
	size_t from, to;         /* cells */
	uint32_t lost;           /* characters that it stands for */
	bool doubtful;           /* so short that it is debris only beside other debris */
} qw_debris;

/* The first run at line->cell[*at] or behind; *at moves behind it. False: there is none. */
bool qw_debris_next(const qw_slice *line, size_t *at, qw_debris *found);

/* Put the debris of a page that is repaired into the plan, as a segment of its own. Nothing
 * changes. False: no memory. */
bool qw_debris_page(qw_page *page, qw_plan *plan);

#endif
