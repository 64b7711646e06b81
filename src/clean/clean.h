/* SPDX-License-Identifier: Apache-2.0 */
/* Clean Unicode without opinions: of several ways in which Unicode writes a character the
 * standard one, and nothing invisible in Chinese words. */
#ifndef QW_CLEAN_CLEAN_H
#define QW_CLEAN_CLEAN_H

#include "clean/private.h"
#include "scan/scan.h"
#include "text/text.h"

/* A line without any of these is clean. */
#define QW_CLEAN_GATES (QW_SEEN_UNCLEAN | QW_SEEN_PRIVATE | QW_SEEN_BROKEN)

/* Append the cells of a line of Chinese text to `out`, clean. out->at gets the place of
 * each in the line, not in the text. `set` is what private use means; `scratch` is used.
 * The line may be cells of `out` itself. Returns how many of its cells changed or went. */
size_t qw_clean_line(const qw_cell *c, size_t n, qw_private_set set, qw_text *scratch,
                     qw_text *out);

#endif
