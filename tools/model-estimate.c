/* SPDX-License-Identifier: Apache-2.0 */
#include "model-estimate.h"

#include <stdlib.h>
#include <string.h>

#define LIKE_ENTRY (4 * 256) /* what entering a script that the training text lacks costs more */
#define TRANSITION_MAX (18 * 256)

static int compare_pairs(const void *a, const void *b)
{
	const model_pair *p = a, *q = b;
	if (p->first != q->first)
		return p->first < q->first ? -1 : 1;
	return p->second < q->second ? -1 : p->second > q->second;
}

const model_pair *model_find(const model *m, uint16_t first, uint16_t second)
{
	size_t low = m->id[first].row, high = m->id[first + 1].row;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (m->pair[middle].second < second)
			low = middle + 1;
		else
			high = middle;
	}
	return low < m->id[first + 1].row && m->pair[low].second == second ? &m->pair[low] : NULL;
}

static bool may_fold(const model *m, uint16_t first, uint16_t second)
{
	const model_id *a = &m->id[first], *b = &m->id[second];
	return (a->fold != first || b->fold != second) && a->class != m->classes->hans
	    && b->class != m->classes->hans;
}

const model_pair *model_fold(const model *m, uint16_t first, uint16_t second)
{
	return may_fold(m, first, second)
		? model_find(m, m->id[first].fold, m->id[second].fold) : NULL;
}

static void keep_pairs(model *m, const bool *keep)
{
	const model_counts *c = m->counts;
	free(m->pair);
	m->pair = allocate(c->pairs + 1, sizeof *m->pair);
	m->pairs = 0;
	for (size_t i = 0; i < c->pairs; i++)
		if (keep == NULL || keep[i])
			m->pair[m->pairs++] = (model_pair){m->id_of[c->pair[i].first],
				m->id_of[c->pair[i].second], c->pair[i].weight, 0};
	qsort(m->pair, m->pairs, sizeof *m->pair, compare_pairs);
}

static void index_rows(model *m)
{
	size_t at = 0;
	for (size_t i = 0; i <= m->ids; i++) {
		m->id[i].row = at;
		m->id[i].kept = 0;
		for (; i < m->ids && at < m->pairs && m->pair[at].first == i; at++)
			m->id[i].kept += m->pair[at].weight;
	}
}

static void sum_rest(model *m, const bool *keep)
{
	memset(m->rest, 0, sizeof m->rest);
	for (size_t i = 0; i < m->ids; i++)
		m->id[i].rest = 0;
	for (size_t i = 0; i < m->counts->pairs; i++) {
		const pair_count *p = &m->counts->pair[i];
		uint16_t first = m->id_of[p->first], second = m->id_of[p->second];
		if (keep[i] || model_fold(m, first, second) != NULL)
			continue;
		m->rest[m->id[first].class][m->id[second].class] += p->weight;
		m->id[second].rest += p->weight;
	}
}

/* What stands behind a character, in weights. For what the training text did not show,
 * four occurrences are added for each kind of pair: other text differs, and fewer gave
 * fewer right choices in text that was not counted. */
static uint64_t row_whole(const model *m, size_t i)
{
	const model_id *id = &m->id[i];
	uint64_t occurrences = 1;
	if (id->code != CODE_POINTS)
		for (int column = 0; column < COLUMNS; column++)
			occurrences += m->counts->single[id->code].count[column];
	uint64_t whole = id->weight > id->kept ? id->weight : id->kept;
	uint64_t each = id->weight / occurrences + 1;
	return whole + each + each * (m->id[i + 1].row - id->row) * 4;
}

static void cost_pairs(model *m)
{
	for (size_t i = 0; i < m->ids; i++) {
		uint64_t whole = row_whole(m, i);
		for (size_t at = m->id[i].row; at < m->id[i + 1].row; at++)
			m->pair[at].cost = (uint16_t)cost_of(m->pair[at].weight, whole);
	}
}

/* Only what no kept pair covers needs the costs of classes and characters, so only
 * that is counted, and a little of the whole, for members of a class that are unlike
 * the frequent ones. */
static uint64_t uncovered(uint64_t rest, uint64_t kept)
{
	return rest + kept / 64 + 1;
}

static void count_transitions(const model *m, uint64_t count[CLASSES_MAX][CLASSES_MAX])
{
	uint64_t (*kept)[CLASSES_MAX] = allocate(CLASSES_MAX, sizeof *kept);
	for (size_t i = 0; i < m->pairs; i++) {
		const model_pair *p = &m->pair[i];
		kept[m->id[p->first].class][m->id[p->second].class] += p->weight;
	}
	for (int a = 0; a < CLASSES_MAX; a++)
		for (int b = 0; b < CLASSES_MAX; b++)
			count[a][b] = uncovered(m->rest[a][b], kept[a][b]);
	free(kept);
}

