/* SPDX-License-Identifier: Apache-2.0 */
/* Is it text at all? */
#ifndef QW_BATCH_BINARY_H
#define QW_BATCH_BINARY_H

#include <stdbool.h>
#include <stddef.h>

enum { BATCH_SAMPLE = 8192 }; /* bytes of its beginning that are looked at */

/* Does a file that begins so hold something else than text, also damaged text? `nul`: NUL
 * ends a record and says nothing. */
bool batch_is_binary(const unsigned char *p, size_t n, bool nul);

/* Is it UTF-16 or UTF-32? Then a byte LF is no end of a line. */
bool batch_is_wide(const unsigned char *p, size_t n);

#endif
