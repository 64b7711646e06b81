/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/confidence.h"

#include "generated/confidence-guess.inc"
#include "generated/confidence.inc"

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

/* The step that so many bits/256 are on. */
static size_t step_of(const uint16_t *bits, size_t steps, int64_t lead)
{
	size_t low = 0, high = steps;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (lead >= (int64_t)bits[middle] * QW_BIT)
			low = middle;
		else
			high = middle;
	}
	return low;
}

double qw_confidence(int64_t lead)
{
	return span_millionths[step_of(span_bits, sizeof span_bits / sizeof *span_bits, lead)] / 1e6;
}

double qw_confidence_of_guess(int64_t lead)
{
	size_t steps = sizeof guess_bits / sizeof *guess_bits;
	return guess_millionths[step_of(guess_bits, steps, lead)] / 1e6;
}

qw_bits qw_lead_of_guess(double confidence)
{
	size_t steps = sizeof guess_bits / sizeof *guess_bits, step = steps;
	while (step > 0 && guess_millionths[step - 1] / 1e6 >= confidence)
		step--;
	return step == 0 ? INT32_MIN : step == steps ? INT32_MAX : guess_bits[step] * QW_BIT;
}
