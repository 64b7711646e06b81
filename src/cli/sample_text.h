/* SPDX-License-Identifier: Apache-2.0 */
/* A change of --sample in words. */
#ifndef QW_CLI_SAMPLE_TEXT_H
#define QW_CLI_SAMPLE_TEXT_H

#include "cli/sample.h"

/* What a span became, with its guesses between U+27E6 and U+27E7; at most `most` bytes of it.
 * Free it. */
char *cli_sample_mark(const qw_span *span, size_t most, size_t *length, bool *cut);

/* What is printed of a change of the file that is open as fd. Free it. NULL: no memory. */
char *cli_sample_text(const struct cli_change *c, int fd, const char *name);

#endif
