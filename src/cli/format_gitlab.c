/* SPDX-License-Identifier: Apache-2.0 */
/* The report of code quality that GitLab shows in a merge request: an array of issues. */
#include "config.h"
#include "cli/format.h"

#include "cli/json.h"

#include <inttypes.h>
#include <stdlib.h>

static void begin(FILE *out, const struct cli_totals *totals)
{
	(void)totals;
	fputs("[\n", out);
}

static void put_location(struct cli_json *j, const struct cli_finding *f)
{
	const char *path = f->file;
	while (path[0] == '.' && path[1] == '/') /* it knows paths as git has them */
		for (path += 2; *path == '/'; path++)
			;
	cli_json_open(j, "location", '{');
	cli_json_string(j, "path", path);
	cli_json_open(j, "lines", '{');
	cli_json_count(j, "begin", f->line);
	cli_json_count(j, "end", f->last_line);
	cli_json_close(j, '}');
	cli_json_close(j, '}');
}

static void finding(struct cli_sheet *sheet, const struct cli_finding *f)
{
	static const char *const severities[] = {
		[CLI_NOTE] = "info", [CLI_WARNING] = "minor", [CLI_ERROR] = "major",
	};
	struct cli_json j = {.file = sheet->out};
	char fingerprint[17];
	char *words = cli_finding_words(f, true);
	snprintf(fingerprint, sizeof fingerprint, "%016" PRIx64, f->fingerprint);
	cli_sheet_between(sheet);
	cli_json_open(&j, NULL, '{');
	cli_json_string(&j, "description", words);
	cli_json_string(&j, "check_name", f->rule->number);
	cli_json_string(&j, "fingerprint", fingerprint);
	cli_json_string(&j, "severity", severities[cli_finding_severity(f)]);
	put_location(&j, f);
	cli_json_close(&j, '}');
	free(words);
}

static void end(FILE *out, const struct cli_totals *totals)
{
	(void)totals;
	fputs("\n]\n", out);
}

const struct cli_format cli_format_gitlab = {
	.name = "gitlab", .between = ",\n", .fingerprints = true, .begin = begin, .finding = finding,
	.end = end,
};
