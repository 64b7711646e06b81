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

static void begin(FILE *out, const struct cli_totals *totals)
{
	char counts[200];
	uint64_t skipped = 0;
	for (int i = 0; i < CLI_SKIPPED; i++)
		skipped += totals->found->skipped[i];
	snprintf(counts, sizeof counts,
	         "tests=\"%" PRIu64 "\" failures=\"%" PRIu64 "\" errors=\"%" PRIu64 "\"",
	         totals->files, totals->damaged_files, totals->failed_files);
	fprintf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"qingwen\" %s>\n",
	        counts);
	fprintf(out, "<testsuite name=\"qingwen check\" %s skipped=\"%" PRIu64 "\">\n", counts,
	        skipped);
}

static void file_begin(struct cli_sheet *sheet)
{
	fputs("<testcase classname=\"qingwen\" name=\"", sheet->out);
	put_text(sheet->out, cli_file_name(sheet->file));
	fputs("\" file=\"", sheet->out);
	put_text(sheet->out, sheet->file);
	fputs("\">", sheet->out);
}

static void finding(struct cli_sheet *sheet, const struct cli_finding *f)
{
	FILE *out = sheet->out;
	char *words = cli_finding_words(f, true);
	if (sheet->findings == 0) {
		fprintf(out, "<failure type=\"%s\" message=\"", f->rule->number);
		put_text(out, words);
		fputs("\">\n", out);
	}
	fprintf(out, "%" PRIu64 ":%" PRIu64 ": %s ", f->line, f->column, f->rule->number);
	put_text(out, words);
	fputc('\n', out);
	free(words);
}

static void put_error(struct cli_sheet *sheet, const char *message)
{
	bool damaged = sheet->findings > 0; /* a test has one result */
	fputs(damaged ? "<system-err>" : "<error message=\"", sheet->out);
	put_text(sheet->out, message);
	fputs(damaged ? "</system-err>" : "\"/>", sheet->out);
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
