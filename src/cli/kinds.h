/* SPDX-License-Identifier: Apache-2.0 */
/* The KINDs of --only and --skip. */
#ifndef QW_CLI_KINDS_H
#define QW_CLI_KINDS_H

#include <stdbool.h>

/* Add a list to what was given before (NULL: nothing). False: a message says which KIND of
 * --OPTION is none, and which ones are near it. */
bool cli_kinds_add(char **list, const char *option, const char *more);

#endif
