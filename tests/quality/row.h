/* SPDX-License-Identifier: Apache-2.0 */
/* One row of the table: one damage, one text, one length. */
#ifndef QW_QUALITY_ROW_H
#define QW_QUALITY_ROW_H

#include "harm.h"
#include "judge.h"

typedef struct {
	judge *judge;
	bool reduced, show;
	qw_buffer original, damaged, chain, document;
} run;

void run_init(run *r, bool reduced, bool show);
void run_free(run *r);

/* The names of the columns. */
void row_head(void);

/* Each of these prints its row. Phrases and lines are where chance finds them; of the
 * documents every so many is taken. Only cases that lost nothing count. */
void row_phrases(run *r, const corpus *c, const char *damage, const char *text, size_t length);
void row_lines(run *r, const corpus *c, const char *damage, const char *text);
void row_documents(run *r, const corpus *c, const char *damage, const char *text);

/* Each document is spliced with a table of so many of its own characters. */
void row_spliced_documents(run *r, const corpus *c, size_t size, const char *text, harm_form form);

/* The same, but what is repaired is a line without the rest, or its first characters. */
void row_spliced_pieces(run *r, const corpus *c, size_t size, const char *text, size_t length);

/* Nothing was damaged, so nothing may change. The cases are lines; each file is a
 * document, or each line. */
void row_clean(run *r, const corpus *c, const char *text);
void row_clean_lines(run *r, const corpus *c, const char *text);

#endif
