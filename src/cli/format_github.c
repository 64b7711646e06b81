/* SPDX-License-Identifier: Apache-2.0 */
/* Commands to the runner of GitHub, which shows them at the line: one a line, and nothing in a
 * name or a text can begin another one. */
#include "config.h"
#include "cli/format.h"

#include "cli/unicode.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* The runner reads UTF-8, and people its log: what is none, or does something to a terminal,
 * becomes U+FFFD. `property`: its end is at a colon or a comma. */
static void put_escaped(FILE *out, const char *text, bool property)
{
	const unsigned char *p = (const unsigned char *)text;
	uint32_t c;
	for (size_t n = strlen(text), length; n > 0; p += length, n -= length) {
		length = cli_utf8_next(p, n, &c);
		bool escaped = length > 0 && (c == '%' || c == '\r' || c == '\n'
		                              || (property && (c == ':' || c == ',')));
		if (escaped) {
			fprintf(out, "%%%02X", (unsigned)c);
		} else if (length == 0 || cli_unsafe(c)) {
			fputs("\xEF\xBF\xBD", out);
			length = length > 0 ? length : 1;
		} else {
			fwrite(p, 1, length, out);
		}
	}
}

static void put_command(FILE *out, const char *command, const char *file)
{
	fprintf(out, "::%s ", command);
	fputs("file=", out);
	put_escaped(out, file, true);
}

static void finding(struct cli_sheet *sheet, const struct cli_finding *f)
{
	static const char *const commands[] = {
		[CLI_NOTE] = "notice", [CLI_WARNING] = "warning", [CLI_ERROR] = "error",
	};
	FILE *out = sheet->out;
	char *words = cli_finding_words(f, true);
	put_command(out, commands[cli_finding_severity(f)], f->file);
	fprintf(out, ",line=%" PRIu64, f->line);
	if (f->last_line == f->line)
		fprintf(out, ",col=%" PRIu64, f->column);
	else
		fprintf(out, ",endLine=%" PRIu64, f->last_line);
	fprintf(out, ",title=%s ", f->rule->number);
	put_escaped(out, f->rule->name, true);
	fputs("::", out);
	put_escaped(out, words, false);
	fputc('\n', out);
	free(words);
}

static void file_end(struct cli_sheet *sheet, const struct cli_file_end *end)
{
	if (end->outcome != CLI_FAILED_FILE)
		return;
	put_command(sheet->out, "error", sheet->file);
	fputs("::", sheet->out);
	put_escaped(sheet->out, end->message, false);
	fputc('\n', sheet->out);
}

const struct cli_format cli_format_github = {.name = "github", .finding = finding,
                                             .file_end = file_end};
