/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of the table: one damage, one text, one length. */
#ifndef QW_QUALITY_ROW_H
#define QW_QUALITY_ROW_H

#include "harm.h"
#include "run.h"

/* A damage and its text. */
typedef struct {
	const corpus *corpus;
	const char *text;
	const char *damage, *policy;
	const char *chain;      /* the damage with its policy in each link */
	const char *holds;      /* lossy rows: a strict chain that fails for lines that the encoding
	                           can't hold; NULL: it holds all */
} row_kind;

/* Each of these prints its row. Phrases and lines are where chance finds them; of the
 * documents every so many is taken. Only cases that lost nothing count. */
void row_phrases(run *r, const row_kind *k, size_t length);
void row_lines(run *r, const row_kind *k);
void row_documents(run *r, const row_kind *k);

/* Good pages in which few lines are damaged, or parts of lines. */
void row_pages(run *r, const row_kind *k, bool part);

/* Lines of 20 to 200 characters, each damaged alone, whatever was lost: each a document, or 200
 * of them. Of these rows only Han is counted. */
void row_lossy_lines(run *r, const row_kind *k);
void row_lossy_documents(run *r, const row_kind *k);

/* The same lines, sound but for question marks or U+FFFD, which have to stay. */
void row_marked_lines(run *r, const corpus *c, const char *text, bool fffd);
void row_marked_documents(run *r, const corpus *c, const char *text, bool fffd);

/* Documents of 50 to 200 lines in UTF-8, GB18030 and, in traditional text, Big5. */
typedef enum {
	MIXED_LINES,            /* each line in any of them */
	MIXED_SELDOM,           /* one of 100 in another one */
	MIXED_PARTS,            /* of each fourth what stands between two commas */
	MIXED_FILES,            /* one half in one, one in another */
	MIXED_NOT               /* the document is in one of them, and nothing is to be found */
} mixed_form;
void row_mixed(run *r, const corpus *c, const char *text, mixed_form form);

/* Each document is spliced with a table of so many of its own characters. */
void row_spliced_documents(run *r, const corpus *c, size_t size,
                           const harm_splice_policy *policy, const char *text, harm_form form);

/* The same, but what is repaired is a line without the rest, or its first characters. */
void row_spliced_pieces(run *r, const corpus *c, size_t size, const char *text, size_t length);

/* Nothing was damaged, so nothing may change. The cases are lines; each file is a
 * document, or each line. */
void row_clean(run *r, const corpus *c, const char *text);
void row_clean_lines(run *r, const corpus *c, const char *text);

/* Spans and guesses of all rows so far, by the least confidence and by the bits that they tell
 * of: the exact cases are those that were right. */
void row_confidence(run *r);

#endif
