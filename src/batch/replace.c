/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "batch/replace.h"

#include "batch/attributes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BUFFER = 64 * 1024 };

bool batch_replace_init(struct batch_replace *r)
{
	r->buffer = malloc(BUFFER);
	r->scratch = malloc(BUFFER);
	r->fd = -1;
	batch_temporary_register(&r->temporary);
	return r->buffer != NULL && r->scratch != NULL;
}

void batch_replace_begin(struct batch_replace *r, int in, const struct stat *st, int folder,
                         const char *name)
{
	r->in = in;
	r->folder = folder;
	r->name = name;
	r->st = *st;
	r->head_length = 0;
	r->same = 0;
	r->differs = false;
	r->fd = -1;
	r->used = 0;
	r->error = 0;
	r->refusal = BATCH_WRITTEN;
}

static bool fail(struct batch_replace *r, int error)
{
	if (r->refusal == BATCH_WRITTEN) {
		r->refusal = BATCH_FAILED;
		r->error = error;
	}
	return false;
}

static bool refuse(struct batch_replace *r, enum batch_refusal refusal)
{
	if (r->refusal == BATCH_WRITTEN)
		r->refusal = refusal;
	return false;
}

/* A run that was killed may have made the backup and no more: then the file has two names. */
static bool is_backed_up(struct batch_replace *r)
{
	char backup[NAME_MAX + 1];
	struct stat st;
	if (r->place != BATCH_IN_PLACE || r->suffix == NULL || r->st.st_nlink != 2)
		return false;
	return snprintf(backup, sizeof backup, "%s%s", r->name, r->suffix) <= NAME_MAX
	    && fstatat(r->folder, backup, &st, AT_SYMLINK_NOFOLLOW) == 0
	    && st.st_dev == r->st.st_dev && st.st_ino == r->st.st_ino;
}

/* In place the new file is for its owner alone until it has owner and mode of the old one.
 * That nobody may write to the old one says that it should stay. */
static bool create(struct batch_replace *r)
{
	bool in_place = r->place == BATCH_IN_PLACE;
	if (in_place && r->st.st_nlink > 1 && !is_backed_up(r))
		return refuse(r, BATCH_NAMES);
	if (in_place && faccessat(r->folder, r->name, W_OK, AT_EACCESS) != 0)
		return errno == ENOENT ? refuse(r, BATCH_MOVED) : fail(r, errno);
	mode_t mode = in_place ? S_IRUSR | S_IWUSR : r->st.st_mode & 0777;
	r->fd = batch_temporary_open(&r->temporary, r->folder, r->name, mode);
	return r->fd >= 0 || fail(r, errno);
}

static bool write_all(struct batch_replace *r, const unsigned char *p, size_t n)
{
	if (r->place == BATCH_DRY_RUN)
		return true;
	if (r->fd < 0 && !create(r))
		return false;
	while (n > 0) {
		ssize_t done = write(r->fd, p, n);
		if (done < 0 && errno != EINTR)
			return fail(r, errno);
		if (done > 0) {
			p += done;
			n -= (size_t)done;
		}
	}
	return true;
}

static bool flush(struct batch_replace *r)
{
	size_t n = r->used;
	r->used = 0;
	return n == 0 || write_all(r, r->buffer, n);
}

static bool write_later(struct batch_replace *r, const unsigned char *p, size_t n)
{
	if (n > BUFFER - r->used && !flush(r))
		return false;
	if (n >= BUFFER)
		return write_all(r, p, n);
	memcpy(r->buffer + r->used, p, n);
	r->used += n;
	return true;
}

/* At most n bytes of the file from `at`, in memory or read into the scratch. The file may
 * have become shorter: then there are none, and batch_replace_end() will see it. */
static size_t look(struct batch_replace *r, uint64_t at, size_t n, const unsigned char **p)
{
	if (at < r->head_length) {
		*p = r->head + at;
		return n < r->head_length - (size_t)at ? n : r->head_length - (size_t)at;
	}
	ssize_t done;
	do
		done = pread(r->in, r->scratch, n < BUFFER ? n : BUFFER, (off_t)at);
	while (done < 0 && errno == EINTR);
	*p = r->scratch;
	if (done < 0)
		fail(r, errno);
	return done < 0 ? 0 : (size_t)done;
}

/* Copy `same` bytes by hand, where the system can't. */
static bool copy_slowly(struct batch_replace *r, uint64_t at)
{
	while (at < r->same) {
		const unsigned char *p;
		uint64_t left = r->same - at;
		size_t n = look(r, at, left < BUFFER ? (size_t)left : BUFFER, &p);
		if (n == 0)
			return r->refusal == BATCH_WRITTEN ? refuse(r, BATCH_MOVED) : false;
		if (!write_later(r, p, n))
			return false;
		at += n;
	}
	return true;
}

/* What was the same goes before what differs. */
static bool copy_same(struct batch_replace *r)
{
	uint64_t at = 0;
	if (r->place == BATCH_DRY_RUN || r->same <= r->head_length || r->same <= BUFFER)
		return r->place == BATCH_DRY_RUN || copy_slowly(r, 0);
	if (r->fd < 0 && !create(r))
		return false;
#ifdef HAVE_COPY_FILE_RANGE
	while (at < r->same) {
		loff_t from = (loff_t)at;
		uint64_t left = r->same - at;
		size_t most = (size_t)1 << 30;
		ssize_t n = copy_file_range(r->in, &from, r->fd, NULL,
		                            left < most ? (size_t)left : most, 0);
		if (n <= 0)
			break; /* nothing is lost: reading will tell the error, if there is one */
		at += (uint64_t)n;
	}
#endif
	return copy_slowly(r, at);
}

