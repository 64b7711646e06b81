/* SPDX-License-Identifier: Apache-2.0 */
/* Is what comes out what went in? What went in waits here until it comes out or something
 * else does. */
#ifndef QW_ARCHIVE_ECHO_H
#define QW_ARCHIVE_ECHO_H

#include "archive/bytes.h"

struct arc_echo {
	struct arc_bytes waiting;
	size_t at;                  /* of `waiting`: these came out already */
	bool differs;
};

void arc_echo_in(struct arc_echo *e, const void *bytes, size_t n);

/* How many of the bytes are as they went in. */
size_t arc_echo_out(struct arc_echo *e, const void *bytes, size_t n);

/* All came out: is it the same? */
bool arc_echo_is_same(const struct arc_echo *e);

void arc_echo_clear(struct arc_echo *e);
void arc_echo_free(struct arc_echo *e);

#endif
