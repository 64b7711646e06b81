/* SPDX-License-Identifier: Apache-2.0 */
/* One layer of mojibake undone in which bytes were lost: the likeliest text of all those of
 * which the program would have made what is seen. */
#ifndef QW_DAMAGE_MOJIBAKE_LOSSY_H
#define QW_DAMAGE_MOJIBAKE_LOSSY_H

#include "damage/mojibake/beam.h"
#include "damage/mojibake/choices.h"
#include "damage/mojibake/loss.h"
#include "damage/mojibake/layer.h"
#include "damage/mojibake/openings.h"

typedef struct {
	qw_beam beam;
	qw_bits *lead;           /* of cell i of the text that comes out; QW_BEAM_SURE: of no other */
	size_t capacity;
	uint16_t *code;          /* of each cell: a byte, or two; 0: there is none, or several */
	size_t code_capacity;
	qw_openings openings;
	qw_choices choices;
	int32_t lean;            /* bits/256: the text before looked traditional (> 0) */
	bool expected;           /* single bytes were lost near by, too */
	bool bytes;              /* the text was read right now: all that was left of it is there */
	size_t breaks;           /* of the last one */
} qw_lossy;

void qw_lossy_init(qw_lossy *l, const qw_allocator *a);
void qw_lossy_free(qw_lossy *l);

/* A character of the document is certain: it tells about the writing of what comes. */
void qw_lossy_lean(qw_lossy *l, qw_cell c);

/* Undo `written` as loss->read, appending to `out`, which must be empty: pieces as those of
 * qw_layer_undo(). It ends after so many breaks. False: no memory. */
bool qw_lossy_undo(qw_lossy *l, const qw_loss *loss, const qw_set *written, qw_layer_input in,
                   size_t most_breaks, qw_text *out);

#endif
