/* SPDX-License-Identifier: Apache-2.0 */
/* What a report says of the whole run: in front what made it, so that it can be made again,
 * and for trees of each file and of all. */
#include "config.h"
#include "cli/plan.h"

#include "cli/json.h"

const char *cli_data_version(void)
{
	return QW_DATA_VERSION;
}

static void end(struct cli_json *j)
{
	cli_json_close(j, '}');
	cli_json_end_line(j);
}

void cli_report_made_by(struct cli_json *j, const struct cli_options *options)
{
	cli_json_string(j, "version", qw_version());
	cli_json_string(j, "data", cli_data_version());
	cli_json_open(j, "options", '[');
	for (size_t i = 0; i < options->given.count; i++)
		cli_json_string(j, NULL, options->given.word[i]);
	cli_json_close(j, ']');
}

void cli_report_run(const struct cli_options *options, FILE *out)
{
	struct cli_json j = {.file = out};
	cli_json_open(&j, NULL, '{');
	cli_json_string(&j, "type", "run");
	cli_report_made_by(&j, options);
	end(&j);
}

void cli_report_file(const char *name, const char *outcome, FILE *out)
{
	struct cli_json j = {.file = out};
	cli_json_open(&j, NULL, '{');
	cli_json_string(&j, "type", "file");
	cli_json_file(&j, name);
	cli_json_string(&j, "outcome", outcome);
	end(&j);
}

void cli_report_summary(const struct cli_summary *s, enum cli_summary_of of, FILE *out)
{
	struct cli_json j = {.file = out};
	uint64_t skipped = 0;
	for (int i = 0; i < CLI_SKIPPED; i++)
		skipped += s->skipped[i];
	cli_json_open(&j, NULL, '{');
	cli_json_string(&j, "type", "summary");
	cli_json_count(&j, "files", s->files);
	if (of != CLI_SUM_CHECK)
		cli_json_count(&j, "changed", s->changed);
	cli_json_count(&j, "skipped", skipped);
	cli_json_count(&j, "failed", s->failed);
	cli_json_count(&j, "documents", s->documents);
	cli_json_count(&j, "damaged", s->damaged);
	cli_json_count(&j, "exact", s->exact);
	cli_json_count(&j, "guessed", s->guessed);
	cli_json_count(&j, "lost", s->lost);
	cli_json_count(&j, "unproven", s->unproven);
	cli_json_count(&j, "invalid", s->invalid);
	cli_json_count(&j, "converted", s->converted);
	cli_json_count(&j, "cleaned", s->cleaned);
	cli_json_count(&j, "bytes_in", s->bytes);
	cli_json_count(&j, "unmappable", s->unmappable);
	cli_json_count(&j, "places_skipped", s->places_skipped);
	cli_json_count(&j, "quarantined", s->apart);
	cli_json_count(&j, "records", s->records);
	cli_json_count(&j, "broken", s->broken);
	cli_json_count(&j, "dropped", s->dropped);
	if (of == CLI_SUM_CHECK) {
		cli_json_count(&j, "findings", s->findings);
		cli_json_count(&j, "allowed", s->allowed);
		cli_json_count(&j, "ignored", s->ignored);
		cli_json_count(&j, "known", s->known);
	}
	end(&j);
}
