/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/tree_job.h"

#include "batch/binary.h"
#include "cli/archive.h"
#include "cli/format.h"
#include "cli/i18n.h"
#include "cli/input.h"
#include "cli/memory.h"
#include "cli/message.h"
#include "cli/plan.h"
#include "cli/quarantine.h"
#include "cli/record/records.h"
#include "cli/tree_told.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int put(void *ctx, const void *bytes, size_t n)
{
	struct cli_worker *w = ctx;
	w->replace.head = w->run.block;
	w->replace.head_length = w->run.packed ? 0 : w->run.beginning;
	return batch_replace_put(&w->replace, bytes, n);
}

static void on_event(struct cli_run *run, const qw_event *event)
{
	struct cli_worker *w = run->ctx;
	const struct cli_tree *tree = w->tree;
	if (event->type == QW_EVENT_SPAN && w->journal != NULL)
		cli_places_add(&w->places, run->offset, event->of.span);
	if (event->type == QW_EVENT_DOCUMENT) {
		cli_summary_document(&w->job->found, event->of.report);
		cli_quarantine_note(w, event->of.report);
	}
	if (w->run.options->sample > 0)
		cli_sample_event(&w->job->sample, run, event);
	tree->on_event(run, event);
}

static bool init_encoder(struct cli_worker *w, const struct cli_options *options)
{
	if (!cli_encoder_wanted(options->to, options->bom))
		return true;
	w->run.encoder = cli_resize(NULL, 1, sizeof *w->run.encoder);
	return cli_encoder_init(w->run.encoder, options->to, options->bom, options->unmappable);
}

/* Where lines are not what they are elsewhere there is nothing to compare. */
static void begin_diff(struct cli_run *run, const char *name, int fd)
{
	struct cli_worker *w = run->ctx;
	unsigned char sample[BATCH_SAMPLE];
	ssize_t n = pread(fd, sample, sizeof sample, 0);
	if (w->diff_out == NULL) {
		cli_job_fail(w->job, name, NULL, _("not enough memory for the diff"));
	} else if (n > 0 && batch_is_wide(sample, (size_t)n)) {
		cli_message(name, CLI_NO_BYTE, NULL, _("no diff: it is UTF-16 or UTF-32"));
	} else {
		cli_diff_begin(w->diff, w->diff_out, name, fd);
		w->compares = true;
	}
}

static void put_diff(struct cli_run *run, const char *bytes, size_t n)
{
	struct cli_worker *w = run->ctx;
	if (w->compares)
		cli_diff_put(w->diff, bytes, n);
}

static void end_diff(struct cli_run *run, const char *name)
{
	struct cli_worker *w = run->ctx;
	if (w->compares && !cli_diff_end(w->diff))
		cli_job_fail(w->job, name, NULL, _("not enough memory for the diff"));
	w->compares = false;
}

/* The journal first. */
static bool announce(void *ctx, struct batch_replace *r)
{
	struct cli_worker *w = ctx;
	w->places.too_many = w->places.too_many || w->run.packed; /* they are not in the file */
	w->announced = cli_journal_change(w->journal, w->path, &w->places, r);
	return w->announced;
}

bool cli_worker_init(struct cli_worker *w, const struct cli_jobs *jobs)
{
	w->tree = jobs->tree;
	w->run = (struct cli_run){.options = jobs->tree->options,
	                          .write = jobs->tree->reads ? NULL : put, .write_ctx = w, .ctx = w,
	                          .spans = jobs->tree->spans || jobs->tree->options->sample > 0,
	                          .on_event = on_event, .is_tree = true};
	w->run.on_bytes = jobs->tree->hooks != NULL ? jobs->tree->hooks->bytes : NULL;
	w->replace = (struct batch_replace){.place = jobs->place,
	                                    .suffix = jobs->tree->options->suffix};
	w->journal = jobs->journal;
	if (w->journal != NULL) {
		w->run.spans = true;
		w->replace.before = announce;
		w->replace.ctx = w;
	}
	if (jobs->tree->options->diff) {
		w->diff = cli_resize(NULL, 1, sizeof *w->diff);
		memset(w->diff, 0, sizeof *w->diff);
		w->diff->colour = jobs->tree->options->color == CLI_COLOR_ALWAYS
		               || (jobs->tree->options->color == CLI_COLOR_AUTO
		                   && cli_diff_has_colour());
		w->run.begin_text = begin_diff;
		w->run.put_text = put_diff;
		w->run.end_text = end_diff;
	}
	return init_encoder(w, jobs->tree->options) && batch_replace_init(&w->replace);
}

