/* SPDX-License-Identifier: Apache-2.0 */
/* Count a tree of text files. */
#ifndef QW_TOOLS_TRAIN_CORPUS_H
#define QW_TOOLS_TRAIN_CORPUS_H

#include "triples.h"

/* What one source contributed, for the provenance. */
typedef struct {
	char name[96];
	uint64_t files, characters;
	uint32_t weight;
} corpus_source;

#define SOURCES_MAX 64

typedef struct {
	model_counts *counts;
	triple_counts *triples;
	corpus_source source[SOURCES_MAX];
	size_t sources;
} corpus;

/* Count all files below `root` that belong to a column; see train-corpus.c. */
void corpus_count(corpus *c, const char *root);

#endif
