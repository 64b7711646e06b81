/* SPDX-License-Identifier: Apache-2.0 */
/* Costs behind two characters. Contexts whose continuations were counted are in the table
 * themselves, with what any other continuation costs more than its pair; where a context
 * is unknown, no triple is looked for, so next to nothing is found that was not put in.
 * docs/model.md explains the estimate, tools/gen-triples.c makes the table. */
#include "config.h"
#include "model/triple.h"
#include "model/triple_table.h"

#include "generated/triples.inc"

#define ONES 0x0001000100010001u
#define HIGHS 0x8000800080008000u

/* The highest bit of each lane that equals `lane`, and no other. */
static inline uint64_t equal_lanes(uint64_t word, uint64_t lane)
{
	uint64_t x = word ^ lane * ONES;
	return ~(((x & ~HIGHS) + ~HIGHS) | x) & HIGHS;
}

/* The way whose bit is set: each power of two shifts another six bits of this constant to
 * the top (a de Bruijn sequence). */
#define SEQUENCE 0x03F79D71B4CB0A89u
static const uint8_t way_of[64] = {
	0, 1, 15, 2, 0, 16, 0, 3, 0, 0, 17, 0, 0, 0, 6, 4,
	0, 0, 0, 14, 0, 18, 0, 0, 0, 0, 11, 0, 0, 7, 0, 0,
	0, 0, 0, 0, 0, 0, 0, 5, 0, 13, 19, 0, 0, 10, 0, 0,
	0, 0, 0, 0, 12, 9, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0,
};

/* The step of an entry, or 0. No two entries of a bucket have the same lane, so at most
 * one bit is set. Where an entry stands can't be predicted, so no branch asks for it. */
static inline unsigned find_step(uint32_t first, uint32_t second, uint32_t third)
{
	qw_triple_place place = qw_triple_place_of(first, second, third, TRIPLE_BUCKETS);
	const uint64_t *word = triple[place.bucket];
	uint64_t found = equal_lanes(word[0], place.lane) >> 15
	               | equal_lanes(word[1], place.lane) >> 14
	               | equal_lanes(word[2], place.lane) >> 13
	               | equal_lanes(word[3], place.lane) >> 12
	               | equal_lanes(word[4], place.lane) >> 11;
	if (found == 0)
		return 0;
	unsigned way = way_of[found * SEQUENCE >> 58];
	unsigned byte = (unsigned)(word[qw_triple_byte_word(way)] >> qw_triple_byte_shift(way)) & 0xFF;
	return byte >> QW_TRIPLE_STEP_BITS == place.more ? byte & (QW_TRIPLE_STEPS - 1) : 0;
}

bool qw_triple_context(uint32_t first, uint32_t second, qw_bits *more)
{
	unsigned step = (first | second) >> QW_TRIPLE_ID_BITS != 0
	                ? 0 : find_step(first, second, QW_TRIPLE_CONTEXT);
	*more = step != 0 ? backoff_cost[step] : 0;
	return step != 0;
}

qw_bits qw_triple_find(uint32_t first, uint32_t second, uint32_t third)
{
	unsigned step = third >> QW_TRIPLE_ID_BITS == 0 ? find_step(first, second, third) : 0;
	return step != 0 ? triple_cost[step] : -1;
}
