/* SPDX-License-Identifier: Apache-2.0 */
/* What a journal tells of is put back, file by file. */
#ifndef QW_CLI_UNDO_H
#define QW_CLI_UNDO_H

#include "batch/replace.h"
#include "cli/journal_index.h"
#include "cli/options.h"

struct cli_undo {
	const struct cli_options *options;
	const char *name;           /* of the journal */
	int journal, root;          /* descriptors; root: of the folder that all is below */
	char *root_path;
	struct cli_index index;
	struct batch_replace *replace;
	struct stat swept;          /* the folder that was written into last */
	uint64_t back, original, failed; /* files */
	enum cli_status status;
};

/* Put back the file of `count` entries of one path, and count it, or say why not. */
void cli_undo_path(struct cli_undo *u, const struct cli_entry *entry, size_t count);

/* The old bytes of the file `in`, as the journal `journal` has them, into `r`. False: these
 * are not the bytes that the entry promises. Then nothing must become of it. */
bool cli_undo_bytes(struct batch_replace *r, int journal, const struct cli_entry *entry, int in);

#endif
