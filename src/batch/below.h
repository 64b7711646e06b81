/* SPDX-License-Identifier: Apache-2.0 */
/* Paths that come from strangers: they lead to what is below a folder, or nowhere. */
#ifndef QW_BATCH_BELOW_H
#define QW_BATCH_BELOW_H

#include <stdbool.h>

/* Does a path have names only: not empty, no slash in front, at its end or twice, and none of
 * them "." or ".."? */
bool batch_is_below(const char *path);

/* Open the folder that the file `path` lies in, and let *name be the file's name there. No
 * symbolic link is followed, at any place. -1: errno says why, EINVAL: it is no such path. */
int batch_below_folder(int root, const char *path, const char **name);

/* Open an absolute path of a folder in the same way; "/" is one. */
int batch_below_root(const char *path);

#endif
