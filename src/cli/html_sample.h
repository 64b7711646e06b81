/* SPDX-License-Identifier: Apache-2.0 */
/* Some places of each rule, for the page to show.
 *
 * Which ones depends on the files alone, not on the threads nor on their order: of each
 * damage of a file those whose contents have the smallest hashes, and of all files the first of
 * these before any second. The same content is shown once. */
#ifndef QW_CLI_HTML_SAMPLE_H
#define QW_CLI_HTML_SAMPLE_H

#include "cli/finding.h"

enum {
	CLI_SAMPLE_TEXT = 160,   /* characters shown of a text, */
	CLI_SAMPLE_AROUND = 24   /* and of the line on either side of it */
};

struct cli_sample_text {
	char *bytes;             /* NULL: there is none */
	size_t n;
	uint64_t left_out;       /* bytes behind it that are not shown */
};

struct cli_sample {
	size_t rank;             /* how many of its damage in its file go before it */
	uint64_t hash, content;
	char *file, *chain;
	uint64_t line, column, last_line, offset;
	uint64_t exact, guessed, lost, unproven;
	double confidence;
	bool is_range;           /* the places are somewhere in `before` */
	struct cli_sample_text before, after;
	struct cli_sample_text left, right; /* of the same line, if the file tells */
	unsigned char is_guess[CLI_SAMPLE_TEXT]; /* of each character of `after` */
};

/* At most `room` samples, the first ones by rank, hash, file and offset, in no order. */
struct cli_samples {
	struct cli_sample *sample;
	size_t count, room;
};

/* Take the finding, if it is one of the first. */
void cli_samples_add(struct cli_samples *to, const struct cli_finding *f);

/* Move what is in `from`, all of one damage of one file, to `to`, if it is one of the first. */
void cli_samples_move(struct cli_samples *to, struct cli_samples *from);

/* The first ones first. */
void cli_samples_sort(struct cli_samples *s);
void cli_samples_free(struct cli_samples *s);

#endif
