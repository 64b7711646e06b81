/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "batch/apart.h"

#include "batch/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 16 * 1024 };

/* Up to BLOCK bytes from `at`, as many as there are; -1: errno. */
static ssize_t read_block(int fd, unsigned char *block, uint64_t at)
{
	size_t n = 0;
	while (n < BLOCK) {
		ssize_t done = pread(fd, block + n, BLOCK - n, (off_t)(at + n));
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return -1;
		if (done == 0)
			break;
		n += (size_t)done;
	}
	return (ssize_t)n;
}

static bool same_bytes(int a, int b)
{
	unsigned char here[BLOCK], there[BLOCK];
	for (uint64_t at = 0;; at += BLOCK) {
		ssize_t n = read_block(a, here, at), m = read_block(b, there, at);
		if (n < 0 || n != m || memcmp(here, there, (size_t)n) != 0)
			return false;
		if (n < BLOCK)
			return true;
	}
}

/* What stands at the name: nothing (BATCH_WRITTEN, *there false), the same, or something else. */
static enum batch_refusal look(int in, const struct stat *st, int folder, const char *name,
                               bool *there)
{
	struct stat found;
	*there = fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW) == 0;
	if (!*there)
		return BATCH_WRITTEN;
	if (!S_ISREG(found.st_mode) || batch_is_same(st, &found) || found.st_size != st->st_size)
		return BATCH_BACKUP;
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	bool same = fd >= 0 && same_bytes(in, fd);
	if (fd >= 0)
		close(fd);
	return same ? BATCH_WRITTEN : BATCH_BACKUP;
}

static enum batch_refusal copy(struct batch_replace *r, int in, const struct stat *st, int folder,
                               const char *name)
{
	enum batch_place place = r->place;
	bool changed;
	r->place = BATCH_MIRROR;
	batch_replace_begin(r, in, st, folder, name);
	r->same = (uint64_t)st->st_size;
	enum batch_refusal refusal = batch_replace_end(r, true, &changed);
	r->place = place;
	return refusal;
}

/* What killed runs left is looked for once: the folder gets longer with each file. */
static void sweep(struct batch_replace *r, int folder)
{
	struct stat st;
	if (fstat(folder, &st) != 0 || (st.st_dev == r->swept_device && st.st_ino == r->swept))
		return;
	r->swept_device = st.st_dev;
	r->swept = st.st_ino;
	batch_temporary_sweep(folder);
}

enum batch_refusal batch_apart(struct batch_replace *r, int in, const struct stat *st, int folder,
                               const char *path, const char *name)
{
	bool there;
	int fd = batch_folder_below(folder, path);
	if (fd < 0) {
		r->error = errno;
		return BATCH_FAILED;
	}
	sweep(r, fd);
	enum batch_refusal refusal = look(in, st, fd, name, &there);
	if (!there)
		refusal = copy(r, in, st, fd, name);
	close(fd);
	return refusal;
}
