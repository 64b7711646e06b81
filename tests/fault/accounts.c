/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "fault/accounts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

typedef union {
	size_t size;
	max_align_t align;
} header;

/* A block always moves, so that a sanitizer sees who still uses the old place. */
static void *resize(void *ctx, void *ptr, size_t old_size, size_t new_size)
{
	accounts *a = ctx;
	header *old = ptr != NULL ? (header *)ptr - 1 : NULL, *new = NULL;
	a->cheated = a->cheated || old_size != (old != NULL ? old->size : 0);
	if (new_size > 0) {
		a->calls++;
		if (a->calls == a->fail_at || (a->forever && a->calls > a->fail_at)) {
			a->failed = true;
			return NULL;
		}
		new = malloc(sizeof *new + new_size);
		assert_non_null(new);
		new->size = new_size;
		a->bytes += new_size;
		a->blocks++;
		if (old != NULL)
			memcpy(new + 1, old + 1, old->size < new_size ? old->size : new_size);
	}
	if (old != NULL) {
		a->bytes -= old->size;
		a->blocks--;
		free(old);
	}
	return new != NULL ? new + 1 : NULL;
}

qw_allocator accounts_allocator(accounts *a)
{
	return (qw_allocator){resize, a};
}

void assert_settled(const accounts *a)
{
	assert_false(a->cheated);
	assert_int_equal(a->blocks, 0);
	assert_int_equal(a->bytes, 0);
}
