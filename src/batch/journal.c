/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "batch/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* A name that is new must be on the disk, too, or the journal is lost with it. */
static bool sync_folder(const char *name)
{
	const char *slash = strrchr(name, '/');
	size_t length = slash == NULL ? 0 : slash == name ? 1 : (size_t)(slash - name);
	char *folder = strdup(length > 0 ? name : ".");
	if (folder == NULL)
		return false;
	if (length > 0)
		folder[length] = '\0';
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(folder);
	if (fd < 0)
		return true; /* one may write into a folder that one can't read */
	bool synced = fsync(fd) == 0 || errno == EINVAL; /* its file system has no such thing */
	close(fd);
	return synced;
}

/* All of it, or the error is kept and nothing is written any more. */
static ssize_t put(void *ctx, const char *bytes, size_t n)
{
	struct batch_journal *j = ctx;
	size_t done = 0;
	while (done < n && j->error == 0) {
		ssize_t written = write(j->fd, bytes + done, n - done);
		if (written > 0)
			done += (size_t)written;
		else if (written < 0 && errno != EINTR)
			j->error = errno;
	}
	return j->error == 0 ? (ssize_t)n : 0; /* 0 is how a cookie says that it failed */
}

enum batch_journal_opened batch_journal_open(struct batch_journal *j, const char *name)
{
	*j = (struct batch_journal){.fd = -1};
	j->fd = open(name, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK | O_CLOEXEC,
	             S_IRUSR | S_IWUSR);
	if (j->fd < 0)
		return BATCH_JOURNAL_FAILED;
	enum batch_journal_opened opened = BATCH_JOURNAL_OPEN;
	if (fstat(j->fd, &j->st) != 0)
		opened = BATCH_JOURNAL_FAILED;
	else if (!S_ISREG(j->st.st_mode))
		opened = BATCH_JOURNAL_SPECIAL;
	else if (flock(j->fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
		opened = BATCH_JOURNAL_BUSY; /* other errors: the file system has no locks */
	else if (fstat(j->fd, &j->st) != 0 || !sync_folder(name))
		opened = BATCH_JOURNAL_FAILED;
	if (opened == BATCH_JOURNAL_OPEN)
		return opened;
	int saved = errno;
	close(j->fd);
	j->fd = -1;
	errno = saved;
	return opened;
}

bool batch_journal_start(struct batch_journal *j, off_t length)
{
	if (length < j->st.st_size && (ftruncate(j->fd, length) != 0 || fdatasync(j->fd) != 0))
		return false;
	j->stream = fopencookie(j, "w", (cookie_io_functions_t){.write = put});
	if (j->stream == NULL)
		return false;
	pthread_mutex_init(&j->lock, NULL);
	pthread_cond_init(&j->news, NULL);
	j->written = j->synced = length;
	return true;
}

FILE *batch_journal_begin(struct batch_journal *j)
{
	pthread_mutex_lock(&j->lock);
	return j->stream;
}

void batch_journal_break(struct batch_journal *j, int error)
{
	if (j->error == 0)
		j->error = error != 0 ? error : EIO;
}

/* Half a record goes again: who reads the journal needs no guess where it was cut. */
static void take_back(struct batch_journal *j)
{
	(void)!ftruncate(j->fd, j->written);
	pthread_cond_broadcast(&j->news);
}

/* The first thread that finds nobody at it syncs for all that came meanwhile. */
static void wait_for(struct batch_journal *j, off_t end)
{
	while (j->synced < end && j->error == 0) {
		if (j->syncing) {
			pthread_cond_wait(&j->news, &j->lock);
			continue;
		}
		off_t upto = j->written;
		j->syncing = true;
		pthread_mutex_unlock(&j->lock);
		int error = fdatasync(j->fd) == 0 ? 0 : errno;
		pthread_mutex_lock(&j->lock);
		j->syncing = false;
		if (error == 0)
			j->synced = upto;
		else if (j->error == 0)
			j->error = error;
		pthread_cond_broadcast(&j->news);
	}
}

bool batch_journal_end(struct batch_journal *j, bool sync)
{
	fflush(j->stream);
	clearerr(j->stream);
	struct stat st;
	if (j->error == 0 && fstat(j->fd, &st) != 0)
		j->error = errno;
	if (j->error == 0)
		j->written = st.st_size;
	else
		take_back(j);
	off_t end = j->written;
	if (sync && j->error == 0)
		wait_for(j, end);
	bool sure = sync ? j->synced >= end && j->error == 0 : j->error == 0;
	pthread_mutex_unlock(&j->lock);
	return sure;
}

int batch_journal_error(struct batch_journal *j)
{
	pthread_mutex_lock(&j->lock);
	int error = j->error;
	pthread_mutex_unlock(&j->lock);
	return error;
}

void batch_journal_close(struct batch_journal *j)
{
	if (j->stream != NULL) {
		fclose(j->stream);
		pthread_mutex_destroy(&j->lock);
		pthread_cond_destroy(&j->news);
	}
	if (j->fd >= 0)
		close(j->fd);
	*j = (struct batch_journal){.fd = -1};
}
