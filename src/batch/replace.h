/* SPDX-License-Identifier: Apache-2.0 */
/* Where the repaired text of one file goes: into the file's own place, or into a mirror of
 * the tree. Never is there half a file: it is written beside and renamed.
 *
 * As long as what is written is what was read nothing happens, so that files that need no
 * repair are not touched in place, and in a mirror copied by the system. */
#ifndef QW_BATCH_REPLACE_H
#define QW_BATCH_REPLACE_H

#include "batch/temporary.h"

#include <stdint.h>
#include <sys/stat.h>

enum batch_place { BATCH_IN_PLACE, BATCH_MIRROR, BATCH_DRY_RUN };

/* Why a file was not written. */
enum batch_refusal {
	BATCH_WRITTEN,              /* it was, or there was nothing to change */
	BATCH_FAILED,               /* `error` is the errno */
	BATCH_MOVED,                /* it changed while it was read */
	BATCH_NAMES,                /* in place: it has other names, which would be cut off */
	BATCH_OWNER,                /* in place: the new file can't get its owner, */
	BATCH_ATTRIBUTES,           /* or its extended attributes */
	BATCH_BACKUP,               /* in place: the backup is there already */
	BATCH_VETO                  /* in place: `before` said no */
};

struct batch_replace {
	enum batch_place place;
	const char *suffix;         /* in place: the old file stays as NAME + suffix; NULL: no */

	/* In place: the new file `fd` is complete on the disk and about to take the place of
	 * `in`. Return false to leave all as it is. NULL: nobody wants to know. */
	bool (*before)(void *ctx, struct batch_replace *r);
	void *ctx;

	struct batch_temporary temporary;
	dev_t swept_device;         /* the folder that was swept last, of those set apart */
	ino_t swept;
	unsigned char *buffer;      /* what waits to be written */
	unsigned char *scratch;     /* what is read to compare with */

	/* The file. */
	int in, folder;             /* its descriptor; where it is written */
	const char *name;
	struct stat st;             /* as it was in the beginning */
	const unsigned char *head;  /* what of its beginning is in memory, changes as it is read */
	size_t head_length;
	uint64_t same;              /* bytes that came and were as in the file */
	bool differs;
	int fd;                     /* the temporary; -1: none yet */
	size_t used;
	int error;
	enum batch_refusal refusal;
};

/* Not while other threads run; `r` must live as long as the process. False: no memory. */
bool batch_replace_init(struct batch_replace *r);

/* Begin a file that is open as `in`. */
void batch_replace_begin(struct batch_replace *r, int in, const struct stat *st, int folder,
                         const char *name);

/* The next bytes; a qw_write_fn. */
int batch_replace_put(void *r, const void *bytes, size_t n);

/* Whoever writes something else than text knows himself whether it is the same. If it is,
 * nothing was put, and the file is what it was. */
void batch_replace_judge(struct batch_replace *r, bool changed);

/* All came if `complete`; otherwise nothing is written. `changed` says whether the text
 * differs from that of the file. */
enum batch_refusal batch_replace_end(struct batch_replace *r, bool complete, bool *changed);

#endif
