/* SPDX-License-Identifier: Apache-2.0 */
/* The readings of one text: what may have happened to it, the likeliest first. */
#ifndef QW_CLI_READINGS_H
#define QW_CLI_READINGS_H

#include "cli/options.h"

struct cli_reading {
	char *chain, *text; /* chain "": the text as it stands */
	size_t length;
	double bits, confidence;
};

struct cli_readings {
	struct cli_reading reading[CLI_READINGS];
	size_t count;
};

/* A qw_explanation_fn with a cli_readings as its context. */
void cli_readings_add(void *readings, const qw_explanation *reading);

/* Is any reading better than the text as it stands? */
bool cli_readings_found(const struct cli_readings *r);

/* On standard output the best `most` of them: a table for people below the text, or an
 * object. */
void cli_readings_print(const struct cli_readings *r, const char *text, size_t n, uint64_t most);
void cli_readings_json(const struct cli_readings *r, const char *text, size_t n, uint64_t most);

void cli_readings_clear(struct cli_readings *r);

#endif
