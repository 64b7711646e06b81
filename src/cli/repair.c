/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/commands.h"

#include "cli/i18n.h"
#include "cli/journal.h"
#include "cli/message.h"
#include "cli/plan.h"
#include "cli/tree.h"

static void on_event(struct cli_run *run, const qw_event *event)
{
	if (run->options->explain)
		cli_plan(run, event);
	if (run->text != NULL)
		cli_report(run, event, run->text);
}

/* One file after the other, to one output. */
static enum cli_status repair(const struct cli_options *options, FILE *report)
{
	struct cli_output output;
	struct cli_encoder encoder;
	bool encodes = cli_encoder_wanted(options->to, options->bom);
	if (encodes && !cli_encoder_init(&encoder, options->to, options->bom, options->unmappable))
		return CLI_USAGE;
	if (!cli_output_open(&output, options->output))
		return CLI_IO;
	struct cli_run run = {.options = options, .write = cli_output_put, .write_ctx = &output,
	                      .encoder = encodes ? &encoder : NULL, .output = &output,
	                      .text = report, .on_event = on_event,
	                      .spans = options->explain || report != NULL};
	enum cli_status status = cli_run(&run);
	if (encodes)
		cli_encoder_free(&encoder);
	if (!cli_output_close(&output, status == CLI_DONE))
		status = cli_worse(status, CLI_IO);
	return status;
}

static enum cli_status repair_tree(const struct cli_options *options, FILE *report)
{
	struct cli_journal journal;
	struct cli_tree tree = {.options = options, .on_event = on_event, .text = report,
	                        .spans = options->explain || report != NULL};
	enum cli_status status = CLI_DONE;
	if (options->journal != NULL) {
		status = cli_journal_open(&journal, options);
		tree.journal = &journal;
	}
	if (status == CLI_DONE)
		status = cli_tree(&tree);
	if (options->journal != NULL)
		cli_journal_close(&journal);
	return status;
}

enum cli_status cli_repair(const struct cli_options *options)
{
	FILE *report = NULL;
	if (options->quarantine != NULL && !cli_is_tree(options)) {
		cli_message(NULL, CLI_NO_BYTE, NULL, "%s",
		            _("--quarantine needs a folder as --output, --in-place or --dry-run"));
		return CLI_USAGE;
	}
	if (options->report != NULL) {
		report = cli_text_open(options->report, options->files, options->count);
		if (report == NULL)
			return CLI_IO;
		cli_report_run(options, report);
	}
	enum cli_status status = cli_is_tree(options) ? repair_tree(options, report)
	                                              : repair(options, report);
	if (report != NULL && !cli_text_close(report, options->report))
		status = cli_worse(status, CLI_IO);
	return status;
}
