/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/allow.h"

#include "batch/glob.h"

#include <string.h>

bool cli_allows(const char *glob, const struct cli_rule *rule, const char *chain)
{
	return batch_glob(glob, rule->number) || batch_glob(glob, rule->name)
	    || batch_glob(glob, chain);
}

bool cli_allows_any(const struct cli_words *globs, const struct cli_rule *rule, const char *chain)
{
	for (size_t i = 0; i < globs->count; i++)
		if (cli_allows(globs->word[i], rule, chain))
			return true;
	return false;
}

bool cli_allow_is_known(const char *glob)
{
	if (strncmp(glob, "QW", 2) != 0 || strpbrk(glob, "*?[\\") != NULL)
		return glob[0] != '\0';
	for (size_t i = 0; i < cli_rule_count; i++)
		if (strcmp(glob, cli_rules[i].number) == 0)
			return true;
	return false;
}