/* Free what it returns. */
static char *shown_name(const struct batch_item *item)
{
	const char *path = item->folder != NULL ? item->folder->path : "";
	size_t length = strlen(path), n = strlen(item->name);
	char *name = cli_resize(NULL, length + n + 1, 1);
	memcpy(name, path, length);
	memcpy(name + length, item->name, n + 1);
	return name;
}

/* Open the file; what is no regular file is no input. -1: it was said why. */
static int open_item(struct cli_worker *w, const struct batch_item *item, const char *name,
                     struct stat *st)
{
	int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | (item->follow ? 0 : O_NOFOLLOW);
	int fd = openat(item->folder->in, item->name, flags);
	if (fd < 0 || fstat(fd, st) != 0) {
		cli_job_fail_with(w->job, name, _("cannot open"), errno);
	} else if (!S_ISREG(st->st_mode)) {
		cli_job_skip(w, name, CLI_SKIPPED_SPECIAL, true, NULL, _("no regular file"));
	} else {
		return fd;
	}
	if (fd >= 0)
		close(fd);
	return -1;
}

static bool is_backup(const char *name, const char *suffix)
{
	size_t length = strlen(name), n = suffix != NULL ? strlen(suffix) : 0;
	return n > 0 && length > n && strcmp(name + length - n, suffix) == 0;
}

static void repair(struct cli_worker *w, const struct cli_jobs *jobs, int fd,
                   const struct stat *st, const char *name)
{
	const struct batch_item *item = w->job->item;
	struct cli_input in = {.name = name, .fd = fd};
	bool changed;
	w->announced = false;
	cli_places_clear(&w->places);
	batch_replace_begin(&w->replace, fd, st, item->folder->out, item->name);
	w->run.status = CLI_DONE;
	w->run.broken = false;
	w->loss = 0;
	w->invalid = 0;
	w->diff_out = w->diff != NULL ? batch_spool_open(&w->job->diff) : NULL;
	cli_run_input(&w->run, &in, name);
	cli_sample_end(&w->job->sample, w->run.packed ? -1 : fd, name);
	if (w->run.records != NULL) {
		struct cli_record_counts counts = cli_records_take_counts(w->run.records);
		cli_summary_records(&w->job->found, &counts);
	}
	if (w->diff_out != NULL)
		fclose(w->diff_out);
	cli_job_worse(w->job, w->run.status);
	bool apart = cli_quarantine_wants(w);
	bool complete = w->run.status == CLI_DONE && !w->run.no_text && !apart;
	if (w->run.packed)
		batch_replace_judge(&w->replace, w->run.changed);
	enum batch_refusal refusal = batch_replace_end(&w->replace, complete, &changed);
	if (w->run.options->dry_run && w->run.options->in_place && changed && st->st_nlink > 1
	    && !apart)
		refusal = BATCH_NAMES;
	cli_job_explain_refusal(w, name, refusal);
	if (w->announced && refusal != BATCH_WRITTEN)
		cli_journal_left(w->journal, w->path);
	if (apart && refusal == BATCH_WRITTEN)
		cli_quarantine_keep(w, jobs, fd, st, name);
	w->job->found.skipped[CLI_SKIPPED_MEMBER] += w->run.left;
	if (w->run.no_text)
		cli_job_skip_binary(w, name);
	if (w->job->status != CLI_DONE || w->run.no_text)
		return;
	if (w->journal != NULL && !changed && !cli_journal_same(w->journal, w->path, st))
		cli_job_worse(w->job, CLI_IO);
	w->job->found.files = 1;
	w->job->found.file_bytes = (uint64_t)st->st_size;
	if (apart)
		return;
	w->job->found.changed = changed;
	if (w->run.encoder != NULL)
		w->job->found.unmappable = w->run.encoder->lost;
	if (w->run.options->verbose)
		cli_message(name, CLI_NO_BYTE, NULL, "%s",
		            changed ? jobs->place == BATCH_DRY_RUN ? _("would change") : _("changed")
		                    : _("as it was"));
}

