/* SPDX-License-Identifier: Apache-2.0 */
/* Copies of files as they are, in a folder of their own. Nothing there is ever overwritten. */
#ifndef QW_BATCH_APART_H
#define QW_BATCH_APART_H

#include "batch/replace.h"

/* Copy the file that is open as `in` to PATH/NAME below `folder`, making what is missing of the
 * path. `r` is between two files. BATCH_WRITTEN also when the same bytes are there already;
 * BATCH_BACKUP: others are, or it is the file itself. */
enum batch_refusal batch_apart(struct batch_replace *r, int in, const struct stat *st, int folder,
                               const char *path, const char *name);

#endif
