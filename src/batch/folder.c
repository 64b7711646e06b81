/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "batch/folder.h"

#include "batch/temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct batch_folder *batch_folder_open(int at, const char *name, bool follow, const char *path)
{
	struct batch_folder *f = calloc(1, sizeof *f);
	if (f == NULL)
		return NULL;
	f->out = -1;
	f->path = strdup(path);
	f->in = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | (follow ? 0 : O_NOFOLLOW));
	if (f->path != NULL && f->in >= 0 && fstat(f->in, &f->st) == 0) {
		atomic_init(&f->references, 1);
		atomic_init(&f->users, 1);
		return f;
	}
	int saved = f->path == NULL ? ENOMEM : errno;
	if (f->in >= 0)
		close(f->in);
	free(f->path);
	free(f);
	errno = saved;
	return NULL;
}

/* Make a folder and open it. -1: errno says why not. */
static int make(int at, const char *name, mode_t mode, bool *made)
{
	*made = mkdirat(at, name, mode) == 0;
	if (!*made && errno != EEXIST)
		return -1;
	return openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
}

/* The same, below all folders that stand before it in `path`. */
static int make_below(int at, const char *path, mode_t mode, bool *made)
{
	char name[NAME_MAX + 1];
	int fd = at;
	while (path[0] != '\0') {
		size_t length = strcspn(path, "/");
		bool last = path[length] == '\0';
		int below = -1;
		if (length > NAME_MAX) {
			errno = ENAMETOOLONG;
		} else {
			memcpy(name, path, length);
			name[length] = '\0';
			below = make(fd, name, last ? mode : 0777, made);
		}
		int saved = errno;
		if (fd != at)
			close(fd);
		errno = saved;
		if (below < 0)
			return -1;
		fd = below;
		path += length + !last;
	}
	return fd;
}

int batch_folder_below(int at, const char *path)
{
	bool made;
	return make_below(at, path[0] != '\0' ? path : ".", 0777, &made);
}

/* A folder that nobody may write to gets its mode when all is in it. */
bool batch_folder_mirror(struct batch_folder *f, int at, const char *path)
{
	mode_t mode = f->st.st_mode & 0777;
	bool made;
	f->out = make_below(at, path, mode | S_IRWXU, &made);
	if (f->out < 0)
		return false;
	if (made && (mode & S_IRWXU) != S_IRWXU)
		f->mode = mode;
	if (!made)
		batch_temporary_sweep(f->out);
	return true;
}

void batch_folder_in_place(struct batch_folder *f)
{
	f->out = f->in;
	batch_temporary_sweep(f->out);
}

struct batch_folder *batch_folder_hold(struct batch_folder *f)
{
	atomic_fetch_add(&f->references, 1);
	atomic_fetch_add(&f->users, 1);
	return f;
}

/* The mode was the folder's under this umask, less what its owner lacks. */
static void give_mode(const struct batch_folder *f)
{
	struct stat st;
	if (f->mode != 0 && fstat(f->out, &st) == 0)
		(void)!fchmod(f->out, st.st_mode & (f->mode | ~(mode_t)S_IRWXU) & 07777);
}

void batch_folder_unuse(struct batch_folder *f)
{
	if (atomic_fetch_sub(&f->users, 1) != 1)
		return;
	if (f->out >= 0)
		give_mode(f);
	if (f->out >= 0 && f->out != f->in)
		close(f->out);
	close(f->in);
}

void batch_folder_release(struct batch_folder *f)
{
	if (atomic_fetch_sub(&f->references, 1) != 1)
		return;
	free(f->path);
	free(f->as);
	free(f);
}

bool batch_is_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Up from the inner one to the root. */
bool batch_folder_is_in(int inner, int outer)
{
	struct stat top;
	if (fstat(outer, &top) != 0)
		return false;
	struct stat st, above;
	bool found = false;
	int fd = openat(inner, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	while (fd >= 0 && fstat(fd, &st) == 0 && !(found = batch_is_same(&st, &top))) {
		int up = openat(fd, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		close(fd);
		fd = up;
		if (fd >= 0 && fstat(fd, &above) == 0 && batch_is_same(&above, &st))
			break; /* the root is its own parent */
	}
	if (fd >= 0)
		close(fd);
	return found;
}
