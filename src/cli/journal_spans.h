/* SPDX-License-Identifier: Apache-2.0 */
/* What the repair of one file said of its places, until its record is written. */
#ifndef QW_CLI_JOURNAL_SPANS_H
#define QW_CLI_JOURNAL_SPANS_H

#include "qingwen.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cli_place {
	uint64_t offset, length;    /* bytes of the old file */
	uint64_t after;             /* bytes that it became, unless they were converted, too */
	size_t kind;                /* its number in `kinds` */
	double confidence;
};

struct cli_places {
	struct cli_place *place;    /* by offset, once they were sorted */
	size_t count, capacity;
	bool too_many;              /* to keep them all */
	char **kinds;               /* all that any file had */
	size_t kind_count;
};

/* Begin another file. */
void cli_places_clear(struct cli_places *p);

/* `start`: where the document begins in the file. */
void cli_places_add(struct cli_places *p, uint64_t start, const qw_span *span);

void cli_places_sort(struct cli_places *p);

#endif
