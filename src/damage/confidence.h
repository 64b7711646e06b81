/* SPDX-License-Identifier: Apache-2.0 */
/* Bits as probabilities. */
#ifndef QW_DAMAGE_CONFIDENCE_H
#define QW_DAMAGE_CONFIDENCE_H

#include "model/model.h"

#include <stdint.h>

/* 2 to the power of -bits/256, bits >= 0. */
double qw_probability(int64_t bits);

/* How likely a reading is right that is so many bits/256 better than the next one, 0 to 1: as
 * measured, data/confidence.txt. */
double qw_confidence(int64_t lead);

/* How likely a guessed code point is right that is so many bits/256 better than the next best
 * choice: as measured, data/confidence-guess.txt. */
double qw_confidence_of_guess(int64_t lead);

/* The least lead from which on that is `confidence` or more. INT32_MIN: any is enough;
 * INT32_MAX: none is. */
qw_bits qw_lead_of_guess(double confidence);

#endif
