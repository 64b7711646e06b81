/* SPDX-License-Identifier: Apache-2.0 */
/* Notes: a pinyin reading in parentheses, and what a decoder left of one. */
#ifndef QW_DAMAGE_SPLICE_NOTE_H
#define QW_DAMAGE_SPLICE_NOTE_H

#include "damage/reading.h"
#include "text/cell.h"

#define QW_NOTE_MAX 10 /* cells between the parentheses: a syllable and its blanks */

typedef struct {
	qw_reading reading;
	size_t text, length; /* the cells between the parentheses: from index text on */
	size_t end;          /* index behind ")" */
} qw_note;

/* Is there "reading)" at c[i]? */
bool qw_note_tail(const qw_cell *c, size_t n, size_t i, qw_note *note);

/* Is there "(reading)" at c[i]? */
static inline bool qw_note_at(const qw_cell *c, size_t n, size_t i, qw_note *note)
{
	return i < n && c[i] == '(' && qw_note_tail(c, n, i + 1, note);
}

#endif
