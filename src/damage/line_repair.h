/* SPDX-License-Identifier: Apache-2.0 */
/* Repair of damages that a single line shows. The decision rule, in bits: a frame is
 * repaired when
 *
 *     bits(damaged) - bits(repaired) - price(damage) > MARGIN
 *
 * and replaying the damage on the repaired text gives the damaged text. To leave it
 * alone costs nothing and always competes. */
#ifndef QW_DAMAGE_LINE_REPAIR_H
#define QW_DAMAGE_LINE_REPAIR_H

#include "damage/damage.h"
#include "damage/page.h"
#include "damage/plan.h"

enum { QW_KINDS = 64 };      /* the most damages that there may be */

typedef struct {
	const qw_kind *damage;
	qw_frame frame;
	int64_t gain;            /* bits/256 above the rule's threshold */
} qw_candidate;

/* What is used anew for each line. */
typedef struct {
	qw_allocator allocator;
	uint32_t gates;          /* of all these damages together, QW_SEEN_* */
	const qw_charset *read_as[QW_KINDS]; /* of each damage */
	qw_text original, scratch;
	qw_candidate *candidate;
	size_t candidates, capacity;
	unsigned char *covered;  /* cells of the line that a frame has taken */
	size_t covered_capacity;
} qw_line_repair;

void qw_line_repair_init(qw_line_repair *r, const qw_allocator *a);
void qw_line_repair_free(qw_line_repair *r);

/* Repair line `number` of the page; the plan says what was done. False: no memory. */
bool qw_line_repair_run(qw_line_repair *r, qw_page *page, size_t number, qw_plan *plan);

#endif
