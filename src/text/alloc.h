/* SPDX-License-Identifier: Apache-2.0 */
/* Memory through the caller's allocator, with checked sizes. */
#ifndef QW_TEXT_ALLOC_H
#define QW_TEXT_ALLOC_H

#include "qingwen.h"

#include <stdbool.h>

/* The malloc family as a qw_allocator. */
qw_allocator qw_allocator_default(void);

/* `a` as given by a caller: the default where `a` is NULL or empty. */
qw_allocator qw_allocator_or_default(const qw_allocator *a);

/* An array of `count` elements grows to at least `need`; *capacity is counted
 * in elements. False: no memory or the size overflows; nothing changed. */
bool qw_grow(const qw_allocator *a, void **array, size_t *capacity, size_t need, size_t element);

/* Free an array that qw_grow() made. */
void qw_release(const qw_allocator *a, void *array, size_t capacity, size_t element);

#endif
