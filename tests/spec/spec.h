/* SPDX-License-Identifier: Apache-2.0 */
/* Examples of a fixture file, and sessions that run them. */
#ifndef QW_TESTS_SPEC_H
#define QW_TESTS_SPEC_H

#include "qingwen.h"

#include <stdbool.h>

typedef struct {
	unsigned char *data;
	size_t length, capacity;
} bytes;

void bytes_add(bytes *b, const void *data, size_t n);
void bytes_free(bytes *b);

typedef struct {
	bytes in, want, kinds;
	unsigned part;         /* which of them the lines go to */
	bool has_kinds, stops;
	uint64_t stops_at;
	qw_options options;
	char from[64], only[64], skip[64];
	const char *mistake;   /* what is wrong with the example itself, or NULL */
} example;

void example_begin(example *e, const char *options);
void example_line(example *e, const char *line, size_t n);
void example_end(example *e);
void example_free(example *e);

/* What a session gave. */
typedef struct {
	bytes out;
	bytes kinds;           /* kinds of the spans, a line each, neighbours once */
	bytes log;             /* all events as text */
	bytes places;          /* of each span a `place`, and the bytes that stand there now */
	qw_status status;
	uint64_t stopped_at;
	uint64_t lines;
} run;

/* So many bytes of the document became so many others. */
typedef struct {
	uint64_t offset, length, after;
} place;

/* Feed `first` bytes of `in`, then `rest` at a time. */
run run_session(const qw_options *options, const bytes *in, size_t first, size_t rest);
void run_free(run *r);

/* What is wrong with the example's input when damages are skipped, and the run *r that shows
 * it; NULL: nothing. *r is empty before; free it in either case. */
const char *find_skip_fault(const example *e, const run *whole, run *r);

#endif