static void cost_transitions(model *m)
{
	const model_classes *k = m->classes;
	uint64_t (*count)[CLASSES_MAX] = allocate(CLASSES_MAX, sizeof *count);
	count_transitions(m, count);
	for (int a = 0; a < k->count; a++) {
		uint64_t whole = 0;
		int from = k->info[a].like;
		for (int b = 0; b < k->count; b++)
			whole += count[from][b];
		for (int b = 0; b < k->count; b++) {
			int to = k->info[b].like;
			unsigned cost = cost_of(count[from][to], whole);
			if (a != b && from == to)
				cost = TRANSITION_MAX; /* between scripts that are like a third one */
			else if (a != b && to != b)
				cost += LIKE_ENTRY;
			cost = cost > TRANSITION_MAX ? TRANSITION_MAX : cost;
			m->transition[a][b] = (uint16_t)(k->info[b].fixed ? 0 : cost);
		}
	}
	free(count);
}

/* An uncounted character costs what its class says, beyond the class itself. */
static void cost_characters(model *m)
{
	const model_classes *k = m->classes;
	uint64_t rest[CLASSES_MAX] = {0}, whole[CLASSES_MAX] = {0}, all = 0;
	for (size_t i = 0; i < m->ids; i++) {
		rest[m->id[i].class] += uncovered(m->id[i].rest, m->id[i].weight);
		whole[m->id[i].class] += m->id[i].weight + 1;
		all += m->id[i].weight + 1;
	}
	for (size_t i = 0; i < m->ids; i++) {
		model_id *id = &m->id[i];
		const class_info *class = &k->info[id->class];
		unsigned of_class = class->fixed ? 0 : cost_of(whole[id->class], all);
		unsigned within = cost_of(uncovered(id->rest, id->weight), rest[id->class]);
		bool counted = id->code != CODE_POINTS;
		id->within = (uint16_t)(counted ? within : class->unseen * 256);
		id->single = (uint16_t)(counted ? cost_of(id->weight, all) : id->within + of_class);
	}
}

static unsigned by_class(const model *m, uint16_t first, uint16_t second)
{
	const model_id *a = &m->id[first], *b = &m->id[second];
	return m->transition[a->class][b->class] + b->within;
}

unsigned model_fallback(const model *m, uint16_t first, uint16_t second)
{
	const model_pair *p = model_fold(m, first, second);
	if (p != NULL)
		return p->cost + (unsigned)m->id[second].form;
	return m->id[first].backoff + by_class(m, first, second);
}

uint64_t model_gain(const model *m, uint16_t first, uint16_t second, uint32_t weight)
{
	unsigned with = cost_of(weight, row_whole(m, first));
	unsigned without = model_fallback(m, first, second);
	return without > with ? (uint64_t)(without - with) * weight : 0;
}

/* Chances, in units of 2^-32, that a pair beginning with `first` is not kept but
 * known by its simplified form; by_classes gets those that need no back-off. */
static uint64_t chance_of_folds(const model *m, uint16_t first, const uint16_t *next_form,
                                uint64_t *by_classes)
{
	uint64_t sum = 0;
	uint16_t row = m->id[first].fold;
	if (m->id[first].class == m->classes->hans)
		return 0;
	for (size_t at = m->id[row].row; at < m->id[row + 1].row; at++) {
		if (m->id[m->pair[at].second].fold != m->pair[at].second)
			continue;
		/* The simplified character itself, then the traditional ones. */
		for (uint16_t c = m->pair[at].second; c != 0; c = next_form[c]) {
			if (!may_fold(m, first, c) || model_find(m, first, c) != NULL)
				continue;
			sum += chance_of(m->pair[at].cost + (unsigned)m->id[c].form);
			*by_classes += chance_of(by_class(m, first, c));
		}
	}
	return sum;
}

static void cost_backoffs(model *m)
{
	const uint64_t one = (uint64_t)1 << 32;
	uint16_t *next_form = allocate(m->ids, sizeof *next_form);
	for (size_t i = m->ids; i-- > 0;)
		if (m->id[i].fold != i) {
			next_form[i] = next_form[m->id[i].fold];
			next_form[m->id[i].fold] = (uint16_t)i;
		}
	for (size_t i = 0; i < m->ids; i++) {
		uint64_t whole = row_whole(m, i), kept = m->id[i].kept, by_classes = 0;
		uint64_t rest = whole > kept ? (whole - kept) * 65536 / whole * 65536 : 0;
		uint64_t folds = chance_of_folds(m, (uint16_t)i, next_form, &by_classes);
		for (size_t at = m->id[i].row; at < m->id[i + 1].row; at++)
			by_classes += chance_of(by_class(m, (uint16_t)i, m->pair[at].second));
		rest = folds < rest - rest / 8 ? rest - folds : rest / 8;
		uint64_t left = by_classes < one - one / 16 ? one - by_classes : one / 16;
		m->id[i].backoff = (uint16_t)cost_of(rest + 1, left);
	}
	free(next_form);
}

void model_estimate(model *m, const bool *keep)
{
	keep_pairs(m, keep);
	index_rows(m);
	if (keep != NULL)
		sum_rest(m, keep);
	cost_pairs(m);
	cost_transitions(m);
	cost_characters(m);
	cost_backoffs(m);
}
