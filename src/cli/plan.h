/* SPDX-License-Identifier: Apache-2.0 */
/* Events of a run in words (plan.c) and as JSON lines (report.c). */
#ifndef QW_CLI_PLAN_H
#define QW_CLI_PLAN_H

#include "cli/run.h"
#include "cli/summary.h"

/* The plan, where messages go. */
void cli_plan(const struct cli_run *run, const qw_event *event);

/* One object a line. */
void cli_report(const struct cli_run *run, const qw_event *event, FILE *out);

/* The same of what check found, with its rule. */
struct cli_finding;
void cli_report_finding(const struct cli_run *run, const qw_event *event,
                        const struct cli_finding *finding, FILE *out);

/* A record that was not repaired like the others: "broken", and why, or "dropped". */
void cli_report_record(const struct cli_run *run, const char *type, const char *why, FILE *out);

/* The object in front of a report: what made it. */
void cli_report_run(const struct cli_options *options, FILE *out);

/* The same in an object that is open: version, data and options. */
struct cli_json;
void cli_report_made_by(struct cli_json *j, const struct cli_options *options);

/* Which tables are in the program. */
const char *cli_data_version(void);

/* What became of a file of a tree: "changed", "same", "skipped", "quarantined" or "failed"; and
 * the sum of all of them. */
void cli_report_file(const char *name, const char *outcome, FILE *out);
void cli_report_summary(const struct cli_summary *sum, enum cli_summary_of of, FILE *out);

/* How a file was written, if not as UTF-8. */
void cli_report_output(const struct cli_run *run, FILE *out);

/* "hans", "hant", "mixed" or "none". */
const char *cli_writing_name(qw_writing writing);

/* "keep", "patch" or "drop". */
const char *cli_verdict_name(qw_verdict verdict);

/* How many times likelier an encoding of so many bits is than the next one. */
#define CLI_TIMES_MAX 1e12
double cli_times_likelier(double bits, double next);

/* "loss 2.5 %, patch": of the characters of a document. */
void cli_put_loss(FILE *out, const qw_report *report);

/* "3 characters exact, 1 guessed, 0 lost; 0 places unproven" */
void cli_put_counts(FILE *out, uint64_t exact, uint64_t guessed, uint64_t lost, uint64_t unproven);

/* ", 2 places skipped", if there are any. */
void cli_put_skipped(FILE *out, uint64_t skipped);

/* "FILE" or, where a document is a line or a NUL record, "FILE:NUMBER", and of a value in a
 * record, "FILE:LINE: FIELD". */
void cli_put_document(const struct cli_run *run, FILE *out);

/* "FILE:LINE:COLUMN: ", from a line and a column of the document. */
void cli_put_place(const struct cli_run *run, FILE *out, uint64_t line, uint64_t column);

#endif
