/* SPDX-License-Identifier: Apache-2.0 */
/* The XML of JUnit: a file is a test, which fails when something was found in it. */
#include "config.h"
#include "cli/format.h"

#include "cli/message.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Masked text has neither controls nor what is no UTF-8 nor noncharacters, of which XML 1.0
 * can't hold some even as references. */
static void put_text(FILE *out, const char *text)
{
	char *masked = NULL;
	size_t size = 0;
	FILE *memory = open_memstream(&masked, &size);
	if (memory == NULL)
		return;
	cli_put_masked_string(memory, text);
	fclose(memory);
	for (size_t i = 0; i < size; i++) {
		switch (masked[i]) {
		case '<': fputs("&lt;", out); break;
		case '>': fputs("&gt;", out); break;
		case '&': fputs("&amp;", out); break;
		case '"': fputs("&quot;", out); break;
		default: fputc(masked[i], out); break;
		}
	}
	free(masked);
}

static void put_attribute(FILE *out, const char *name, const char *value)
{
	fprintf(out, " %s=\"", name);
	put_text(out, value);
	fputc('"', out);
}

static void put_count(FILE *out, const char *name, uint64_t n)
{
	fprintf(out, " %s=\"%" PRIu64 "\"", name, n);
}

static void put_counts(FILE *out, const struct cli_totals *totals)
{
	put_attribute(out, "name", "qingwen");
	put_count(out, "tests", totals->files);
	put_count(out, "failures", totals->damaged_files);
	put_count(out, "errors", totals->failed_files);
}

static void begin(FILE *out, const struct cli_totals *totals)
{
	uint64_t skipped = 0;
	for (int i = 0; i < CLI_SKIPPED; i++)
		skipped += totals->found->skipped[i];
	fputs("<?xml", out);
	put_attribute(out, "version", "1.0");
	put_attribute(out, "encoding", "UTF-8");
	fputs("?>\n<testsuites", out);
	put_counts(out, totals);
	fputs(">\n<testsuite", out);
	put_counts(out, totals);
	put_count(out, "skipped", skipped);
	fputs(">\n", out);
}

static void file_begin(struct cli_sheet *sheet)
{
	fputs("<testcase", sheet->out);
	put_attribute(sheet->out, "classname", "qingwen");
	put_attribute(sheet->out, "name", cli_file_name(sheet->file));
	put_attribute(sheet->out, "file", sheet->file);
	fputc('>', sheet->out);
}

static void finding(struct cli_sheet *sheet, const struct cli_finding *f)
{
	FILE *out = sheet->out;
	char *words = cli_finding_words(f, true);
	if (sheet->findings == 0) {
		fputs("<failure", out);
		put_attribute(out, "type", f->rule->number);
		put_attribute(out, "message", words);
		fputs(">\n", out);
	}
	fprintf(out, "%" PRIu64 ":%" PRIu64 ": %s ", f->line, f->column, f->rule->number);
	put_text(out, words);
	fputc('\n', out);
	free(words);
}

static void put_error(struct cli_sheet *sheet, const char *message)
{
	bool damaged = sheet->findings > 0; /* a test has one result */
	fputs(damaged ? "<system-err>" : "<error", sheet->out);
	if (damaged)
		put_text(sheet->out, message);
	else
		put_attribute(sheet->out, "message", message);
	fputs(damaged ? "</system-err>" : "/>", sheet->out);
}

static void file_end(struct cli_sheet *sheet, const struct cli_file_end *end)
{
	if (sheet->findings > 0)
		fputs("</failure>", sheet->out);
	if (end->outcome == CLI_SKIPPED_FILE)
		fputs("<skipped/>", sheet->out);
	if (end->outcome == CLI_FAILED_FILE)
		put_error(sheet, end->message);
	fputs("</testcase>\n", sheet->out);
}

static void end(FILE *out, const struct cli_totals *totals)
{
	(void)totals;
	fputs("</testsuite>\n</testsuites>\n", out);
}

const struct cli_format cli_format_junit = {
	.name = "junit", .totals_first = true, .begin = begin, .file_begin = file_begin,
	.finding = finding, .file_end = file_end, .end = end,
};
