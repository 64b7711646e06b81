/* SPDX-License-Identifier: Apache-2.0 */
/* Text that a job prints before it is its turn: the beginning in memory, the rest in a
 * temporary file that all spools share and that has no name. */
#ifndef QW_BATCH_SPOOL_H
#define QW_BATCH_SPOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct batch_spool {
	char *head;                 /* in memory */
	size_t head_length, head_capacity;
	uint32_t *block;            /* of the file, in order */
	size_t blocks, block_capacity;
	size_t last;                /* bytes used of the last block */
	int error;                  /* errno of what went wrong; 0: nothing */
};

/* A stream that writes into the spool. NULL: no memory. Close it before the spool is
 * printed. */
FILE *batch_spool_open(struct batch_spool *s);

/* Leave out bytes at the beginning: those in memory at most. */
void batch_spool_skip(struct batch_spool *s, size_t n);

/* Write all of it to `out` (NULL: throw it away), and have nothing. False: something of it
 * is missing, errno says why. */
bool batch_spool_print(struct batch_spool *s, FILE *out);

#endif
