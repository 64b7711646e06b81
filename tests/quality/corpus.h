/* SPDX-License-Identifier: Apache-2.0 */
/* Clean text to measure with: the files below a folder, in lines. */
#ifndef QW_QUALITY_CORPUS_H
#define QW_QUALITY_CORPUS_H

#include "text/alloc.h"

#include <stdint.h>

typedef struct {
	const unsigned char *byte;
	size_t length;          /* without the LF, or the NUL behind a last line without LF */
} corpus_line;

typedef struct {
	unsigned char *data;
	size_t length;
	corpus_line *line;
	size_t lines, capacity;
} corpus_file;

typedef struct {
	corpus_file *file;
	size_t files, capacity;
	size_t lines;           /* of all files together */
	uint64_t checksum;
} corpus;

/* Read what is below a folder (or the one file `path` is) in the order of the names.
 * Nothing there: no files. */
corpus corpus_read(const char *path);
void corpus_free(corpus *c);

/* The line of that number, counted over all files. */
corpus_line corpus_line_number(const corpus *c, size_t number);

/* Numbers that look like chance and are the same everywhere: the i-th of a series. */
uint64_t corpus_chance(const char *series, uint64_t i);

/* Where nothing else helps. */
_Noreturn void corpus_fail(const char *what);
void *corpus_must(void *memory);

#endif
