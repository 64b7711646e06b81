/* SPDX-License-Identifier: Apache-2.0 */
/* Costs from counts, in integers only, so that every machine builds the same tables. */
#ifndef QW_TOOLS_MODEL_ESTIMATE_H
#define QW_TOOLS_MODEL_ESTIMATE_H

#include "model-classes.h"

#define IDS_MAX 16384
#define PAIR_ID_BITS 13
#define PAIR_IDS (1u << PAIR_ID_BITS) /* only these take part in pairs */
#define UNSEEN_BELOW 2   /* a character that occurs less often has no id of its own */
#define COST_MAX 0xFFFF  /* costs are 1/256 bits */

/* The table of pairs: 2^bits buckets, each with room for WAYS pairs. */
#define BUCKET_BITS 15
#define KEY_BITS (2 * PAIR_ID_BITS)
#define WAYS 12

/* A character with costs of its own, or (the first ids) all others of a class. */
typedef struct {
	uint32_t code;       /* for a class: CODE_POINTS */
	uint8_t class;
	uint16_t within;     /* cost among its class */
	uint16_t single;     /* cost without a context */
	uint16_t backoff;    /* cost of an unknown pair that begins with it */
	uint16_t fold;       /* id of its simplified form, or its own */
	uint16_t form;       /* cost of being written so and not simplified, in traditional text */
	uint64_t weight;
	uint64_t kept;       /* of it, before a character with which it makes a kept pair */
	uint64_t rest;       /* of it, behind a character with which it makes none */
	size_t row;          /* its kept pairs: pair[row] to pair[next id's row) */
} model_id;

typedef struct {
	uint16_t first, second; /* ids */
	uint32_t weight;
	uint16_t cost;
} model_pair;

typedef struct {
	const model_classes *classes;
	const model_counts *counts;
	model_id id[IDS_MAX + 1];
	size_t ids;
	uint16_t *id_of;     /* id of each code point */
	model_pair *pair;    /* the kept ones, sorted by ids */
	size_t pairs;
	uint64_t rest[CLASSES_MAX][CLASSES_MAX]; /* weight of the pairs that are not kept */
	uint16_t transition[CLASSES_MAX][CLASSES_MAX];
} model;

void model_init(model *m, const model_classes *classes, const model_counts *counts);
void model_free(model *m);

/* Keep the pairs of `counts` with keep[i] (NULL: all of them), then estimate all
 * costs. With `keep`, the others are summed up as `rest`, which else must have been
 * read. Pairs whose simplified forms are kept are no rest. */
void model_estimate(model *m, const bool *keep);

/* 1/256 bits that keeping a pair of this weight saves in all the training text. */
uint64_t model_gain(const model *m, uint16_t first, uint16_t second, uint32_t weight);

/* Keep those pairs that save the most bits, as many as the buckets hold. */
void model_select(model *m, bool *keep, unsigned bucket_bits);

/* The bits of a pair of ids mixed reversibly, so that buckets fill evenly; the upper
 * ones number the bucket. The same as in src/model/model.c. */
uint32_t model_key(uint32_t first, uint32_t second);

/* The value of an option --buckets=BITS before the other arguments, else the usual. */
unsigned bucket_option(int *argc, char ***argv);

/* Write and read the rests, of classes and of characters. */
void model_write_rest(const model *m, FILE *out);
void model_read_rest(model *m, const char *path);

/* The kept pair that an unknown pair of traditional characters leads to, or NULL. */
const model_pair *model_fold(const model *m, uint16_t first, uint16_t second);

/* What a pair that is not kept costs. */
unsigned model_fallback(const model *m, uint16_t first, uint16_t second);

/* The kept pair of two ids, or NULL. */
const model_pair *model_find(const model *m, uint16_t first, uint16_t second);

/* -log2(part / whole) in 1/256 bit, 0 to COST_MAX; part 0: COST_MAX. */
unsigned cost_of(uint64_t part, uint64_t whole);

/* 2^-(cost / 256) in units of 2^-32. */
uint64_t chance_of(unsigned cost);

#endif
