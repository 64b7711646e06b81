/* SPDX-License-Identifier: Apache-2.0 */
/* The ways to repair a line, and the choice among them. */
#ifndef QW_DAMAGE_MOJIBAKE_CANDIDATES_H
#define QW_DAMAGE_MOJIBAKE_CANDIDATES_H

#include "damage/mojibake/expected.h"
#include "damage/mojibake/lossy.h"
#include "damage/mojibake/search.h"
#include "damage/mojibake/vain.h"
#include "damage/mojibake/weigh.h"
#include "damage/page.h"
#include "damage/surprise.h"

/* Bits that a place costs in which bytes were lost anywhere. */
enum { QW_CANDIDATE_TORN = 6 };

/* A way to repair a part of the line. */
typedef struct {
	qw_layers layers;
	qw_frame frame;          /* its originals are in `original`; gain: what it is worth */
	int64_t lead;            /* bits/256 by which the next best reading is worse */
	size_t nth;              /* of those that were there when the choice was made */
	bool good;               /* the result is such text as nobody would search further */
} qw_candidate;

typedef struct {
	qw_allocator allocator;
	qw_search search;
	qw_surprise surprise;
	qw_text undone[2];       /* what the layers gave, in turns */
	qw_text original;
	qw_bits *lead;           /* of each of its cells, as in qw_lossy */
	size_t lead_capacity;
	qw_set_id bytes;         /* the double-byte set that the document is in; UTF8: none */
	qw_losses losses;
	qw_lossy lossy;
	qw_layers rival[QW_EXPECTED]; /* policies that explained the last sample nearly as well as the
	                            best, which is one of them; the best first */
	size_t rivals;
	/* How often in a row there was nothing: lines with losses, stretches and lines with shifts
	 * that promise little. */
	unsigned vain, vain_stretches, vain_shifts;
	qw_vain searched;        /* where there was nothing */
	qw_candidate *candidate;
	size_t count, capacity;
	uint32_t *covered;       /* by cell of the line: is it explained? At last: 1 + the
	                            candidate that has taken it */
	size_t covered_capacity;
} qw_candidates;

/* Documents full of surprises are to take no hours: after `most` times in vain only one of some is
 * worth it. */
static inline bool qw_candidates_is_patient(unsigned *vain, unsigned most)
{
	enum { EACH = 8 };
	return (*vain)++ < most || *vain % EACH == 0;
}

void qw_candidates_init(qw_candidates *r, const qw_allocator *a);
void qw_candidates_free(qw_candidates *r);
void qw_candidates_clear(qw_candidates *r);

/* Add one, whose original is in r->original. False: no memory. */
bool qw_candidates_add(qw_candidates *r, const qw_candidate *c);

/* Copy the originals of a frame out of a text, with their leads (NULL: all are sure), into
 * r->original. False: no memory. */
bool qw_candidates_keep(qw_candidates *r, const qw_text *undone, const qw_bits *lead,
                        const qw_frame *f);

/* The whole line, n cells without its LF, as the chain with its losses explains it: *whole with
 * the offsets of the line and the leads of its cells; NULL: it does not. False: no memory. */
bool qw_candidates_whole(qw_candidates *r, const qw_layers *l, const qw_slice *line, size_t n,
                         const qw_text **whole, const qw_bits **lead);

/* Add those that the chain makes of the line: `expected`, as in qw_worth(). False: no memory. */
bool qw_candidates_try(qw_candidates *r, const qw_layers *l, const qw_slice *line, bool expected,
                       qw_bits price);

/* Cells [from, to) of a line. */
typedef struct { size_t from, to; } qw_range;

/* These cells, and up to `cells` on each side. */
qw_range qw_range_around(const qw_slice *line, size_t from, size_t to, size_t cells);

/* The same of a part of the line. */
bool qw_candidates_try_part(qw_candidates *r, const qw_layers *l, const qw_slice *line,
                            const qw_range *range, bool expected, qw_bits price);

/* The same near cells [from, to) only. */
bool qw_candidates_try_near(qw_candidates *r, const qw_layers *l, const qw_slice *line, size_t from,
                            size_t to);

/* Where neither those so far nor the search explain all of the line: what losses do. False:
 * no memory. */
bool qw_candidates_find_lossy(qw_candidates *r, const qw_slice *line, const qw_expected *e);

/* Text of a double-byte set that is read one byte late from some place on: add all that may be
 * done about it. False: no memory. */
bool qw_candidates_add_shift(qw_candidates *r, const qw_slice *line, const qw_expected *e);

/* The same, and nothing else. */
bool qw_candidates_find_shift(qw_candidates *r, const qw_slice *line, const qw_expected *e);

/* Nothing of a line of n cells is explained. False: no memory. */
bool qw_candidates_uncover(qw_candidates *r, size_t n);

/* All that may be done about the line. False: no memory. */
bool qw_candidates_find(qw_candidates *r, const qw_slice *line, const qw_expected *e);

/* What the chain as a whole makes of the line: `out` gets it, with all its frames undone that
 * read better, *gain what that is worth in bits/256; it may be less than nothing. False: no
 * memory. */
bool qw_candidates_read(qw_candidates *r, const qw_layers *l, const qw_slice *line, qw_text *out,
                        int64_t *gain);

/* Of candidates that overlap, the one that gains most wins. The winners stay, in their
 * order in the line, which is that of the last qw_candidates_find(). */
void qw_candidates_choose(qw_candidates *r, const qw_slice *line);

#endif
