/* SPDX-License-Identifier: Apache-2.0 */
/* A chain of mojibake: encodings written and read, layer upon layer. */
#ifndef QW_DAMAGE_MOJIBAKE_LAYERS_H
#define QW_DAMAGE_MOJIBAKE_LAYERS_H

#include "damage/mojibake/set.h"

enum {
	QW_LAYERS_MAX = 3,
	QW_LAYERS_NAME = 144    /* bytes of the longest name, with its NUL */
};

typedef struct {
	uint8_t count;
	struct {
		uint8_t written, read; /* qw_set_id */
	} layer[QW_LAYERS_MAX];    /* in the order of undoing: the last damage first */
	uint8_t loss;              /* policy of the first damage, mojibake/loss.h; 0: it lost
	                              nothing */
} qw_layers;

/* The chain's name in the order of damaging, "gbk-as-latin1,utf8-as-gbk". */
void qw_layers_name(const qw_layers *l, char name[QW_LAYERS_NAME]);

/* Bits that a chain costs at least for each of its layers. */
enum { QW_LAYERS_CHEAPEST = 6 };

/* Bits: how rare it is. */
unsigned qw_layers_price(const qw_layers *l);

bool qw_layers_equal(const qw_layers *a, const qw_layers *b);

/* The same encodings, whatever was lost. */
bool qw_layers_alike(const qw_layers *a, const qw_layers *b);

#endif
