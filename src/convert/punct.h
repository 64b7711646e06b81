/* SPDX-License-Identifier: Apache-2.0 */
/* Full-width punctuation for Chinese text that was typed with ASCII marks. */
#ifndef QW_CONVERT_PUNCT_H
#define QW_CONVERT_PUNCT_H

#include "text/text.h"

/* What one line tells the next. Zero it to begin a document. */
typedef struct {
	bool fenced;    /* between two lines of ``` */
} qw_punct_state;

/* Append the cells of one line to `out`, those of `,.:;?!()` and `...` that belong to
 * Chinese text in full width; a blank behind such a mark goes. Returns how many changed.
 * Numbers, Latin text, addresses and code stay. */
size_t qw_punct_line(qw_punct_state *state, const qw_cell *cells, const uint32_t *at, size_t n,
                     qw_text *out);

#endif
