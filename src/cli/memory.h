/* SPDX-License-Identifier: Apache-2.0 */
/* Memory of the command itself. There is nothing to save when it runs out, so
 * that ends the command with a message; temporary files are removed at exit. */
#ifndef QW_CLI_MEMORY_H
#define QW_CLI_MEMORY_H

#include <stddef.h>

/* realloc of count * size bytes; never NULL. */
void *cli_resize(void *array, size_t count, size_t size);

/* A copy of bytes[0..n) with a NUL behind it. */
char *cli_copy(const char *bytes, size_t n);

#endif
