/* SPDX-License-Identifier: Apache-2.0 */
/* What was found in the files of trees, in numbers. */
#ifndef QW_CLI_SUMMARY_H
#define QW_CLI_SUMMARY_H

#include "qingwen.h"

#include <stdbool.h>

struct cli_record_counts;

/* Why a file was not looked at. */
enum cli_skipped {
	CLI_SKIPPED_BINARY,
	CLI_SKIPPED_EXCLUDED,
	CLI_SKIPPED_LINK,
	CLI_SKIPPED_SPECIAL,
	CLI_SKIPPED_CONTROL,
	CLI_SKIPPED_LOOP,
	CLI_SKIPPED_BACKUP,
	CLI_SKIPPED_OWN,        /* the report of this run */
	CLI_SKIPPED_MEMBER,     /* in an archive, where it stays as it is */
	CLI_SKIPPED_JOURNAL,    /* of this run or of another one */
	CLI_SKIPPED_DONE,       /* by the run that is resumed */
	CLI_SKIPPED             /* how many there are */
};

struct cli_summary {
	uint64_t files, changed;    /* read; of which the text differs from what was read */
	uint64_t documents, damaged;
	uint64_t exact, guessed, lost, unproven, converted, cleaned, invalid, unmappable;
	uint64_t places_skipped;    /* by --only and --skip */
	uint64_t bytes;
	uint64_t file_bytes;        /* of files as they are, which may be packed */
	uint64_t records, broken, dropped; /* of files of records */
	uint64_t skipped[CLI_SKIPPED];
	uint64_t failed;            /* files and folders */
	uint64_t apart;             /* files in --quarantine, some of which failed */
	uint64_t findings;          /* that check told, */
	uint64_t allowed, ignored, known; /* and did not: --allow, marks in the text, the baseline */
};

/* What the files were read for. */
enum cli_summary_of { CLI_SUM_REPAIR, CLI_SUM_DRY_RUN, CLI_SUM_DETECT, CLI_SUM_CHECK };

void cli_summary_document(struct cli_summary *s, const qw_report *report);
void cli_summary_records(struct cli_summary *s, const struct cli_record_counts *counts);
void cli_summary_add(struct cli_summary *to, const struct cli_summary *from);

/* On standard error. */
void cli_summary_print(const struct cli_summary *s, enum cli_summary_of of);

#endif
