/* SPDX-License-Identifier: Apache-2.0 */
/* Base-2 logarithms in 1/256 bit, in integers: the same on every machine. */
#ifndef QW_MODEL_LOGARITHM_H
#define QW_MODEL_LOGARITHM_H

#include <stdint.h>

/* log2(x) * 256, rounded down; x > 0. */
static inline int32_t qw_log2(uint64_t x)
{
	int whole = 0;
	for (int step = 32; step > 0; step /= 2)
		if (x >> whole >> step != 0)
			whole += step;
	/* The mantissa as 1.31 fixed point; squaring it yields a binary digit a time. */
	uint64_t m = whole >= 31 ? x >> (whole - 31) : x << (31 - whole);
	int32_t fraction = 0;
	for (int i = 0; i < 8; i++) {
		m = m * m >> 31;
		fraction <<= 1;
		if (m >> 32 != 0) {
			m >>= 1;
			fraction |= 1;
		}
	}
	return whole * 256 + fraction;
}

/* Cost in 1/256 bits of an event of probability part/whole; 0 < part <= whole. */
static inline int32_t qw_cost_of(uint64_t part, uint64_t whole)
{
	return qw_log2(whole) - qw_log2(part);
}

#endif
