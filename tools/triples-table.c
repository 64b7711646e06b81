/* SPDX-License-Identifier: Apache-2.0 */
#include "triples.h"
#include "model/triple_table.h"

#include <stdlib.h>

_Static_assert(QW_TRIPLE_ID_BITS == PAIR_ID_BITS, "triples are made of the ids of pairs");

void triple_table_init(triple_table *t, size_t buckets)
{
	*t = (triple_table){.buckets = buckets};
	t->word = allocate(buckets, sizeof *t->word);
	t->used = allocate(buckets, sizeof *t->used);
}

void triple_table_free(triple_table *t)
{
	free(t->word);
	free(t->used);
}

/* A look-up takes one lane that fits, so there may be no other. */
static bool has_lane(const uint64_t *word, unsigned ways, uint16_t lane)
{
	for (unsigned i = 0; i < ways; i++)
		if ((uint16_t)(word[qw_triple_lane_word(i)] >> qw_triple_lane_shift(i)) == lane)
			return true;
	return false;
}

bool triple_table_put(triple_table *t, const model *m, uint32_t first, uint32_t second,
                      uint32_t third, unsigned step)
{
	uint32_t id = third == 0 ? QW_TRIPLE_CONTEXT : m->id_of[third];
	qw_triple_place p = qw_triple_place_of(m->id_of[first], m->id_of[second], id, t->buckets);
	uint64_t *word = t->word[p.bucket];
	unsigned way = t->used[p.bucket];
	if (way == QW_TRIPLE_WAYS || has_lane(word, way, p.lane))
		return false;
	uint64_t byte = (uint64_t)p.more << QW_TRIPLE_STEP_BITS | step;
	word[qw_triple_lane_word(way)] |= (uint64_t)p.lane << qw_triple_lane_shift(way);
	word[qw_triple_byte_word(way)] |= byte << qw_triple_byte_shift(way);
	t->used[p.bucket]++;
	return true;
}

size_t triple_option(int *argc, char ***argv)
{
	size_t buckets = TRIPLE_BUCKETS;
	if (*argc < 2 || sscanf((*argv)[1], "--triples=%zu", &buckets) != 1)
		return buckets;
	if (buckets < 1024 || buckets > 1u << 24)
		die("--triples must be from 1024 to 2^24");
	--*argc;
	++*argv;
	return buckets;
}
