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
	unsigned run;            /* lines one after another in which the first was found */
} qw_expected;

/* Nothing is expected any more. */
void qw_expected_clear(qw_expected *e);

/* The i-th chain; NULL: it was too long ago, and so were those behind it. */
const qw_layers *qw_expected_get(const qw_expected *e, size_t i);

bool qw_expected_has(const qw_expected *e, const qw_layers *l);

/* Bits/256 that it costs when the chain goes on; less than nothing where every line had it
 * so far. */
int32_t qw_expected_price(const qw_expected *e, const qw_layers *l);

/* Has every line of late had the same chain? */
bool qw_expected_throughout(const qw_expected *e);

/* Nothing was found in the line at hand. */
void qw_expected_end_run(qw_expected *e);

/* The chain was found in the line at hand. True: it was not expected. */
bool qw_expected_note(qw_expected *e, const qw_layers *l);

#endif
