/* SPDX-License-Identifier: Apache-2.0 */
/* One run over all rows: what the rows share, and how they are written down. */
#ifndef QW_QUALITY_RUN_H
#define QW_QUALITY_RUN_H

#include "harm.h"
#include "judge.h"

#include <stdio.h>

typedef struct {
	const char *only;       /* the chain whose rows are computed; NULL: all */
	size_t every;           /* of so many rows of mojibake one is computed */
	bool show;              /* the cases that fail */
	const char *series;     /* other chances than those of "" */
	FILE *samples;          /* some cases of each row, one a line, as JSON; or NULL */
	judge *judge;
	size_t row;             /* number of the next row of mojibake */
	qw_buffer original, sound, damaged, chain, document;
} run;

/* What a row is about; a "+" stands where a chain has a comma. */
typedef struct {
	char damage[160];
	const char *policy, *text;
	char length[24];
	uint64_t sample_every;  /* of so many cases one is a sample; 0: none is */
	size_t sampled, sampled_bytes;
	tally tally;
} row;

/* Set every, show, series and samples first. */
void run_begin(run *r);
void run_end(run *r);

/* Is the next row of mojibake one to compute? */
bool run_takes(run *r);

/* Name a row; the chain without its policy. All cases of mojibake may be samples. */
row run_row(const char *chain, const char *policy, const char *text, const char *length);

/* The name of its series of chances. */
void run_series(const run *r, const row *w, char *name, size_t size);

/* Repair r->damaged, compare it with r->original, and add it to the row. */
void run_case(run *r, row *w);

/* Damage r->original; when that lost nothing, it is a case. */
void run_case_of(run *r, const char *chain, row *w);

/* The names of the columns; a row. */
void run_print_head(void);
void run_print(const row *w);

#endif
