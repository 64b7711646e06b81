/* SPDX-License-Identifier: Apache-2.0 */
/* Chains of mojibake drawn at random, and the names of all pairs. */
#ifndef QW_DAMAGE_MOJIBAKE_RANDOM_H
#define QW_DAMAGE_MOJIBAKE_RANDOM_H

#include "damage/mojibake/set.h"

/* Draw one to three pairs: each set as often as its price in set.def says. Not lossy: all
 * are strict; lossy: each has a policy. The same seed gives the same chain. */
void qw_random_chain(uint64_t seed, bool lossy, char chain[QW_CHAIN_SIZE]);

/* Name of the pair number i of those that have a price in both directions; NULL behind the
 * last one. */
const char *qw_pair_name(size_t i);

#endif
