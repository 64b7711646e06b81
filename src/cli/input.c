/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/input.h"

#include "cli/i18n.h"
#include "cli/message.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *advice_for(int error)
{
	switch (error) {
	case ENOENT:
		return _("check the name");
	case EACCES:
		return _("check its permissions");
	case EISDIR:
		return _("name the files in it, e.g. with find -type f");
	default:
		return NULL;
	}
}

static void fail(const struct cli_input *in, const char *what, int error)
{
	cli_message(in->name, CLI_NO_BYTE, advice_for(error), _("%s: %s"), what, strerror(error));
}

static void hint(void)
{
	cli_message(NULL, CLI_NO_BYTE, _("end it with Ctrl-D, or name a FILE"),
	            _("reading from the terminal"));
}

static int open_again(const char *file)
{
	int fd;
	do
		fd = open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	while (fd < 0 && errno == EINTR);
	return fd;
}

bool cli_input_open(struct cli_input *in, const char *file, bool quiet)
{
	bool standard = strcmp(file, "-") == 0;
	*in = (struct cli_input){.name = cli_file_name(file),
	                         .fd = standard ? STDIN_FILENO : open_again(file)};
	struct stat st;
	if (in->fd < 0 || fstat(in->fd, &st) != 0) {
		fail(in, _("cannot open"), errno);
		return false;
	}
	if (S_ISDIR(st.st_mode)) {
		fail(in, _("cannot read"), EISDIR);
		cli_input_close(in);
		return false;
	}
	if (standard && !quiet && isatty(in->fd))
		hint();
	return true;
}

static ssize_t read_ahead(struct cli_input *in, void *buffer, size_t size)
{
	size_t n = size < in->ahead_length ? size : in->ahead_length;
	if (buffer != in->ahead)
		memcpy(buffer, in->ahead, n);
	in->ahead += n;
	in->ahead_length -= n;
	return (ssize_t)n;
}

ssize_t cli_input_read(struct cli_input *in, void *buffer, size_t size)
{
	if (in->ahead_length > 0)
		return read_ahead(in, buffer, size);
	if (in->read != NULL)
		return in->read(in->ctx, buffer, size);
	if (in->failed)
		return -1;
	for (;;) {
		ssize_t n = read(in->fd, buffer, size);
		if (n >= 0)
			return n;
		if (errno == EAGAIN || errno == EWOULDBLOCK)
			poll(&(struct pollfd){.fd = in->fd, .events = POLLIN}, 1, -1);
		else if (errno != EINTR)
			break;
	}
	fail(in, _("cannot read"), errno);
	in->failed = true;
	return -1;
}

bool cli_input_is(const struct cli_input *in, int fd)
{
	struct stat a, b;
	return fstat(in->fd, &a) == 0 && fstat(fd, &b) == 0 && S_ISREG(a.st_mode)
	    && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

void cli_input_close(struct cli_input *in)
{
	if (in->fd > STDERR_FILENO)
		close(in->fd);
	in->fd = -1;
}
