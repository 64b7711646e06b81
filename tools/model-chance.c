/* SPDX-License-Identifier: Apache-2.0 */
#include "model-estimate.h"
#include "model/logarithm.h"

unsigned cost_of(uint64_t part, uint64_t whole)
{
	if (part == 0)
		return COST_MAX;
	return part >= whole ? 0 : (unsigned)qw_cost_of(part, whole);
}

/* A polynomial of second degree between the powers of two is at most 0.3 % off. */
uint64_t chance_of(unsigned cost)
{
	uint64_t f = cost & 0xFF;
	uint64_t mantissa = ((uint64_t)1 << 32) - f * 11014243u + f * f * 10256u;
	return cost >> 8 >= 40 ? 0 : mantissa >> (cost >> 8);
}
