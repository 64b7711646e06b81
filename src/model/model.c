/* SPDX-License-Identifier: Apache-2.0 */
/* Costs by look-up. docs/model.md explains the estimate behind them; tools/gen-model.c
 * makes the tables.
 *
 * Each character has an id; what was not counted shares the id of its script class. A
 * pair of ids is looked up as itself; traditional characters then as their simplified
 * forms; else the classes and the character itself make the cost. The 28 bits of a pair
 * are mixed reversibly; the upper ones number a bucket, the others stand in its
 * entries, each with the step of its cost: nothing is found that was not put in. */
#include "config.h"
#include "model/model.h"

typedef struct {
	uint16_t within, single, backoff; /* 1/256 bits */
	uint16_t fold;                    /* id of the simplified form */
	uint8_t form;                     /* 1/16 bits */
	uint8_t class;
} qw_character;

#include "generated/model.inc"

#define PAGE_MASK ((1u << PAGE_BITS) - 1)
#define KEY_MASK 0xFFFFFFFu

static inline uint32_t id_of(qw_cell c)
{
	if (c <= QW_CODE_POINT_MAX)
		return page[(uint32_t)page_of[c >> PAGE_BITS] << PAGE_BITS | (c & PAGE_MASK)];
	return qw_cell_is_raw(c) ? CLASS_RAW : CLASS_HOLE;
}

/* Cost of a kept pair, or -1. */
static inline qw_bits find_pair(uint32_t first, uint32_t second)
{
	uint32_t key = first << 14 | second;
	key = key * 0x9E3779B1u & KEY_MASK;
	key ^= key >> 14;
	key = key * 0x85EBCA6Bu & KEY_MASK;
	uint32_t bucket = key >> REST_BITS, rest = key & ((1u << REST_BITS) - 1);
	const uint16_t *p = pair + group[bucket / GROUP] + start[bucket];
	const uint16_t *end = pair + group[(bucket + 1) / GROUP] + start[bucket + 1];
	for (; p < end; p++)
		if ((uint32_t)*p >> CODE_BITS == rest)
			return step_cost[*p & ((1u << CODE_BITS) - 1)];
	return -1;
}

static qw_bits fall_back(uint32_t first, uint32_t second)
{
	const qw_character *a = &character[first], *b = &character[second];
	if ((a->fold != first || b->fold != second) && a->class != CLASS_HAN_S
	    && b->class != CLASS_HAN_S) {
		qw_bits cost = find_pair(a->fold, b->fold);
		if (cost >= 0)
			return cost + b->form * 16;
	}
	return a->backoff + transition[a->class][b->class] + b->within;
}

static inline qw_bits pair_cost(uint32_t first, uint32_t second)
{
	qw_bits cost = find_pair(first, second);
	return cost >= 0 ? cost : fall_back(first, second);
}

qw_bits qw_model_pair(qw_cell previous, qw_cell current)
{
	return pair_cost(id_of(previous), id_of(current));
}

int64_t qw_model_text(qw_cell previous, const qw_cell *cells, size_t n)
{
	int64_t sum = 0;
	uint32_t before = id_of(previous);
	for (size_t i = 0; i < n; i++) {
		uint32_t id = id_of(cells[i]);
		sum += pair_cost(before, id);
		before = id;
	}
	return sum;
}

qw_bits qw_model_single(qw_cell current)
{
	return character[id_of(current)].single;
}
