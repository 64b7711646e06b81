/* SPDX-License-Identifier: Apache-2.0 */
/* Where the files of a journal are. */
#include "config.h"
#include "cli/journal.h"

#include "cli/memory.h"
#include "cli/tree_paths.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* The folder that a path is, or that its file lies in, without links. NULL: there is none;
 * the walk will tell. */
static char *folder_of(const char *path, bool follow)
{
	bool folder = cli_is_folder(path);
	if (folder || follow) {
		char *real = realpath(path, NULL);
		char *slash = real != NULL && !folder ? strrchr(real, '/') : NULL;
		if (slash != NULL)
			slash[slash == real] = '\0';
		return real;
	}
	const char *slash = strrchr(path, '/');
	char *above = slash == NULL ? cli_copy(".", 1) : cli_copy(path, (size_t)(slash - path) + 1);
	char *real = realpath(above, NULL);
	free(above);
	return real;
}

/* Cut `root` down to what it has in common with another folder. */
static void share(char *root, const char *other)
{
	size_t at = 0, common = 0;
	for (;; at++) {
		if ((root[at] == '\0' || root[at] == '/') && (other[at] == '\0' || other[at] == '/'))
			common = at;
		if (root[at] != other[at] || root[at] == '\0')
			break;
	}
	root[common > 0 ? common : 1] = '\0';
}

char *cli_journal_root(const struct cli_options *options)
{
	char *root = NULL;
	for (size_t i = 0; i < options->count; i++) {
		char *folder = folder_of(options->files[i], options->follow);
		if (root != NULL && folder != NULL)
			share(root, folder);
		if (root == NULL)
			root = folder;
		else
			free(folder);
	}
	if (root == NULL)
		root = realpath(".", NULL);
	return root != NULL ? root : cli_copy("/", 1);
}

/* The folder may have been moved while the run goes on: then nobody could find it again. */
static char *real_folder(const struct batch_folder *folder)
{
	struct stat st;
	char *real = realpath(folder->path[0] != '\0' ? folder->path : ".", NULL);
	if (real != NULL && stat(real, &st) == 0 && batch_is_same(&st, &folder->st))
		return real;
	free(real);
	return NULL;
}

char *cli_journal_path(const struct cli_journal *j, const struct batch_folder *folder,
                       const char *name)
{
	char *real = real_folder(folder), *path = NULL;
	size_t root = strlen(j->root), n = strlen(name);
	if (root == 1)
		root = 0; /* "/" ends where the next name begins */
	size_t length = real != NULL ? strlen(real) : 0;
	if (real != NULL && length >= root && memcmp(real, j->root, root) == 0
	    && (real[root] == '/' || real[root] == '\0')) {
		const char *below = real + root + (real[root] == '/');
		length = strlen(below);
		path = cli_resize(NULL, length + 1 + n + 1, 1);
		memcpy(path, below, length);
		if (length > 0)
			path[length++] = '/';
		memcpy(path + length, name, n + 1);
	}
	free(real);
	return path;
}
