/* SPDX-License-Identifier: Apache-2.0 */
/* The longer context: what the trainer counts, what it keeps, and the table of it. */
#ifndef QW_TOOLS_TRIPLES_H
#define QW_TOOLS_TRIPLES_H

#include "model-estimate.h"

#define TRIPLE_BUCKETS 65536

typedef struct {
	uint64_t key;      /* three code points of 21 bits; 0: free slot */
	uint32_t count;    /* occurrences */
	uint32_t weight;
} triple_count;

/* A hash table while counting, a plain sorted array after triple_counts_sort(). */
typedef struct {
	triple_count *triple;
	size_t triples, capacity;
} triple_counts;

void triple_counts_add(triple_counts *t, uint32_t first, uint32_t second, uint32_t third,
                       uint32_t weight);
void triple_counts_sort(triple_counts *t);

typedef struct {
	uint32_t third;    /* code point */
	uint32_t weight;
	uint16_t cost;
	bool keep;
} triple;

typedef struct {
	uint32_t first, second; /* code points */
	uint32_t weight;        /* of all that stands behind them */
	uint32_t aside;         /* set aside for what the training text did not show */
	uint16_t backoff;       /* what a triple that is not kept costs more than its pair */
	size_t row, end;        /* its triples: triple[row] to triple[end) */
} triple_context;

typedef struct {
	triple *triple;
	triple_context *context; /* sorted by code points, as are the triples of each */
	size_t triples, triple_capacity, contexts, context_capacity;
} triples;

triple_context *triples_add_context(triples *t, uint32_t first, uint32_t second);
triple *triples_add(triples *t, uint32_t third, uint32_t weight);
void triples_free(triples *t);

/* What `third` costs behind `second` alone. */
unsigned triple_pair_cost(const model *m, uint32_t second, uint32_t third);

/* Estimate all costs; only what is kept counts for the back-off. */
void triples_estimate(const model *m, triples *t);

/* Those triples that save the most bits, as many as the buckets hold. */
void triples_select(const model *m, triple_counts *counts, size_t buckets, triples *t);

/* Write and read trigrams.txt. Contexts without a kept triple are left out. */
void triples_write(const triples *t, FILE *out);
void triples_read(triples *t, const char *path);

/* The table as src/model/triple_table.h describes it. */
typedef struct {
	uint64_t (*word)[8];
	uint8_t *used;
	size_t buckets;
} triple_table;

void triple_table_init(triple_table *t, size_t buckets);
void triple_table_free(triple_table *t);

/* Code points; third 0: the context. False: there is no room. */
bool triple_table_put(triple_table *t, const model *m, uint32_t first, uint32_t second,
                      uint32_t third, unsigned step);

/* The value of an option --triples=BUCKETS before the other arguments, else the usual. */
size_t triple_option(int *argc, char ***argv);

#endif
