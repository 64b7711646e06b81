/* SPDX-License-Identifier: Apache-2.0 */
/* A run of check: what all its files have in common, and what becomes of a finding. */
#ifndef QW_CLI_CHECK_H
#define QW_CLI_CHECK_H

#include "cli/baseline.h"
#include "cli/settings.h"
#include "cli/format.h"
#include "cli/ignore.h"
#include "cli/occurrence.h"

/* Only the thread that tells the files changes it. */
struct cli_check {
	const struct cli_options *options;
	const struct cli_format *format;
	const struct cli_settings *config;
	struct cli_baseline *baseline; /* NULL: none */
	void *shared;               /* by all parts of the format */
	FILE *print;                /* standard output, or --output */
	const char *name;           /* of it */
	FILE *out;                  /* of all parts of files */
	bool tree;
	bool began;                 /* a part was told: the next one needs something between */
	struct cli_summary found;
	uint64_t documents, lost;   /* that have findings that were told; characters lost in these */
	uint64_t files, damaged_files, failed_files;
	struct cli_failure *failure;
	size_t failures;
};

/* The hooks of a file, with a cli_check as their context. */
void *cli_check_begin(void *check, struct cli_run *run, const char *name, FILE *out);
void cli_check_bytes(struct cli_run *run, const unsigned char *bytes, size_t n);
void cli_check_event(struct cli_run *run, const qw_event *event);
void cli_check_end(void *file, const struct cli_file_end *end);
size_t cli_check_tell(void *check, void *file);

/* Does what was found pass --max-lost and --max-share? */
bool cli_check_passes(const struct cli_check *check);

void cli_check_free(struct cli_check *check);

#endif
