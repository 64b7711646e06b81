/* SPDX-License-Identifier: Apache-2.0 */
/* Patterns of file names. They do not ask the locale what a character is: names are UTF-8,
 * and a byte that is none is a character of its own. */
#ifndef QW_BATCH_GLOB_H
#define QW_BATCH_GLOB_H

#include <stdbool.h>

/* Does the pattern match the whole path? `?` is a character, `*` any number of them, [a-z]
 * one of these, [!a-z] another one, all of them no slash; a `**` between slashes, or at an
 * end, is any number of folders. A backslash takes what follows as it is. Takes time
 * pattern * path at most. */
bool batch_glob(const char *pattern, const char *path);

#endif
