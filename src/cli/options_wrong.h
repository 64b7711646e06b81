/* SPDX-License-Identifier: Apache-2.0 */
/* Options that are fine each, but not together. */
#ifndef QW_CLI_OPTIONS_WRONG_H
#define QW_CLI_OPTIONS_WRONG_H

#include "cli/options.h"

/* Do the options of the command with this mask contradict each other? A message said how. */
bool cli_contradiction(const struct cli_options *options, unsigned mask);

#endif
