/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/tree.h"

#include "batch/pool.h"
#include "cli/i18n.h"
#include "cli/memory.h"
#include "cli/message.h"
#include "cli/tree_job.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* Files that wait keep their folder open; those that are done, what they print. */
enum { WAITING = 256, UNTOLD = 4096, DESCRIPTORS = 4096 };

static bool is_folder(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool cli_is_tree(const struct cli_options *options)
{
	const char *output = options->output;
	if (options->in_place)
		return true;
	if (output == NULL || options->count == 0)
		return false;
	if (is_folder(output) || (output[0] != '\0' && output[strlen(output) - 1] == '/'))
		return true;
	for (size_t i = 0; i < options->count; i++)
		if (is_folder(options->files[i]))
			return true;
	return false;
}

static enum cli_status wrong(const char *name, const char *advice, const char *what)
{
	cli_message(name, CLI_NO_BYTE, advice, "%s", what);
	return CLI_USAGE;
}

/* Open the folder of the output; NULL in *missing, or what of its path is not there yet. */
static int open_output(const char *path, char **missing)
{
	char *above = cli_copy(path, strlen(path));
	int fd;
	*missing = NULL;
	while ((fd = open(above, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0 && errno == ENOENT) {
		size_t length = strlen(above);
		while (length > 0 && above[length - 1] == '/')
			length--;
		while (length > 0 && above[length - 1] != '/')
			length--;
		*missing = (char *)path + length;
		if (length == 0) {
			fd = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
			break;
		}
		above[length] = '\0';
	}
	free(above);
	return fd;
}

/* Nothing is written into a tree that is read: the output must be elsewhere. */
static enum cli_status check_apart(const struct cli_options *options, int output, bool exists)
{
	enum cli_status status = CLI_DONE;
	for (size_t i = 0; i < options->count && status == CLI_DONE; i++) {
		int fd = open(options->files[i], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (fd < 0)
			continue; /* a file, or nothing that can be read */
		if (batch_folder_is_in(output, fd))
			status = wrong(options->output, _("name one elsewhere, or use --in-place"),
			               _("the output would be in a folder that is read"));
		else if (exists && batch_folder_is_in(fd, output))
			status = wrong(options->files[i], _("name another --output"),
			               _("what is read is in the folder of the output"));
		close(fd);
	}
	return status;
}

static bool make_folders(const char *path)
{
	char *part = cli_copy(path, strlen(path));
	bool made = true;
	for (char *p = part; made && *p != '\0';) {
		p += strspn(p, "/");
		p += strcspn(p, "/");
		char end = *p;
		*p = '\0';
		made = mkdir(part, 0777) == 0 || errno == EEXIST;
		*p = end;
	}
	free(part);
	return made;
}

/* Where the mirror is made; -1 with *status set: it was said why not. */
static int prepare_output(const struct cli_options *options, enum cli_status *status)
{
	char *missing;
	int fd = open_output(options->output, &missing);
	if (fd >= 0) {
		*status = check_apart(options, fd, missing == NULL);
		if (*status == CLI_DONE && missing == NULL)
			return fd;
		close(fd);
		if (*status != CLI_DONE)
			return -1;
		fd = make_folders(options->output)
			? open(options->output, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	}
	if (fd < 0) {
		cli_write_failed(options->output, errno);
		*status = CLI_IO;
	}
	return fd;
}

/* The last name of a path, or of where it leads. NULL: it has none. Free it. */
static char *base_name(const char *path)
{
	char *real = NULL;
	for (;;) {
		size_t end = strlen(path);
		while (end > 0 && path[end - 1] == '/')
			end--;
		size_t begin = end;
		while (begin > 0 && path[begin - 1] != '/')
			begin--;
		char *name = end > begin ? cli_copy(path + begin, end - begin) : NULL;
		bool dots = name != NULL && (strcmp(name, ".") == 0 || strcmp(name, "..") == 0);
		if (!dots) {
			free(real);
			return name;
		}
		free(name);
		path = real = realpath(path, NULL);
		if (real == NULL)
			return NULL;
	}
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Two paths must not be written to the same place. NULL: none do. */
static const char *find_twice(char *const *names, size_t count)
{
	char **sorted = cli_resize(NULL, count, sizeof *sorted);
	const char *twice = NULL;
	memcpy(sorted, names, count * sizeof *sorted);
	qsort(sorted, count, sizeof *sorted, by_text);
	for (size_t i = 1; i < count && twice == NULL; i++)
		if (strcmp(sorted[i - 1], sorted[i]) == 0)
			twice = sorted[i];
	free(sorted);
	return twice;
}

/* Where each path is mirrored below the output: one folder is the output itself, others
 * keep their names. */
static enum cli_status name_outputs(const struct cli_options *options, char **names)
{
	size_t count = options->count;
	if (count == 1 && is_folder(options->files[0])) {
		names[0] = cli_copy("", 0);
		return CLI_DONE;
	}
	for (size_t i = 0; i < count; i++) {
		names[i] = base_name(options->files[i]);
		if (names[i] == NULL)
			return wrong(options->files[i], _("name folders in it"), _("has no name"));
	}
	const char *twice = find_twice(names, count);
	return twice == NULL ? CLI_DONE
	                     : wrong(twice, _("repair them one after the other"),
	                             _("two paths would be written to this name"));
}

static bool on_found(void *ctx, struct batch_item *item)
{
	struct cli_job *job = cli_resize(NULL, 1, sizeof *job);
	*job = (struct cli_job){.item = item};
	batch_pool_put(ctx, job);
	return true;
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

static void walk(struct cli_jobs *jobs, int output, char *const *names)
{
	const struct cli_options *options = jobs->tree->options;
	struct batch_pool *pool = start(jobs);
	if (pool == NULL) {
		if (jobs->status == CLI_DONE)
			no_memory(jobs);
		return;
	}
	struct batch_walk w = {.follow = options->follow, .in_place = options->in_place,
	                       .target = output, .found = on_found, .ctx = pool};
	if (output >= 0 && fstat(output, &w.target_st) != 0)
		w.stopped = true;
	for (size_t i = 0; i < options->count; i++)
		batch_walk_path(&w, options->files[i], names[i] != NULL ? names[i] : "");
	batch_walk_end(&w);
	batch_pool_finish(pool);
	if (w.no_memory)
		no_memory(jobs);
}

/* The workers themselves stay: a signal may still look at their temporary files. */
static void finish(struct cli_jobs *jobs)
{
	const struct cli_options *options = jobs->tree->options;
	if (jobs->text_error != 0)
		cli_write_failed(options->report, jobs->text_error);
	if (jobs->text_error != 0)
		jobs->status = cli_worse(jobs->status, CLI_IO);
	if (!options->quiet && jobs->status != CLI_USAGE)
		cli_summary_print(&jobs->sum);
}

static enum cli_status run(const struct cli_tree *tree, int output, char *const *names)
{
	struct cli_jobs jobs = {.tree = tree,
	                        .place = output >= 0 ? BATCH_MIRROR : BATCH_IN_PLACE};
	if (tree->text != NULL && fstat(fileno(tree->text), &jobs.report) != 0)
		jobs.report.st_ino = 0;
	allow_descriptors();
	walk(&jobs, output, names);
	finish(&jobs);
	return jobs.status;
}

enum cli_status cli_tree(const struct cli_tree *tree)
{
	const struct cli_options *options = tree->options;
	enum cli_status status = CLI_DONE;
	char **names = cli_resize(NULL, options->count, sizeof *names);
	int output = -1;
	memset(names, 0, options->count * sizeof *names);
	for (size_t i = 0; i < options->count && status == CLI_DONE; i++)
		if (strcmp(options->files[i], "-") == 0)
			status = wrong(NULL, _("redirect it"), _("standard input is in no folder"));
	if (status == CLI_DONE && options->output != NULL)
		status = name_outputs(options, names);
	if (status == CLI_DONE && options->output != NULL)
		output = prepare_output(options, &status);
	if (status == CLI_DONE)
		status = run(tree, output, names);
	if (output >= 0)
		close(output);
	for (size_t i = 0; i < options->count; i++)
		free(names[i]);
	free(names);
	return status;
}
