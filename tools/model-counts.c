/* SPDX-License-Identifier: Apache-2.0 */
#include "model-counts.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void die(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	fputs("model: ", stderr);
	vfprintf(stderr, format, arguments);
	fputc('\n', stderr);
	va_end(arguments);
	exit(1);
}

void *allocate(size_t count, size_t size)
{
	void *memory = calloc(count, size);
	if (memory == NULL)
		die("no memory for %zu times %zu bytes", count, size);
	return memory;
}

void counts_init(model_counts *m)
{
	*m = (model_counts){0};
	m->single = allocate(CODE_POINTS, sizeof *m->single);
}

void counts_free(model_counts *m)
{
	free(m->single);
	free(m->pair);
}

static pair_count *find_slot(pair_count *table, size_t capacity, uint32_t first, uint32_t second)
{
	uint64_t hash = ((uint64_t)first << 21 | second) * 0x9E3779B97F4A7C15u;
	for (size_t i = (size_t)(hash >> 20) & (capacity - 1);; i = (i + 1) & (capacity - 1)) {
		pair_count *p = &table[i];
		if (p->count == 0 || (p->first == first && p->second == second))
			return p;
	}
}

static void grow(model_counts *m)
{
	size_t capacity = m->capacity == 0 ? (size_t)1 << 20 : m->capacity * 2;
	pair_count *table = allocate(capacity, sizeof *table);
	for (size_t i = 0; i < m->capacity; i++)
		if (m->pair[i].count != 0)
			*find_slot(table, capacity, m->pair[i].first, m->pair[i].second) = m->pair[i];
	free(m->pair);
	m->pair = table;
	m->capacity = capacity;
}

void counts_add_pair(model_counts *m, uint32_t first, uint32_t second, uint32_t weight)
{
	if (m->pairs * 2 >= m->capacity)
		grow(m);
	pair_count *p = find_slot(m->pair, m->capacity, first, second);
	if (p->count == 0) {
		m->pairs++;
		p->first = first;
		p->second = second;
	}
	p->count++;
	p->weight += weight;
}

static int compare_pairs(const void *a, const void *b)
{
	const pair_count *p = a, *q = b;
	if (p->first != q->first)
		return p->first < q->first ? -1 : 1;
	return p->second < q->second ? -1 : p->second > q->second;
}

void counts_sort(model_counts *m)
{
	size_t n = 0;
	for (size_t i = 0; i < m->capacity; i++)
		if (m->pair[i].count != 0)
			m->pair[n++] = m->pair[i];
	m->capacity = 0;
	qsort(m->pair, n, sizeof *m->pair, compare_pairs);
}
