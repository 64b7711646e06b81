/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/splice/price.h"

#include "model/logarithm.h"

enum {                      /* bits */
	SPLICE_PRICE = 12,      /* one text in four thousand was spliced */
	LEARNER_PRICE = 12,     /* so rare is one who annotates all that he can */
	AUTHOR_LEAST = 2,       /* an author annotates at most one in four rare characters */
	AUTHOR_MOST = 13,       /* and one in eight thousand common ones */
	AUTHOR_COMMON = 20      /* bits of a character plus bits of a note on it */
};

enum { RANK_STRENGTH = 2 }; /* observations that outweigh the prior of a rank */

/* qw_cost_of() for the small numbers that come by the thousand. */
static int32_t small_cost(const qw_evidence *e, uint32_t part, uint32_t whole)
{
	return whole < QW_LOGARITHMS ? e->logarithm[whole] - e->logarithm[part]
	                             : qw_cost_of(part, whole);
}

/* --- what an event costs --------------------------------------------------------- */

/* Bits of an author's note on a character of that rank. */
static int usual_rate(unsigned rank)
{
	int bits = AUTHOR_COMMON - (int)rank;
	return bits < AUTHOR_LEAST ? AUTHOR_LEAST : bits > AUTHOR_MOST ? AUTHOR_MOST : bits;
}

void qw_price_note(qw_evidence *e, unsigned rank)
{
	e->sum.notes++;
	e->sum.rank_noted[rank]++;
	e->sum.rank_seen[rank]++;
	e->sum.rate += usual_rate(rank) * QW_BIT;
}

void qw_price_first(qw_evidence *e, qw_cell c, bool noted)
{
	uint32_t all = e->sum.noted + e->sum.plain + 4u;
	e->sum.splice += small_cost(e, noted ? e->sum.noted + 1u : e->sum.plain + 3u, all);
	if (!noted) {
		e->sum.plain++;
		return;
	}
	/* Both forms count as one: conversion must not change the verdict. */
	bool hans = !qw_view_differs(c);
	uint32_t part = hans ? 2 * e->sum.noted_hans + 1u
	                     : 2 * (e->sum.noted - e->sum.noted_hans) + 7u;
	e->sum.splice += small_cost(e, part, 2 * e->sum.noted + 8u);
	e->sum.noted++;
	e->sum.noted_hans += hans;
}

/* Of sixteen notes by a table or a learner, that many give the usual reading. */
enum { USUAL = 14 };

/* Nobody needs to be told how a common character is usually read: of sixteen notes
 * by an author who explains, that many give the usual reading. */
static unsigned usual_by_author(unsigned rank)
{
	return rank <= 12 ? 2 : rank <= 17 ? 8 : 12;
}

static int32_t reading_cost(const qw_evidence *e, qw_cell c, qw_reading reading, unsigned usual)
{
	qw_reading first = qw_reading_first(c);
	bool is_usual = first == reading || ((reading & 7) == 0 && first >> 3 == reading >> 3);
	return small_cost(e, is_usual ? usual : 16 - usual, 16);
}

void qw_price_reading(qw_evidence *e, qw_cell c, qw_reading reading, unsigned rank)
{
	e->sum.author += reading_cost(e, c, reading, usual_by_author(rank));
	e->sum.learner += reading_cost(e, c, reading, USUAL);
	e->sum.splice += reading_cost(e, c, reading, USUAL);
}

/* --- what the text costs ---------------------------------------------------------- */

/* What an author pays who annotated `noted` of the `seen` characters of a rank. The
 * rate adapts to what the rank has shown, from a prior that falls with frequency;
 * the order of the events doesn't matter. */
static int64_t rank_cost(const qw_evidence *e, unsigned rank, uint32_t noted, uint32_t seen)
{
	int prior = usual_rate(rank);
	/* Pseudo-counts of a beta distribution, in units of 1/2^AUTHOR_MOST. */
	uint64_t unit = UINT64_C(1) << AUTHOR_MOST, whole = RANK_STRENGTH * unit;
	uint64_t yes = whole >> prior, no = whole - yes, plain = seen - noted;
	/* The plain ones first: a product of (j + no) / (j + whole), which telescopes to
	 * about a power of the ends' ratio. */
	int64_t cost = (int64_t)yes * qw_cost_of(no, plain * unit + no) / (int64_t)unit;
	if (noted == 0)
		return cost;
	/* Then the notes: (i + yes) / (i + plain + whole). Behind the first the prior
	 * hardly counts. */
	cost += qw_cost_of(yes, plain * unit + whole);
	for (uint32_t i = 1; i < noted; i++)
		cost += small_cost(e, i, (uint32_t)plain + i + RANK_STRENGTH);
	return cost;
}

/* One who explains hard characters to his readers. */
static int64_t explainer_cost(const qw_evidence *e)
{
	int64_t cost = e->sum.author;
	for (unsigned rank = 0; rank < QW_RANKS; rank++)
		if (e->sum.rank_seen[rank] > 0)
			cost += rank_cost(e, rank, e->sum.rank_noted[rank], e->sum.rank_seen[rank]);
	return cost;
}

/* Wreckage that bytes should have left and did not, against wreckage that
 * characters can't leave. */
static int64_t bytes_cost(const qw_evidence *e)
{
	return (int64_t)e->sum.straddles_missing * QW_PRICE_CONFLICT * QW_BIT;
}

static int64_t characters_cost(const qw_evidence *e)
{
	return (int64_t)(e->sum.straddles + 1) * QW_PRICE_STRADDLE * QW_BIT;
}

bool qw_evidence_per_character(const qw_evidence *e)
{
	return characters_cost(e) < bytes_cost(e);
}

/* What the likeliest author pays. One who annotates nearly all of a text has a table of
 * his own, of the characters that he takes to be hard; wreckage he leaves none. */
static int64_t author_cost(const qw_evidence *e)
{
	int64_t best = explainer_cost(e), learner = e->sum.learner + LEARNER_PRICE * QW_BIT;
	int64_t thorough = e->sum.splice
	                 + (LEARNER_PRICE + e->sum.straddles * QW_PRICE_STRADDLE) * QW_BIT;
	if (learner < best)
		best = learner;
	if (thorough < best && e->sum.notes * 4 > e->sum.han * 3)
		best = thorough;
	return best;
}

int64_t qw_evidence_gain(const qw_evidence *e, bool carried)
{
	int64_t author = author_cost(e);
	int64_t way = qw_evidence_per_character(e) ? characters_cost(e) : bytes_cost(e);
	int64_t price = carried ? -SPLICE_PRICE * QW_BIT : SPLICE_PRICE * QW_BIT;
	return author - e->sum.splice - price - way;
}
