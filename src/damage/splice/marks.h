/* SPDX-License-Identifier: Apache-2.0 */
/* What the punctuation of a segment carries in front of it. */
#ifndef QW_DAMAGE_SPLICE_MARKS_H
#define QW_DAMAGE_SPLICE_MARKS_H

#include "damage/page.h"
#include "damage/splice/undo.h"

/* Count the punctuation of a segment, line by line, after the counts were cleared. */
void qw_marks_clear(qw_splice_undo *u);
void qw_marks_count(qw_splice_undo *u, const qw_slice *line);

/* Does every mark of the segment that may carry a prefix carry one? */
bool qw_marks_all_prefixed(const qw_splice_undo *u);

/* May that be a blank each time? */
bool qw_marks_all_blank(const qw_splice_undo *u);

/* Does each mark of the line carry a blank? A line without marks goes with its neighbours.
 * False: no memory. */
bool qw_marks_are_blank(qw_page *page, size_t number, bool *is);

#endif
