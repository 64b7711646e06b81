/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "batch/temporary.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define MARK ".qingwen-"

enum { MARK_LENGTH = sizeof MARK - 1, RANDOM = 6, ATTEMPTS = 100 };

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/* Signal handlers and atexit() have no other way to reach them. */
static struct batch_temporary *all;

/* Files that threads are about to create; whether the process ends, so that none is. */
static atomic_uint creating;
static atomic_bool ending;

static const int ends[] = {SIGHUP, SIGINT, SIGTERM, SIGPIPE, SIGXCPU};

void batch_temporary_remove(struct batch_temporary *t)
{
	if (t->active)
		unlinkat(t->folder, t->name, 0);
	t->active = 0;
}

static void remove_all(void)
{
	for (struct batch_temporary *t = all; t != NULL; t = t->next)
		batch_temporary_remove(t);
}

/* Other threads go on meanwhile: what they began to create is waited for. */
static void on_signal(int number)
{
	int saved = errno;
	atomic_store(&ending, true);
	while (atomic_load(&creating) > 0)
		poll(NULL, 0, 1);
	remove_all();
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

void batch_temporary_register(struct batch_temporary *t)
{
	if (all == NULL) {
		watch_signals();
		atexit(remove_all);
	}
	for (const struct batch_temporary *known = all; known != NULL; known = known->next)
		if (known == t)
			return;
	t->active = 0;
	t->next = all;
	all = t;
}

/* Different for each call of each process; that nobody has it yet is for O_EXCL to say. */
static uint64_t draw(void)
{
	static atomic_uint_fast64_t calls;
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	uint64_t x = ((uint64_t)now.tv_sec << 30 ^ (uint64_t)now.tv_nsec)
	           + ((uint64_t)getpid() << 40) + atomic_fetch_add(&calls, 1);
	x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
	return x ^ x >> 31;
}

/* The target's name is cut so that the whole is no longer than `most`, and before a
 * character. */
static void name_it(struct batch_temporary *t, const char *target, size_t most)
{
	size_t length = strlen(target), room = most - 1 - MARK_LENGTH - RANDOM;
	if (length > room)
		for (length = room; length > 0 && ((unsigned char)target[length] & 0xC0) == 0x80;)
			length--;
	char *p = t->name;
	*p++ = '.';
	memcpy(p, target, length);
	p += length;
	memcpy(p, MARK, MARK_LENGTH);
	p += MARK_LENGTH;
	uint64_t number = draw();
	for (int i = 0; i < RANDOM; i++, number /= sizeof letters - 1)
		*p++ = letters[number % (sizeof letters - 1)];
	*p = '\0';
}

/* A run that sweeps may have locked it first, or removed it: then it is lost. */
static bool own(int fd)
{
	struct stat st;
	if (flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
		return false; /* other errors: the file system has no locks */
	return fstat(fd, &st) == 0 && st.st_nlink > 0;
}

/* It is active when a signal can come again, of which the handler, in this thread or
 * another, sees either an active file or none. -1: errno is EINTR when the process ends. */
static int create(struct batch_temporary *t, mode_t mode)
{
	sigset_t every, old;
	int fd = -1, error = EINTR;
	sigfillset(&every);
	pthread_sigmask(SIG_SETMASK, &every, &old);
	atomic_fetch_add(&creating, 1);
	if (!atomic_load(&ending)) {
		fd = openat(t->folder, t->name,
		            O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
		error = errno;
		t->active = fd >= 0;
	}
	atomic_fetch_sub(&creating, 1);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	errno = error;
	return fd;
}

/* -1 with EEXIST: try again. */
static int try(struct batch_temporary *t, mode_t mode)
{
	int fd = create(t, mode);
	if (fd < 0)
		return -1;
	if (own(fd))
		return fd;
	batch_temporary_remove(t);
	close(fd);
	errno = EEXIST;
	return -1;
}

int batch_temporary_open(struct batch_temporary *t, int folder, const char *target, mode_t mode)
{
	size_t most = NAME_MAX;
	t->folder = folder;
	for (unsigned attempt = 0; attempt < ATTEMPTS; attempt++) {
		name_it(t, target, most);
		int fd = try(t, mode);
		if (fd >= 0)
			return fd;
		if (errno == ENAMETOOLONG && most == NAME_MAX)
			most = NAME_MAX / 2; /* of file systems that encrypt names */
		else if (errno != EEXIST)
			return -1;
	}
	return -1;
}

/* Some file systems tell only now that what was written did not arrive. A second descriptor is
 * closed to hear of it: the lock goes with the last one. */
static bool has_arrived(int fd)
{
	int second = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	return second >= 0 && (close(second) == 0 || errno == EINTR);
}

/* It is locked until it has its new name, or a sweep would take it for one whose owner is gone. */
bool batch_temporary_keep(struct batch_temporary *t, int fd, const char *target)
{
	bool kept = has_arrived(fd) && renameat(t->folder, t->name, t->folder, target) == 0;
	int saved = errno;
	if (kept)
		t->active = 0;
	else
		batch_temporary_remove(t);
	close(fd);
	errno = saved;
	return kept;
}

bool batch_temporary_is(const char *name)
{
	size_t length = strlen(name);
	return name[0] == '.' && length >= MARK_LENGTH + RANDOM
	    && memcmp(name + length - RANDOM - MARK_LENGTH, MARK, MARK_LENGTH) == 0
	    && strspn(name + length - RANDOM, letters) == RANDOM;
}

/* Whoever gets the lock of a temporary file knows that nobody writes it any more. */
static bool sweep_one(int folder, const char *name)
{
	struct stat st;
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return false;
	bool gone = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid()
	         && flock(fd, LOCK_EX | LOCK_NB) == 0 && unlinkat(folder, name, 0) == 0;
	close(fd);
	return gone;
}

size_t batch_temporary_sweep(int folder)
{
	size_t count = 0;
	int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *entries = fd >= 0 ? fdopendir(fd) : NULL;
	if (entries == NULL) {
		if (fd >= 0)
			close(fd);
		return 0;
	}
	for (const struct dirent *e; (e = readdir(entries)) != NULL;)
		if (batch_temporary_is(e->d_name) && sweep_one(folder, e->d_name))
			count++;
	closedir(entries);
	return count;
}
