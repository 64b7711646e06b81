/* SPDX-License-Identifier: Apache-2.0 */
/* From the paths of a command line to files, in an order that depends on nothing but their
 * names: bytewise, folder by folder. */
#ifndef QW_BATCH_WALK_H
#define QW_BATCH_WALK_H

#include "batch/folder.h"
#include "batch/select.h"

#include <stddef.h>

/* What stands at a path. */
enum batch_found {
	BATCH_FILE,                 /* perhaps a regular file: who opens it will see */
	BATCH_FOLDER,               /* gone into, not told */
	BATCH_LINK,                 /* a symbolic link, and none is followed */
	BATCH_SPECIAL,              /* a device, a pipe, a socket */
	BATCH_EXCLUDED,             /* by the rules; a folder with all that is in it */
	BATCH_CONTROL,              /* a folder of version control */
	BATCH_LOOP,                 /* a link to a folder that leads here */
	BATCH_OUTPUT,               /* the folder of the output */
	BATCH_DEEP,                 /* a folder in too many others */
	BATCH_ERROR,                /* can't be looked at: item.error */
	BATCH_NO_FOLDER             /* can't be made in the output: item.error */
};

/* Who gets it frees it. */
struct batch_item {
	enum batch_found found;
	int error;
	bool named;                 /* on the command line, not found in a folder */
	bool follow;                /* open it also through a symbolic link */
	struct batch_folder *folder; /* held: not to use when found is not BATCH_FILE */
	char *name;                 /* in the folder */
};

void batch_item_free(struct batch_item *item);

struct batch_walk {
	bool follow;                /* symbolic links */
	bool in_place;              /* files are written where they are */
	const struct batch_rules *include, *exclude; /* what is BATCH_OUT in them is taken, */
	                            /* and left out; include NULL: all */
	int target;                 /* folder that the mirror is made in; -1: none */
	struct stat target_st;

	/* Return false to stop. */
	bool (*found)(void *ctx, struct batch_item *item);
	void *ctx;

	/* The rest belongs to walk.c. */
	struct batch_folder *last;  /* of the last file that was named */
	bool stopped;               /* or out of memory */
	bool no_memory;
};

/* A path of the command line: a file, or a folder and all that is in it. `as` is the path
 * below the target that it is mirrored at, its folder there must exist; "": the target
 * itself, for a folder. */
void batch_walk_path(struct batch_walk *w, const char *path, const char *as);

void batch_walk_end(struct batch_walk *w);

#endif
