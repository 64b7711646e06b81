/* SPDX-License-Identifier: Apache-2.0 */
/* What the events of a text cost those who may have written its notes, in whole bits.
 * The figures say how often the world does such things; each is rounded to what can
 * be defended without a sample. */
#ifndef QW_DAMAGE_SPLICE_PRICE_H
#define QW_DAMAGE_SPLICE_PRICE_H

#include "damage/splice/evidence.h"

enum {
	QW_PRICE_CONFLICT = 12,  /* a table character without its note, under a splice */
	QW_PRICE_SLIP = 12,      /* another note for the same character, under a splice */
	QW_PRICE_STRADDLE = 24,  /* "?reading)" behind a character whose bytes fit, by an author */
	QW_PRICE_CONTROL = 10,   /* U+0005..0008 in front of full-width punctuation, by an author */
	QW_PRICE_PLAIN = 4       /* a character that one who annotates all leaves out */
};

/* A splice decides once for each character whether it is in its table. */
void qw_price_first(qw_evidence *e, qw_cell c, bool noted);

/* A note on a character of that rank. */
void qw_price_note(qw_evidence *e, unsigned rank);

/* The first note of a character of that rank gives this reading. */
void qw_price_reading(qw_evidence *e, qw_cell c, qw_reading reading, unsigned rank);

#endif
