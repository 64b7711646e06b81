/* SPDX-License-Identifier: Apache-2.0 */
/* Take a splice out of a line, when its table is known. */
#ifndef QW_DAMAGE_SPLICE_UNDO_H
#define QW_DAMAGE_SPLICE_UNDO_H

#include "damage/splice/lattice.h"
#include "damage/splice/replay.h"
#include "damage/splice/table.h"
#include "model/model.h"
#include "text/text.h"

enum { QW_PREFIXED_MARKS = 6 };

/* What the segment's punctuation showed: how often it carries a prefix, and how often a
 * blank may be all of it. */
typedef struct {
	uint32_t all, prefixed, blank;
} qw_mark_count;

/* Which of the counts a mark belongs to; QW_PREFIXED_MARKS: none. */
unsigned qw_mark_number(qw_cell c);

/* A place where the line changed: cells [from, to) became [out_from, out_to). */
typedef struct {
	uint32_t from, to, out_from, out_to;
	uint32_t exact, guessed, lost, newlines;
	qw_bits lead;            /* bits/256 to the runner-up */
	size_t leads;            /* undo->lead of its cells, in their order */
} qw_place;

/* Lead of a cell that is no guess. */
#define QW_PLACE_SURE INT32_MAX

typedef struct {
	qw_allocator allocator;
	const qw_view *view;
	qw_table *table;
	qw_lattice *lattice;
	const qw_recall *recall; /* what the segment has written elsewhere */
	qw_replay *replay;       /* proves each mended run */
	qw_mark_count mark[QW_PREFIXED_MARKS];
	size_t least_blanks;     /* in front of a mark that has any */
	uint32_t shown, dropped; /* pairs without a character that left a mark, or nothing */
	qw_place *place;         /* of the last line */
	size_t places, capacity;
	qw_bits *lead;           /* of the cells of torn places */
	size_t leads, lead_capacity;
	qw_text rival;           /* another original of a torn run */
	uint32_t unsolved;       /* torn places of the last line that nothing fits */
} qw_splice_undo;

/* Undo the splice in c[0..n), appending to `out`; u->place[] says where. Entries found
 * on the way are added to the table. False: no memory. */
bool qw_splice_undo_line(qw_splice_undo *u, const qw_cell *c, const uint32_t *at, size_t n,
                         qw_text *out);

#endif
