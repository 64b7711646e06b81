/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/place.h"

#include "cli/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Take the names of `path` one by one; `to` has "" or an absolute path without "/" at its end. */
static size_t append(char *to, size_t used, const char *path)
{
	for (;;) {
		path += strspn(path, "/");
		size_t n = strcspn(path, "/");
		if (n == 0)
			return used;
		if (n == 2 && memcmp(path, "..", 2) == 0) {
			while (used > 0 && to[--used] != '/')
				;
		} else if (n != 1 || path[0] != '.') {
			to[used++] = '/';
			memcpy(to + used, path, n);
			used += n;
		}
		path += n;
	}
}

char *cli_absolute(const char *path)
{
	char *here = path[0] != '/' ? getcwd(NULL, 0) : NULL;
	const char *base = here != NULL ? here : "";
	char *absolute = cli_resize(NULL, strlen(base) + strlen(path) + 3, 1);
	size_t used = append(absolute, append(absolute, 0, base), path);
	if (used == 0)
		absolute[used++] = '/';
	absolute[used] = '\0';
	free(here);
	return absolute;
}

void cli_to_folder(char *absolute)
{
	char *slash = strrchr(absolute, '/');
	if (slash != NULL)
		slash[slash == absolute] = '\0';
}

char *cli_below(const char *folder, const char *path)
{
	if (strcmp(path, "-") == 0)
		return cli_copy(path, 1);
	char *absolute = cli_absolute(path);
	size_t n = strcmp(folder, "/") == 0 ? 0 : strlen(folder);
	if (strncmp(absolute, folder, n) == 0 && absolute[n] == '/' && absolute[n + 1] != '\0')
		memmove(absolute, absolute + n + 1, strlen(absolute + n + 1) + 1);
	return absolute;
}
