/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "archive/stash.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { HEAD = 1024 * 1024 };

static bool fail(struct arc_stash *s, int error)
{
	if (s->error == 0)
		s->error = error;
	return false;
}

static bool write_at(struct arc_stash *s, uint64_t at, const unsigned char *p, size_t n)
{
	if (s->file == NULL && (s->file = tmpfile()) == NULL)
		return fail(s, errno);
	while (n > 0) {
		ssize_t done = pwrite(fileno(s->file), p, n, (off_t)at);
		if (done < 0 && errno != EINTR)
			return fail(s, errno);
		if (done > 0) {
			p += done;
			n -= (size_t)done;
			at += (uint64_t)done;
		}
	}
	return true;
}

/* The file has the bytes where they are in the whole: the place of the head is a hole. */
bool arc_stash_put(struct arc_stash *s, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	size_t room = s->head.n < HEAD && s->length == s->head.n ? HEAD - s->head.n : 0;
	size_t first = n < room ? n : room;
	if (s->error != 0)
		return false;
	if (!arc_bytes_add(&s->head, p, first))
		return fail(s, ENOMEM);
	if (n > first && !write_at(s, s->length + first, p + first, n - first))
		return false;
	s->length += n;
	return true;
}

ssize_t arc_stash_read(struct arc_stash *s, uint64_t at, void *buffer, size_t n)
{
	uint64_t left = at < s->length ? s->length - at : 0;
	n = left < n ? (size_t)left : n;
	if (n == 0)
		return 0;
	if (at < s->head.n) {
		n = n < s->head.n - (size_t)at ? n : s->head.n - (size_t)at;
		memcpy(buffer, s->head.p + at, n);
		return (ssize_t)n;
	}
	ssize_t got;
	do
		got = pread(fileno(s->file), buffer, n, (off_t)at);
	while (got < 0 && errno == EINTR);
	if (got > 0)
		return got;
	fail(s, got < 0 ? errno : EIO);
	return -1;
}

int arc_stash_file(struct arc_stash *s)
{
	if (!write_at(s, 0, s->head.p, s->head.n))
		return -1;
	int fd = fileno(s->file);
	if (ftruncate(fd, (off_t)s->length) == 0 && lseek(fd, 0, SEEK_SET) == 0)
		return fd;
	fail(s, errno);
	return -1;
}

void arc_stash_clear(struct arc_stash *s)
{
	arc_bytes_clear(&s->head);
	s->length = 0;
	s->error = 0;
}

void arc_stash_free(struct arc_stash *s)
{
	arc_bytes_free(&s->head);
	if (s->file != NULL)
		fclose(s->file);
	*s = (struct arc_stash){.file = NULL};
}
