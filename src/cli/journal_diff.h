/* SPDX-License-Identifier: Apache-2.0 */
/* What to put into a new file to have the old one again. */
#ifndef QW_CLI_JOURNAL_DIFF_H
#define QW_CLI_JOURNAL_DIFF_H

#include "cli/journal_spans.h"

/* Between changes both files are the same. */
struct cli_change {
	uint64_t offset;            /* in the old file */
	const unsigned char *old, *new;
	size_t old_length, new_length;
	const struct cli_place *place; /* NULL: nothing but converted, cleaned or encoded anew */
};

/* Return false to stop. */
typedef bool (*cli_change_fn)(void *ctx, const struct cli_change *change);

/* Compare line by line; the places (sorted) say where in a line to look. False: stopped, or
 * the lines are no lines of each other, too long, or can't be read. */
bool cli_changes(int old, int new, const struct cli_places *places, cli_change_fn found,
                 void *ctx);

#endif
