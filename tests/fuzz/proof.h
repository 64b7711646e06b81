/* SPDX-License-Identifier: Apache-2.0 */
/* Does what a session calls proven hold? */
#ifndef TESTS_FUZZ_PROOF_H
#define TESTS_FUZZ_PROOF_H

#include "qingwen.h"

/* Repair in[0..n): a proven span of mojibake is what its chain makes of the repaired text. */
void check_proofs(const qw_options *options, const void *in, size_t n);

#endif
