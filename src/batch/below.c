/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "batch/below.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#ifndef NAME_MAX
#define NAME_MAX 255
#endif

static bool is_name(const char *name, size_t length)
{
	return length > 0 && length <= NAME_MAX && !(length == 1 && name[0] == '.')
	    && !(length == 2 && name[0] == '.' && name[1] == '.');
}

bool batch_is_below(const char *path)
{
	for (;;) {
		size_t length = strcspn(path, "/");
		if (!is_name(path, length))
			return false;
		if (path[length] == '\0')
			return true;
		path += length + 1;
	}
}

/* Go down by one name. Closes `at`. */
static int down(int at, const char *path, size_t length)
{
	char name[NAME_MAX + 1];
	memcpy(name, path, length);
	name[length] = '\0';
	int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	int saved = errno;
	close(at);
	errno = saved;
	return fd;
}

int batch_below_folder(int root, const char *path, const char **name)
{
	if (!batch_is_below(path)) {
		errno = EINVAL;
		return -1;
	}
	int fd = openat(root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	for (size_t length; fd >= 0 && path[length = strcspn(path, "/")] != '\0'; path += length + 1)
		fd = down(fd, path, length);
	*name = path;
	return fd;
}

int batch_below_root(const char *path)
{
	const char *below = path + 1;
	if (path[0] != '/' || (below[0] != '\0' && !batch_is_below(below))) {
		errno = EINVAL;
		return -1;
	}
	int fd = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	while (fd >= 0 && below[0] != '\0') {
		size_t length = strcspn(below, "/");
		fd = down(fd, below, length);
		below += length + (below[length] == '/');
	}
	return fd;
}
