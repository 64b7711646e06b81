/* SPDX-License-Identifier: Apache-2.0 */
/* --quarantine: files that are not worth to be repaired, or can't be, are set apart. */
#ifndef QW_CLI_QUARANTINE_H
#define QW_CLI_QUARANTINE_H

#include "cli/tree_job.h"

/* Open the folder, in which nothing may be that is read or written; -1 with *status set: it was
 * said why not. `output`: that of the mirror, -1: there is none. */
int cli_quarantine_open(const struct cli_options *options, int output, enum cli_status *status);

/* A document of the file at hand is complete. */
void cli_quarantine_note(struct cli_worker *w, const qw_report *report);

/* Is the file, all of which went through the session, to be set apart? */
bool cli_quarantine_wants(const struct cli_worker *w);

/* Copy it, which is open as fd, and say so. */
void cli_quarantine_keep(struct cli_worker *w, const struct cli_jobs *jobs, int fd,
                         const struct stat *st, const char *name);

#endif
