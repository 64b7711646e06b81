/* SPDX-License-Identifier: Apache-2.0 */
/* Costs by look-up. docs/model.md explains the estimate behind them; tools/gen-model.c
 * makes the tables.
 *
 * Each character has an id; what was not counted shares the id of its script class. A
 * pair of ids is looked up as itself; traditional characters then as their simplified
 * forms; else the classes and the character itself make the cost. The bits of a pair are
 * mixed reversibly; the upper ones number a bucket, the others stand in its entries,
 * each with the step of its cost: nothing is found that was not put in. */
#include "config.h"
#include "model/model.h"
#include "model/triple.h"

typedef struct {
	uint16_t within, single, backoff; /* 1/256 bits */
	uint16_t fold;                    /* id of the simplified form */
	uint8_t form;                     /* 1/16 bits */
	uint8_t class;
} qw_character;

#include "generated/model.inc"

#define REPEAT (4 * QW_BIT)
#define PAGE_MASK ((1u << PAGE_BITS) - 1)
#define KEY_MASK ((1u << 2 * PAIR_ID_BITS) - 1)

static inline uint32_t id_of(qw_cell c)
{
	if (c <= QW_CODE_POINT_MAX)
		return page[(uint32_t)page_of[c >> PAGE_BITS] << PAGE_BITS | (c & PAGE_MASK)];
	return qw_cell_is_raw(c) ? CLASS_RAW : CLASS_HOLE;
}

/* Cost of a kept pair, or 0. The loop has no early end, so that compilers turn it
 * into a few vector instructions. */
static inline qw_bits find_pair(uint32_t first, uint32_t second)
{
	if ((first | second) >> PAIR_ID_BITS != 0)
		return 0;
	uint32_t key = first << PAIR_ID_BITS | second;
	key = key * 0x9E3779B1u & KEY_MASK;
	key ^= key >> PAIR_ID_BITS;
	key = key * 0x85EBCA6Bu & KEY_MASK;
	const uint16_t *p = pair + (size_t)(key >> REST_BITS) * WAYS;
	uint16_t rest = (uint16_t)(key << STEP_BITS), found = 0;
	for (size_t i = 0; i < WAYS; i++) {
		uint16_t step = p[i] ^ rest;
		found |= step < 1u << STEP_BITS ? step : 0;
	}
	return found == 0 ? 0 : step_cost[found];
}

static qw_bits fall_back(uint32_t first, uint32_t second)
{
	const qw_character *a = &character[first], *b = &character[second];
	if ((a->fold != first || b->fold != second) && a->class != CLASS_HAN_S
	    && b->class != CLASS_HAN_S) {
		qw_bits cost = find_pair(a->fold, b->fold);
		if (cost != 0)
			return cost + b->form * 16;
	}
	return a->backoff + transition[a->class][b->class] + b->within;
}

/* Rules, leaders and frames repeat signs that may never have been counted. */
static qw_bits repeat(qw_bits cost, qw_cell c, uint32_t id)
{
	bool cheap = cost > REPEAT && qw_cell_is_code_point(c) && repeats[character[id].class];
	return cheap ? REPEAT : cost;
}

static inline qw_bits cell_cost(qw_cell previous, uint32_t first, qw_cell current, uint32_t second)
{
	qw_bits cost = find_pair(first, second);
	if (cost != 0)
		return cost;
	cost = fall_back(first, second);
	return previous == current ? repeat(cost, current, second) : cost;
}

qw_bits qw_model_pair(qw_cell previous, qw_cell current)
{
	return cell_cost(previous, id_of(previous), current, id_of(current));
}

/* The same rule as for pairs: traditional characters as their simplified forms, but
 * never between the writings. */
static bool fold_context(qw_model_context *context)
{
	const qw_character *a = &character[context->first], *b = &character[context->second];
	if (a->class == CLASS_HAN_S || b->class == CLASS_HAN_S)
		return false;
	context->first = a->fold;
	context->second = b->fold;
	return true;
}

qw_model_context qw_model_behind(qw_cell before, qw_cell previous)
{
	qw_model_context c = {.first = id_of(before), .second = id_of(previous)};
	uint32_t first = c.first, second = c.second;
	c.counted = qw_triple_context(first, second, &c.more);
	if (c.counted || !fold_context(&c) || (c.first == first && c.second == second))
		return c;
	c.counted = qw_triple_context(c.first, c.second, &c.more);
	c.folded = c.counted;
	return c;
}

qw_bits qw_model_triple_of(const qw_model_context *context, qw_cell current, qw_bits cost)
{
	uint32_t id = id_of(current);
	const qw_character *c = &character[id];
	if (!context->counted || (context->folded && c->class == CLASS_HAN_S))
		return cost;
	qw_bits found = qw_triple_find(context->first, context->second, context->folded ? c->fold : id);
	if (found < 0)
		return cost + context->more;
	return found + (context->folded ? c->form * 16 : 0);
}

qw_bits qw_model_triple(qw_cell before, qw_cell previous, qw_cell current)
{
	qw_model_context context = qw_model_behind(before, previous);
	return qw_model_triple_of(&context, current, qw_model_pair(previous, current));
}

int64_t qw_model_text(qw_cell previous, const qw_cell *cells, size_t n)
{
	int64_t sum = 0;
	uint32_t before = id_of(previous);
	for (size_t i = 0; i < n; i++) {
		uint32_t id = id_of(cells[i]);
		sum += cell_cost(previous, before, cells[i], id);
		previous = cells[i];
		before = id;
	}
	return sum;
}

void qw_model_sums(qw_cell previous, const qw_cell *cells, size_t n, int64_t *sum)
{
	int64_t all = 0;
	uint32_t before = id_of(previous);
	for (size_t i = 0; i < n; i++) {
		uint32_t id = id_of(cells[i]);
		all += cell_cost(previous, before, cells[i], id);
		sum[i] = all;
		previous = cells[i];
		before = id;
	}
}

qw_bits qw_model_single(qw_cell current)
{
	return character[id_of(current)].single;
}
