/* SPDX-License-Identifier: Apache-2.0 */
/* How often each content was found in a file: so places that read the same can be told apart,
 * wherever in the file they are. */
#ifndef QW_CLI_OCCURRENCE_H
#define QW_CLI_OCCURRENCE_H

#include "cli/finding.h"

struct cli_occurrence {
	uint64_t content;
	uint64_t count;             /* 0: an empty slot */
	const struct cli_rule *rule;
};

struct cli_occurrences {
	struct cli_occurrence *slot; /* by content, a power of two */
	size_t used, capacity;
};

/* `count` more of them: how many there are now. */
uint64_t cli_occurrence_add(struct cli_occurrences *o, uint64_t content, uint64_t count,
                            const struct cli_rule *rule);

/* How many there are. */
uint64_t cli_occurrence_count(const struct cli_occurrences *o, uint64_t content);

/* The fingerprint of a finding that is the number `number` of its content in the file. */
uint64_t cli_fingerprint(const char *file, uint64_t content, uint64_t number);

void cli_occurrences_free(struct cli_occurrences *o);

#endif
