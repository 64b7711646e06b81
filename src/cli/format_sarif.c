/* SPDX-License-Identifier: Apache-2.0 */
/* SARIF 2.1.0, the format of code scanning: one run, a line for each result. */
#include "config.h"
#include "cli/format.h"

#include "cli/i18n.h"
#include "cli/json.h"
#include "cli/unicode.h"
#include "cli/uri.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define SCHEMA \
	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
#define BASE "%SRCROOT%" /* the name that code scanning knows */

static const char *const levels[] = {
	[CLI_NOTE] = "note", [CLI_WARNING] = "warning", [CLI_ERROR] = "error",
};

static void put_message(struct cli_json *j, const char *key, const char *text)
{
	cli_json_open(j, key, '{');
	cli_json_string(j, "text", text);
	cli_json_close(j, '}');
}

static void put_rule(struct cli_json *j, const struct cli_rule *rule)
{
	cli_json_open(j, NULL, '{');
	cli_json_string(j, "id", rule->number);
	cli_json_string(j, "name", rule->name);
	put_message(j, "shortDescription", _(rule->what));
	put_message(j, "help", _(rule->advice));
	cli_json_close(j, '}');
}

static void put_driver(struct cli_json *j)
{
	cli_json_open(j, "tool", '{');
	cli_json_open(j, "driver", '{');
	cli_json_string(j, "name", "qingwen");
	cli_json_string(j, "version", qw_version());
	cli_json_open(j, "rules", '[');
	for (size_t i = 0; i < cli_rule_count; i++)
		put_rule(j, &cli_rules[i]);
	cli_json_close(j, ']');
	cli_json_close(j, '}');
	cli_json_close(j, '}');
}

static void begin(FILE *out, const struct cli_totals *totals)
{
	struct cli_json j = {.file = out};
	(void)totals;
	cli_json_open(&j, NULL, '{');
	cli_json_string(&j, "$schema", SCHEMA);
	cli_json_string(&j, "version", "2.1.0");
	cli_json_open(&j, "runs", '[');
	cli_json_open(&j, NULL, '{');
	put_driver(&j);
	/* Of the messages, which people read; a translation names its own: letters, a hyphen. */
	cli_json_string(&j, "language", _("en-US"));
	cli_json_string(&j, "columnKind", "unicodeCodePoints");
	cli_json_open(&j, "originalUriBaseIds", '{');
	cli_json_open(&j, BASE, '{');
	put_message(&j, "description", _("The folder that qingwen was started in"));
	cli_json_close(&j, '}');
	cli_json_close(&j, '}');
	cli_json_open(&j, "results", '[');
	fputc('\n', out);
}

/* Of a place in one line, the column behind it; 0: it is not known. */
static uint64_t end_column(const struct cli_finding *f)
{
	uint64_t column = f->column;
	if (f->before == NULL || memchr(f->before, '\n', f->before_length) != NULL)
		return 0;
	for (size_t at = 0; at < f->before_length; column++) {
		uint32_t c;
		size_t length = cli_utf8_next((const unsigned char *)f->before + at,
		                              f->before_length - at, &c);
		at += length > 0 ? length : 1;
	}
	return column;
}

static void put_region(struct cli_json *j, const struct cli_finding *f)
{
	uint64_t column = end_column(f);
	cli_json_open(j, "region", '{');
	cli_json_count(j, "startLine", f->line);
	cli_json_count(j, "startColumn", f->column);
	if (f->last_line != f->line)
		cli_json_count(j, "endLine", f->last_line);
	if (column > 0)
		cli_json_count(j, "endColumn", column);
	cli_json_count(j, "byteOffset", f->offset);
	cli_json_count(j, "byteLength", f->length);
	if (f->before != NULL) {
		cli_json_open(j, "snippet", '{');
		cli_json_text(j, "text", f->before, f->before_length);
		cli_json_close(j, '}');
	}
	cli_json_close(j, '}');
}

