/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "batch/attributes.h"

#if defined HAVE_SYS_XATTR_H && defined __linux__

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/xattr.h>

#define ACCESS_LIST "system.posix_acl_access"

enum { ATTEMPTS = 8 }; /* somebody may add to them meanwhile */

/* These are sums of the old text, which is gone: the system makes new ones. */
static bool is_sum(const char *name)
{
	return strcmp(name, "security.ima") == 0 || strcmp(name, "security.evm") == 0;
}

static bool unknown_here(void)
{
	return errno == ENOTSUP || errno == EOPNOTSUPP || errno == ENOSYS;
}

/* The names, each ended by NUL; 0: there are none, -1: errno says why. Free *list. */
static ssize_t list_names(int fd, char **list)
{
	*list = NULL;
	for (int i = 0; i < ATTEMPTS; i++) {
		ssize_t size = flistxattr(fd, NULL, 0);
		if (size <= 0)
			return size < 0 && !unknown_here() ? -1 : 0;
		char *moved = realloc(*list, (size_t)size);
		if (moved == NULL)
			return -1;
		*list = moved;
		ssize_t n = flistxattr(fd, *list, (size_t)size);
		if (n >= 0 || errno != ERANGE)
			return n;
	}
	return -1;
}

/* The value; -1: errno says why there is none. Free *value. */
static ssize_t get(int fd, const char *name, void **value)
{
	*value = NULL;
	for (int i = 0; i < ATTEMPTS; i++) {
		ssize_t size = fgetxattr(fd, name, NULL, 0);
		if (size < 0)
			return -1;
		void *moved = realloc(*value, (size_t)size + 1);
		if (moved == NULL)
			return -1;
		*value = moved;
		ssize_t n = fgetxattr(fd, name, *value, (size_t)size);
		if (n >= 0 || errno != ERANGE)
			return n;
	}
	return -1;
}

/* Who may not set an attribute may find that it has the right value: labels mostly come
 * from the folder. */
static bool copy_one(int from, int to, const char *name)
{
	void *value, *there = NULL;
	ssize_t n = get(from, name, &value);
	bool done = n >= 0;
	if (done && fsetxattr(to, name, value, (size_t)n, 0) != 0) {
		ssize_t m = get(to, name, &there);
		done = m == n && memcmp(value, there, (size_t)n) == 0;
	}
	free(there);
	free(value);
	return done;
}

/* What the folder gives to every new file would let others in. */
static bool drop_access_list(int from, int to)
{
	bool only_here = fgetxattr(from, ACCESS_LIST, NULL, 0) < 0 && errno == ENODATA
	              && fgetxattr(to, ACCESS_LIST, NULL, 0) >= 0;
	return !only_here || fremovexattr(to, ACCESS_LIST) == 0;
}

bool batch_attributes_copy(int from, int to)
{
	char *names;
	ssize_t size = list_names(from, &names);
	bool done = size >= 0;
	for (ssize_t at = 0; done && at < size; at += (ssize_t)strlen(names + at) + 1)
		if (!is_sum(names + at))
			done = copy_one(from, to, names + at);
	free(names);
	return done && drop_access_list(from, to);
}

#else

bool batch_attributes_copy(int from, int to)
{
	(void)from;
	(void)to;
	return true;
}

#endif
