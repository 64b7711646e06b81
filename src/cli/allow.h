/* SPDX-License-Identifier: Apache-2.0 */
/* Kinds of damage that are no finding: --allow. */
#ifndef QW_CLI_ALLOW_H
#define QW_CLI_ALLOW_H

#include "cli/options.h"
#include "cli/rules.h"

/* Does the glob name the rule, by its number or name, or the chain? */
bool cli_allows(const char *glob, const struct cli_rule *rule, const char *chain);
bool cli_allows_any(const struct cli_words *globs, const struct cli_rule *rule, const char *chain);

/* May it name anything? A number without wildcards must be that of a rule. */
bool cli_allow_is_known(const char *glob);

#endif
