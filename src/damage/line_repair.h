/* SPDX-License-Identifier: Apache-2.0 */
/* Repair of damages that a single line shows: mojibake in all its chains
 * (damage/mojibake/worth.h has the decision rule). A chain that was found is expected to go
 * on in the next lines, and may have begun in lines before. */
#ifndef QW_DAMAGE_LINE_REPAIR_H
#define QW_DAMAGE_LINE_REPAIR_H

#include "damage/mojibake/candidates.h"
#include "damage/mojibake/whole.h"
#include "damage/plan.h"

/* What is used anew for each line, and what one line tells the next. */
typedef struct {
	qw_candidates found;
	qw_whole whole;
	qw_expected expected;
	qw_expected shift;       /* the same for bytes that were lost */
	qw_layers named;         /* the chain that was named last, */
	char name[QW_LAYERS_NAME]; /* and its name */
	qw_bits least;           /* lead of a guess that is written; set by the caller */
	bool told;               /* somebody wants to know how many bits better it is */
} qw_line_repair;

void qw_line_repair_init(qw_line_repair *r, const qw_allocator *a);
void qw_line_repair_free(qw_line_repair *r);

/* A new document begins: nothing is expected. */
void qw_line_repair_reset(qw_line_repair *r);

/* Repair the lines of a page; the plan says what was done. False: no memory. */
bool qw_line_repair_page(qw_line_repair *r, qw_page *page, qw_plan *plan);

/* The same for bytes that were lost in text of double-byte sets, once splices are undone, which
 * look like it. */
bool qw_line_repair_shifts(qw_line_repair *r, qw_page *page, qw_plan *plan);

#endif
