/* SPDX-License-Identifier: Apache-2.0 */
/* Which triples are worth their place. */
#include "triples.h"
#include "text/cell.h"

#include <stdlib.h>

#define CODE_MASK 0x1FFFFFu
#define FEWEST 3       /* occurrences, as for pairs */
#define ASIDE 2        /* occurrences set aside for each kind of triple */

static bool has_pairs(const model *m, uint32_t c)
{
	return m->id_of[c] < PAIR_IDS && m->id[m->id_of[c]].code == c;
}

/* Only characters that are lost in bytes are chosen, which are Han or stand beside them. */
static bool is_candidate(const model *m, const triple_count *p)
{
	uint32_t a = (uint32_t)(p->key >> 42), b = p->key >> 21 & CODE_MASK, c = p->key & CODE_MASK;
	return p->count >= FEWEST && has_pairs(m, a) && has_pairs(m, b) && has_pairs(m, c)
	    && (qw_cell_is_han(a) || qw_cell_is_han(b) || qw_cell_is_han(c));
}

/* The triples of one context, from counts->triple[at] on; returns where the next begin. */
static size_t add_row(const model *m, const triple_counts *counts, size_t at, triples *t)
{
	uint64_t context = counts->triple[at].key >> 21, weight = 0, count = 0;
	size_t from = at, had = t->triples;
	triple_context *c = triples_add_context(t, (uint32_t)(context >> 21), context & CODE_MASK);
	for (; at < counts->triples && counts->triple[at].key >> 21 == context; at++) {
		const triple_count *p = &counts->triple[at];
		weight += p->weight;
		count += p->count;
		if (is_candidate(m, p))
			triples_add(t, p->key & CODE_MASK, p->weight);
	}
	c->weight = (uint32_t)weight;
	c->aside = count > 0 ? (uint32_t)(ASIDE * (at - from) * weight / count) : 0;
	t->contexts -= t->triples == had;
	return at;
}

typedef struct {
	uint64_t bits;     /* 1/256 bits that keeping it saves in all the training text */
	size_t context, triple;
} triple_gain;

static int compare_gains(const void *a, const void *b)
{
	const triple_gain *p = a, *q = b;
	if (p->bits != q->bits)
		return p->bits > q->bits ? -1 : 1;
	return p->triple < q->triple ? -1 : p->triple > q->triple;
}

/* The gains of one context's triples against what they cost when others of the context
 * are kept and they are not. The best of them needs two entries, one for the context, so
 * it counts half. */
static size_t find_row(const model *m, const triples *t, size_t context, triple_gain *gain)
{
	const triple_context *c = &t->context[context];
	size_t n = 0, best = 0;
	for (size_t k = c->row; k < c->end; k++) {
		const triple *p = &t->triple[k];
		unsigned without = triple_pair_cost(m, c->second, p->third) + c->backoff;
		if (without <= p->cost)
			continue;
		gain[n] = (triple_gain){(uint64_t)(without - p->cost) * p->weight, context, k};
		best = gain[n].bits > gain[best].bits ? n : best;
		n++;
	}
	if (n > 0)
		gain[best].bits /= 2;
	return n;
}

static size_t find_gains(const model *m, const triples *t, triple_gain *gain)
{
	size_t n = 0;
	for (size_t i = 0; i < t->contexts; i++)
		n += find_row(m, t, i, gain + n);
	qsort(gain, n, sizeof *gain, compare_gains);
	return n;
}

/* The best first; one that finds its bucket or that of its context full has no place. */
static void keep_best(const model *m, triples *t, const triple_gain *gain, size_t n,
                      size_t buckets)
{
	bool *known = allocate(t->contexts + 1, sizeof *known);
	triple_table table;
	triple_table_init(&table, buckets);
	for (size_t i = 0; i < t->triples; i++)
		t->triple[i].keep = false;
	for (size_t i = 0; i < n; i++) {
		const triple_context *c = &t->context[gain[i].context];
		triple *p = &t->triple[gain[i].triple];
		if (!known[gain[i].context])
			known[gain[i].context] = triple_table_put(&table, m, c->first, c->second, 0, 1);
		p->keep = known[gain[i].context]
		       && triple_table_put(&table, m, c->first, c->second, p->third, 1);
	}
	triple_table_free(&table);
	free(known);
}

void triples_select(const model *m, triple_counts *counts, size_t buckets, triples *t)
{
	*t = (triples){0};
	for (size_t at = 0; at < counts->triples;)
		at = add_row(m, counts, at, t);
	triples_estimate(m, t);
	triple_gain *gain = allocate(t->triples + 1, sizeof *gain);
	size_t n = find_gains(m, t, gain);
	keep_best(m, t, gain, n, buckets);
	free(gain);
}
