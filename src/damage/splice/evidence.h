/* SPDX-License-Identifier: Apache-2.0 */
/* Splice or author? Both explain the notes of a text; whose explanation takes
 * fewer bits wins.
 *
 * An author annotates rare characters, or all of them, mostly at their first
 * mention. A splice has a table of mostly frequent, mostly traditional characters,
 * annotates every occurrence of them, and wherever the two bytes straddle two
 * characters it leaves wreckage that no author writes. */
#ifndef QW_DAMAGE_SPLICE_EVIDENCE_H
#define QW_DAMAGE_SPLICE_EVIDENCE_H

#include "damage/splice/table.h"
#include "damage/splice/view.h"
#include "model/model.h"

enum {
	QW_RANKS = 24,          /* classes of characters by their bits */
	QW_LOGARITHMS = 4096    /* remembered */
};

/* What the events add up to. */
typedef struct {
	int64_t splice;          /* bits/256 of the events so far, under a splice */
	int64_t author;          /* the same for an author, without the rates of the ranks */
	int64_t rate;            /* what the notes cost at the rates that are usual for their ranks */
	int64_t learner;         /* for one who annotates all that he can */
	uint32_t rank_noted[QW_RANKS], rank_seen[QW_RANKS];
	uint32_t noted, plain, noted_hans; /* distinct characters */
	uint32_t notes, straddles;
	uint32_t conflicts;      /* table characters without their note, or with another one */
	uint32_t han;            /* running characters that could carry a note */
	uint32_t nul_marks;      /* two NULs and "reading)" */
	uint32_t other_marks;    /* other marks and the same, where the bytes fit */
	uint32_t straddles_missing; /* pairs of the table across two characters, no wreckage */
} qw_evidence_sum;

typedef struct {
	const qw_view *view;
	qw_table table;
	int32_t logarithm[QW_LOGARITHMS]; /* qw_log2() of the index */
	uint8_t *rank;           /* QW_PAIRS; 1 + the rank of a pair's character, 0: not looked up */
	qw_evidence_sum sum;
} qw_evidence;

/* How many notes and straddles c[0..n) shows at a quick look, without any evidence. */
uint32_t qw_evidence_count(const qw_cell *c, size_t n);

/* False: no memory. Free in either case. */
bool qw_evidence_init(qw_evidence *e, const qw_view *view, const qw_allocator *a);
void qw_evidence_free(qw_evidence *e);
void qw_evidence_clear(qw_evidence *e);

/* Where the evidence stands, and back to there. */
typedef struct {
	qw_table_mark table;
	qw_evidence_sum sum;
} qw_evidence_mark;
void qw_evidence_here(const qw_evidence *e, qw_evidence_mark *mark);
void qw_evidence_return(qw_evidence *e, const qw_evidence_mark *mark);

/* bits/256 by which a splice explains what was read so far better than an author whose
 * rates are the usual ones: what a line adds tells on which side it is. */
static inline int64_t qw_evidence_lean(const qw_evidence *e)
{
	return e->sum.rate + e->sum.author - e->sum.splice;
}

/* The view has changed: pairs stand for other characters now. What was read stays. */
void qw_evidence_change_view(qw_evidence *e);

/* Add what the cells of a line tell. False: no memory. */
bool qw_evidence_line(qw_evidence *e, const qw_cell *c, size_t n);

/* Count the straddles that the table predicts and that c[0..n), which the evidence has
 * read, does not show. */
void qw_evidence_straddles(qw_evidence *e, const qw_cell *c, size_t n);

/* Does a program that replaced characters, not bytes, explain the notes better?
 * It leaves no wreckage, and is rarer by far. */
bool qw_evidence_per_character(const qw_evidence *e);

/* bits/256 by which a splice explains the notes better than any author does. `carried`:
 * the text before was spliced so, too, which speaks for a splice as much as its rarity
 * speaks against it elsewhere. */
int64_t qw_evidence_gain(const qw_evidence *e, bool carried);

#endif
