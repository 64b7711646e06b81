/* SPDX-License-Identifier: Apache-2.0 */
/* A line with its escapes undone. */
#ifndef QW_DAMAGE_ESCAPE_UNDO_H
#define QW_DAMAGE_ESCAPE_UNDO_H

#include "damage/escape/kind.h"
#include "text/text.h"

/* Escapes of one kind and form side by side. */
typedef struct {
	const qw_escape_kind *kind;
	qw_escape_form form;
	bool tells_case;         /* some digit says whether it is upper or lower */
	bool plain;              /* its end is no sign of an escape, as the A of %C8A */
	bool whole;              /* it has no inner borders: all of it is undone, or nothing */
	size_t from, to;         /* cells of the line */
	size_t first, end;       /* cells of `text` */
	int64_t gain;            /* bits/256 by which it reads better, */
	int64_t lead;            /* and all of its kind in the line together, which one accident made */
	bool taken;
} qw_escape_piece;

typedef struct {
	qw_allocator allocator;
	qw_text text;            /* the line with all escapes undone; offsets are cells of the line */
	qw_escape_piece *piece;
	size_t count, capacity;
	bool single;             /* some \u is not doubled, so that in \\u one backslash is text */
	bool latin[QW_SPELLINGS]; /* some %u, or \u, is there: a %B7 or \xb7 alone may go with it */
	bool bare;               /* most entities are not ended, so ";" behind one is text */
	qw_escape_code code[QW_SPELLINGS]; /* that most bytes of the line seem to be in */
	size_t budget;           /* cells that may be looked at in vain */
} qw_escapes;

void qw_escapes_init(qw_escapes *e, const qw_allocator *a);
void qw_escapes_free(qw_escapes *e);

/* Undo what is spelled like an escape in c[0..n). False: no memory. `names`: named entities, too;
 * `known`: kinds that are expected, 1 << their numbers. */
bool qw_escapes_undo(qw_escapes *e, const qw_cell *c, size_t n, bool names, uint32_t known);

/* May the character stand in repaired text? No control, nothing that nobody sees, nothing that is
 * none, no private use, no ASCII. */
bool qw_escape_may_return(qw_cell c);

/* ASCII that may come out of a run: it does nothing in any markup. */
bool qw_escape_is_harmless(qw_cell c);

#endif
