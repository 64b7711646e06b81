/* SPDX-License-Identifier: Apache-2.0 */
/* Threads that work on jobs in any order, and one that puts them in and is told of them in
 * that order: so what is printed is the same whatever the number of threads. */
#ifndef QW_BATCH_POOL_H
#define QW_BATCH_POOL_H

#include <stdbool.h>
#include <stddef.h>

struct batch_pool;

struct batch_pool_work {
	unsigned threads;           /* 0: the one that puts a job in works on it at once */
	size_t waiting;             /* jobs at most that nobody has begun, */
	size_t untold;              /* and that are not told */

	/* Work on a job, as worker number 0.. */
	void (*work)(void *ctx, unsigned worker, void *job);

	/* The job is done, and so are all before it. In the thread that puts jobs in. */
	void (*tell)(void *ctx, void *job);
	void *ctx;
};

/* NULL: no memory, or no thread could be started. Fewer than asked for are no failure. */
struct batch_pool *batch_pool_new(const struct batch_pool_work *work);

/* A slow job does not hold up others, until `untold` of them are done behind it. */
void batch_pool_put(struct batch_pool *pool, void *job);

/* Wait for all jobs, tell them, and end the threads. */
void batch_pool_finish(struct batch_pool *pool);

/* Processors that this process may use. */
unsigned batch_processors(void);

#endif
