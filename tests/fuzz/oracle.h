/* SPDX-License-Identifier: Apache-2.0 */
/* What fuzz targets ask of texts. */
#ifndef TESTS_FUZZ_ORACLE_H
#define TESTS_FUZZ_ORACLE_H

#include <stdbool.h>
#include <stddef.h>

/* Say what does not hold, and abort. */
void demand(bool holds, const char *what);

bool is_utf8(const void *text, size_t n);

/* LF in the text. */
size_t newlines(const void *text, size_t n);

#endif
