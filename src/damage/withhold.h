/* SPDX-License-Identifier: Apache-2.0 */
/* Take back what was found but is not wanted. Everything is searched for as if all of it were
 * wanted, so that nothing is read in a second-best way for want of the best one. */
#ifndef QW_DAMAGE_WITHHOLD_H
#define QW_DAMAGE_WITHHOLD_H

#include "damage/filter.h"
#include "damage/page.h"
#include "damage/plan.h"

/* The page is repaired, the plan has all spans, sorted: let places of damages that the filter
 * does not allow be as they came, and those that lie on them. plan->kept says where they are, and
 * segments count them as skipped. False: no memory. */
bool qw_withhold(const qw_filter *f, qw_page *page, qw_plan *plan);

#endif
