/* SPDX-License-Identifier: Apache-2.0 */
/* Which pairs are worth their place. */
#include "model-estimate.h"

#include <stdlib.h>

#define ROUNDS 3       /* the costs of what is left out depend on what is kept */
#define FEWEST 3       /* occurrences: a pair seen once or twice proves little */

typedef struct {
	uint64_t bits;     /* 1/256 bits that keeping it saves in all the training text */
	size_t pair;
} pair_gain;

/* Most bits first; the order of code points where equal. */
static int compare_gains(const void *a, const void *b)
{
	const pair_gain *p = a, *q = b;
	if (p->bits != q->bits)
		return p->bits > q->bits ? -1 : 1;
	return p->pair < q->pair ? -1 : p->pair > q->pair;
}

static uint64_t gain_of(const model *m, const pair_count *p)
{
	uint16_t first = m->id_of[p->first], second = m->id_of[p->second];
	bool known = m->id[first].code == p->first && m->id[second].code == p->second
	          && first < PAIR_IDS && second < PAIR_IDS;
	if (!known || p->count < FEWEST)
		return 0;
	return model_gain(m, first, second, p->weight);
}

/* The best first; one whose bucket is full has no place. */
static void keep_best(const model *m, const pair_gain *gain, bool *keep, unsigned bucket_bits)
{
	const model_counts *c = m->counts;
	uint8_t *used = allocate((size_t)1 << bucket_bits, 1);
	for (size_t i = 0; i < c->pairs; i++)
		keep[i] = false;
	for (size_t i = 0; i < c->pairs && gain[i].bits > 0; i++) {
		const pair_count *p = &c->pair[gain[i].pair];
		uint32_t key = model_key(m->id_of[p->first], m->id_of[p->second]);
		uint8_t *n = &used[key >> (KEY_BITS - bucket_bits)];
		keep[gain[i].pair] = *n < WAYS;
		*n = (uint8_t)(*n + keep[gain[i].pair]);
	}
	free(used);
}

void model_select(model *m, bool *keep, unsigned bucket_bits)
{
	const model_counts *c = m->counts;
	pair_gain *gain = allocate(c->pairs + 1, sizeof *gain);
	for (size_t i = 0; i < c->pairs; i++)
		keep[i] = false;
	for (int round = 0; round < ROUNDS; round++) {
		model_estimate(m, keep);
		for (size_t i = 0; i < c->pairs; i++)
			gain[i] = (pair_gain){gain_of(m, &c->pair[i]), i};
		qsort(gain, c->pairs, sizeof *gain, compare_gains);
		keep_best(m, gain, keep, bucket_bits);
	}
	free(gain);
	model_estimate(m, keep);
}