/* Nobody wants the repaired text. */
static void look(struct cli_worker *w, int fd, const char *name)
{
	struct cli_input in = {.name = name, .fd = fd};
	w->run.status = CLI_DONE;
	w->run.broken = false;
	cli_run_input(&w->run, &in, name);
	cli_job_worse(w->job, w->run.status);
	w->job->found.skipped[CLI_SKIPPED_MEMBER] += w->run.left;
	if (w->run.no_text)
		cli_job_skip_binary(w, name);
	w->job->found.files = w->job->status == CLI_DONE && !w->run.no_text;
}

/* What somebody named is text; what is in archives is looked at there. */
static bool is_binary(struct cli_worker *w, int fd)
{
	unsigned char sample[BATCH_SAMPLE];
	const struct cli_options *options = w->run.options;
	w->run.picks = !w->job->item->named || options->files_from != NULL;
	if (!w->run.picks)
		return false;
	ssize_t n = pread(fd, sample, sizeof sample, 0);
	return n > 0 && !cli_is_archive(options, sample, (size_t)n)
	    && batch_is_binary(sample, (size_t)n, options->library.unit == QW_UNIT_NUL);
}

/* Repaired, it would not undo anything any more. */
static bool is_journal(const struct cli_jobs *jobs, int fd, const struct stat *st)
{
	return (jobs->journal != NULL && batch_is_same(st, &jobs->journal->file.st))
	    || cli_is_journal(fd);
}

/* Unless the run that is resumed did. */
static void repair_once(struct cli_worker *w, const struct cli_jobs *jobs, int fd,
                        const struct stat *st, const char *name)
{
	const struct batch_item *item = w->job->item;
	if (cli_journal_failed(w->journal)) {
		cli_job_worse(w->job, CLI_IO);
		return;
	}
	w->path = cli_journal_path(w->journal, item->folder, item->name);
	if (w->path == NULL)
		cli_job_fail(w->job, name, _("start in a folder above it"),
		     _("left as it was: it is not below the folder of the journal"));
	else if (cli_journal_is_done(w->journal, w->path, fd, st))
		cli_job_skip(w, name, CLI_SKIPPED_DONE, false, NULL, _("done before"));
	else
		repair(w, jobs, fd, st, name);
	free(w->path);
	w->path = NULL;
}

static void work_on(struct cli_worker *w, const struct cli_jobs *jobs, const char *name)
{
	const struct batch_item *item = w->job->item;
	struct stat st;
	cli_job_explain_item(w, item, name);
	if (item->found != BATCH_FILE)
		return;
	if (!item->named && is_backup(item->name, w->run.options->suffix)) {
		cli_job_skip(w, name, CLI_SKIPPED_BACKUP, false, NULL, _("a backup"));
		return;
	}
	int fd = open_item(w, item, name, &st);
	if (fd < 0)
		return;
	if (jobs->report.st_ino != 0 && batch_is_same(&st, &jobs->report))
		cli_job_skip(w, name, CLI_SKIPPED_OWN, false, NULL, _("the report of this run"));
	else if (jobs->dropped.st_ino != 0 && batch_is_same(&st, &jobs->dropped))
		cli_job_skip(w, name, CLI_SKIPPED_OWN, false, NULL, _("what this run sets apart"));
	else if (is_journal(jobs, fd, &st))
		cli_job_skip(w, name, CLI_SKIPPED_JOURNAL, false, NULL, _("a journal of qingwen"));
	else if (is_binary(w, fd))
		cli_job_skip_binary(w, name);
	else if (jobs->tree->reads)
		look(w, fd, name);
	else if (w->journal == NULL)
		repair(w, jobs, fd, &st, name);
	else
		repair_once(w, jobs, fd, &st, name);
	close(fd);
}

