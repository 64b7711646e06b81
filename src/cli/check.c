/* SPDX-License-Identifier: Apache-2.0 */
/* Is anything wrong? Events become findings, and a format tells them. Nothing is written but
 * that. */
#include "config.h"
#include "cli/check.h"

#include "cli/commands.h"
#include "cli/i18n.h"
#include "cli/message.h"
#include "cli/output.h"
#include "cli/tree.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static enum cli_status check_file(struct cli_check *check, struct cli_run *run, const char *name)
{
	char said[CLI_MESSAGE_MAX] = "";
	cli_messages_keep(said, sizeof said);
	void *file = run->own = cli_check_begin(check, run, name, check->out);
	run->status = CLI_DONE;
	cli_run_file(run, name);
	bool done = run->status == CLI_DONE;
	check->found.failed += !done;
	cli_check_end(file, &(struct cli_file_end){
		.outcome = done ? CLI_SOUND : CLI_FAILED_FILE, .message = done ? NULL : said});
	cli_messages_keep(NULL, 0);
	cli_check_tell(check, file);
	return run->status;
}

/* Files one after the other; each finding is told at once. */
static enum cli_status check_files(struct cli_check *check)
{
	static char *const standard[] = {(char *)"-"};
	const struct cli_options *options = check->options;
	struct cli_run run = {.options = options, .text = check->out, .spans = true,
	                      .on_event = cli_check_event, .on_bytes = cli_check_bytes};
	char *const *files = options->count > 0 ? options->files : standard;
	size_t count = options->count > 0 ? options->count : 1;
	enum cli_status status = CLI_DONE;
	if (!cli_run_begin(&run)) /* an unknown --from, before any file is opened */
		status = run.status;
	for (size_t i = 0; i < count && !run.broken; i++)
		status = cli_worse(status, check_file(check, &run, files[i]));
	cli_run_end(&run);
	return status;
}

static enum cli_status check_tree(struct cli_check *check)
{
	struct cli_hooks hooks = {.begin = cli_check_begin, .bytes = cli_check_bytes,
	                          .end = cli_check_end, .tell = cli_check_tell, .ctx = check};
	struct cli_summary sum = {.files = 0}, *found = &check->found;
	struct cli_tree tree = {.options = check->options, .on_event = cli_check_event,
	                        .spans = true, .text = check->out, .reads = true, .hooks = &hooks,
	                        .sum = &sum, .output = check->name};
	enum cli_status status = cli_tree(&tree);
	/* What was read is known from both, what was not only here. */
	memcpy(found->skipped, sum.skipped, sizeof sum.skipped);
	found->failed = sum.failed;
	return status;
}

/* What was printed before what stands in front of it. */
static bool copy(FILE *from, FILE *to)
{
	char bytes[4096];
	size_t n;
	rewind(from);
	while ((n = fread(bytes, 1, sizeof bytes, from)) > 0)
		fwrite(bytes, 1, n, to);
	return !ferror(from);
}

static enum cli_status tell_all(struct cli_check *check, enum cli_status status)
{
	const struct cli_format *format = check->format;
	struct cli_totals totals = {
		.options = check->options, .found = &check->found, .files = check->files,
		.damaged_files = check->damaged_files, .failed_files = check->failed_files,
		.failure = check->failure, .failures = check->failures, .tree = check->tree,
		.status = status, .shared = check->shared,
	};
	if (format->totals_first) {
		if (format->begin != NULL)
			format->begin(check->print, &totals);
		if (fflush(check->out) != 0 || !copy(check->out, check->print)) {
			cli_write_failed(check->name, errno);
			status = cli_worse(status, CLI_IO);
		}
		fclose(check->out);
	}
	if (format->end != NULL)
		format->end(check->print, &totals);
	return status;
}

