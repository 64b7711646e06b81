/* SPDX-License-Identifier: Apache-2.0 */
/* The table of triples, for model.c. */
#ifndef QW_MODEL_TRIPLE_H
#define QW_MODEL_TRIPLE_H

#include "model/model.h"

/* Ids of characters, as model.c numbers them. Was it counted what stands behind these two? Then
 * `more` is what a triple that has no cost of its own costs more than the pair of its last two. */
bool qw_triple_context(uint32_t first, uint32_t second, qw_bits *more);

/* The cost of a triple whose context was counted; less than 0: it has none of its own. */
qw_bits qw_triple_find(uint32_t first, uint32_t second, uint32_t third);

#endif
