/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/tree.h"

#include "batch/pool.h"
#include "cli/i18n.h"
#include "cli/memory.h"
#include "cli/message.h"
#include "cli/plan.h"
#include "cli/quarantine.h"
#include "cli/tree_job.h"
#include "cli/tree_paths.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* Files that wait keep their folder open; those that are done, what they print. */
enum { WAITING = 256, UNTOLD = 4096, DESCRIPTORS = 4096 };

bool cli_is_tree(const struct cli_options *options)
{
	const char *output = options->output;
	if (options->in_place || options->dry_run || options->files_from != NULL)
		return true;
	if (output == NULL || options->count == 0)
		return false;
	if (cli_is_folder(output) || (output[0] != '\0' && output[strlen(output) - 1] == '/'))
		return true;
	for (size_t i = 0; i < options->count; i++)
		if (cli_is_folder(options->files[i]))
			return true;
	return false;
}

bool cli_is_tree_to_read(const struct cli_options *options)
{
	if (options->files_from != NULL || options->jobs > 0)
		return true;
	for (size_t i = 0; i < options->count; i++)
		if (cli_is_folder(options->files[i]))
			return true;
	return false;
}

/* Without its journal a run must not go on. */
static bool on_found(void *ctx, struct batch_item *item)
{
	struct cli_jobs *jobs = ctx;
	struct cli_job *job = cli_resize(NULL, 1, sizeof *job);
	*job = (struct cli_job){.item = item, .number = ++jobs->count};
	batch_pool_put(jobs->pool, job);
	return jobs->journal == NULL || !cli_journal_failed(jobs->journal);
}

/* Many threads on deep trees need more than the 1024 of most systems. */
static void allow_descriptors(void)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= DESCRIPTORS)
		return;
	limit.rlim_cur = limit.rlim_max < DESCRIPTORS ? limit.rlim_max : DESCRIPTORS;
	setrlimit(RLIMIT_NOFILE, &limit);
}

static struct batch_pool *start(struct cli_jobs *jobs)
{
	const struct cli_options *options = jobs->tree->options;
	unsigned threads = options->jobs > 0 ? (unsigned)options->jobs : batch_processors();
	jobs->workers = cli_resize(NULL, threads, sizeof *jobs->workers);
	memset(jobs->workers, 0, threads * sizeof *jobs->workers);
	for (unsigned i = 0; i < threads; i++)
		if (!cli_worker_init(&jobs->workers[i], jobs))
			return NULL;
	if (!cli_run_begin(&jobs->workers[0].run)) {
		jobs->status = jobs->workers[0].run.status; /* it was said why */
		return NULL;
	}
	struct batch_pool_work work = {.threads = threads > 1 ? threads : 0, .waiting = WAITING,
	                               .untold = UNTOLD, .work = cli_job_work,
	                               .tell = cli_job_tell, .ctx = jobs};
	return batch_pool_new(&work);
}

static void no_memory(struct cli_jobs *jobs)
{
	cli_message(NULL, CLI_NO_BYTE, NULL, _("not enough memory"));
	jobs->status = cli_worse(jobs->status, CLI_IO);
}

/* All words in one text, as from a file. */
static bool rules_of(const struct cli_words *words, struct batch_rules *rules)
{
	size_t size = 1;
	for (size_t i = 0; i < words->count; i++)
		size += strlen(words->word[i]) + 1;
	char *p = rules->text = cli_resize(NULL, size, 1);
	bool added = true;
	for (size_t i = 0; i < words->count && added; i++) {
		size_t length = strlen(words->word[i]) + 1;
		memcpy(p, words->word[i], length);
		added = length == 1 || batch_rules_add(rules, p);
		p += length;
	}
	return added;
}

/* What the walk and the one that counts for it have in common. */
struct route {
	const struct cli_options *options;
	char *const *names;
	struct batch_rules include, exclude;
};

static bool route_init(struct route *r)
{
	return rules_of(&r->options->include, &r->include)
	    && rules_of(&r->options->exclude, &r->exclude);
}

static void walk_route(struct batch_walk *w, void *ctx)
{
	const struct route *r = ctx;
	w->follow = r->options->follow;
	w->include = r->options->include.count > 0 ? &r->include : NULL;
	w->exclude = &r->exclude;
	for (size_t i = 0; i < r->options->count; i++)
		batch_walk_path(w, r->options->files[i], r->names[i] != NULL ? r->names[i] : "");
}

static void walk_all(struct cli_jobs *jobs, struct batch_pool *pool, int output, struct route *r)
{
	const struct cli_options *options = r->options;
	struct batch_walk w = {.target = output, .in_place = jobs->place == BATCH_IN_PLACE,
	                       .found = on_found, .ctx = jobs};
	jobs->pool = pool;
	w.no_memory = !route_init(r);
	w.stopped = w.no_memory || (output >= 0 && fstat(output, &w.target_st) != 0);
	if (!options->quiet && !w.stopped) /* a list may come from a pipe, which is read once */
		jobs->progress = cli_progress_start(options->files_from == NULL ? walk_route : NULL, r);
	walk_route(&w, r);
	if (options->files_from != NULL)
		jobs->status = cli_worse(jobs->status, cli_tree_list(&w, options));
	batch_walk_end(&w);
	batch_pool_finish(pool);
	cli_progress_stop(jobs->progress);
	if (w.no_memory)
		no_memory(jobs);
}

