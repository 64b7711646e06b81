/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef PATH_MAX
#define PATH_MAX 4096
#endif

/* Signal handlers and atexit() have no other way to reach it. */
static char path[PATH_MAX];
static volatile sig_atomic_t active;

static const int ends[] = {SIGHUP, SIGINT, SIGTERM, SIGPIPE};

void cli_temporary_remove(void)
{
	if (active)
		unlink(path);
	active = 0;
}

static void on_signal(int number)
{
	int saved = errno;
	cli_temporary_remove();
	errno = saved;
	raise(number); /* SA_RESETHAND: the second one ends the process */
}

/* Take over the signals that end a process, but none that the caller ignores. */
static void watch_signals(void)
{
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
		struct sigaction old, new = {.sa_handler = on_signal};
		new.sa_flags = (int)SA_RESETHAND;
		sigemptyset(&new.sa_mask);
		if (sigaction(ends[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
			sigaction(ends[i], &new, NULL);
	}
}

static void block_signals(sigset_t *old)
{
	sigset_t all;
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, old);
}

/* The name does not grow from the target's, which may be as long as names get. */
static bool name_it(const char *target, unsigned attempt)
{
	const char *slash = strrchr(target, '/');
	int folder = slash == NULL ? 0 : (int)(slash - target + 1);
	if (slash != NULL && slash - target >= PATH_MAX)
		return false;
	int n = snprintf(path, sizeof path, "%.*s.qingwen-%ld-%u.tmp", folder, target,
	                 (long)getpid(), attempt);
	return n > 0 && (size_t)n < sizeof path;
}

int cli_temporary_open(const char *target)
{
	sigset_t old;
	int fd = -1;
	watch_signals();
	block_signals(&old);
	for (unsigned attempt = 0; attempt < 100 && fd < 0; attempt++) {
		if (!name_it(target, attempt)) {
			errno = ENAMETOOLONG;
			break;
		}
		fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	active = fd >= 0;
	int saved = errno;
	sigprocmask(SIG_SETMASK, &old, NULL);
	errno = saved;
	if (fd >= 0)
		atexit(cli_temporary_remove);
	return fd;
}

bool cli_temporary_keep(const char *target)
{
	if (rename(path, target) == 0) {
		active = 0;
		return true;
	}
	int saved = errno;
	cli_temporary_remove();
	errno = saved;
	return false;
}
