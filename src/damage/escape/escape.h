/* SPDX-License-Identifier: Apache-2.0 */
/* Escapes that stand in running text are undone, weighed in bits, and with what they hold, when
 * that is mojibake. */
#ifndef QW_DAMAGE_ESCAPE_ESCAPE_H
#define QW_DAMAGE_ESCAPE_ESCAPE_H

#include "damage/escape/undo.h"
#include "damage/mojibake/candidates.h"
#include "damage/plan.h"

enum { QW_ESCAPE_KINDS_MAX = 32 };

/* What is used anew for each line, and what one line tells the next. */
typedef struct {
	qw_escapes undone;
	qw_surprise surprise;
	qw_candidates found;     /* mojibake in what was escaped */
	qw_expected expected;
	unsigned char *state;    /* by cell of undone.text */
	size_t state_capacity;
	signed char *mentions;   /* by line of the page, see qw_is_about_escapes() */
	size_t mentions_capacity;
	uint64_t line;           /* number of the line at hand, from LASTING on */
	uint64_t seen[QW_ESCAPE_KINDS_MAX]; /* by kind: the line in which it was found last, */
	unsigned run[QW_ESCAPE_KINDS_MAX];  /* and how many lines in which it was */
	bool fenced;             /* the line at hand is in a block of code, which quotes */
	qw_entities entities;    /* set by the caller */
} qw_escape;

void qw_escape_init(qw_escape *e, const qw_allocator *a);
void qw_escape_free(qw_escape *e);

/* A new document begins. */
void qw_escape_reset(qw_escape *e);

/* Repair the lines of a page; the plan says what was done. `again`: only those that were
 * changed meanwhile. False: no memory. */
bool qw_escape_page(qw_escape *e, qw_page *page, qw_plan *plan, bool again);

#endif