static void walk(struct cli_jobs *jobs, int output, char *const *names)
{
	struct route r = {.options = jobs->tree->options, .names = names};
	struct batch_pool *pool = start(jobs);
	if (pool != NULL)
		walk_all(jobs, pool, output, &r);
	else if (jobs->status == CLI_DONE)
		no_memory(jobs);
	batch_rules_free(&r.include);
	batch_rules_free(&r.exclude);
}

/* The workers themselves stay: a signal may still look at their temporary files. */
static void finish(struct cli_jobs *jobs)
{
	const struct cli_options *options = jobs->tree->options;
	const struct cli_tree *tree = jobs->tree;
	const char *report = tree->output != NULL ? tree->output
	                   : tree->reads          ? _("(standard output)") : options->report;
	if (tree->text != NULL && !tree->reads)
		cli_report_summary(&jobs->sum, CLI_SUM_REPAIR, tree->text);
	if (jobs->text_error != 0)
		cli_write_failed(report, jobs->text_error);
	if (jobs->dropped_error != 0)
		cli_write_failed(options->dropped, jobs->dropped_error);
	if (jobs->text_error != 0 || jobs->dropped_error != 0)
		jobs->status = cli_worse(jobs->status, CLI_IO);
	if (jobs->journal != NULL && jobs->status != CLI_USAGE
	    && !cli_journal_end(jobs->journal, &jobs->sum))
		jobs->status = cli_worse(jobs->status, CLI_IO);
	cli_sample_print(&jobs->sample);
	cli_sample_free(&jobs->sample);
	if ((options->diff || options->sample > 0) && !cli_close_stdout())
		jobs->status = cli_worse(jobs->status, CLI_IO);
	if (tree->sum != NULL)
		*tree->sum = jobs->sum;
	if (!options->quiet && jobs->status != CLI_USAGE && !tree->reads)
		cli_summary_print(&jobs->sum, options->dry_run ? CLI_SUM_DRY_RUN : CLI_SUM_REPAIR);
}

static enum batch_place place_of(const struct cli_tree *tree)
{
	const struct cli_options *options = tree->options;
	if (options->dry_run || tree->reads)
		return BATCH_DRY_RUN;
	return options->in_place ? BATCH_IN_PLACE : BATCH_MIRROR;
}

/* What is written there is no input; nor is what was there before, which it replaces. */
static void note_report(struct cli_jobs *jobs)
{
	const struct cli_tree *tree = jobs->tree;
	bool known = tree->text != NULL && fstat(fileno(tree->text), &jobs->report) == 0;
	if (tree->reads && tree->output != NULL && tree->text != stdout)
		known = stat(tree->output, &jobs->report) == 0;
	if (!known)
		jobs->report.st_ino = 0;
}

static enum cli_status run(const struct cli_tree *tree, int output, int quarantine,
                           char *const *names)
{
	struct cli_jobs jobs = {.tree = tree, .journal = tree->journal, .quarantine = quarantine,
	                        .place = place_of(tree)};
	note_report(&jobs);
	atomic_init(&jobs.bound, UINT64_MAX);
	cli_sample_init(&jobs.sample, tree->options, &jobs.bound);
	if (tree->dropped != NULL && fstat(fileno(tree->dropped), &jobs.dropped) != 0)
		jobs.dropped.st_ino = 0;
	allow_descriptors();
	walk(&jobs, output, names);
	finish(&jobs);
	return jobs.status;
}

/* False: a message says why not. Each worker has an encoder of its own. */
static bool can_encode(const struct cli_options *options)
{
	struct cli_encoder e;
	if (!cli_encoder_wanted(options->to, options->bom))
		return true;
	if (!cli_encoder_init(&e, options->to, options->bom, options->unmappable))
		return false;
	cli_encoder_free(&e);
	return true;
}

enum cli_status cli_tree(const struct cli_tree *tree)
{
	const struct cli_options *options = tree->options;
	enum cli_status status = CLI_DONE;
	char **names = cli_resize(NULL, options->count + 1, sizeof *names);
	int output = -1, quarantine = -1;
	if (!can_encode(options))
		status = CLI_USAGE;
	memset(names, 0, (options->count + 1) * sizeof *names);
	if (options->compress > CLI_COMPRESS_SAME)
		status = cli_tree_wrong(NULL, _("files of trees are compressed as they were"),
		                        _("--compress is for one output"));
	for (size_t i = 0; i < options->count && status == CLI_DONE; i++)
		if (strcmp(options->files[i], "-") == 0)
			status = cli_tree_wrong(NULL, _("redirect it"), _("standard input is in no folder"));
	if (status == CLI_DONE && (options->output != NULL || options->quarantine != NULL))
		status = cli_tree_names(options, names);
	if (status == CLI_DONE && options->output != NULL && !options->dry_run)
		output = cli_tree_output(options, &status);
	if (status == CLI_DONE && options->quarantine != NULL && !options->dry_run)
		quarantine = cli_quarantine_open(options, output, &status);
	if (status == CLI_DONE)
		status = run(tree, output, quarantine, names);
	if (quarantine >= 0)
		close(quarantine);
	if (output >= 0)
		close(output);
	for (size_t i = 0; i < options->count; i++)
		free(names[i]);
	free(names);
	return status;
}
