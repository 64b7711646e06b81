/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/settings.h"

#include "cli/i18n.h"
#include "cli/memory.h"
#include "cli/message.h"
#include "cli/place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SIZE_LIMIT = 1 << 20 };

static char *join(const char *folder, const char *name)
{
	size_t n = strlen(folder), length = strlen(name);
	char *path = cli_resize(NULL, n + length + 2, 1);
	memcpy(path, folder, n);
	path[n] = '/';
	memcpy(path + n + 1, name, length + 1);
	return path;
}

static bool has(const char *folder, const char *name)
{
	struct stat st;
	char *path = join(folder, name);
	bool there = lstat(path, &st) == 0;
	free(path);
	return there;
}

/* What is above a repository, or on another file system, belongs to somebody else. */
static bool is_top(const char *folder, dev_t device)
{
	struct stat st;
	return strcmp(folder, "/") == 0 || stat(folder, &st) != 0 || st.st_dev != device
	    || has(folder, ".git") || has(folder, ".hg") || has(folder, ".svn");
}

/* The file in the folder or above it, to free; NULL: there is none. */
static char *find_above(char *folder)
{
	struct stat st;
	if (stat(folder, &st) != 0)
		return NULL;
	for (dev_t device = st.st_dev;; cli_to_folder(folder)) {
		bool same = stat(folder, &st) == 0 && st.st_dev == device;
		if (same && has(folder, CLI_SETTINGS_NAME))
			return join(folder, CLI_SETTINGS_NAME);
		if (is_top(folder, device))
			return NULL;
	}
}

static char *find_of(const char *path)
{
	struct stat st;
	char *folder = cli_absolute(path);
	if (strcmp(path, "-") == 0 || stat(folder, &st) != 0 || !S_ISDIR(st.st_mode))
		cli_to_folder(folder);
	char *found = find_above(folder);
	free(folder);
	return found;
}

static bool is_same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* All paths of a run have one, or none has: otherwise it would depend on their order. */
static enum cli_status find_all(struct cli_settings *c, const struct cli_options *options)
{
	c->name = find_of(options->count > 0 ? options->files[0] : ".");
	for (size_t i = 1; i < options->count; i++) {
		char *other = find_of(options->files[i]);
		bool same = is_same(c->name, other);
		free(other);
		if (same)
			continue;
		cli_message(options->files[i], CLI_NO_BYTE,
		            _("check them one after the other, or use --config or --no-config"),
		            _("it has another %s than %s"), CLI_SETTINGS_NAME, options->files[0]);
		return CLI_USAGE;
	}
	return CLI_DONE;
}

/* It may come from strangers: no pipe to wait for, and not without end. */
static FILE *open_file(const char *name)
{
	struct stat st;
	int fd = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= SIZE_LIMIT)
		return fdopen(fd, "r");
	int error = fd < 0 ? errno : EINVAL;
	if (fd >= 0)
		close(fd);
	errno = error;
	return NULL;
}

static enum cli_status read_file(struct cli_settings *c)
{
	FILE *in = open_file(c->name);
	if (in == NULL) {
		cli_message(c->name, CLI_NO_BYTE, NULL, _("cannot read: %s"), strerror(errno));
		return CLI_IO;
	}
	c->folder = cli_absolute(c->name);
	cli_to_folder(c->folder);
	bool right = cli_settings_read(c, in);
	fclose(in);
	return right ? CLI_DONE : CLI_USAGE;
}

/* What the command line says overrules the file; globs add up. */
static void apply(const struct cli_settings *c, struct cli_options *options)
{
	const qw_options *said = &c->said.library;
	cli_words_append(&options->include, &c->include);
	cli_words_append(&options->exclude, &c->exclude);
	if (c->unit && !cli_option_is_given(options, "unit")) {
		options->library.unit = said->unit;
		options->paths = c->said.paths; /* cli_settings_free() frees them */
	}
	if (c->entities && !cli_option_is_given(options, "entities"))
		options->library.entities = said->entities;
	if (c->min_confidence && !cli_option_is_given(options, "min-confidence"))
		options->library.min_confidence = said->min_confidence;
	if (c->max_lost && !options->has_max_lost) {
		options->has_max_lost = true;
		options->max_lost = c->said.max_lost;
	}
	if (c->max_share && !options->has_max_share) {
		options->has_max_share = true;
		options->max_share = c->said.max_share;
	}
}

enum cli_status cli_settings_open(struct cli_settings *c, struct cli_options *options)
{
	enum cli_status status = CLI_DONE;
	*c = (struct cli_settings){.name = NULL};
	if (options->no_config)
		return CLI_DONE;
	if (options->config != NULL)
		c->name = cli_copy(options->config, strlen(options->config));
	else
		status = find_all(c, options);
	if (status == CLI_DONE && c->name != NULL)
		status = read_file(c);
	if (status == CLI_DONE && c->name != NULL)
		apply(c, options);
	return status;
}

/* Is the path, or a folder that it lies in, what the glob means? */
static bool matches(const struct cli_settings_section *s, char *below)
{
	bool found = s->glob[0] == '\0' || batch_rules_pick(&s->match, below, false) == BATCH_OUT;
	for (char *slash = strchr(below, '/'); slash != NULL && !found;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		found = slash > below && batch_rules_pick(&s->match, below, true) == BATCH_OUT;
		*slash = '/';
	}
	return found;
}

void cli_settings_of(const struct cli_settings *c, const struct cli_options *options,
                   const char *file, struct cli_file_settings *found)
{
	*found = (struct cli_file_settings){options->library.from, options->library.hint, NULL, 0};
	if (c->sections == 0)
		return;
	char *below = cli_below(c->folder, file);
	bool from = found->from != NULL, hint = found->hint != NULL;
	found->allow = cli_resize(NULL, c->sections, sizeof *found->allow);
	for (size_t i = 0; i < c->sections; i++) {
		const struct cli_settings_section *s = &c->section[i];
		if (!matches(s, below))
			continue;
		found->from = !from && s->from != NULL ? s->from : found->from;
		found->hint = !hint && s->hint != NULL ? s->hint : found->hint;
		found->allow[found->allows++] = &s->allow;
	}
	free(below);
}

void cli_settings_free(struct cli_settings *c)
{
	for (size_t i = 0; i < c->sections; i++) {
		struct cli_settings_section *s = &c->section[i];
		batch_rules_free(&s->match);
		cli_words_free(&s->allow);
		free(s->glob);
		free(s->pattern);
		free(s->from);
		free(s->hint);
	}
	free(c->section);
	cli_paths_free(&c->said.paths);
	cli_words_free(&c->include);
	cli_words_free(&c->exclude);
	free(c->name);
	free(c->folder);
}
