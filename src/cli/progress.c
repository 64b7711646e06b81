/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/progress.h"

#include "cli/i18n.h"

#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { TICK_MS = 250 };

struct cli_progress {
	void (*walk)(struct batch_walk *w, void *ctx);
	void *ctx;
	struct timespec begin;
	pthread_t drawer, counter;
	bool counts;                /* there is a counter to wait for */
	pthread_mutex_t lock;       /* of what follows, and of the line */
	pthread_cond_t wake;
	bool ended, drawn, counted;
	struct cli_summary sum;
	uint64_t files, bytes;      /* there are, once they are counted */
};

static double seconds(const struct cli_progress *p)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - p->begin.tv_sec)
	     + (double)(now.tv_nsec - p->begin.tv_nsec) / 1e9;
}

static double megabytes(uint64_t bytes)
{
	return (double)bytes / 1e6;
}

/* What is left takes as long a byte as what was done. */
static void draw_left(const struct cli_progress *p, double passed)
{
	if (!p->counted || p->sum.file_bytes == 0 || p->bytes < p->sum.file_bytes)
		return;
	double left = passed * (double)(p->bytes - p->sum.file_bytes) / (double)p->sum.file_bytes;
	uint64_t whole = left < 1e6 ? (uint64_t)left : 1000000;
	fprintf(stderr, _(", %" PRIu64 ":%02" PRIu64 " left"), whole / 60, whole % 60);
}

static void draw(struct cli_progress *p)
{
	double passed = seconds(p);
	uint64_t done = p->sum.files + p->sum.failed;
	fputs("\r\033[K", stderr);
	if (p->counted)
		fprintf(stderr, _("%" PRIu64 " of %" PRIu64 " files, %.1f of %.1f MB"), done, p->files,
		        megabytes(p->sum.file_bytes), megabytes(p->bytes));
	else
		fprintf(stderr, _("%" PRIu64 " files, %.1f MB"), done, megabytes(p->sum.file_bytes));
	if (passed > 0)
		fprintf(stderr, _(", %.1f MB/s"), megabytes(p->sum.file_bytes) / passed);
	draw_left(p, passed);
	fprintf(stderr, _(", %" PRIu64 " damaged"), p->sum.damaged);
	fflush(stderr);
	p->drawn = true;
}

static void *draw_on(void *argument)
{
	struct cli_progress *p = argument;
	pthread_mutex_lock(&p->lock);
	while (!p->ended) {
		struct timespec until;
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_nsec += TICK_MS * 1000000L;
		until.tv_sec += until.tv_nsec / 1000000000L;
		until.tv_nsec %= 1000000000L;
		pthread_cond_timedwait(&p->wake, &p->lock, &until);
		if (!p->ended)
			draw(p);
	}
	pthread_mutex_unlock(&p->lock);
	return NULL;
}

static bool count(void *ctx, struct batch_item *item)
{
	struct cli_progress *p = ctx;
	struct stat st;
	bool is_file = item->found == BATCH_FILE
	            && fstatat(item->folder->in, item->name, &st,
	                       item->follow ? 0 : AT_SYMLINK_NOFOLLOW) == 0;
	pthread_mutex_lock(&p->lock);
	if (is_file && S_ISREG(st.st_mode)) {
		p->files++;
		p->bytes += (uint64_t)st.st_size;
	}
	bool ended = p->ended;
	pthread_mutex_unlock(&p->lock);
	if (item->found == BATCH_FILE)
		batch_folder_unuse(item->folder);
	batch_item_free(item);
	return !ended;
}

static void *count_all(void *argument)
{
	struct cli_progress *p = argument;
	struct batch_walk w = {.target = -1, .found = count, .ctx = p};
	p->walk(&w, p->ctx);
	batch_walk_end(&w);
	pthread_mutex_lock(&p->lock);
	p->counted = !w.stopped;
	pthread_mutex_unlock(&p->lock);
	return NULL;
}

static bool is_terminal(void)
{
	const char *term = getenv("TERM");
	return isatty(STDERR_FILENO) && term != NULL && strcmp(term, "dumb") != 0;
}

struct cli_progress *cli_progress_start(void (*walk)(struct batch_walk *w, void *ctx), void *ctx)
{
	struct cli_progress *p = is_terminal() ? calloc(1, sizeof *p) : NULL;
	sigset_t all, old;
	if (p == NULL)
		return NULL;
	p->walk = walk;
	p->ctx = ctx;
	clock_gettime(CLOCK_MONOTONIC, &p->begin);
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->wake, NULL);
	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &old);
	bool started = pthread_create(&p->drawer, NULL, draw_on, p) == 0;
	if (started && walk != NULL)
		p->counts = pthread_create(&p->counter, NULL, count_all, p) == 0;
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	if (started)
		return p;
	free(p);
	return NULL;
}

static void clear(struct cli_progress *p)
{
	if (p->drawn)
		fputs("\r\033[K", stderr);
	p->drawn = false;
}

void cli_progress_clear(struct cli_progress *p)
{
	if (p == NULL)
		return;
	pthread_mutex_lock(&p->lock);
	clear(p);
	pthread_mutex_unlock(&p->lock);
}

void cli_progress_tell(struct cli_progress *p, const struct cli_summary *sum)
{
	if (p == NULL)
		return;
	pthread_mutex_lock(&p->lock);
	p->sum = *sum;
	pthread_mutex_unlock(&p->lock);
}

void cli_progress_stop(struct cli_progress *p)
{
	if (p == NULL)
		return;
	pthread_mutex_lock(&p->lock);
	p->ended = true;
	clear(p);
	pthread_cond_signal(&p->wake);
	pthread_mutex_unlock(&p->lock);
	pthread_join(p->drawer, NULL);
	if (p->counts)
		pthread_join(p->counter, NULL);
	pthread_mutex_destroy(&p->lock);
	pthread_cond_destroy(&p->wake);
	free(p);
}
