/* SPDX-License-Identifier: Apache-2.0 */
/* The journal of a run that replaces files: what each of them was, on the disk before it is
 * replaced. A killed run can go on with it, and "qingwen undo" goes back. */
#ifndef QW_CLI_JOURNAL_H
#define QW_CLI_JOURNAL_H

#include "batch/folder.h"
#include "batch/journal.h"
#include "batch/replace.h"
#include "cli/journal_index.h"
#include "cli/journal_spans.h"
#include "cli/options.h"
#include "cli/summary.h"

#include <stdatomic.h>

struct cli_journal {
	struct batch_journal file;
	const char *name;           /* as on the command line */
	char *root;                 /* an absolute path: all files are below it */
	struct cli_index index;     /* of the run that is resumed */
	atomic_bool told;           /* that it can't be written */
};

/* Open the journal of the options, begin it or look what was done. CLI_DONE, or it was said
 * why not. */
enum cli_status cli_journal_open(struct cli_journal *j, const struct cli_options *options);

/* The path of a file below the root; free it. NULL: it is not below. */
char *cli_journal_path(const struct cli_journal *j, const struct batch_folder *folder,
                       const char *name);

/* Was the file, open as `fd`, done by the run that is resumed? */
bool cli_journal_is_done(const struct cli_journal *j, const char *path, int fd,
                         const struct stat *st);

/* The file needs no repair. */
bool cli_journal_same(struct cli_journal *j, const char *path, const struct stat *st);

/* The file r->in is about to be replaced by r->fd: come back when that is on the disk. False:
 * it must not be, and it was said why. */
bool cli_journal_change(struct cli_journal *j, const char *path, struct cli_places *places,
                        const struct batch_replace *r);

/* After that it was left as it was. */
bool cli_journal_left(struct cli_journal *j, const char *path);

/* Is there something that could not be written? Then all must stop. */
bool cli_journal_failed(struct cli_journal *j);

/* The run is complete. False: it was said why it is not. */
bool cli_journal_end(struct cli_journal *j, const struct cli_summary *sum);

void cli_journal_close(struct cli_journal *j);

/* Does the file begin as a journal does? Then it is no text to repair. */
bool cli_is_journal(int fd);

/* Is it empty, or was a run killed while it wrote the first line? Other files are no journals,
 * and not to be cut. */
bool cli_journal_is_torn(const struct cli_index *index, int fd);

/* The folder that all paths of the options lie in; free it. */
char *cli_journal_root(const struct cli_options *options);

/* For journal.c and journal_write.c: a record is whole, or it is said once what failed. */
bool cli_journal_put(struct cli_journal *j, bool sync);

#endif
