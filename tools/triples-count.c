/* SPDX-License-Identifier: Apache-2.0 */
#include "triples.h"

#include <stdlib.h>

#define FIRST_CAPACITY ((size_t)1 << 20)

static triple_count *find_slot(triple_count *table, size_t capacity, uint64_t key)
{
	uint64_t hash = key * 0x9E3779B97F4A7C15u;
	for (size_t i = (size_t)(hash >> 24) & (capacity - 1);; i = (i + 1) & (capacity - 1))
		if (table[i].key == key || table[i].key == 0)
			return &table[i];
}

static void grow(triple_counts *t)
{
	size_t capacity = t->capacity == 0 ? FIRST_CAPACITY : t->capacity * 2;
	triple_count *table = allocate(capacity, sizeof *table);
	for (size_t i = 0; i < t->capacity; i++)
		if (t->triple[i].key != 0)
			*find_slot(table, capacity, t->triple[i].key) = t->triple[i];
	free(t->triple);
	t->triple = table;
	t->capacity = capacity;
}

void triple_counts_add(triple_counts *t, uint32_t first, uint32_t second, uint32_t third,
                       uint32_t weight)
{
	if (t->triples + t->triples / 4 >= t->capacity)
		grow(t);
	uint64_t key = (uint64_t)first << 42 | (uint64_t)second << 21 | third;
	if (key == 0)
		return; /* three NUL */
	triple_count *p = find_slot(t->triple, t->capacity, key);
	t->triples += p->key == 0;
	p->key = key;
	p->count++;
	p->weight += weight;
}

static int compare(const void *a, const void *b)
{
	uint64_t p = ((const triple_count *)a)->key, q = ((const triple_count *)b)->key;
	return p < q ? -1 : p > q;
}

void triple_counts_sort(triple_counts *t)
{
	size_t n = 0;
	for (size_t i = 0; i < t->capacity; i++)
		if (t->triple[i].key != 0)
			t->triple[n++] = t->triple[i];
	t->capacity = 0;
	qsort(t->triple, n, sizeof *t->triple, compare);
}
