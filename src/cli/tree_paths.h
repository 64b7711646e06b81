/* SPDX-License-Identifier: Apache-2.0 */
/* What is read and where it is written, before any of it is. */
#ifndef QW_CLI_TREE_PATHS_H
#define QW_CLI_TREE_PATHS_H

#include "batch/walk.h"
#include "cli/options.h"

bool cli_is_folder(const char *path);

/* Say what is wrong with the command line. Returns CLI_USAGE. */
enum cli_status cli_tree_wrong(const char *name, const char *advice, const char *what);

/* Where each path is mirrored below the output: names[] gets strings to free. */
enum cli_status cli_tree_names(const struct cli_options *options, char **names);

/* Why a folder can't be written into, and what to do: it is inside of what is read, or around
 * that. */
struct cli_apart {
	const char *inside, *inside_advice, *around, *around_advice;
};

/* A folder to write into, open, and made if it is not there; -1 with *status set: it was said
 * why not. */
int cli_tree_folder(const struct cli_options *options, const char *path,
                    const struct cli_apart *words, enum cli_status *status);

/* The folder that the mirror is made in, open; -1 with *status set: it was said why not. */
int cli_tree_output(const struct cli_options *options, enum cli_status *status);

/* Walk the paths that --files-from lists. Returns the worst of what was said. */
enum cli_status cli_tree_list(struct batch_walk *w, const struct cli_options *options);

#endif
