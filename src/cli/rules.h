/* SPDX-License-Identifier: Apache-2.0 */
/* The rules of check: what a damage is called for good, whatever its chain. */
#ifndef QW_CLI_RULES_H
#define QW_CLI_RULES_H

#include <stdbool.h>
#include <stddef.h>

struct cli_rule {
	const char *number;         /* "QW101" */
	const char *name;           /* "utf8-as-east-asian" */
	const char *what, *advice;  /* sentences to translate; `what` has no period */
};

/* All of them, in the order of their numbers. */
extern const struct cli_rule cli_rules[];
extern const size_t cli_rule_count;

/* The rule of a damage by its chain, "undecodable" and "unproven" being chains, too; of
 * "debris" also by the text that stands there. Never NULL. */
const struct cli_rule *cli_rule_of(const char *chain, const char *text, size_t n);

#endif
