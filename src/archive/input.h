/* SPDX-License-Identifier: Apache-2.0 */
/* The unpacked bytes of a file, of which some can be looked at before they are taken. */
#ifndef QW_ARCHIVE_INPUT_H
#define QW_ARCHIVE_INPUT_H

#include "archive/unpack.h"

enum { ARC_AHEAD = 64 * 1024 }; /* bytes that can be looked at */

struct arc_input {
	struct arc_unpack unpack;   /* its problem is that of the input */
	uint64_t most;              /* unpacked bytes that are allowed; 0: see input.c */
	unsigned char *buffer;
	size_t at, used;
	bool ended;                 /* all came, or there is a problem */
	uint64_t offset;            /* of the byte `at`, in the unpacked file */
};

/* False: unpack.problem says why. Close in any case. */
bool arc_input_open(struct arc_input *in, struct arc_source *source, enum arc_form form);

/* Make so many bytes (ARC_AHEAD at most) stand at `at`, less at the end. Returns how many
 * there are. */
size_t arc_input_fill(struct arc_input *in, size_t wanted);

static inline const unsigned char *arc_input_look(const struct arc_input *in)
{
	return in->buffer + in->at;
}

/* Take n of the bytes that were looked at. */
void arc_input_take(struct arc_input *in, size_t n);

/* Take at most n bytes; 0 at the end, -1: a problem. */
ssize_t arc_input_read(struct arc_input *in, void *buffer, size_t n);

void arc_input_close(struct arc_input *in);

#endif
