/* SPDX-License-Identifier: Apache-2.0 */
/* The fast way through documents that are damaged throughout: a line that a chain explains
 * from its first character to its last. */
#ifndef QW_DAMAGE_MOJIBAKE_WHOLE_H
#define QW_DAMAGE_MOJIBAKE_WHOLE_H

#include "damage/mojibake/layers.h"
#include "text/buffer.h"
#include "text/text.h"

/* What is used anew for each line. */
typedef struct {
	qw_text text[2];         /* what the layers gave, in turns */
	qw_buffer bytes;
	uint16_t *code;          /* of each cell of the layer at hand, */
	uint32_t *from;          /* and where each byte came from */
	size_t code_capacity, from_capacity;
	bool failed;             /* the last call found no memory */
} qw_whole;

void qw_whole_init(qw_whole *w, const qw_allocator *a);
void qw_whole_free(qw_whole *w);

/* Undo all layers of c[0..n), whose byte offsets are at[0..n]. The original belongs to *w;
 * NULL: some character does not fit, or may come of several codes, so that a closer look is
 * needed (damage/mojibake/layer.h); or there is no memory (failed). */
const qw_text *qw_whole_undo(qw_whole *w, const qw_set *sets, const qw_layers *l,
                             const qw_cell *c, const uint32_t *at, size_t n);

#endif
