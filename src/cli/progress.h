/* SPDX-License-Identifier: Apache-2.0 */
/* One line on a terminal that tells how far a run over trees is: files, bytes, rate, the
 * time that is left, and the damage so far. Nothing where standard error is no terminal. */
#ifndef QW_CLI_PROGRESS_H
#define QW_CLI_PROGRESS_H

#include "batch/walk.h"
#include "cli/summary.h"

struct cli_progress;

/* Begin; `walk` walks once more over all paths, to count what there is to do. NULL: there is
 * no terminal, or no memory, and all other calls do nothing. */
struct cli_progress *cli_progress_start(void (*walk)(struct batch_walk *w, void *ctx), void *ctx);

/* Take the line away, for something else that is printed. */
void cli_progress_clear(struct cli_progress *p);

void cli_progress_tell(struct cli_progress *p, const struct cli_summary *sum);

void cli_progress_stop(struct cli_progress *p);

#endif
