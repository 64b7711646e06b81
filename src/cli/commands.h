/* SPDX-License-Identifier: Apache-2.0 */
#ifndef QW_CLI_COMMANDS_H
#define QW_CLI_COMMANDS_H

#include "cli/options.h"

enum cli_status cli_repair(const struct cli_options *options);
enum cli_status cli_detect(const struct cli_options *options);
enum cli_status cli_check(const struct cli_options *options);
enum cli_status cli_explain(const struct cli_options *options);
enum cli_status cli_undo(const struct cli_options *options);
enum cli_status cli_damage(const struct cli_options *options);

/* NULL: there is none. */
const struct cli_command *cli_find_command(const char *name);

/* "qingwen complete WORD...", for shells. */
enum cli_status cli_complete(char *const *words, size_t count);

#endif
