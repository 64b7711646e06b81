/* SPDX-License-Identifier: Apache-2.0 */
/* The plan of a page: what repair changed, where and why. */
#ifndef QW_DAMAGE_PLAN_H
#define QW_DAMAGE_PLAN_H

#include "model/model.h"
#include "text/buffer.h"
#include "text/text.h"

enum { QW_PLAN_KIND = 144 };

typedef struct {
	uint32_t line;           /* index of the line in the page */
	uint32_t from, to;       /* bytes from the start of the window */
	uint32_t before, after, end; /* plan->cells: before[..after) became after[..end) */
	uint32_t exact, guessed, lost;
	uint32_t newlines;       /* LF that were eaten, maybe */
	size_t first_guess, guesses; /* plan->guess */
	bool foreign;            /* read in another encoding than the document's */
	bool differs;            /* our tables make something else of it than some vendor's */
	qw_bits lead;            /* bits/256 by which the next best reading was worse */
} qw_plan_span;

/* A code point that was chosen among several that fit. */
typedef struct {
	uint32_t cell;           /* of what the span became, from 0 */
	qw_bits lead;            /* bits/256 by which the next best choice was worse */
} qw_plan_guessed;

/* A guessed code point in the text of the page. */
typedef struct {
	uint32_t line, at;       /* its line, and the byte that it is counted from; */
	uint32_t nth;            /* of the cells that are counted from there, from 0 */
} qw_plan_shown;

typedef struct {
	char kind[QW_PLAN_KIND]; /* a damage's name, or a chain of them */
	size_t first_span, spans;
	uint32_t first_line, last_line;
	uint32_t from, to;       /* bytes from the start of the window */
	size_t parameters, parameters_end; /* plan->words */
	int64_t bits;            /* bits/256 by which the repaired text is better */
	uint32_t exact, guessed, lost, newlines, unproven;
	uint64_t doubt;          /* 1/1000 code points: of the guessed ones so many are wrong */
	uint32_t skipped;        /* places that nobody wants to be repaired */
	bool stands;             /* nothing was changed in it */
} qw_plan_segment;

/* Bytes of a line that stay as they came, since nobody wants what was found there. */
typedef struct {
	uint32_t line, from, to;
} qw_plan_kept;

typedef struct {
	qw_allocator allocator;
	bool keep_spans;         /* not only their sums */
	bool keep_words;         /* the parameters of segments */
	bool keep_shown;         /* where guesses stand in the text */
	qw_plan_segment *segment;
	size_t segments, segment_capacity;
	qw_plan_span *span;
	size_t spans, span_capacity;
	qw_plan_guessed *guess;
	size_t guesses, guess_capacity;
	qw_plan_shown *shown;
	size_t shows, shown_capacity;
	qw_plan_kept *kept;      /* in the order of the text */
	size_t keeps, kept_capacity;
	uint64_t debris_han;     /* Han that are debris and no text */
	qw_text cells;
	qw_buffer words;
} qw_plan;

void qw_plan_init(qw_plan *plan, const qw_allocator *a);
void qw_plan_free(qw_plan *plan);
void qw_plan_clear(qw_plan *plan);

/* Begin a segment of a kind, whose name is copied; NULL: no memory. Lives until the next one
 * is begun. */
qw_plan_segment *qw_plan_begin(qw_plan *plan, const char *kind);

/* Add a span to the segment begun last. False: no memory. */
bool qw_plan_add(qw_plan *plan, const qw_plan_span *span, const qw_cell *before, size_t n,
                 const qw_cell *after, size_t m);

/* Say which code point of the span added last was guessed; in their order. Its count is
 * the span's `guessed`, which may be more than those that are said. False: no memory. */
bool qw_plan_guess(qw_plan *plan, uint32_t cell, qw_bits lead);

/* Remember where a guess stands in the text. False: no memory. */
bool qw_plan_show(qw_plan *plan, const qw_plan_shown *shown);

/* The same for cell k of a line, which is `fixed` from cell `first` on. */
bool qw_plan_show_cell(qw_plan *plan, const qw_text *fixed, size_t first, size_t k, uint32_t line);

/* Bytes [from, to) of the line, which was the last one shown, read otherwise now. */
void qw_plan_hide(qw_plan *plan, uint32_t line, uint32_t from, uint32_t to);

/* How far the plan is, and back to there. */
typedef struct { size_t segments, spans, guesses, shows, cells, words; } qw_plan_mark;
qw_plan_mark qw_plan_here(const qw_plan *plan);
void qw_plan_return(qw_plan *plan, qw_plan_mark mark);

/* Cells [from, *end) of line `number`, n cells counted from at[0..n), are all to stay as they
 * came, or none of them. True: all. */
bool qw_plan_keeps(const qw_plan *plan, size_t number, const uint32_t *at, size_t n, size_t from,
                   size_t *end);

/* Put segments in the order of their first lines, and what is shown in that of the text. */
void qw_plan_sort(qw_plan *plan);

#endif
