/* SPDX-License-Identifier: Apache-2.0 */
#include "model-steps.h"

#include <stdlib.h>
#include <string.h>

#define STEPS_REACH (18 * 256) /* where the steps of costs begin to spread */
#define STEP_ROUNDS 40

size_t steps_nearest(unsigned cost, const uint32_t *step, size_t steps)
{
	size_t i = 1;
	while (i + 1 < steps && step[i] + step[i + 1] <= 2 * cost)
		i++;
	return i;
}

/* Each step moves to the mean of the costs that are nearest to it, again and again
 * (Lloyd's method). */
void steps_choose(const uint32_t *costs, uint32_t *step, size_t steps)
{
	uint64_t *sum = allocate(2 * steps, sizeof *sum), *n = sum + steps;
	for (size_t i = 0; i < steps; i++)
		step[i] = (uint32_t)(i * STEPS_REACH / steps);
	for (int round = 0; round < STEP_ROUNDS; round++) {
		memset(sum, 0, 2 * steps * sizeof *sum);
		for (unsigned cost = 0; cost <= COST_MAX; cost++) {
			if (costs[cost] == 0)
				continue;
			size_t s = steps_nearest(cost, step, steps);
			sum[s] += (uint64_t)cost * costs[cost];
			n[s] += costs[cost];
		}
		for (size_t i = 1; i < steps; i++)
			step[i] = n[i] == 0 ? step[i] : (uint32_t)((sum[i] + n[i] / 2) / n[i]);
	}
	free(sum);
}
