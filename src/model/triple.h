/* SPDX-License-Identifier: Apache-2.0 */
/* The table of triples, for model.c. */
#ifndef QW_MODEL_TRIPLE_H
#define QW_MODEL_TRIPLE_H

#include "model/model.h"

/* What is known of a character behind two others. */
typedef struct {
	bool context;  /* what stands behind the first two was counted */
	bool kept;     /* and the triple has a cost of its own: that is `bits` */
	qw_bits bits;  /* else: what it costs more than the pair of the last two */
} qw_triple_cost;

/* Ids of characters, as model.c numbers them. */
qw_triple_cost qw_triple_find(uint32_t first, uint32_t second, uint32_t third);

#endif
