/* SPDX-License-Identifier: Apache-2.0 */
/* Is anything wrong? Events become findings, and a format tells them. Nothing is written but
 * that. */
#include "config.h"
#include "cli/commands.h"

#include "cli/format.h"
#include "cli/i18n.h"
#include "cli/memory.h"
#include "cli/message.h"
#include "cli/occurrence.h"
#include "cli/tree.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* What all files have in common; changed by the thread that tells them alone. */
struct check {
	const struct cli_options *options;
	const struct cli_format *format;
	FILE *out;                  /* of all parts of files */
	bool tree;
	bool began;                 /* a part was told: the next one needs something between */
	struct cli_summary found;
	uint64_t files, damaged_files, failed_files;
	struct cli_failure *failure;
	size_t failures;
};

/* One file. */
struct checked {
	const struct check *check;
	struct cli_sheet sheet;
	struct cli_summary found;
	struct cli_occurrences seen;
	char *failure;              /* why it could not be read; NULL: it could */
};

static void *begin_file(void *ctx, struct cli_run *run, const char *name, FILE *out)
{
	const struct check *check = ctx;
	struct checked *file = cli_resize(NULL, 1, sizeof *file);
	*file = (struct checked){.check = check};
	file->sheet = (struct cli_sheet){.format = check->format, .options = run->options, .out = out,
	                                 .file = cli_copy(name, strlen(name)), .tree = check->tree,
	                                 .first = !check->tree && !check->began};
	if (check->format->file_begin != NULL && !run->options->quiet)
		check->format->file_begin(&file->sheet);
	return file;
}

static void tell_finding(struct checked *file, struct cli_finding *f)
{
	const struct cli_format *format = file->check->format;
	file->found.findings++;
	if (file->sheet.options->quiet)
		return;
	if (format->fingerprints)
		f->fingerprint = cli_fingerprint(f->file, f->content,
		                                 cli_occurrence_add(&file->seen, f->content));
	format->finding(&file->sheet, f);
	file->sheet.findings++;
}

static void on_event(struct cli_run *run, const qw_event *event)
{
	struct checked *file = run->own;
	struct cli_finding finding;
	if (event->type == QW_EVENT_DOCUMENT)
		cli_summary_document(&file->found, event->of.report);
	else if (cli_finding_of(run, event, &finding))
		tell_finding(file, &finding);
}

static void end_file(void *own, const struct cli_file_end *given)
{
	struct checked *file = own;
	struct cli_file_end end = *given;
	const struct cli_format *format = file->check->format;
	end.found = &file->found;
	if (end.outcome == CLI_SOUND && file->found.findings > 0)
		end.outcome = CLI_DAMAGED;
	if (end.outcome == CLI_FAILED_FILE)
		file->failure = cli_copy(end.message, strlen(end.message));
	if (format->file_end != NULL && !file->sheet.options->quiet)
		format->file_end(&file->sheet, &end);
}

static void add_failure(struct check *check, const struct checked *file)
{
	if (file->failure == NULL)
		return;
	check->failed_files += file->found.findings == 0;
	check->failure = cli_resize(check->failure, check->failures + 1, sizeof *check->failure);
	check->failure[check->failures++] = (struct cli_failure){(char *)file->sheet.file,
	                                                         file->failure};
}

/* In a tree every part has something in front, also the first one. */
static size_t tell_file(void *ctx, void *own)
{
	struct check *check = ctx;
	struct checked *file = own;
	bool has = file->sheet.parts > 0;
	size_t lead = has && check->tree && !check->began && check->format->between != NULL
		? strlen(check->format->between) : 0;
	check->began = check->began || has;
	check->files++;
	check->damaged_files += file->found.findings > 0;
	cli_summary_add(&check->found, &file->found);
	add_failure(check, file);
	cli_occurrences_free(&file->seen);
	if (file->failure == NULL)
		free((char *)file->sheet.file);
	free(file);
	return lead;
}