static void put_artifact(struct cli_json *j, const char *file)
{
	char *uri = cli_uri(file);
	cli_json_open(j, "artifactLocation", '{');
	cli_json_string(j, "uri", uri);
	if (!cli_uri_is_absolute(file))
		cli_json_string(j, "uriBaseId", BASE);
	cli_json_close(j, '}');
	free(uri);
}

static void open_location(struct cli_json *j, const char *file)
{
	cli_json_open(j, "locations", '[');
	cli_json_open(j, NULL, '{');
	cli_json_open(j, "physicalLocation", '{');
	put_artifact(j, file);
}

static void close_location(struct cli_json *j)
{
	cli_json_close(j, '}');
	cli_json_close(j, '}');
	cli_json_close(j, ']');
}

static void put_properties(struct cli_json *j, const struct cli_finding *f)
{
	cli_json_open(j, "properties", '{');
	cli_json_string(j, "kind", f->kind);
	if (f->after != NULL)
		cli_json_text(j, "after", f->after, f->after_length);
	cli_json_count(j, "exact", f->exact);
	cli_json_count(j, "guessed", f->guessed);
	cli_json_count(j, "lost", f->lost);
	cli_json_count(j, "unproven", f->unproven);
	cli_json_close(j, '}');
}

static void finding(struct cli_sheet *sheet, const struct cli_finding *f)
{
	struct cli_json j = {.file = sheet->out};
	char fingerprint[17];
	char *words = cli_finding_words(f, true);
	cli_sheet_between(sheet);
	cli_json_open(&j, NULL, '{');
	cli_json_string(&j, "ruleId", f->rule->number);
	cli_json_count(&j, "ruleIndex", (uint64_t)(f->rule - cli_rules));
	cli_json_string(&j, "level", levels[cli_finding_severity(f)]);
	put_message(&j, "message", words);
	open_location(&j, f->file);
	put_region(&j, f);
	close_location(&j);
	snprintf(fingerprint, sizeof fingerprint, "%016" PRIx64, f->fingerprint);
	cli_json_open(&j, "partialFingerprints", '{');
	cli_json_string(&j, "qingwen/v1", fingerprint);
	cli_json_close(&j, '}');
	if (f->event->type == QW_EVENT_SPAN)
		cli_json_real(&j, "rank", 100 * f->confidence);
	put_properties(&j, f);
	cli_json_close(&j, '}');
	free(words);
}

/* What could not be read is a notification, not a result. */
static void put_failure(struct cli_json *j, const struct cli_failure *failure)
{
	cli_json_open(j, NULL, '{');
	cli_json_string(j, "level", "error");
	put_message(j, "message", failure->message);
	open_location(j, failure->file);
	close_location(j);
	cli_json_close(j, '}');
}

static void end(FILE *out, const struct cli_totals *totals)
{
	struct cli_json j = {.file = out};
	fputc('\n', out);
	cli_json_close(&j, ']');
	cli_json_open(&j, "invocations", '[');
	cli_json_open(&j, NULL, '{');
	cli_json_bool(&j, "executionSuccessful",
	              totals->status == CLI_DONE || totals->status == CLI_FOUND);
	cli_json_count(&j, "exitCode", (uint64_t)totals->status);
	cli_json_open(&j, "toolExecutionNotifications", '[');
	for (size_t i = 0; i < totals->failures; i++)
		put_failure(&j, &totals->failure[i]);
	cli_json_close(&j, ']');
	cli_json_close(&j, '}');
	cli_json_close(&j, ']');
	cli_json_close(&j, '}');
	cli_json_close(&j, ']');
	cli_json_close(&j, '}');
	cli_json_end_line(&j);
}

const struct cli_format cli_format_sarif = {
	.name = "sarif", .between = ",\n", .fingerprints = true, .begin = begin, .finding = finding,
	.end = end,
};
