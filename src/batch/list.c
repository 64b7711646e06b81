/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "batch/list.h"

#include "batch/temporary.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool add(struct batch_list *l, const struct dirent *e)
{
	size_t length = strlen(e->d_name) + 1;
	if (l->capacity - l->used < length + 1) {
		size_t capacity = l->capacity * 2 + 4096;
		char *moved = realloc(l->bytes, capacity);
		if (moved == NULL)
			return false;
		l->bytes = moved;
		l->capacity = capacity;
	}
	l->bytes[l->used] = (char)e->d_type;
	memcpy(l->bytes + l->used + 1, e->d_name, length);
	l->used += length + 1;
	l->count++;
	return true;
}

static bool is_wanted(const char *name)
{
	return strcmp(name, ".") != 0 && strcmp(name, "..") != 0 && !batch_temporary_is(name);
}

static int read_all(struct batch_list *l, DIR *entries)
{
	for (;;) {
		errno = 0;
		const struct dirent *e = readdir(entries);
		if (e == NULL)
			return errno;
		if (is_wanted(e->d_name) && !add(l, e))
			return ENOMEM;
	}
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool sort(struct batch_list *l)
{
	l->name = calloc(l->count + 1, sizeof *l->name);
	if (l->name == NULL)
		return false;
	char *p = l->bytes;
	for (size_t i = 0; i < l->count; i++) {
		l->name[i] = p + 1;
		p += strlen(p + 1) + 2;
	}
	qsort(l->name, l->count, sizeof *l->name, by_name);
	return true;
}

int batch_list_read(struct batch_list *l, int folder)
{
	*l = (struct batch_list){.bytes = NULL};
	/* Of its own, since a place in the folder belongs to the descriptor. */
	int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *entries = fd >= 0 ? fdopendir(fd) : NULL;
	if (entries == NULL) {
		int error = errno;
		if (fd >= 0)
			close(fd);
		return error;
	}
	int error = read_all(l, entries);
	closedir(entries);
	if (!sort(l)) {
		l->count = 0;
		return ENOMEM;
	}
	return error;
}

void batch_list_free(struct batch_list *l)
{
	free(l->bytes);
	free(l->name);
	*l = (struct batch_list){.bytes = NULL};
}
