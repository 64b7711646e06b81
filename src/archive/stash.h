/* SPDX-License-Identifier: Apache-2.0 */
/* What a member becomes, until its length is known: the beginning in memory, more of it in a
 * temporary file without a name. */
#ifndef QW_ARCHIVE_STASH_H
#define QW_ARCHIVE_STASH_H

#include "archive/bytes.h"

#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

struct arc_stash {
	struct arc_bytes head;
	FILE *file;                 /* NULL: not needed yet */
	uint64_t length;            /* of all of it */
	int error;                  /* errno of what failed; 0: nothing */
};

bool arc_stash_put(struct arc_stash *s, const void *bytes, size_t n);

/* At most n bytes from `at`; 0 at the end, -1: `error`. */
ssize_t arc_stash_read(struct arc_stash *s, uint64_t at, void *buffer, size_t n);

/* A descriptor of a file that has all of it. -1: `error`. */
int arc_stash_file(struct arc_stash *s);

/* Have nothing, but keep memory and file. */
void arc_stash_clear(struct arc_stash *s);
void arc_stash_free(struct arc_stash *s);

#endif
