/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "text/alloc.h"

#include <stdint.h>
#include <stdlib.h>

static void *default_resize(void *ctx, void *ptr, size_t old_size, size_t new_size)
{
	(void)ctx;
	(void)old_size;
	if (new_size == 0) {
		free(ptr);
		return NULL;
	}
	return realloc(ptr, new_size);
}

qw_allocator qw_allocator_default(void)
{
	return (qw_allocator){default_resize, NULL};
}

qw_allocator qw_allocator_or_default(const qw_allocator *a)
{
	return a != NULL && a->resize != NULL ? *a : qw_allocator_default();
}

bool qw_grow(const qw_allocator *a, void **array, size_t *capacity, size_t need, size_t element)
{
	if (need <= *capacity)
		return true;
	size_t bigger = *capacity + *capacity / 2 + 16;
	if (bigger < need)
		bigger = need;
	if (bigger > SIZE_MAX / element)
		return false;
	void *moved = a->resize(a->ctx, *array, *capacity * element, bigger * element);
	if (moved == NULL)
		return false;
	*array = moved;
	*capacity = bigger;
	return true;
}

void qw_release(const qw_allocator *a, void *array, size_t capacity, size_t element)
{
	if (array != NULL)
		a->resize(a->ctx, array, capacity * element, 0);
}
