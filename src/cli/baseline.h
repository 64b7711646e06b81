/* SPDX-License-Identifier: Apache-2.0 */
/* Findings that are known, so that an old corpus can start: a text file with a line for each
 * content of a file,
 *
 *     QW102 34a99ecc4610390b 2 docs/a%20b.txt
 *
 * its rule, its hash, how often it may be there, and the file, percent-encoded, below the folder
 * of the baseline. Lines that move, and what is repaired, don't matter; what is new is found. */
#ifndef QW_CLI_BASELINE_H
#define QW_CLI_BASELINE_H

#include "cli/occurrence.h"

struct cli_known {
	const struct cli_rule *rule;
	uint64_t content, count;
	char *file;                 /* percent-encoded */
};

struct cli_knowns {
	struct cli_known *known;
	size_t count, capacity;
};

struct cli_baseline {
	const char *name;           /* of its file */
	char *folder;               /* that its paths are below */
	bool update;
	struct cli_knowns old, now; /* as it was read; of the files of this run */
	struct cli_occurrences table; /* of `old`, by file and content: threads only read it */
	struct cli_occurrences files; /* of this run, by their names */
};

/* Read the file. CLI_DONE, or a message said what is wrong. Missing is fine when it will be
 * written. */
enum cli_status cli_baseline_open(struct cli_baseline *b, const struct cli_options *options);

/* A file's name in the baseline, to free, and what its contents are looked up by. */
char *cli_baseline_file(const struct cli_baseline *b, const char *path);

/* Is the number `number` of such findings in the file known? */
bool cli_baseline_knows(const struct cli_baseline *b, const char *file, uint64_t content,
                        uint64_t number);

/* A file was read to its end, in the thread that tells. */
void cli_baseline_tell(struct cli_baseline *b, const char *file,
                       const struct cli_occurrences *seen);

/* All are told: say what is gone, or write the file. */
enum cli_status cli_baseline_finish(struct cli_baseline *b, bool quiet);

void cli_baseline_free(struct cli_baseline *b);

/* Of baseline_file.c: false: a message said what is wrong. */
bool cli_baseline_read(struct cli_baseline *b, FILE *in);
bool cli_baseline_write(struct cli_baseline *b, struct cli_knowns *all);
void cli_knowns_add(struct cli_knowns *k, struct cli_known known);

#endif
