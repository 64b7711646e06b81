/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers for the characters that have costs of their own. */
#include "model-estimate.h"

#include <stdlib.h>

static void add_id(model *m, uint32_t code, int class)
{
	if (m->ids == IDS_MAX)
		die("more than %d characters", IDS_MAX);
	m->id[m->ids++] = (model_id){.code = code, .class = (uint8_t)class};
}

static bool has_id(const model *m, uint32_t c)
{
	const char_count *s = &m->counts->single[c];
	uint64_t all = 0;
	for (int i = 0; i < COLUMNS; i++)
		all += s->count[i];
	return all >= UNSEEN_BELOW && !m->classes->info[m->classes->of[c]].fixed;
}

/* The share of each traditional character among those that are simplified to the
 * same one, by its occurrences in traditional text. */
static void find_forms(model *m)
{
	uint64_t *all = allocate(m->ids, sizeof *all);
	for (size_t i = (size_t)m->classes->count; i < m->ids; i++)
		all[m->id[i].fold] += m->counts->single[m->id[i].code].count[COLUMN_HANT];
	for (size_t i = (size_t)m->classes->count; i < m->ids; i++)
		if (m->id[i].fold != i)
			m->id[i].form = (uint16_t)cost_of(
				m->counts->single[m->id[i].code].count[COLUMN_HANT] + 1,
				all[m->id[i].fold] + 1);
	free(all);
}

typedef struct {
	uint64_t weight;
	uint32_t code;
} candidate;

/* The heaviest first, since only the first PAIR_IDS take part in pairs, and their
 * costs then lie together; the order of code points where equal. */
static int compare_candidates(const void *a, const void *b)
{
	const candidate *p = a, *q = b;
	if (p->weight != q->weight)
		return p->weight > q->weight ? -1 : 1;
	return p->code < q->code ? -1 : 1;
}

static void number_characters(model *m)
{
	const model_classes *k = m->classes;
	candidate *found = allocate(CODE_POINTS, sizeof *found);
	size_t n = 0;
	for (uint32_t c = 0; c < CODE_POINTS; c++) {
		m->id_of[c] = k->of[c];
		if (has_id(m, c))
			found[n++] = (candidate){m->counts->single[c].weight, c};
		else
			m->id[k->of[c]].weight += m->counts->single[c].weight;
	}
	qsort(found, n, sizeof *found, compare_candidates);
	for (size_t i = 0; i < n; i++) {
		m->id_of[found[i].code] = (uint16_t)m->ids;
		add_id(m, found[i].code, k->of[found[i].code]);
		m->id[m->ids - 1].weight = found[i].weight;
	}
	free(found);
	m->id_of['\r'] = m->id_of['\n']; /* not counted; CR LF costs as an empty line does */
}

void model_init(model *m, const model_classes *classes, const model_counts *counts)
{
	*m = (model){.classes = classes, .counts = counts};
	m->id_of = allocate(CODE_POINTS, sizeof *m->id_of);
	for (int i = 0; i < classes->count; i++)
		add_id(m, CODE_POINTS, i);
	number_characters(m);
	for (size_t i = 0; i < m->ids; i++) {
		uint32_t to = m->id[i].code == CODE_POINTS ? CODE_POINTS : classes->fold[m->id[i].code];
		bool folds = to != CODE_POINTS && m->id_of[to] >= classes->count;
		m->id[i].fold = folds ? m->id_of[to] : (uint16_t)i;
	}
	find_forms(m);
}

void model_free(model *m)
{
	free(m->id_of);
	free(m->pair);
}

uint32_t model_key(uint32_t first, uint32_t second)
{
	const uint32_t mask = (1u << KEY_BITS) - 1;
	uint32_t key = first << PAIR_ID_BITS | second;
	key = key * 0x9E3779B1u & mask;
	key ^= key >> PAIR_ID_BITS;
	return key * 0x85EBCA6Bu & mask;
}

unsigned bucket_option(int *argc, char ***argv)
{
	unsigned bits = BUCKET_BITS;
	if (*argc < 2 || sscanf((*argv)[1], "--buckets=%u", &bits) != 1)
		return bits;
	if (bits < 11 || bits > 20)
		die("--buckets must be from 11 to 20");
	--*argc;
	++*argv;
	return bits;
}
