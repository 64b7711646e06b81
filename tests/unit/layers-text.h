/* SPDX-License-Identifier: Apache-2.0 */
/* Chains of mojibake applied to cells and undone, and texts that survive them. */
#ifndef TESTS_UNIT_LAYERS_TEXT_H
#define TESTS_UNIT_LAYERS_TEXT_H

#include "damage/mojibake/layers.h"
#include "text/text.h"
#include "unit/random-text.h"

/* A chain of one layer. */
qw_layers one_layer(qw_set_id written, qw_set_id read);

/* Can X-as-Y happen, and be done forward by tables alone? */
bool is_pair(qw_set_id written, qw_set_id read);

/* A chain of so many layers by chance. */
qw_layers random_layers(generator *g, unsigned count);

/* Damage `in` strictly by the chain. False: something would be lost. `out` is initialized
 * here. */
bool apply_layers(const qw_layers *l, const qw_text *in, qw_text *out);

/* Undo the chain in all of `damaged`. True: the result is one piece. */
bool undo_layers(const qw_layers *l, const qw_text *damaged, qw_text *out);

/* A string of Han of the set that comes through the chain without loss, up to `length` cells
 * long; empty when chance finds none. */
qw_text surviving_text(generator *g, const qw_layers *l, size_t length);

bool same_cells(const qw_text *a, const qw_text *b);

#endif
