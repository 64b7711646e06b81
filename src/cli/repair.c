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
static enum cli_status repair(const struct cli_options *options, FILE *report, FILE *dropped)
{
	struct cli_output output;
	struct cli_encoder encoder;
	bool encodes = cli_encoder_wanted(options->to, options->bom);
	if (encodes && !cli_encoder_init(&encoder, options->to, options->bom, options->unmappable)) {
		if (dropped != NULL)
			cli_apart_close(dropped, options->dropped);
		return CLI_USAGE;
	}
	if (!cli_output_open(&output, options->output)) {
		if (dropped != NULL)
			cli_apart_close(dropped, options->dropped);
		return CLI_IO;
	}
	struct cli_run run = {.options = options, .write = cli_output_put, .write_ctx = &output,
	                      .encoder = encodes ? &encoder : NULL, .output = &output,
	                      .text = report, .dropped = dropped, .on_event = on_event,
	                      .spans = options->explain || report != NULL};
	enum cli_status status = cli_run(&run);
	if (encodes)
		cli_encoder_free(&encoder);
	/* What is set apart is safe before the file that it came from is replaced. */
	if (dropped != NULL && !cli_apart_close(dropped, options->dropped))
		status = cli_worse(status, CLI_IO);
	if (!cli_output_close(&output, status == CLI_DONE))
		status = cli_worse(status, CLI_IO);
	return status;
}

static enum cli_status repair_tree(const struct cli_options *options, FILE *report,
                                   FILE *dropped)
{
	struct cli_journal journal;
	struct cli_tree tree = {.options = options, .on_event = on_event, .text = report,
	                        .dropped = dropped, .spans = options->explain || report != NULL};
	enum cli_status status = CLI_DONE;
	if (options->journal != NULL) {
		status = cli_journal_open(&journal, options);
		tree.journal = &journal;
	}
	if (status == CLI_DONE)
		status = cli_tree(&tree);
	if (options->journal != NULL)
		cli_journal_close(&journal);
	if (dropped != NULL && !cli_apart_close(dropped, options->dropped))
		status = cli_worse(status, CLI_IO);
	return status;
}

static enum cli_status run(const struct cli_options *options, FILE *report)
{
	FILE *dropped = NULL;
	if (options->dropped != NULL && !options->dry_run) {
		dropped = cli_apart_open(options->dropped);
		if (dropped == NULL)
			return CLI_IO;
	}
	return cli_is_tree(options) ? repair_tree(options, report, dropped)
	                            : repair(options, report, dropped);
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
	enum cli_status status = run(options, report);
	if (report != NULL && !cli_text_close(report, options->report))
		status = cli_worse(status, CLI_IO);
	return status;
}
