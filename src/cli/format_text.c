/* SPDX-License-Identifier: Apache-2.0 */
/* For people and editors: FILE:LINE:COLUMN: RULE KIND: what. */
#include "config.h"
#include "cli/format.h"

#include "cli/message.h"

#include <inttypes.h>

static void finding(struct cli_sheet *sheet, const struct cli_finding *f)
{
	FILE *out = sheet->out;
	cli_put_masked_string(out, cli_file_name(f->file));
	fprintf(out, ":%" PRIu64 ":%" PRIu64 ": %s ", f->line, f->column, f->rule->number);
	cli_put_masked_string(out, f->kind);
	fputs(": ", out);
	cli_finding_describe(f, out);
	fputc('\n', out);
}

const struct cli_format cli_format_text = {.name = "text", .finding = finding};
