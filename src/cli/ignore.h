/* SPDX-License-Identifier: Apache-2.0 */
/* Marks in a text that discusses damage: "qingwen-ignore" in a line, in whatever a comment
 * looks like there, is about that line, "qingwen-ignore-next-line" about the next,
 * "qingwen-ignore-begin" and "-end" about what is between them, "qingwen-ignore-file" in the
 * first 4096 bytes about the file. Numbers of rules behind it, "QW402, QW5*", are the only ones
 * meant. They are looked for in the bytes as they come: ASCII survives most damages. */
#ifndef QW_CLI_IGNORE_H
#define QW_CLI_IGNORE_H

#include "cli/rules.h"

#include <stdint.h>

enum { CLI_IGNORE_TEXT = 200, CLI_IGNORE_FILE = 4096 };

/* Bytes [from, to) of the file, and which rules: globs, each with a NUL, behind the last one
 * another NUL; NULL: all. */
struct cli_ignored {
	uint64_t from, to;
	char *rules;
};

struct cli_ignored_list {
	struct cli_ignored *range;
	size_t count, capacity;
};

struct cli_ignores {
	struct cli_ignored_list lines;  /* from ascending, at most two of them for a line */
	struct cli_ignored_list blocks; /* one behind another */
	struct cli_ignored file;        /* to 0: not the whole file */

	/* Where the scan is. */
	uint64_t at, line;          /* bytes of the file; where the line begins */
	size_t matched;             /* of the mark; all of it: its text is collected */
	char text[CLI_IGNORE_TEXT + 1];
	size_t length;
	uint64_t begun;             /* the mark's first byte */
	bool next, block;           /* the last range of `lines`, of `blocks` has no end yet */
};

/* The next bytes of the file; n 0: it ended. */
void cli_ignores_scan(struct cli_ignores *i, const unsigned char *bytes, size_t n);

/* Is a finding at this byte to be left out? What stands there was scanned. */
bool cli_ignores_has(const struct cli_ignores *i, uint64_t offset, const struct cli_rule *rule,
                     const char *chain);

void cli_ignores_free(struct cli_ignores *i);

#endif
