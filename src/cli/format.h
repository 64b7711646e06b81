/* SPDX-License-Identifier: Apache-2.0 */
/* How check tells what it found. A format gets a run in this order:
 *
 *     begin, for each file in the order of the walk: file_begin, finding..., file_end, end
 *
 * What it writes for a file goes to the file's own sheet. In a tree that is done by a thread
 * of its own, into memory, and printed when it is the file's turn: so between file_begin and
 * file_end a format may rely on the sheet alone. One that sums up all files does so in `told`,
 * which one thread calls when it is the file's turn. Formats whose parts need something between
 * them (the commas of JSON) name it in `between` and call cli_sheet_between() in front of each
 * part, before anything else of the file; for the first part of a run it is left out. */
#ifndef QW_CLI_FORMAT_H
#define QW_CLI_FORMAT_H

#include "cli/finding.h"
#include "cli/summary.h"

enum cli_outcome { CLI_SOUND, CLI_DAMAGED, CLI_SKIPPED_FILE, CLI_FAILED_FILE };

struct cli_format;

/* The part of one file. */
struct cli_sheet {
	const struct cli_format *format;
	const struct cli_options *options;
	FILE *out;
	const char *file;
	bool first;                 /* the next part is that of the run: nothing stands before it */
	uint64_t parts;             /* with something between, so far */
	bool tree;                  /* there are folders, and there will be a summary */
	uint64_t findings;          /* told so far */
	void *own;                  /* the format's, from file_begin to told */
	void *shared;               /* what open returned; in told alone */
};

struct cli_file_end {
	enum cli_outcome outcome;
	const struct cli_summary *found; /* documents, bytes, characters; of what could be read */
	const char *message;        /* of a file that failed: why, any bytes; else NULL */
};

/* A file that could not be read. */
struct cli_failure {
	char *file, *message;
};

/* What is known when all files are done. */
struct cli_totals {
	const struct cli_options *options;
	const struct cli_summary *found;
	uint64_t files;             /* that file_end was called for, also those that were skipped, */
	uint64_t damaged_files;     /* those with findings, */
	uint64_t failed_files;      /* and those that failed without any */
	const struct cli_failure *failure; /* of all that failed, in order */
	size_t failures;
	bool tree;
	enum cli_status status;     /* that the command exits with */
	void *shared;               /* what open returned; end frees it */
};

/* Functions may be NULL: there is nothing to say. `totals` of begin is NULL unless
 * totals_first. */
struct cli_format {
	const char *name;
	const char *between;
	bool totals_first;          /* begin is called when all files are done, and printed in front */
	bool fingerprints;          /* wants cli_finding.fingerprint */
	void *(*open)(void);
	void (*begin)(FILE *out, const struct cli_totals *totals);
	void (*file_begin)(struct cli_sheet *sheet);
	void (*finding)(struct cli_sheet *sheet, const struct cli_finding *finding);
	void (*file_end)(struct cli_sheet *sheet, const struct cli_file_end *end);
	void (*told)(struct cli_sheet *sheet);
	void (*end)(FILE *out, const struct cli_totals *totals);
};

extern const struct cli_format cli_format_text, cli_format_json, cli_format_sarif,
	cli_format_junit, cli_format_github, cli_format_gitlab, cli_format_html;

/* Write `between` unless this is the first part of the run. */
void cli_sheet_between(struct cli_sheet *sheet);

/* By its number among the words of --format. */
const struct cli_format *cli_format_of(const struct cli_options *options);

#endif
