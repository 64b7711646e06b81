/* SPDX-License-Identifier: Apache-2.0 */
/* The one temporary file of a run: gone whenever the command ends before it is
 * kept, also by a signal. */
#ifndef QW_CLI_TEMPORARY_H
#define QW_CLI_TEMPORARY_H

#include <stdbool.h>

/* Create it in the folder of `target`. Returns a descriptor or -1 (errno). */
int cli_temporary_open(const char *target);

/* Rename it to `target`. False: errno says why, and it is gone. */
bool cli_temporary_keep(const char *target);

void cli_temporary_remove(void);

#endif