static enum cli_status check_file(struct check *check, struct cli_run *run, const char *name)
{
	char said[CLI_MESSAGE_MAX] = "";
	cli_messages_keep(said, sizeof said);
	struct checked *file = run->own = begin_file(check, run, name, check->out);
	run->status = CLI_DONE;
	cli_run_file(run, name);
	enum cli_status status = run->status;
	file->found.files = status == CLI_DONE;
	file->found.failed = status != CLI_DONE;
	end_file(file, &(struct cli_file_end){
		.outcome = status == CLI_DONE ? CLI_SOUND : CLI_FAILED_FILE,
		.message = status == CLI_DONE ? NULL : said});
	cli_messages_keep(NULL, 0);
	tell_file(check, file);
	return status;
}

/* Files one after the other; each finding is told at once. */
static enum cli_status check_files(struct check *check)
{
	static char *const standard[] = {(char *)"-"};
	const struct cli_options *options = check->options;
	struct cli_run run = {.options = options, .text = check->out, .spans = true,
	                      .on_event = on_event};
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

static enum cli_status check_tree(struct check *check)
{
	struct cli_hooks hooks = {.begin = begin_file, .end = end_file, .tell = tell_file,
	                          .ctx = check};
	struct cli_summary sum = {.files = 0};
	struct cli_tree tree = {.options = check->options, .on_event = on_event, .spans = true,
	                        .text = check->out, .reads = true, .hooks = &hooks, .sum = &sum};
	enum cli_status status = cli_tree(&tree);
	sum.findings = check->found.findings;
	check->found = sum;         /* which also counts what was skipped */
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

static enum cli_status tell_all(struct check *check, enum cli_status status)
{
	const struct cli_format *format = check->format;
	struct cli_totals totals = {
		.options = check->options, .found = &check->found, .files = check->files,
		.damaged_files = check->damaged_files, .failed_files = check->failed_files,
		.failure = check->failure, .failures = check->failures, .tree = check->tree,
		.status = status,
	};
	if (format->totals_first) {
		if (format->begin != NULL)
			format->begin(stdout, &totals);
		if (fflush(check->out) != 0 || !copy(check->out, stdout)) {
			cli_write_failed(_("(standard output)"), errno);
			status = cli_worse(status, CLI_IO);
		}
		fclose(check->out);
	}
	if (format->end != NULL)
		format->end(stdout, &totals);
	return status;
}

static enum cli_status run(struct check *check)
{
	const struct cli_format *format = check->format;
	const struct cli_options *options = check->options;
	check->out = format->totals_first && !options->quiet ? tmpfile() : stdout;
	if (check->out == NULL) {
		cli_message(NULL, CLI_NO_BYTE, NULL, _("cannot write: %s"), strerror(errno));
		return CLI_IO;
	}
	if (format->begin != NULL && !format->totals_first && !options->quiet)
		format->begin(stdout, NULL);
	enum cli_status status = check->tree ? check_tree(check) : check_files(check);
	if (check->found.findings > 0)
		status = cli_worse(status, CLI_FOUND);
	if (!options->quiet)
		status = tell_all(check, status);
	if (check->tree && !options->quiet && status != CLI_USAGE)
		cli_summary_print(&check->found, CLI_SUM_CHECK);
	return status;
}

enum cli_status cli_check(const struct cli_options *options)
{
	/* To be written in traditional characters is no damage. */
	struct cli_options keep = *options;
	keep.library.script = QW_SCRIPT_KEEP;
	struct check check = {.options = &keep, .format = cli_format_of(options),
	                      .tree = cli_is_tree_to_read(options)};
	enum cli_status status = run(&check);
	for (size_t i = 0; i < check.failures; i++) {
		free(check.failure[i].file);
		free(check.failure[i].message);
	}
	free(check.failure);
	return cli_close_stdout() ? status : cli_worse(status, CLI_IO);
}
