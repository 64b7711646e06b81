/* SPDX-License-Identifier: Apache-2.0 */
/* Costs of triples. What is set aside of a context's weight is shared out as the pairs
 * say, so that the longer context only corrects the shorter one:
 *
 *	chance = (weight of the triple + aside * chance of the pair) / (weight + aside)
 *
 * Triples that are not kept share what the kept ones leave over, in the proportions of
 * their pairs: they cost their pair and the context's back-off. */
#include "triples.h"

#include <stdlib.h>

#define ONE ((uint64_t)1 << 32)      /* a chance of 1 */
#define LEAST (ONE / 512)            /* a context never rules anything out */

static void *grow(void *array, size_t used, size_t *capacity, size_t size)
{
	if (used < *capacity)
		return array;
	*capacity = *capacity * 2 + 1024;
	array = realloc(array, *capacity * size);
	if (array == NULL)
		die("no memory");
	return array;
}

triple_context *triples_add_context(triples *t, uint32_t first, uint32_t second)
{
	t->context = grow(t->context, t->contexts, &t->context_capacity, sizeof *t->context);
	t->context[t->contexts] = (triple_context){
		.first = first, .second = second, .row = t->triples, .end = t->triples};
	return &t->context[t->contexts++];
}

triple *triples_add(triples *t, uint32_t third, uint32_t weight)
{
	t->triple = grow(t->triple, t->triples, &t->triple_capacity, sizeof *t->triple);
	t->triple[t->triples] = (triple){.third = third, .weight = weight, .keep = true};
	t->context[t->contexts - 1].end = t->triples + 1;
	return &t->triple[t->triples++];
}

void triples_free(triples *t)
{
	free(t->triple);
	free(t->context);
}

unsigned triple_pair_cost(const model *m, uint32_t second, uint32_t third)
{
	uint16_t a = m->id_of[second], b = m->id_of[third];
	const model_pair *p = model_find(m, a, b);
	return p != NULL ? p->cost : model_fallback(m, a, b);
}

static void estimate_context(const model *m, triples *t, triple_context *c)
{
	uint64_t whole = (uint64_t)c->weight + c->aside, left = ONE, pairs_left = ONE;
	for (size_t i = c->row; i < c->end; i++) {
		triple *p = &t->triple[i];
		uint64_t pair = chance_of(triple_pair_cost(m, c->second, p->third));
		uint64_t part = p->weight * ONE + c->aside * pair;
		p->cost = (uint16_t)cost_of(part, whole * ONE);
		if (!p->keep)
			continue;
		uint64_t chance = part / whole;
		left = left > chance + LEAST ? left - chance : LEAST;
		pairs_left = pairs_left > pair + LEAST ? pairs_left - pair : LEAST;
	}
	c->backoff = (uint16_t)cost_of(left, pairs_left);
}

void triples_estimate(const model *m, triples *t)
{
	for (size_t i = 0; i < t->contexts; i++)
		estimate_context(m, t, &t->context[i]);
}
