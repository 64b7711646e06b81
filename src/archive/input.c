/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "archive/input.h"

#include <stdlib.h>
#include <string.h>

/* Text is seldom 30 times as large as its compressed form, and bombs are 1000 times as
 * large; what stays below a gigabyte does no harm. */
enum { TIMES = 200 };
#define HARMLESS (UINT64_C(1) << 30)

bool arc_input_open(struct arc_input *in, struct arc_source *source, enum arc_form form)
{
	bool opened = arc_unpack_open(&in->unpack, source, form);
	in->at = in->used = 0;
	in->offset = 0;
	in->ended = !opened;
	in->buffer = malloc(ARC_AHEAD + ARC_BLOCK);
	if (in->buffer != NULL)
		return opened;
	arc_unpack_fail(&in->unpack, ARC_MEMORY, NULL);
	in->ended = true;
	return false;
}

static bool is_too_large(const struct arc_input *in)
{
	uint64_t came = in->unpack.source->count;
	if (in->unpack.form == ARC_PLAIN)
		return false;
	if (in->most > 0)
		return in->unpack.count > in->most;
	return in->unpack.count > HARMLESS && in->unpack.count / TIMES > came;
}

static void read_more(struct arc_input *in)
{
	ssize_t n = arc_unpack_read(&in->unpack, in->buffer + in->used, ARC_BLOCK);
	if (n > 0 && is_too_large(in))
		n = arc_unpack_fail(&in->unpack, ARC_TOO_LARGE, NULL);
	if (n > 0)
		in->used += (size_t)n;
	else
		in->ended = true;
}

size_t arc_input_fill(struct arc_input *in, size_t wanted)
{
	if (in->used - in->at >= wanted || in->ended)
		return in->used - in->at;
	memmove(in->buffer, in->buffer + in->at, in->used - in->at);
	in->used -= in->at;
	in->at = 0;
	while (in->used < wanted && !in->ended)
		read_more(in);
	return in->used;
}

void arc_input_take(struct arc_input *in, size_t n)
{
	in->at += n;
	in->offset += n;
}

ssize_t arc_input_read(struct arc_input *in, void *buffer, size_t n)
{
	size_t length = arc_input_fill(in, 1);
	if (length == 0)
		return in->unpack.problem == ARC_FINE ? 0 : -1;
	n = n < length ? n : length;
	memcpy(buffer, in->buffer + in->at, n);
	arc_input_take(in, n);
	return (ssize_t)n;
}

void arc_input_close(struct arc_input *in)
{
	arc_unpack_close(&in->unpack);
	free(in->buffer);
	in->buffer = NULL;
}
