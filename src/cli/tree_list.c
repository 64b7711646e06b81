/* SPDX-License-Identifier: Apache-2.0 */
/* --files-from. */
#include "config.h"
#include "cli/tree_paths.h"

#include "cli/i18n.h"
#include "cli/message.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Below the folder of the output a listed file has the path by which it is listed: that
 * must lead nowhere else. */
static bool is_below(const char *path)
{
	if (path[0] == '/')
		return false;
	for (;;) {
		size_t n = strcspn(path, "/");
		if (n == 2 && memcmp(path, "..", 2) == 0)
			return false;
		if (path[n] == '\0')
			return true;
		path += n + 1;
	}
}

/* Without "./", and without slashes at its end. */
static char *plain(char *path)
{
	while (strncmp(path, "./", 2) == 0)
		path += 2 + strspn(path + 2, "/");
	for (size_t n = strlen(path); n > 1 && path[n - 1] == '/'; n--)
		path[n - 1] = '\0';
	return path;
}

static enum cli_status refuse(const char *name, const char *advice, const char *what)
{
	cli_message(name, CLI_NO_BYTE, advice, "%s", what);
	return CLI_IO;
}

static enum cli_status walk_names(struct batch_walk *w, const struct cli_options *options,
                                  FILE *list)
{
	enum cli_status status = CLI_DONE;
	char *line = NULL;
	size_t size = 0;
	ssize_t n;
	int end = options->null ? '\0' : '\n';
	while ((n = getdelim(&line, &size, end, list)) >= 0) {
		if (n > 0 && line[n - 1] == (char)end)
			line[--n] = '\0';
		if (n == 0)
			continue;
		bool nul = strlen(line) < (size_t)n;
		char *path = plain(line);
		if (nul)
			status = refuse(options->files_from, _("use --null"), _("a name has a NUL"));
		else if ((options->output != NULL || options->quarantine != NULL) && !is_below(path))
			status = refuse(path, _("list names below this folder"),
			                _("can't be mirrored: it is not below this folder"));
		else
			batch_walk_path(w, path, strcmp(path, ".") == 0 ? "" : path);
	}
	free(line);
	return status;
}

enum cli_status cli_tree_list(struct batch_walk *w, const struct cli_options *options)
{
	bool standard = strcmp(options->files_from, "-") == 0;
	FILE *list = standard ? stdin : fopen(options->files_from, "re");
	enum cli_status status = list != NULL ? walk_names(w, options, list) : CLI_DONE;
	if (list == NULL || ferror(list)) {
		cli_message(options->files_from, CLI_NO_BYTE, NULL, _("cannot read: %s"),
		            strerror(errno));
		status = cli_worse(status, CLI_IO);
	}
	if (list != NULL && !standard)
		fclose(list);
	return status;
}
