/* SPDX-License-Identifier: Apache-2.0 */
/* --diff: what would change, as a unified diff for people. A repair adds no line and takes
 * none away, so each line is compared with that of the same number. All text is masked, and
 * long lines are cut: it is to be looked at, not to be applied. */
#ifndef QW_CLI_DIFF_H
#define QW_CLI_DIFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { CLI_DIFF_CONTEXT = 3, CLI_DIFF_SHOWN = 4096 }; /* lines; bytes of one */

struct cli_diff_line {
	char bytes[CLI_DIFF_SHOWN];
	size_t length;              /* also of what is not in `bytes` */
	bool ended;                 /* by LF */
};

struct cli_diff {
	FILE *out;
	bool colour;
	const char *name;           /* to show */
	int in;                     /* the file as it is */
	unsigned char *block;       /* read of it: */
	size_t at, used;
	uint64_t offset;
	struct cli_diff_line old, new;
	bool differs;               /* these two so far */
	uint64_t number;            /* of them, from 1 */
	struct cli_diff_line before[CLI_DIFF_CONTEXT]; /* the last ones that did not differ */
	size_t kept;
	FILE *body, *minus, *plus;  /* of the hunk; of its last lines that differ */
	char *body_text, *minus_text, *plus_text;
	size_t body_length, minus_length, plus_length;
	uint64_t first, lines, changed, same; /* of the hunk; changed 0: there is none */
	bool any;                   /* a hunk was printed */
	bool failed;                /* memory ran out: it is not complete */
};

/* Should standard output have colours? */
bool cli_diff_has_colour(void);

/* Begin the diff of a file that is open as `in`, to `out`. */
void cli_diff_begin(struct cli_diff *d, FILE *out, const char *name, int in);

/* The next bytes of its repaired text. */
void cli_diff_put(struct cli_diff *d, const char *bytes, size_t n);

/* That was all. False: memory ran out, and something is missing. */
bool cli_diff_end(struct cli_diff *d);

void cli_diff_free(struct cli_diff *d);

#endif
