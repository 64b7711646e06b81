/* SPDX-License-Identifier: Apache-2.0 */
/* A folder of a tree, as long as the walk or a job needs it: where files are read, and
 * where they are written. All goes through its descriptors, so that nobody can put another
 * folder in its place meanwhile. */
#ifndef QW_BATCH_FOLDER_H
#define QW_BATCH_FOLDER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <sys/stat.h>

struct batch_folder {
	atomic_uint references;     /* who needs the memory */
	atomic_uint users;          /* who needs the descriptors */
	int in, out;                /* -1: none. In place both are the same */
	struct stat st;             /* of `in` */
	mode_t mode;                /* that `out` gets in the end; 0: it has it */
	char *path;                 /* to show: "" or with "/" at its end */
	char *as;                   /* where it is mirrored, below the folder that all is in */
};

/* Open `name` in the folder `at` for reading; `follow`: also through a symbolic link. NULL:
 * errno says why. It has one reference and one user. */
struct batch_folder *batch_folder_open(int at, const char *name, bool follow, const char *path);

/* Give it a folder to write into, `path` below `at`; what is missing of it is made, no
 * symbolic link is followed, and what runs left there that were killed is removed. False:
 * errno says why. */
bool batch_folder_mirror(struct batch_folder *f, int at, const char *path);

/* Make and open the folder `path` below `at`, all that is missing of it; "": `at` itself. -1:
 * errno says why not. */
int batch_folder_below(int at, const char *path);

/* What is written goes into the folder itself. */
void batch_folder_in_place(struct batch_folder *f);

/* For a job: reference and user. */
struct batch_folder *batch_folder_hold(struct batch_folder *f);

void batch_folder_unuse(struct batch_folder *f);    /* the job is worked on */
void batch_folder_release(struct batch_folder *f);  /* and told */

/* Is the open folder `inner` the folder `outer` or in it? False also when that can't be
 * found out. */
bool batch_folder_is_in(int inner, int outer);

/* The same file? */
bool batch_is_same(const struct stat *a, const struct stat *b);

#endif
