/* SPDX-License-Identifier: Apache-2.0 */
/* Escapes that hold a run of characters: HZ, UTF-7, encoded words of mail. */
#ifndef QW_DAMAGE_ESCAPE_RUN_H
#define QW_DAMAGE_ESCAPE_RUN_H

#include "damage/escape/kind.h"
#include "text/text.h"

typedef struct {
	size_t length;           /* cells */
	qw_escape_code code;
	qw_escape_form form;
	bool open;               /* nothing ends it */
} qw_escape_run;

/* The run that begins at c[i]: its characters are appended to `out`, all from i to the end of
 * the run. False: there is none, or out->failed. *budget: cells that may be looked at. */
bool qw_escape_run_at(qw_spelling spelling, const qw_cell *c, size_t n, size_t i, size_t *budget,
                      qw_text *out, qw_escape_run *run);

#endif
