/* SPDX-License-Identifier: Apache-2.0 */
/* What is said of a file of a tree that is not done, and counted. */
#ifndef QW_CLI_TREE_TOLD_H
#define QW_CLI_TREE_TOLD_H

#include "cli/tree_job.h"

void cli_job_worse(struct cli_job *job, enum cli_status status);

/* It failed: WHAT, or WHAT with the words of an errno. */
void cli_job_fail(struct cli_job *job, const char *name, const char *advice, const char *what);
void cli_job_fail_with(struct cli_job *job, const char *name, const char *what, int error);

/* It is left out. `loud`: whoever does not want to see the details should know. */
void cli_job_skip(struct cli_worker *w, const char *name, enum cli_skipped why, bool loud,
                  const char *advice, const char *what);
void cli_job_skip_binary(struct cli_worker *w, const char *name);

/* What is no file, or can't be looked at. */
void cli_job_explain_item(struct cli_worker *w, const struct batch_item *item, const char *name);

/* Why it was not written; nothing if it was. */
void cli_job_explain_refusal(struct cli_worker *w, const char *name, enum batch_refusal refusal);

#endif
