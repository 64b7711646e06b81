/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/confidence.h"

#include "generated/confidence.inc"
#include "model/model.h"

/* Without a mathematics library, which might differ from machine to machine. */
double qw_probability(int64_t bits)
{
	static const double root[8] = { /* 2 to the power of -1/256, -2/256, ... -128/256 */
		0.99729605608547012, 0.99459942348363318, 0.98922801319397549, 0.97857206208770013,
		0.95760328069857365, 0.91700404320467123, 0.84089641525371454, 0.70710678118654752,
	};
	double p = 1;
	for (int i = 0; i < 8; i++)
		if (bits >> i & 1)
			p *= root[i];
	for (int64_t whole = bits / QW_BIT; whole > 0 && p > 1e-18; whole--)
		p /= 2;
	return p;
}

double qw_confidence(int64_t lead)
{
	size_t low = 0, high = sizeof step_bits / sizeof *step_bits;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (lead >= (int64_t)step_bits[middle] * QW_BIT)
			low = middle;
		else
			high = middle;
	}
	return step_millionths[low] / 1e6;
}
