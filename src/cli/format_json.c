/* SPDX-License-Identifier: Apache-2.0 */
/* JSON lines: the objects of a report, and the rule of each. */
#include "config.h"
#include "cli/format.h"

#include "cli/plan.h"

static void finding(struct cli_sheet *sheet, const struct cli_finding *f)
{
	cli_report_finding(f->run, f->event, f, sheet->out);
}

static void file_end(struct cli_sheet *sheet, const struct cli_file_end *end)
{
	static const char *const outcomes[] = {"sound", "damaged", "skipped", "failed"};
	if (sheet->tree)
		cli_report_file(sheet->file, outcomes[end->outcome], sheet->out);
}

static void end(FILE *out, const struct cli_totals *totals)
{
	if (totals->tree)
		cli_report_summary(totals->found, CLI_SUM_CHECK, out);
}

const struct cli_format cli_format_json = {.name = "json", .fingerprints = true, .finding = finding,
                                           .file_end = file_end, .end = end};
