/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/output.h"

#include "batch/temporary.h"
#include "cli/i18n.h"
#include "cli/memory.h"
#include "cli/message.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER = 64 * 1024 };

/* A run has one output at most, and a signal finds it here. */
static struct batch_temporary temporary;

static bool refuse(const char *name, int error)
{
	cli_message(name, CLI_NO_BYTE, NULL, _("cannot write: %s"), strerror(error));
	return false;
}

/* Give the temporary file what the one it replaces has. A owner that can't be
 * given is no reason to stop. */
static void inherit(int fd, const struct stat *st)
{
	if (fchown(fd, st->st_uid, st->st_gid) != 0 && errno == EIO)
		return;
	(void)!fchmod(fd, st->st_mode & 0777);
}

/* Devices and pipes have no place to take: they are written directly. */
static bool open_directly(struct cli_output *out, const char *file)
{
	out->fd = open(file, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	return out->fd >= 0 || refuse(file, errno);
}

/* The last part of a path. */
static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash != NULL ? slash + 1 : path;
}

static int open_folder(const char *target)
{
	size_t length = (size_t)(base_name(target) - target);
	char *folder = cli_copy(length > 0 ? target : "./", length > 0 ? length : 2);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(folder);
	return fd;
}

/* False: errno says why. */
static bool open_temporary(struct cli_output *out)
{
	out->folder = open_folder(out->target);
	if (out->folder < 0)
		return false;
	batch_temporary_register(&temporary);
	batch_temporary_sweep(out->folder);
	out->fd = batch_temporary_open(&temporary, out->folder, base_name(out->target), 0666);
	int saved = errno;
	if (out->fd < 0)
		close(out->folder);
	errno = saved;
	return out->fd >= 0;
}

static bool open_beside(struct cli_output *out, const char *file)
{
	struct stat st;
	bool exists = stat(file, &st) == 0;
	if (exists && !S_ISREG(st.st_mode))
		return S_ISDIR(st.st_mode) ? refuse(file, EISDIR) : open_directly(out, file);
	if (exists && access(file, W_OK) != 0)
		return refuse(file, errno);
	/* Through a symbolic link its target is replaced, not the link. */
	out->target = realpath(file, NULL);
	if (out->target == NULL)
		out->target = cli_copy(file, strlen(file));
	if (!open_temporary(out))
		return refuse(file, errno);
	if (exists)
		inherit(out->fd, &st);
	return true;
}

bool cli_output_open(struct cli_output *out, const char *file)
{
	*out = (struct cli_output){.name = _("(standard output)"), .fd = STDOUT_FILENO};
	if (file != NULL && strcmp(file, "-") != 0) {
		out->name = file;
		if (!open_beside(out, file)) {
			free(out->target);
			return false;
		}
	}
	out->buffer = cli_resize(NULL, BUFFER, 1);
	return true;
}

static bool write_all(struct cli_output *out, const unsigned char *p, size_t n)
{
	while (n > 0 && out->error == 0) {
		ssize_t done = write(out->fd, p, n);
		if (done >= 0) {
			p += done;
			n -= (size_t)done;
		} else if (errno == EAGAIN || errno == EWOULDBLOCK) {
			poll(&(struct pollfd){.fd = out->fd, .events = POLLOUT}, 1, -1);
		} else if (errno != EINTR) {
			out->error = errno;
		}
	}
	return out->error == 0;
}

bool cli_output_flush(struct cli_output *out)
{
	size_t n = out->used;
	out->used = 0;
	return write_all(out, out->buffer, n);
}

int cli_output_put(void *ctx, const void *bytes, size_t n)
{
	struct cli_output *out = ctx;
	if (n > BUFFER - out->used && !cli_output_flush(out))
		return -1;
	if (n >= BUFFER)
		return write_all(out, bytes, n) ? 0 : -1;
	memcpy(out->buffer + out->used, bytes, n);
	out->used += n;
	return 0;
}

static void leave(struct cli_output *out)
{
	batch_temporary_remove(&temporary);
	if (out->error == 0)
		cli_message(out->name, CLI_NO_BYTE, NULL,
		            _("left as it was: not everything succeeded"));
}

/* The file takes the place of its target, or goes. */
static void close_target(struct cli_output *out, bool complete)
{
	if (!complete || out->error != 0) {
		leave(out);
		close(out->fd);
	} else if (!batch_temporary_keep(&temporary, out->fd, base_name(out->target))) {
		out->error = errno;
	}
	close(out->folder);
}

bool cli_output_close(struct cli_output *out, bool complete)
{
	cli_output_flush(out);
	if (out->target != NULL)
		close_target(out, complete);
	else if (close(out->fd) != 0 && out->error == 0 && errno != EINTR)
		out->error = errno;
	if (out->error != 0)
		cli_write_failed(out->name, out->error);
	free(out->target);
	free(out->buffer);
	return out->error == 0;
}
