/* SPDX-License-Identifier: Apache-2.0 */
/* What the trainer counts and the generator reads: characters and pairs of them. */
#ifndef QW_TOOLS_MODEL_COUNTS_H
#define QW_TOOLS_MODEL_COUNTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define CODE_POINTS 0x110000u

/* The kinds of text that are counted apart; the columns of characters.txt. */
enum { COLUMN_HANS, COLUMN_HANT, COLUMN_JA, COLUMN_KO, COLUMN_OTHER, COLUMNS };

typedef struct {
	uint32_t count[COLUMNS]; /* occurrences */
	uint64_t weight;         /* the same, each by the weight of its source */
} char_count;

typedef struct {
	uint32_t first, second;  /* code points */
	uint32_t count;          /* occurrences */
	uint32_t weight;
} pair_count;

/* Characters by code point; pairs in a hash table while counting (count 0: free
 * slot), in a plain sorted array after counts_sort() or when read from files. */
typedef struct {
	char_count *single;
	pair_count *pair;
	size_t pairs, capacity;
} model_counts;

/* All of these print a message and exit when memory or a file fails. */
void counts_init(model_counts *m);
void counts_free(model_counts *m);
void counts_add_pair(model_counts *m, uint32_t first, uint32_t second, uint32_t weight);
void counts_sort(model_counts *m);
void counts_read_characters(model_counts *m, const char *path);
void counts_read_pairs(model_counts *m, const char *path);
void counts_write_characters(const model_counts *m, FILE *out);
void counts_write_pairs(const model_counts *m, const bool *keep, FILE *out);

/* Open a file and read its lines without comments and empty ones. */
FILE *open_lines(const char *path);
bool next_line(FILE *in, char *line, size_t size);

__attribute__((format(printf, 1, 2), noreturn))
void die(const char *format, ...);
void *allocate(size_t count, size_t size);

#endif
