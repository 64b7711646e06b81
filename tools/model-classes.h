/* SPDX-License-Identifier: Apache-2.0 */
/* Script classes of code points. */
#ifndef QW_TOOLS_MODEL_CLASSES_H
#define QW_TOOLS_MODEL_CLASSES_H

#include "model-counts.h"

#include <stdbool.h>

#define CLASSES_MAX 64

typedef struct {
	char name[16];
	int like;          /* a class whose transitions stand for its own; itself: none */
	bool repeats;      /* members often follow themselves */
	bool fixed;        /* costs `unseen`, whatever stands before */
	unsigned unseen;   /* bits of a member that was not counted */
} class_info;

typedef struct {
	class_info info[CLASSES_MAX];
	int count;
	uint8_t *of;       /* class of each code point */
	uint32_t *fold;    /* the simplified form of each code point, or itself */
	/* Classes that the counts divide. */
	int han, hans, hant, ja, rare;
} model_classes;

/* Read data/model/classes.txt; divide the Han by what was counted. */
void classes_read(model_classes *k, const char *path, const model_counts *m);

/* Read character by character which simplified character stands for a traditional
 * one (lines "traditional TAB simplified ..."). Those that may stay are left alone. */
void classes_read_folds(model_classes *k, const char *path);

void classes_free(model_classes *k);
int classes_find(const model_classes *k, const char *name);

#endif
