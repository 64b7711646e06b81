/* SPDX-License-Identifier: Apache-2.0 */
/* Run a command and measure it. */
#ifndef QW_BENCH_MEASURE_H
#define QW_BENCH_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
	int status;         /* of its exit; -1: it can't be run, or a signal ended it */
	double cpu, wall;   /* seconds; cpu is user and system time with that of its children */
	double memory;      /* MiB at the peak, of the largest process */
} measure;

/* Run argv with empty input; `out` is the file that its output goes to. */
measure measure_command(const char *const argv[], const char *out);

/* The median of each figure of runs[0..n), which are sorted on the way. */
measure measure_median(measure *runs, size_t n);

/* The first line with a digit of what argv says, or the last; empty: nothing. */
void measure_say(const char *const argv[], char *line, size_t size);

#endif
