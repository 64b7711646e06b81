/* SPDX-License-Identifier: Apache-2.0 */
#ifndef QW_CLI_RECORD_WARN_H
#define QW_CLI_RECORD_WARN_H

#include "cli/record/records.h"

/* After a file: what of its records was not done. */
void cli_records_warn(struct cli_run *run, const char *name);

#endif
