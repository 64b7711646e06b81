/* SPDX-License-Identifier: Apache-2.0 */
/* Repair of damages that a single line shows: mojibake in all its chains. The decision
 * rule, in bits: a part of a line is repaired when
 *
 *     bits(damaged) - bits(repaired) - price(chain) > MARGIN
 *
 * and each layer of the chain, applied to the repaired text, gives the damaged text. To
 * leave it alone costs nothing and always competes. A chain that was found is expected to
 * go on in the next lines, where it costs little. */
#ifndef QW_DAMAGE_LINE_REPAIR_H
#define QW_DAMAGE_LINE_REPAIR_H

#include "damage/mojibake/search.h"
#include "damage/mojibake/weigh.h"
#include "damage/mojibake/whole.h"
#include "damage/page.h"
#include "damage/plan.h"
#include "damage/surprise.h"

enum { QW_ACTIVE = 4 };      /* chains that are expected to go on */

/* A way to repair a part of the line. */
typedef struct {
	qw_layers layers;
	qw_frame frame;          /* its originals are in `original`; gain: above the threshold */
	int64_t lead;            /* bits/256 by which the next best reading is worse */
	bool good;               /* the result is such text as nobody would search further */
} qw_candidate;

typedef struct {
	qw_layers layers;
	uint64_t line;           /* that it was found in last */
} qw_active;

/* What is used anew for each line, and what one line tells the next. */
typedef struct {
	qw_allocator allocator;
	qw_search search;
	qw_whole whole;
	qw_surprise surprise;
	qw_text undone[2], original;
	qw_candidate *candidate;
	size_t candidates, capacity;
	uint32_t *covered;       /* by cell of the line: 1 + the candidate that has taken it */
	size_t covered_capacity;
	qw_active active[QW_ACTIVE];
	size_t actives;
	qw_layers named;         /* the chain that was named last, */
	char name[QW_LAYERS_NAME]; /* and its name */
	uint64_t line;           /* number of the line at hand */
	bool told;               /* somebody wants to know how many bits better it is */
} qw_line_repair;

void qw_line_repair_init(qw_line_repair *r, const qw_allocator *a);
void qw_line_repair_free(qw_line_repair *r);

/* A new document begins: nothing is expected. */
void qw_line_repair_reset(qw_line_repair *r);

/* Repair the lines of a page; the plan says what was done. False: no memory. */
bool qw_line_repair_page(qw_line_repair *r, qw_page *page, qw_plan *plan);

#endif