static const char *outcome(const struct cli_job *job)
{
	if (job->found.apart > 0)
		return "quarantined";
	if (job->status != CLI_DONE)
		return "failed";
	if (job->found.files == 0)
		return "skipped";
	return job->found.changed > 0 ? "changed" : "same";
}

static void end_hook(struct cli_job *job, const struct cli_hooks *hooks, const char *said)
{
	struct cli_file_end end = {.found = &job->found};
	end.outcome = job->status != CLI_DONE ? CLI_FAILED_FILE
	            : job->found.files == 0  ? CLI_SKIPPED_FILE
	                                     : CLI_SOUND;
	end.message = end.outcome == CLI_FAILED_FILE ? said : NULL;
	hooks->end(job->own, &end);
}

void cli_job_work(void *ctx, unsigned worker, void *argument)
{
	struct cli_jobs *jobs = ctx;
	struct cli_worker *w = &jobs->workers[worker];
	struct cli_job *job = argument;
	char *name = shown_name(job->item);
	FILE *messages = batch_spool_open(&job->messages);
	const struct cli_hooks *hooks = jobs->tree->hooks;
	char said[CLI_MESSAGE_MAX] = "";
	w->job = job;
	cli_sample_init(&job->sample, jobs->tree->options, &jobs->bound);
	cli_sample_begin(&job->sample, job->number);
	if (jobs->tree->text != NULL)
		w->run.text = batch_spool_open(&job->text);
	if (jobs->tree->dropped != NULL)
		w->run.dropped = batch_spool_open(&job->dropped);
	cli_messages_to(messages);
	cli_messages_keep(said, sizeof said);
	if (hooks != NULL)
		job->own = w->run.own = hooks->begin(hooks->ctx, &w->run, name, w->run.text);
	work_on(w, jobs, name);
	if (jobs->tree->text != NULL && w->run.text == NULL)
		cli_job_fail(job, name, NULL, _("not enough memory"));
	if (hooks != NULL)
		end_hook(job, hooks, said);
	else if (w->run.text != NULL && !jobs->tree->reads)
		cli_report_file(name, outcome(job), w->run.text);
	cli_messages_keep(NULL, 0);
	cli_messages_to(NULL);
	if (messages != NULL)
		fclose(messages);
	if (w->run.text != NULL)
		fclose(w->run.text);
	if (w->run.dropped != NULL)
		fclose(w->run.dropped);
	w->run.text = w->run.dropped = NULL;
	if (job->item->found == BATCH_FILE)
		batch_folder_unuse(job->item->folder);
	free(name);
}

void cli_job_tell(void *ctx, void *argument)
{
	struct cli_jobs *jobs = ctx;
	struct cli_job *job = argument;
	if (job->messages.head_length > 0)
		cli_progress_clear(jobs->progress);
	batch_spool_print(&job->messages, stderr);
	if (job->diff.head_length > 0)
		cli_progress_clear(jobs->progress);
	if (!batch_spool_print(&job->diff, stdout) && jobs->text_error == 0)
		jobs->text_error = errno;
	const struct cli_hooks *hooks = jobs->tree->hooks;
	size_t skipped = hooks != NULL ? hooks->tell(hooks->ctx, job->own) : 0;
	if (job->text.head_length > 0)
		cli_progress_clear(jobs->progress);
	batch_spool_skip(&job->text, skipped);
	if (!batch_spool_print(&job->text, jobs->tree->text) && jobs->text_error == 0)
		jobs->text_error = errno;
	/* A file that stays as it was has its records in it. */
	if (!batch_spool_print(&job->dropped, job->status == CLI_DONE ? jobs->tree->dropped : NULL)
	    && job->status == CLI_DONE && jobs->dropped_error == 0)
		jobs->dropped_error = errno;
	if (job->status != CLI_DONE)
		job->found = (struct cli_summary){.failed = 1, .apart = job->found.apart};
	cli_summary_add(&jobs->sum, &job->found);
	cli_sample_add(&jobs->sample, &job->sample);
	cli_progress_tell(jobs->progress, &jobs->sum);
	jobs->status = cli_worse(jobs->status, job->status);
	batch_item_free(job->item);
	free(job);
}
