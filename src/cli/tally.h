/* SPDX-License-Identifier: Apache-2.0 */
/* The damages of a document, summed up by their chain. */
#ifndef QW_CLI_TALLY_H
#define QW_CLI_TALLY_H

#include "qingwen.h"

struct cli_kind {
	char *chain;
	uint64_t segments, spans, exact, guessed, lost, unproven, skipped;
};

struct cli_tally {
	struct cli_kind *kinds;
	size_t count, capacity;
};

void cli_tally_add(struct cli_tally *t, const qw_segment *segment);
void cli_tally_clear(struct cli_tally *t);
void cli_tally_free(struct cli_tally *t);

#endif
