/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes that grow. */
#ifndef QW_ARCHIVE_BYTES_H
#define QW_ARCHIVE_BYTES_H

#include <stdbool.h>
#include <stddef.h>

struct arc_bytes {
	unsigned char *p;
	size_t n, capacity;
	bool failed;                /* memory ran out: something is missing */
};

/* False: memory ran out, now or before. */
bool arc_bytes_add(struct arc_bytes *b, const void *bytes, size_t n);
bool arc_bytes_add_string(struct arc_bytes *b, const char *string);

/* Take the first n away. */
void arc_bytes_drop(struct arc_bytes *b, size_t n);

/* Have none, but keep the memory. */
void arc_bytes_clear(struct arc_bytes *b);
void arc_bytes_free(struct arc_bytes *b);

#endif
