/* SPDX-License-Identifier: Apache-2.0 */
/* Preloaded into the command: somebody does something to files just while it reads one.
 * At the first read of a file whose path ends in QW_SHIM_READ, QW_SHIM_DO happens to the
 * file QW_SHIM_TO: append, rewrite (as many bytes), replace (by another one), remove; or, to
 * the read itself, fail. With QW_SHIM_DO=attribute no file gets the one named QW_SHIM_TO. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

ssize_t read(int fd, void *buffer, size_t n);
int fsetxattr(int fd, const char *name, const void *value, size_t n, int flags);

static int is_it(int fd)
{
	const char *end = getenv("QW_SHIM_READ");
	char link[64], path[4096];
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t length = readlink(link, path, sizeof path - 1);
	if (end == NULL || length < (ssize_t)strlen(end))
		return 0;
	path[length] = '\0';
	return strcmp(path + length - strlen(end), end) == 0;
}

static void write_to(const char *file, int flags)
{
	int fd = open(file, O_WRONLY | O_CREAT | flags, 0644);
	if (fd < 0 || write(fd, "x", 1) != 1)
		abort();
	close(fd);
}

static void happen(const char *what, const char *to)
{
	if (strcmp(what, "append") == 0)
		write_to(to, O_APPEND);
	else if (strcmp(what, "rewrite") == 0)
		write_to(to, 0);
	else if (strcmp(what, "remove") == 0)
		unlink(to);
	else if (strcmp(what, "replace") == 0) {
		write_to("shim.new", O_TRUNC);
		if (rename("shim.new", to) != 0)
			abort();
	}
}

ssize_t read(int fd, void *buffer, size_t n)
{
	static int happened;
	const char *what = getenv("QW_SHIM_DO"), *to = getenv("QW_SHIM_TO");
	if (what != NULL && is_it(fd)) {
		if (strcmp(what, "fail") == 0) {
			errno = EIO;
			return -1;
		}
		if (!happened++)
			happen(what, to);
	}
	return syscall(SYS_read, fd, buffer, n);
}

int fsetxattr(int fd, const char *name, const void *value, size_t n, int flags)
{
	const char *what = getenv("QW_SHIM_DO"), *lost = getenv("QW_SHIM_TO");
	if (what != NULL && lost != NULL && strcmp(what, "attribute") == 0
	    && strcmp(name, lost) == 0) {
		errno = EPERM;
		return -1;
	}
#ifdef SYS_fsetxattr
	return (int)syscall(SYS_fsetxattr, fd, name, value, n, flags);
#else
	errno = ENOTSUP;
	return -1;
#endif
}
