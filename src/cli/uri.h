/* SPDX-License-Identifier: Apache-2.0 */
/* File names as references of RFC 3986. */
#ifndef QW_CLI_URI_H
#define QW_CLI_URI_H

#include <stdbool.h>

/* A path as a reference, a string to free: all bytes but letters, digits, "-._~" and slashes
 * are percent-encoded, so a name can be got back whatever bytes it has. An absolute path
 * becomes a URI of the scheme file, "./" in front of a relative one goes. */
char *cli_uri(const char *path);

/* Is it absolute? Then it has no base. */
bool cli_uri_is_absolute(const char *path);

#endif
