/* SPDX-License-Identifier: Apache-2.0 */
/* Which files of a tree are taken: --include, --exclude, and files .qingwenignore with the
 * rules of .gitignore. */
#ifndef QW_BATCH_SELECT_H
#define QW_BATCH_SELECT_H

#include <stdbool.h>
#include <stddef.h>

#define BATCH_IGNORE_FILE ".qingwenignore"

struct batch_rules {
	struct batch_rule *rule;
	size_t count, capacity;
	char *text;                 /* of a file; the patterns are in it */
};

/* Add a pattern, which must live as long as the rules. It is changed: marks are cut off.
 * False: no memory. */
bool batch_rules_add(struct batch_rules *r, char *pattern);

/* Read BATCH_IGNORE_FILE of the folder, if there is one. Returns 0 or an errno. */
int batch_rules_read(struct batch_rules *r, int folder);

void batch_rules_free(struct batch_rules *r);

enum batch_pick { BATCH_NO_RULE, BATCH_OUT, BATCH_IN };

/* What the last rule that matches says of `path`, which is relative to where the rules are
 * from, and a folder or a file. */
enum batch_pick batch_rules_pick(const struct batch_rules *r, const char *path, bool folder);

#endif
