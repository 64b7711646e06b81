/* SPDX-License-Identifier: Apache-2.0 */
/* What the writers of gen-charset share: pieces that several sets have in common
 * are written once. */
#ifndef GEN_CHARSET_WRITE_H
#define GEN_CHARSET_WRITE_H

#include "gen-charset.h"

enum {
	BLOCK = 1 << QW_CHARSET_BLOCK_SHIFT,
	PLANES = 0x110000,
	HALF = 0x80, /* bytes that are not ASCII */
	FEW = 64     /* so many code points are not worth an index that reaches to them */
};

/* Pieces of one size, each kept once. */
typedef struct {
	size_t size, count, capacity;
	unsigned char *data;
} pool;

/* Every array of a set, by what it holds; equal ones share a number. */
typedef struct {
	pool rows, blocks, singles, leads, runs;
	pool block_index;      /* as long as the longest; the end is cut off by limit */
	size_t index_at[MAX_SETS], run_at[MAX_SETS]; /* where a piece went */
	struct {
		size_t single, lead, block, run, run_count, more, mores;
		uint32_t sieve[QW_CHARSET_SIEVE / 32]; /* of the code points in `more` */
		qw_cell limit;
	} of[MAX_SETS];
} tables;

/* Where the piece is, added if it is new. */
size_t pool_add(pool *p, const void *piece);
static inline void *pool_piece(const pool *p, size_t i) { return p->data + i * p->size; }

void print_numbers(FILE *out, const uint16_t *numbers, size_t count);

/* gen-charset-reverse.c: code points to bytes. */
void collect_reverse(tables *t, const charset *set, size_t s);
void write_reverse(const registry *all, tables *t, FILE *out);

#endif
