/* SPDX-License-Identifier: Apache-2.0 */
/* Hypotheses on what stood where bytes were lost: the likeliest survive. */
#ifndef QW_DAMAGE_MOJIBAKE_BEAM_H
#define QW_DAMAGE_MOJIBAKE_BEAM_H

#include "model/model.h"
#include "text/alloc.h"

#define QW_BEAM_SURE INT32_MAX   /* lead of a character of which nothing was lost, and beside
                                    which nothing else came into question */
#define QW_BEAM_WHOLE 1           /* the lowest bit of a lead: no byte of the character was lost */
#define QW_BEAM_ROOT 0u          /* the node in front of the first character */

enum {
	QW_BEAM_FRESH = 2,           /* characters that end with one damaged cell */
	QW_BEAM_HELD = 4,            /* bytes of an unfinished character */
	QW_BEAM_SLOTS = 4096,        /* of the index of states, a power of two */
	QW_BEAM_MOST = 1024          /* hypotheses that are looked at in one place */
};

/* A character of a hypothesis. */
typedef struct {
	qw_cell cell;
	uint32_t from, to;           /* borders in the damaged text, as in mojibake/layer.h */
	qw_bits lead;                /* bits/256 by which the best other history is dearer */
} qw_beam_cell;

/* The same, behind that of node `before`. */
typedef struct {
	qw_beam_cell of;
	uint32_t before;
} qw_beam_node;

typedef struct {
	int64_t bits;
	qw_bits expect;              /* bits/256 that the next character will cost, roughly */
	uint32_t node;               /* its last character but these: */
	qw_beam_cell fresh[QW_BEAM_FRESH];
	uint8_t freshes;             /* characters of the step at hand, which are no nodes yet */
	qw_cell before, previous;    /* what stands in front of the next character */
	unsigned char byte[QW_BEAM_HELD]; /* of the character that is not complete yet */
	int32_t lean;                /* bits/256: what is written so far looks traditional (> 0) */
	uint8_t held;
	uint8_t unsure;              /* some of these bytes were lost */
	uint8_t alone;               /* a lost byte that must not be one character with the next */
	uint8_t marked;              /* and whether a mark stands for it */
	uint8_t dropped;             /* bytes that were put in without a mark since the last cell */
	uint32_t border;             /* in front of the first of `byte` */
} qw_hypothesis;

typedef struct {
	qw_allocator allocator;
	qw_beam_node *node;
	size_t nodes, node_capacity;
	qw_hypothesis *now, *next;   /* room for QW_BEAM_MOST */
	size_t count, next_count;
	int64_t best;                /* the least bits/256 in `next`, with what is expected of them */
	struct qw_beam_room *room;   /* these two, and an index of the states of `next` */
	uint32_t turn;
	qw_bits least;               /* bits/256 by which those were behind that were given up since
	                                there was but one: no lead is greater */
	size_t width;                /* hypotheses that survive a step */
	qw_bits behind;              /* bits/256 by which one may be behind */
	bool failed;                 /* no memory */
} qw_beam;

void qw_beam_init(qw_beam *b, const qw_allocator *a);
void qw_beam_free(qw_beam *b);

/* One hypothesis: nothing is known yet but how text before looked. No memory: `failed`, and
 * nothing else may be called. */
bool qw_beam_begin(qw_beam *b, uint32_t border, int32_t lean);

/* Add a character to the hypothesis. False: a damaged cell can't end so many. */
bool qw_beam_extend(qw_hypothesis *h, qw_cell c, uint32_t from, uint32_t to, bool sure);

/* Is a hypothesis of so many bits/256, with what is expected of it, worth to be put in? */
static inline bool qw_beam_wants(const qw_beam *b, int64_t bits)
{
	return bits <= b->best + b->behind;
}

/* Put one in `next`. Of those in the same state the cheaper one stays; by how much is the lead
 * of the characters in which they differ. */
void qw_beam_put(qw_beam *b, qw_hypothesis *h);

/* The best of `next` join `now`. */
void qw_beam_join(qw_beam *b);

/* `next` becomes `now`, the best first, without those that are far behind. False: none is left,
 * `now` stays. */
bool qw_beam_turn(qw_beam *b);

/* The best of `now` whose characters are complete; the others are compared with it. NULL: there
 * is none. */
const qw_hypothesis *qw_beam_best(qw_beam *b);

#endif
