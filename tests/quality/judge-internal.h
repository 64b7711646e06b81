/* SPDX-License-Identifier: Apache-2.0 */
/* What judge.c repairs and judge-count.c compares. */
#ifndef QW_QUALITY_JUDGE_INTERNAL_H
#define QW_QUALITY_JUDGE_INTERNAL_H

#include "judge.h"

#include "qingwen.h"
#include "text/text.h"

/* A place that repair changed: bytes of the damaged text, bytes of the repaired one. */
typedef struct {
	size_t offset, length, after;
	uint32_t guessed;
	double confidence, bits;
	size_t guess, guesses;  /* those of them that are located */
	size_t out_from, out_to;
} place;

struct judge {
	qw_session *session;
	qw_buffer repaired;
	place *place;
	size_t places, capacity;
	qw_guess *guess;         /* of all places */
	size_t guesses, guess_capacity;
	qw_text original_cells, repaired_cells;
	uint32_t *to;            /* by cell of the original: its partner */
	uint32_t *origin;        /* by cell of the repaired text: its partner */
	unsigned char *flag;     /* by cell of the repaired text */
	size_t to_capacity, origin_capacity, flag_capacity;
	confidence confidence[JUDGE_MEASURES];
};

/* An array of at least n elements. */
void *judge_grow(void *array, size_t *capacity, size_t n, size_t size);

/* How many cells of the original count. */
uint64_t judge_counted(const tally *t, const qw_text *text, size_t from, size_t to);

/* Compare the cells of the two texts and count what became of them. */
void judge_count(judge *j, const qw_buffer *damaged, tally *t);

#endif
