/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/tree_paths.h"

#include "batch/folder.h"
#include "cli/i18n.h"
#include "cli/memory.h"
#include "cli/message.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool cli_is_folder(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

enum cli_status cli_tree_wrong(const char *name, const char *advice, const char *what)
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

/* Nothing is written into a tree that is read: `path`, open as `output`, must be elsewhere. */
static enum cli_status check_apart(const struct cli_options *options, const char *path, int output,
                                   bool exists, const struct cli_apart *words)
{
	enum cli_status status = CLI_DONE;
	for (size_t i = 0; i < options->count && status == CLI_DONE; i++) {
		int fd = open(options->files[i], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (fd < 0)
			continue; /* a file, or nothing that can be read */
		if (batch_folder_is_in(output, fd))
			status = cli_tree_wrong(path, _(words->inside_advice), _(words->inside));
		else if (exists && batch_folder_is_in(fd, output))
			status = cli_tree_wrong(options->files[i], _(words->around_advice), _(words->around));
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

int cli_tree_folder(const struct cli_options *options, const char *path,
                    const struct cli_apart *words, enum cli_status *status)
{
	char *missing;
	int fd = open_output(path, &missing);
	if (fd >= 0) {
		*status = check_apart(options, path, fd, missing == NULL, words);
		if (*status == CLI_DONE && missing == NULL)
			return fd;
		close(fd);
		if (*status != CLI_DONE)
			return -1;
		fd = make_folders(path) ? open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	}
	if (fd < 0) {
		cli_write_failed(path, errno);
		*status = CLI_IO;
	}
	return fd;
}

int cli_tree_output(const struct cli_options *options, enum cli_status *status)
{
	static const struct cli_apart words = {
		N_("the output would be in a folder that is read"),
		N_("name one elsewhere, or use --in-place"),
		N_("what is read is in the folder of the output"),
		N_("name another --output"),
	};
	return cli_tree_folder(options, options->output, &words, status);
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
	char **sorted = cli_resize(NULL, count + 1, sizeof *sorted);
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
enum cli_status cli_tree_names(const struct cli_options *options, char **names)
{
	size_t count = options->count;
	if (count == 1 && cli_is_folder(options->files[0])) {
		names[0] = cli_copy("", 0);
		return CLI_DONE;
	}
	for (size_t i = 0; i < count; i++) {
		names[i] = base_name(options->files[i]);
		if (names[i] == NULL)
			return cli_tree_wrong(options->files[i], _("name folders in it"),
			                      _("has no name"));
	}
	const char *twice = find_twice(names, count);
	return twice == NULL ? CLI_DONE
	                     : cli_tree_wrong(twice, _("repair them one after the other"),
	                                      _("two paths would be written to this name"));
}
