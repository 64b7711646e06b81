/* SPDX-License-Identifier: Apache-2.0 */
/* Frames of UTF-16 in the lines of another text: fields and pieces that were put in as bytes, or
 * read in the wrong byte order; and what a byte order mark became. */
#ifndef QW_DAMAGE_FRAME_FRAME_H
#define QW_DAMAGE_FRAME_FRAME_H

#include "damage/frame/weigh.h"
#include "damage/page.h"
#include "damage/plan.h"

enum { QW_FRAME_CODECS = 8 };

/* What is used anew for each line. Nothing is known of other lines. */
typedef struct {
	qw_frame_codec codec[QW_FRAME_CODECS]; /* that are looked for */
	size_t codecs;
	qw_frames found, best;   /* by one damage, and by that which explains most */
	qw_text after, again;
	qw_bits *lead;           /* of each cell of `after`; INT32_MAX: it was not guessed */
	size_t lead_capacity;
	qw_bits least;           /* lead of a guess that is written; set by the caller */
} qw_frame_repair;

void qw_frame_repair_init(qw_frame_repair *r, const qw_allocator *a);
void qw_frame_repair_free(qw_frame_repair *r);

/* Repair the lines of a page; the plan says what was done. False: no memory. */
bool qw_frame_repair_page(qw_frame_repair *r, qw_page *page, qw_plan *plan);

#endif
