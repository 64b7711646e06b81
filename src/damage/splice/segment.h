/* SPDX-License-Identifier: Apache-2.0 */
/* One segment: judged by its evidence, undone line by line, proven by replay. */
#ifndef QW_DAMAGE_SPLICE_SEGMENT_H
#define QW_DAMAGE_SPLICE_SEGMENT_H

#include "damage/page.h"
#include "damage/plan.h"
#include "damage/splice/evidence.h"
#include "damage/splice/undo.h"

typedef struct {
	qw_allocator allocator;
	const qw_view *view;
	qw_splice_undo undo;
	qw_replay replay;
	bool flawless;          /* the evidence found every note where the table says, and no other */
	size_t entries;         /* of the table when it did */
	qw_recall recall;
	qw_bits least;          /* lead of a guess that is written; set by the caller */
	qw_text line;           /* the line at hand, undone */
	qw_page_line *saved;    /* the segment's lines before it was undone */
	size_t saved_capacity;
} qw_segment_worker;

bool qw_segment_worker_init(qw_segment_worker *w, const qw_view *view, const qw_allocator *a);
void qw_segment_worker_free(qw_segment_worker *w);

/* `e` has read the lines [first, last). When a splice explains them best, undo it
 * in the page and add it to the plan; *accepted says so. `carried`: the page
 * before ended in this splice. False: no memory. */
bool qw_segment_finish(qw_segment_worker *w, qw_evidence *e, qw_page *page, size_t first,
                       size_t last, bool carried, bool *accepted, qw_plan *plan);

#endif
