/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "batch/pool.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

struct slot {
	void *job;
	bool done;
};

struct worker {
	struct batch_pool *pool;
	unsigned number;
	pthread_t thread;
};

/* Jobs have numbers. told <= begun <= put; the slot of job i is i % untold. */
struct batch_pool {
	struct batch_pool_work work;
	pthread_mutex_t lock;
	pthread_cond_t more;        /* a job to begin, or the end */
	pthread_cond_t progress;    /* there is room for many jobs, or the oldest is done */
	struct slot *slots;
	uint64_t told, begun, put;
	bool ended;
	unsigned threads;
	struct worker *workers;
};

static struct slot *slot(struct batch_pool *p, uint64_t number)
{
	return &p->slots[number % p->work.untold];
}

/* The thread that puts jobs in is woken for many of them at once. */
static bool is_news(struct batch_pool *p)
{
	return p->put - p->begun <= p->work.waiting / 2
	    || (p->put - p->told == p->work.untold && slot(p, p->told)->done);
}

static void *serve(void *argument)
{
	struct worker *w = argument;
	struct batch_pool *p = w->pool;
	pthread_mutex_lock(&p->lock);
	for (;;) {
		while (p->begun == p->put && !p->ended)
			pthread_cond_wait(&p->more, &p->lock);
		if (p->begun == p->put)
			break;
		struct slot *s = slot(p, p->begun++);
		pthread_mutex_unlock(&p->lock);
		p->work.work(p->work.ctx, w->number, s->job);
		pthread_mutex_lock(&p->lock);
		s->done = true;
		if (is_news(p))
			pthread_cond_signal(&p->progress);
	}
	pthread_mutex_unlock(&p->lock);
	return NULL;
}

/* Signals go to the thread that puts jobs in. */
static unsigned start(struct batch_pool *p)
{
	sigset_t all, old;
	unsigned n = 0;
	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &old);
	for (; n < p->work.threads; n++) {
		p->workers[n] = (struct worker){.pool = p, .number = n};
		if (pthread_create(&p->workers[n].thread, NULL, serve, &p->workers[n]) != 0)
			break;
	}
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return n;
}

static void delete(struct batch_pool *p)
{
	free(p->slots);
	free(p->workers);
	free(p);
}

struct batch_pool *batch_pool_new(const struct batch_pool_work *work)
{
	struct batch_pool *p = calloc(1, sizeof *p);
	if (p == NULL)
		return NULL;
	p->work = *work;
	if (work->threads == 0)
		return p;
	p->slots = calloc(work->untold, sizeof *p->slots);
	p->workers = calloc(work->threads, sizeof *p->workers);
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->more, NULL);
	pthread_cond_init(&p->progress, NULL);
	if (p->slots != NULL && p->workers != NULL)
		p->threads = start(p);
	if (p->threads > 0)
		return p;
	delete(p);
	return NULL;
}

/* Tell what is done, without the lock. Returns with it. */
static void tell_done(struct batch_pool *p)
{
	while (p->told < p->put && slot(p, p->told)->done) {
		void *job = slot(p, p->told)->job;
		p->told++; /* nobody else looks at it, and only this thread puts jobs in */
		pthread_mutex_unlock(&p->lock);
		p->work.tell(p->work.ctx, job);
		pthread_mutex_lock(&p->lock);
	}
}

void batch_pool_put(struct batch_pool *p, void *job)
{
	if (p->threads == 0) {
		p->work.work(p->work.ctx, 0, job);
		p->work.tell(p->work.ctx, job);
		return;
	}
	pthread_mutex_lock(&p->lock);
	for (;;) {
		tell_done(p);
		if (p->put - p->told < p->work.untold && p->put - p->begun < p->work.waiting)
			break;
		pthread_cond_wait(&p->progress, &p->lock);
	}
	*slot(p, p->put++) = (struct slot){.job = job};
	pthread_cond_signal(&p->more);
	pthread_mutex_unlock(&p->lock);
}

void batch_pool_finish(struct batch_pool *p)
{
	if (p->threads > 0) {
		pthread_mutex_lock(&p->lock);
		p->ended = true;
		pthread_cond_broadcast(&p->more);
		for (tell_done(p); p->told < p->put; tell_done(p))
			pthread_cond_wait(&p->progress, &p->lock);
		pthread_mutex_unlock(&p->lock);
		for (unsigned i = 0; i < p->threads; i++)
			pthread_join(p->workers[i].thread, NULL);
		pthread_mutex_destroy(&p->lock);
		pthread_cond_destroy(&p->more);
		pthread_cond_destroy(&p->progress);
	}
	delete(p);
}

unsigned batch_processors(void)
{
#ifdef CPU_COUNT
	cpu_set_t set;
	if (sched_getaffinity(0, sizeof set, &set) == 0)
		return (unsigned)CPU_COUNT(&set);
#endif
	long n = sysconf(_SC_NPROCESSORS_ONLN);
	return n > 0 ? (unsigned)n : 1;
}