/* How many of the bytes are as in the file. */
static size_t compare(struct batch_replace *r, const unsigned char *bytes, size_t n)
{
	size_t at = 0;
	while (at < n) {
		const unsigned char *p;
		size_t length = look(r, r->same, n - at, &p);
		if (length == 0 || memcmp(p, bytes + at, length) != 0)
			break;
		at += length;
		r->same += length;
	}
	return at;
}

int batch_replace_put(void *ctx, const void *bytes, size_t n)
{
	struct batch_replace *r = ctx;
	const unsigned char *p = bytes;
	if (!r->differs) {
		size_t same = compare(r, p, n);
		p += same;
		n -= same;
		r->differs = n > 0;
		if (r->differs && (r->refusal != BATCH_WRITTEN || !copy_same(r)))
			return -1;
	}
	return n == 0 || write_later(r, p, n) ? 0 : -1;
}

static bool same_time(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

/* What was read must be the whole file as it is now, and in place its name must still be
 * its name. */
static bool is_still(struct batch_replace *r)
{
	struct stat st;
	if (fstat(r->in, &st) != 0)
		return fail(r, errno);
	if (st.st_size != r->st.st_size || !same_time(&st.st_mtim, &r->st.st_mtim))
		return refuse(r, BATCH_MOVED);
	if (r->place != BATCH_IN_PLACE)
		return true;
	if (fstatat(r->folder, r->name, &st, AT_SYMLINK_NOFOLLOW) != 0 || st.st_dev != r->st.st_dev
	    || st.st_ino != r->st.st_ino)
		return refuse(r, BATCH_MOVED);
	return st.st_nlink == r->st.st_nlink || refuse(r, BATCH_NAMES);
}

/* Owner, mode, attributes and time of change: whoever looks for changed files (backups, make)
 * asks for the text that people wrote, not for when it was repaired. */
static bool inherit(struct batch_replace *r)
{
	const struct timespec times[] = {r->st.st_atim, r->st.st_mtim};
	struct stat st;
	if (fstat(r->fd, &st) != 0)
		return fail(r, errno);
	uid_t uid = st.st_uid == r->st.st_uid ? (uid_t)-1 : r->st.st_uid;
	gid_t gid = st.st_gid == r->st.st_gid ? (gid_t)-1 : r->st.st_gid;
	if ((uid != (uid_t)-1 || gid != (gid_t)-1) && fchown(r->fd, uid, gid) != 0)
		return refuse(r, BATCH_OWNER);
	if (!batch_attributes_copy(r->in, r->fd))
		return refuse(r, BATCH_ATTRIBUTES);
	if (fchmod(r->fd, r->st.st_mode & 07777) != 0 || futimens(r->fd, times) != 0
	    || fsync(r->fd) != 0)
		return fail(r, errno);
	return true;
}

/* The old file gets a second name first: so it is never without one. */
static bool back_up(struct batch_replace *r, char backup[NAME_MAX + 1])
{
	int n = snprintf(backup, NAME_MAX + 1, "%s%s", r->name, r->suffix);
	if (n > NAME_MAX)
		return fail(r, ENAMETOOLONG);
	if (linkat(r->folder, r->name, r->folder, backup, 0) == 0)
		return true;
	if (errno != EEXIST)
		return fail(r, errno);
	return is_backed_up(r) || refuse(r, BATCH_BACKUP);
}

static bool rename_it(struct batch_replace *r)
{
	char backup[NAME_MAX + 1];
	bool backs_up = r->place == BATCH_IN_PLACE && r->suffix != NULL;
	if (backs_up && !back_up(r, backup))
		return false;
	bool kept = batch_temporary_keep(&r->temporary, r->fd, r->name);
	r->fd = -1;
	if (kept)
		return true;
	fail(r, errno);
	if (backs_up)
		unlinkat(r->folder, backup, 0);
	return false;
}

/* Whoever is asked may take time, so look again what stands at the name. */
static bool announce(struct batch_replace *r)
{
	if (r->before == NULL)
		return true;
	return r->before(r->ctx, r) ? is_still(r) : refuse(r, BATCH_VETO);
}

/* A mirror is not synced: that takes a hundred times as long as the work, and nothing is
 * lost with it that can't be made again. In place the old text would be. */
static bool take_place(struct batch_replace *r)
{
	if (!r->differs && !copy_same(r))
		return false;
	if (!flush(r) || (r->fd < 0 && !create(r)) || !is_still(r))
		return false;
	if (r->place == BATCH_IN_PLACE && (!inherit(r) || !announce(r)))
		return false;
	return rename_it(r);
}

void batch_replace_judge(struct batch_replace *r, bool changed)
{
	r->head_length = 0;
	if (!changed)
		r->same = (uint64_t)r->st.st_size;
	else if (r->place == BATCH_DRY_RUN)
		r->differs = true;
}

enum batch_refusal batch_replace_end(struct batch_replace *r, bool complete, bool *changed)
{
	*changed = r->differs || r->same != (uint64_t)r->st.st_size;
	bool nothing = r->place == BATCH_DRY_RUN || (r->place == BATCH_IN_PLACE && !*changed);
	if (complete && r->refusal == BATCH_WRITTEN && (nothing ? is_still(r) : take_place(r)))
		return BATCH_WRITTEN;
	if (r->fd >= 0)
		close(r->fd);
	r->fd = -1;
	batch_temporary_remove(&r->temporary);
	return r->refusal;
}
