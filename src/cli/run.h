/* SPDX-License-Identifier: Apache-2.0 */
/* What repair, detect and check have in common: each FILE through a session. */
#ifndef QW_CLI_RUN_H
#define QW_CLI_RUN_H

#include "cli/options.h"
#include "cli/output.h"
#include "cli/tally.h"

struct cli_run {
	const struct cli_options *options;
	struct cli_output *output;  /* takes the repaired text; NULL: nobody wants it */
	FILE *text;                 /* takes what on_event prints; NULL: nothing */

	bool spans;                 /* on_event wants to see every span */

	/* Look at an event; with the fields below it can be told in terms of the file. */
	void (*on_event)(struct cli_run *run, const qw_event *event);

	/* The rest belongs to run.c. */
	qw_session *session;
	const char *file;           /* as on the command line */
	uint64_t document;          /* of this file, from 1 */
	uint64_t offset, line;      /* bytes and lines of the file before this document */
	uint64_t first_invalid;     /* byte of the file, if the report counts any */
	qw_reason first_reason;
	char declared[40];          /* as qw_report.declared, of the first document that has it, */
	uint64_t declared_at;       /* and its byte of the file */
	struct cli_tally tally;     /* of this document */
	enum cli_status status;     /* the worst so far */
	bool broken;                /* the output failed: stop everything */
};

/* Work on the files of the options, standard input when there are none, and
 * return the worst status. */
enum cli_status cli_run(struct cli_run *run);

void cli_run_worse(struct cli_run *run, enum cli_status status);

#endif
