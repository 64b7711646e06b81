/* SPDX-License-Identifier: Apache-2.0 */
/* How a hypothesis goes on over the next damaged cell: which bytes may it have been? */
#ifndef QW_DAMAGE_MOJIBAKE_LOSSY_STEP_H
#define QW_DAMAGE_MOJIBAKE_LOSSY_STEP_H

#include "damage/mojibake/beam.h"
#include "damage/mojibake/choices.h"
#include "damage/mojibake/loss.h"
#include "text/text.h"

enum { QW_STEP_UNKNOWN = -1, QW_STEP_END = -2 };
enum { QW_STEP_CELL = 3, QW_STEP_AHEAD = 6 }; /* room for the bytes of one cell, of three */

typedef struct {
	qw_beam *beam;
	qw_choices *choices;
	const qw_loss *loss;
	const qw_set *written;
	uint32_t from, to;       /* borders of the cell at hand */
	qw_cell following;       /* the character behind a mark, as far as is known; or 0 */
	qw_cell after;           /* the cell behind this one, QW_MODEL_START at the end */
	unsigned char ahead[QW_STEP_AHEAD]; /* the next bytes, as far as they are certain */
	size_t aheads;
	bool bytes;              /* all that was left of the text is there */
	bool stray;              /* the cell is a byte that is no part of the text */
	bool expected;           /* single bytes were lost near by, too */
	bool open;               /* but an unfinished character may lose more in between */
	int here, next;          /* the first byte of this cell and of the next one, or */
} qw_step;

/* Hypotheses of beam->now that lost bytes without a mark join it. */
void qw_step_drop(const qw_step *s);

/* All of beam->now go on over cell c to beam->next. */
void qw_step_cell(const qw_step *s, qw_cell c);

/* Put byte b, known or lost, between borders `from` and `to` behind those of h. False: it does
 * not fit, or costs too much. */
bool qw_step_push(const qw_step *s, qw_hypothesis *h, unsigned char b, bool lost, uint32_t from,
                  uint32_t to);

/* The same for one hypothesis and a cell that has this code and no other, without weighing it.
 * False: the cell does not fit; then h is of no use any more. */
bool qw_step_sure(const qw_step *s, qw_hypothesis *h, uint16_t code);

/* How the writing looks (bits/256) when one more character does. */
int32_t qw_step_lean(int32_t lean, int32_t more);

/* The text ends: those of beam->now that may end here go to beam->next. */
void qw_step_end(const qw_step *s);

#endif
