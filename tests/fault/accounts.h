/* SPDX-License-Identifier: Apache-2.0 */
/* An allocator that keeps accounts, and has no memory when a test says so. */
#ifndef TESTS_FAULT_ACCOUNTS_H
#define TESTS_FAULT_ACCOUNTS_H

#include "qingwen.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct {
	size_t calls;           /* for memory, so far */
	size_t fail_at;         /* this one gets none, from 1 */
	bool forever;           /* nor does any later one */
	size_t bytes, blocks;   /* out */
	bool failed, cheated;   /* one got none; a size given back is wrong */
} accounts;

qw_allocator accounts_allocator(accounts *a);

/* All that was taken was given back, with the right sizes. */
void assert_settled(const accounts *a);

#endif
