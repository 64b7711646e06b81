/* SPDX-License-Identifier: Apache-2.0 */
/* Chains that were found, and that are expected to go on in the next lines. */
#ifndef QW_DAMAGE_MOJIBAKE_EXPECTED_H
#define QW_DAMAGE_MOJIBAKE_EXPECTED_H

#include "damage/mojibake/layers.h"

enum { QW_EXPECTED = 4 };

typedef struct {
	struct {
		qw_layers layers;
		uint64_t line;       /* that it was found in last */
	} chain[QW_EXPECTED];    /* the last first */
	size_t count;
	uint64_t line;           /* number of the line at hand */
} qw_expected;

/* Nothing is expected any more. */
void qw_expected_clear(qw_expected *e);

/* The i-th chain; NULL: it was too long ago, and so were those behind it. */
const qw_layers *qw_expected_get(const qw_expected *e, size_t i);

bool qw_expected_has(const qw_expected *e, const qw_layers *l);

/* The chain was found in the line at hand. True: it was not expected. */
bool qw_expected_note(qw_expected *e, const qw_layers *l);

#endif
