/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/journal_read.h"

#include "cli/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A change is at most two lines of 256 KiB, each byte of them eight characters. */
enum { BLOCK = 64 * 1024, LONGEST = 16 << 20 };

void cli_lines_begin(struct cli_lines *l, int fd, off_t at)
{
	*l = (struct cli_lines){.fd = fd, .at = at};
}

/* 0: the end of the file. */
static ssize_t fill(struct cli_lines *l)
{
	if (l->begin > 0) {
		memmove(l->buffer, l->buffer + l->begin, l->end - l->begin);
		l->end -= l->begin;
		l->begin = 0;
	}
	if (l->end + BLOCK > l->capacity) {
		l->capacity = l->capacity * 2 + BLOCK;
		l->buffer = cli_resize(l->buffer, l->capacity, 1);
	}
	ssize_t n;
	do
		n = pread(l->fd, l->buffer + l->end, BLOCK, l->at + (off_t)l->end);
	while (n < 0 && errno == EINTR);
	l->failed = n < 0;
	if (n > 0)
		l->end += (size_t)n;
	return n;
}

/* Look for the end of a line that is too long for any record. */
static bool skip_line(struct cli_lines *l)
{
	for (;;) {
		const char *lf = memchr(l->buffer + l->begin, '\n', l->end - l->begin);
		size_t n = lf != NULL ? (size_t)(lf - (l->buffer + l->begin)) + 1 : l->end - l->begin;
		l->at += (off_t)n;
		l->begin += n;
		if (lf != NULL)
			break;
		l->begin = l->end = 0;
		if (fill(l) <= 0) {
			l->torn = true;
			l->length = 0;
			return false;
		}
	}
	l->line = l->buffer + l->begin;
	l->length = 0;
	l->number++;
	return true;
}

bool cli_lines_next(struct cli_lines *l)
{
	size_t seen = 0;
	const char *lf;
	while (l->end == l->begin + seen
	       || (lf = memchr(l->buffer + l->begin + seen, '\n', l->end - l->begin - seen)) == NULL) {
		seen = l->end - l->begin;
		if (seen > LONGEST)
			return skip_line(l);
		if (fill(l) > 0)
			continue;
		l->torn = seen > 0;
		l->length = 0;
		return false;
	}
	l->line = l->buffer + l->begin;
	l->length = (size_t)(lf - l->line);
	l->begin += l->length + 1;
	l->at += (off_t)l->length + 1;
	l->number++;
	return true;
}

void cli_lines_end(struct cli_lines *l)
{
	free(l->buffer);
	*l = (struct cli_lines){.fd = -1};
}
