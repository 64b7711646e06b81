/* SPDX-License-Identifier: Apache-2.0 */
/* Files that are compressed, or that hold many texts. */
#ifndef QW_CLI_ARCHIVE_H
#define QW_CLI_ARCHIVE_H

#include "cli/input.h"
#include "cli/run.h"

/* Is the input such a file? Then all of its texts are worked on, and what they become is
 * written. False: it is a text, of which nothing was taken. */
bool cli_archive(struct cli_run *run, struct cli_input *in, const char *name);

/* Does a file begin so? */
bool cli_is_archive(const struct cli_options *options, const unsigned char *p, size_t n);

#endif
