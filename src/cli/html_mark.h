/* SPDX-License-Identifier: Apache-2.0 */
/* A text before and after, with the characters marked that changed. */
#ifndef QW_CLI_HTML_MARK_H
#define QW_CLI_HTML_MARK_H

#include "cli/html_sample.h"

/* Which marks a character gets. */
enum cli_mark {
	CLI_MARK_NONE,
	CLI_MARK_DAMAGED,
	CLI_MARK_RESTORED,
	CLI_MARK_GUESSED,
	CLI_MARK_LOST
};

struct cli_marked {
	uint32_t cell[CLI_SAMPLE_TEXT];
	unsigned char mark[CLI_SAMPLE_TEXT];
	size_t n;
};

/* Compare the texts of a sample. */
void cli_mark(const struct cli_sample *s, struct cli_marked *before, struct cli_marked *after);

void cli_marked_put(FILE *out, const struct cli_marked *text);

#endif
