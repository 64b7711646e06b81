/* SPDX-License-Identifier: Apache-2.0 */
/* Repair: find out what happened to a page, undo it, with proof. */
#ifndef QW_DAMAGE_REPAIR_H
#define QW_DAMAGE_REPAIR_H

#include "damage/page.h"
#include "damage/plan.h"

typedef struct qw_repair qw_repair; /* what is carried from page to page */

/* NULL: no memory. */
qw_repair *qw_repair_new(const qw_allocator *a);
void qw_repair_free(qw_repair *r);

/* Guesses that lead by less than so many bits/256 are not written. */
void qw_repair_trust(qw_repair *r, qw_bits least);

/* Which entities are undone. */
void qw_repair_entities(qw_repair *r, qw_entities entities);

/* The encoding that the document is in, by its name in qw_report: where it is of double bytes, what
 * can't be decoded may come of bytes that were lost. Until the next reset. */
void qw_repair_encoding(qw_repair *r, const char *name);

/* A new document begins. */
void qw_repair_reset(qw_repair *r);

/* Repair the page in place; the plan says what was done. False: no memory. */
bool qw_repair_page(qw_repair *r, qw_page *page, qw_plan *plan);

#endif
