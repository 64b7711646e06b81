/* SPDX-License-Identifier: Apache-2.0 */
/* Where a path is, by its text alone: links are not followed, nothing needs to exist. */
#ifndef QW_CLI_PLACE_H
#define QW_CLI_PLACE_H

/* The path from the root, without ".", ".." and what is twice; a string to free. */
char *cli_absolute(const char *path);

/* The folder that an absolute path lies in: cut off its last name. "/" stays. */
void cli_to_folder(char *absolute);

/* The path as seen from an absolute folder: relative if it is below it, else absolute; "-",
 * standard input, stays. A string to free. */
char *cli_below(const char *folder, const char *path);

#endif
