/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "batch/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { HEAD = 64 * 1024, BLOCK = 64 * 1024 };

/* The file, in blocks; those that were printed are used again. */
static struct {
	pthread_mutex_t lock;
	FILE *file;
	uint32_t count;             /* blocks of the file */
	uint32_t *free;
	size_t free_count, free_capacity;
} store = {.lock = PTHREAD_MUTEX_INITIALIZER};

static bool store_take(uint32_t *block)
{
	bool taken = true;
	pthread_mutex_lock(&store.lock);
	if (store.file == NULL)
		store.file = tmpfile();
	if (store.file == NULL || store.count == UINT32_MAX)
		taken = false;
	else if (store.free_count > 0)
		*block = store.free[--store.free_count];
	else
		*block = store.count++;
	pthread_mutex_unlock(&store.lock);
	return taken;
}

/* A block for which there is no room in the list is not used again. */
static void store_give(uint32_t block)
{
	pthread_mutex_lock(&store.lock);
	if (store.free_count == store.free_capacity) {
		size_t capacity = store.free_capacity * 2 + 64;
		uint32_t *moved = realloc(store.free, capacity * sizeof *moved);
		if (moved != NULL) {
			store.free = moved;
			store.free_capacity = capacity;
		}
	}
	if (store.free_count < store.free_capacity)
		store.free[store.free_count++] = block;
	pthread_mutex_unlock(&store.lock);
}

static size_t put_head(struct batch_spool *s, const char *bytes, size_t n)
{
	size_t room = HEAD - s->head_length;
	n = n < room ? n : room;
	if (s->head_length + n > s->head_capacity) {
		size_t capacity = s->head_capacity * 2 + 1024;
		capacity = capacity < s->head_length + n ? s->head_length + n : capacity;
		char *moved = realloc(s->head, capacity);
		if (moved == NULL) {
			s->error = ENOMEM;
			return 0;
		}
		s->head = moved;
		s->head_capacity = capacity;
	}
	memcpy(s->head + s->head_length, bytes, n);
	s->head_length += n;
	return n;
}

static bool next_block(struct batch_spool *s)
{
	if (s->blocks == s->block_capacity) {
		size_t capacity = s->block_capacity * 2 + 16;
		uint32_t *moved = realloc(s->block, capacity * sizeof *moved);
		if (moved == NULL) {
			s->error = ENOMEM;
			return false;
		}
		s->block = moved;
		s->block_capacity = capacity;
	}
	if (!store_take(&s->block[s->blocks])) {
		s->error = errno;
		return false;
	}
	s->blocks++;
	s->last = 0;
	return true;
}

static size_t put_block(struct batch_spool *s, const char *bytes, size_t n)
{
	if ((s->blocks == 0 || s->last == BLOCK) && !next_block(s))
		return 0;
	size_t room = BLOCK - s->last;
	off_t at = (off_t)s->block[s->blocks - 1] * BLOCK + (off_t)s->last;
	ssize_t done = pwrite(fileno(store.file), bytes, n < room ? n : room, at);
	if (done < 0 && errno != EINTR)
		s->error = errno;
	if (done <= 0)
		return 0;
	s->last += (size_t)done;
	return (size_t)done;
}

static ssize_t put(void *ctx, const char *bytes, size_t n)
{
	struct batch_spool *s = ctx;
	size_t done = 0;
	while (done < n && s->error == 0)
		done += s->head_length < HEAD ? put_head(s, bytes + done, n - done)
		                              : put_block(s, bytes + done, n - done);
	return s->error == 0 ? (ssize_t)n : 0; /* 0 is how a cookie says that it failed */
}

FILE *batch_spool_open(struct batch_spool *s)
{
	*s = (struct batch_spool){.head = NULL};
	return fopencookie(s, "w", (cookie_io_functions_t){.write = put});
}

void batch_spool_skip(struct batch_spool *s, size_t n)
{
	n = n < s->head_length ? n : s->head_length;
	if (n == 0)
		return;
	s->head_length -= n;
	memmove(s->head, s->head + n, s->head_length);
}

static bool print_block(struct batch_spool *s, size_t i, FILE *out)
{
	char bytes[4096];
	size_t n = i + 1 < s->blocks ? BLOCK : s->last;
	off_t at = (off_t)s->block[i] * BLOCK;
	while (n > 0) {
		ssize_t done = pread(fileno(store.file), bytes, n < sizeof bytes ? n : sizeof bytes, at);
		if (done <= 0) {
			s->error = done < 0 ? errno : EIO;
			return false;
		}
		fwrite(bytes, 1, (size_t)done, out);
		at += done;
		n -= (size_t)done;
	}
	return true;
}

bool batch_spool_print(struct batch_spool *s, FILE *out)
{
	if (out != NULL && s->head_length > 0)
		fwrite(s->head, 1, s->head_length, out);
	for (size_t i = 0; i < s->blocks; i++) {
		if (out != NULL && s->error == 0)
			print_block(s, i, out);
		store_give(s->block[i]);
	}
	int error = s->error;
	free(s->head);
	free(s->block);
	*s = (struct batch_spool){.head = NULL};
	errno = error;
	return error == 0;
}
