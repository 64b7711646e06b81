/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "archive/bytes.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool grow(struct arc_bytes *b, size_t n)
{
	if (n <= b->capacity - b->n)
		return true;
	size_t needed = n <= SIZE_MAX - b->n ? b->n + n : SIZE_MAX;
	size_t capacity = b->capacity <= (SIZE_MAX - 256) / 2 ? b->capacity * 2 + 256 : SIZE_MAX;
	capacity = capacity < needed ? needed : capacity;
	unsigned char *moved = capacity < SIZE_MAX ? realloc(b->p, capacity) : NULL;
	if (moved == NULL) {
		b->failed = true;
		return false;
	}
	b->p = moved;
	b->capacity = capacity;
	return true;
}

bool arc_bytes_add(struct arc_bytes *b, const void *bytes, size_t n)
{
	if (n > 0 && !b->failed && grow(b, n)) {
		memcpy(b->p + b->n, bytes, n);
		b->n += n;
	}
	return !b->failed;
}

bool arc_bytes_add_string(struct arc_bytes *b, const char *string)
{
	return arc_bytes_add(b, string, strlen(string));
}

void arc_bytes_drop(struct arc_bytes *b, size_t n)
{
	b->n -= n;
	if (b->n > 0)
		memmove(b->p, b->p + n, b->n);
}

void arc_bytes_clear(struct arc_bytes *b)
{
	b->n = 0;
	b->failed = false;
}

void arc_bytes_free(struct arc_bytes *b)
{
	free(b->p);
	*b = (struct arc_bytes){.p = NULL};
}
