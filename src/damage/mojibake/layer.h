/* SPDX-License-Identifier: Apache-2.0 */
/* One layer of mojibake undone: the characters as bytes of the encoding they were read
 * as, and these as what was written. */
#ifndef QW_DAMAGE_MOJIBAKE_LAYER_H
#define QW_DAMAGE_MOJIBAKE_LAYER_H

#include "damage/mojibake/set.h"
#include "text/text.h"

/* Cells whose bytes are text are a piece; between pieces stands one of these. */
#define QW_PIECE_BREAK QW_CELL_HOLE

/* Cells to be undone. The border in front of cell i is number at[i] (NULL: 2 * i); an
 * odd number says that a character of an outer layer lies across it. */
typedef struct {
	const qw_cell *cell;
	const uint32_t *at;
	size_t length;
	bool goes_on;        /* it is the begin of a text: the last piece may end at an odd border */
} qw_layer_input;

/* Undo W-as-R, appending to `out`: the pieces of the originals with the borders they have
 * in the input, odd where they lie inside of one of its cells. Every piece begins and ends
 * at even borders, none holds a line feed. Proof is part of it: the bytes of each character
 * are a code that some encoder of W writes for it and that some decoder of R reads as what
 * stands there. It gives up (false) after so many breaks, or
 * without memory (out->failed). */
bool qw_layer_undo(const qw_set *written, const qw_set *read, qw_layer_input in,
                   size_t most_breaks, qw_text *out);

#endif