static enum cli_status run(struct cli_check *check)
{
	const struct cli_format *format = check->format;
	const struct cli_options *options = check->options;
	check->out = format->totals_first && !options->quiet ? tmpfile() : check->print;
	if (check->out == NULL) {
		cli_message(NULL, CLI_NO_BYTE, NULL, _("cannot write: %s"), strerror(errno));
		return CLI_IO;
	}
	if (format->open != NULL && !options->quiet)
		check->shared = format->open();
	if (format->begin != NULL && !format->totals_first && !options->quiet)
		format->begin(check->print, NULL);
	enum cli_status status = check->tree ? check_tree(check) : check_files(check);
	if (!cli_check_passes(check))
		status = cli_worse(status, CLI_FOUND);
	if (check->baseline != NULL && status != CLI_USAGE)
		status = cli_worse(status, cli_baseline_finish(check->baseline, options->quiet));
	if (!options->quiet)
		status = tell_all(check, status);
	if (check->tree && !options->quiet && status != CLI_USAGE)
		cli_summary_print(&check->found, CLI_SUM_CHECK);
	return status;
}

bool cli_check_passes(const struct cli_check *check)
{
	const struct cli_options *options = check->options;
	if (!options->has_max_lost && !options->has_max_share)
		return check->found.findings == 0;
	double share = check->found.documents == 0 ? 0
		: 100.0 * (double)check->documents / (double)check->found.documents;
	return (!options->has_max_lost || check->lost <= options->max_lost)
	    && (!options->has_max_share || share <= options->max_share);
}

void cli_check_free(struct cli_check *check)
{
	for (size_t i = 0; i < check->failures; i++) {
		free(check->failure[i].file);
		free(check->failure[i].message);
	}
	free(check->failure);
}

/* A report on what could not all be read is still one; one without any file is none. */
static enum cli_status run_to_file(struct cli_check *check, const char *file)
{
	const struct cli_options *options = check->options;
	struct cli_output output;
	if (!cli_output_open_report(&output, file, options->files, options->count))
		return CLI_IO;
	check->name = output.name;
	check->print = cli_output_stream(&output);
	if (check->print == NULL) {
		cli_output_close(&output, false);
		return CLI_IO;
	}
	enum cli_status status = run(check);
	bool written = cli_output_close_stream(&output, check->print, status != CLI_USAGE);
	return written ? status : cli_worse(status, CLI_IO);
}

static enum cli_status check_with(const struct cli_options *options, const char *output,
                                  const struct cli_settings *config)
{
	struct cli_baseline baseline = {.name = NULL};
	struct cli_check check = {.options = options, .format = cli_format_of(options),
	                          .config = config, .tree = cli_is_tree_to_read(options),
	                          .print = stdout, .name = _("(standard output)")};
	enum cli_status status = CLI_DONE;
	if (options->baseline != NULL) {
		status = cli_baseline_open(&baseline, options);
		check.baseline = &baseline;
	}
	if (status == CLI_DONE)
		status = output != NULL ? run_to_file(&check, output) : run(&check);
	cli_baseline_free(&baseline);
	cli_check_free(&check);
	return status;
}

enum cli_status cli_check(const struct cli_options *given)
{
	struct cli_settings config;
	struct cli_options options = *given;
	options.library.script = QW_SCRIPT_KEEP; /* traditional characters are no damage */
	const char *output = given->output;
	if (output != NULL && strcmp(output, "-") == 0)
		output = NULL;
	options.output = NULL; /* for a tree it would be the folder of a mirror */
	options.include = options.exclude = (struct cli_words){.word = NULL};
	cli_words_append(&options.include, &given->include);
	cli_words_append(&options.exclude, &given->exclude);
	enum cli_status status = cli_settings_open(&config, &options);
	if (status == CLI_DONE)
		status = check_with(&options, output, &config);
	cli_words_free(&options.include);
	cli_words_free(&options.exclude);
	cli_settings_free(&config);
	return cli_close_stdout() ? status : cli_worse(status, CLI_IO);
}
