/* SPDX-License-Identifier: Apache-2.0 */
/* The pass of undo.h over a line, from inside. */
#ifndef QW_DAMAGE_SPLICE_UNDO_INTERNAL_H
#define QW_DAMAGE_SPLICE_UNDO_INTERNAL_H

#include "damage/splice/mark.h"
#include "damage/splice/undo.h"

typedef struct {
	qw_splice_undo *undo;
	const qw_cell *cell;
	const uint32_t *at;
	size_t length, i;
	qw_text *out;
	size_t line_out;        /* where the line begins in out */
	size_t safe, safe_out;  /* the last character that was kept, here and in out */
	size_t balanced;        /* up to where in out quotation marks have been paired */
	qw_open_marks open;     /* the quotation marks that are open there */
} qw_pass;

/* The last original character of the line so far, 0: none. */
static inline qw_cell qw_pass_last(const qw_pass *p)
{
	return p->out->length > p->line_out ? p->out->cell[p->out->length - 1] : 0;
}

/* The last two of them, the last one behind. */
static inline void qw_pass_last_two(const qw_pass *p, qw_cell last[2])
{
	size_t n = p->out->length;
	last[0] = n > p->line_out + 1 ? p->out->cell[n - 2] : QW_MODEL_START;
	last[1] = qw_pass_last(p);
}

/* False: no memory. */
bool qw_pass_add_place(qw_pass *p, qw_place place);

/* mend.c: put the original of the torn run at cell[i] in its place, if one is found;
 * if not, i stays. False: no memory. */
bool qw_pass_mend(qw_pass *p);

#endif
