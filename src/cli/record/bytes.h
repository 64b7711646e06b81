/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes that grow. */
#ifndef QW_CLI_RECORD_BYTES_H
#define QW_CLI_RECORD_BYTES_H

#include "cli/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct cli_bytes {
	unsigned char *data;
	size_t length, capacity;
};

/* Room for n more bytes; it ends the command where there is none. */
static inline unsigned char *cli_bytes_room(struct cli_bytes *b, size_t n)
{
	if (n > b->capacity - b->length) {
		size_t wanted = n <= SIZE_MAX / 4 && b->capacity <= SIZE_MAX / 4
		              ? b->capacity / 2 * 3 + n + 64 : SIZE_MAX;
		b->data = cli_resize(b->data, wanted, 1);
		b->capacity = wanted;
	}
	return b->data + b->length;
}

static inline void cli_bytes_add(struct cli_bytes *b, const void *bytes, size_t n)
{
	if (n > 0)
		memcpy(cli_bytes_room(b, n), bytes, n);
	b->length += n;
}

static inline void cli_bytes_put(struct cli_bytes *b, unsigned char byte)
{
	*cli_bytes_room(b, 1) = byte;
	b->length++;
}

static inline void cli_bytes_free(struct cli_bytes *b)
{
	free(b->data);
	*b = (struct cli_bytes){.data = NULL};
}

#endif
