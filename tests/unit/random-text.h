/* SPDX-License-Identifier: Apache-2.0 */
/* Random documents and tables, the same in every run. */
#ifndef TESTS_UNIT_RANDOM_TEXT_H
#define TESTS_UNIT_RANDOM_TEXT_H

#include "text/buffer.h"

#include <stddef.h>
#include <stdint.h>

typedef struct { uint64_t state; } generator;

/* A number below n. */
size_t pick(generator *g, size_t n);

/* Lines of sentences, at least so many bytes; each line between `before` and `after`. */
void random_document(generator *g, size_t bytes, const char *before, const char *after,
                     qw_buffer *out);

/* "X,Y,...": distinct Han of the sentences, frequent ones more often. */
void random_table(generator *g, size_t entries, qw_buffer *out);

/* A piece of one or more sentences, so many code points long. */
void random_phrase(generator *g, size_t length, qw_buffer *out);

/* Repair in[0..n) with --script=keep and append it to out. */
void repair(const void *in, size_t n, qw_buffer *out);

/* What became of the lines. */
typedef struct {
	size_t damaged, right;  /* lines that were damaged; that are right again */
	size_t sound, changed;  /* lines that were not; that are no longer so */
} tally;

/* Compare line by line, adding to the tally. False: not as many lines. */
bool compare_lines(const qw_buffer *original, const qw_buffer *damaged, const qw_buffer *repaired,
                   tally *t);

#endif
