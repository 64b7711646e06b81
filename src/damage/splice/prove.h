/* SPDX-License-Identifier: Apache-2.0 */
/* What of an undone line is proven goes into the page and into the plan. */
#ifndef QW_DAMAGE_SPLICE_PROVE_H
#define QW_DAMAGE_SPLICE_PROVE_H

#include "damage/splice/segment.h"

/* w->line is line `number` undone, w->undo has its places. *unproven grows by the
 * places that nothing proves, which stay as they were. *line is read anew: the page
 * may have moved. False: no memory. */
bool qw_prove_line(qw_segment_worker *w, qw_slice *line, size_t number, qw_page *page,
                   qw_plan *plan, uint32_t *unproven);

#endif
