/* SPDX-License-Identifier: Apache-2.0 */
/* What is worth saying about a finished file that nobody asked about. */
#ifndef QW_CLI_WARN_H
#define QW_CLI_WARN_H

#include "cli/run.h"

/* Warn of what was not repaired (repair only), and apply --strict. */
void cli_warn(struct cli_run *run, const char *name, const qw_report *report);

#endif
