/* SPDX-License-Identifier: Apache-2.0 */
/* The damage "splice": find its segments on a page, undo them, prove it. */
#ifndef QW_DAMAGE_SPLICE_SPLICE_H
#define QW_DAMAGE_SPLICE_SPLICE_H

#include "damage/page.h"
#include "damage/plan.h"

typedef struct qw_splice qw_splice; /* carries the table from page to page */

/* NULL: no memory. */
qw_splice *qw_splice_new(const qw_allocator *a);
void qw_splice_free(qw_splice *s);

/* Guesses that lead by less than so many bits/256 are not written. */
void qw_splice_trust(qw_splice *s, qw_bits least);

/* A new document begins. */
void qw_splice_reset(qw_splice *s);

/* Undo what splices did to the page. False: no memory. */
bool qw_splice_page(qw_splice *s, qw_page *page, qw_plan *plan);

#endif
