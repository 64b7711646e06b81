/* SPDX-License-Identifier: Apache-2.0 */
/* A file that only grows, record by record, and that one run at a time writes. A record can
 * be made sure of before what it tells of is done: threads that wait for that share one sync
 * of the disk. */
#ifndef QW_BATCH_JOURNAL_H
#define QW_BATCH_JOURNAL_H

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>

struct batch_journal {
	int fd;
	struct stat st;             /* as it was when it was opened */

	/* The rest belongs to journal.c. */
	FILE *stream;               /* one record at a time, into the file */
	pthread_mutex_t lock;
	pthread_cond_t news;        /* something was synced, or nothing more will be */
	off_t written, synced;      /* bytes of whole records; of those that are on the disk */
	bool syncing;               /* some thread is at it */
	int error;                  /* errno of the first write that failed; 0: none did */
};

enum batch_journal_opened {
	BATCH_JOURNAL_OPEN,
	BATCH_JOURNAL_FAILED,       /* errno says why */
	BATCH_JOURNAL_BUSY,         /* another run has it */
	BATCH_JOURNAL_SPECIAL       /* it is no regular file */
};

/* Open and lock; what is not there is made, for its owner alone, since it holds what the
 * files hold. No symbolic link is followed. */
enum batch_journal_opened batch_journal_open(struct batch_journal *j, const char *name);

/* Throw away what a run that was killed wrote only half of: all behind `length` bytes. And
 * write from here on. False: errno says why not. */
bool batch_journal_start(struct batch_journal *j, off_t length);

/* A stream for one record, which no other thread writes between. */
FILE *batch_journal_begin(struct batch_journal *j);

/* The record can't become whole, for this errno. */
void batch_journal_break(struct batch_journal *j, int error);

/* The record is whole. `sync`: come back when it is on the disk, with all before it. False:
 * it is not in the journal, nor will any be behind it; batch_journal_error() says why. */
bool batch_journal_end(struct batch_journal *j, bool sync);

/* errno of the first write that failed; 0: none did. */
int batch_journal_error(struct batch_journal *j);

void batch_journal_close(struct batch_journal *j);

#endif
