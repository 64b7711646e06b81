/* SPDX-License-Identifier: Apache-2.0 */
/* A file of records: cut into records, their values repaired, all else passed on as it is. */
#ifndef QW_CLI_RECORD_RECORDS_H
#define QW_CLI_RECORD_RECORDS_H

#include "cli/run.h"

struct cli_records;

/* What became of the records of a file. */
struct cli_record_counts {
	uint64_t records;            /* all but blank lines */
	uint64_t broken;             /* passed on as they came, for what they are */
	uint64_t values;             /* that were looked at */
	uint64_t dropped;            /* set apart by --drop-lost */
};

struct cli_records *cli_records_new(struct cli_run *run);
void cli_records_free(struct cli_records *r);

/* The session that repairs values, as qw_session_new(). */
qw_session *cli_records_session(struct cli_records *r, const qw_options *options, qw_error *error);

/* Begin a file; feed all of it; end it. False: it can't go on, and the run was told why. */
void cli_records_begin(struct cli_records *r, const char *name);
bool cli_records_feed(struct cli_records *r, const unsigned char *bytes, size_t n);
bool cli_records_finish(struct cli_records *r);

/* Of the file: the sum of what was found in all values, and of the records. */
const qw_report *cli_records_report(const struct cli_records *r);
const struct cli_record_counts *cli_records_counts(const struct cli_records *r);

/* The same of all texts since this was called last. */
struct cli_record_counts cli_records_take_counts(struct cli_records *r);

#endif
