/* SPDX-License-Identifier: Apache-2.0 */
/* Costs in few steps, so that they need few bits. */
#ifndef QW_TOOLS_MODEL_STEPS_H
#define QW_TOOLS_MODEL_STEPS_H

#include "model-estimate.h"

/* Choose the values of step[1..steps); costs[c] tells how often cost c occurs, for
 * 0 to COST_MAX. Step 0 means none. */
void steps_choose(const uint32_t *costs, uint32_t *step, size_t steps);

/* The step whose value is nearest to a cost, 1 to steps - 1. */
size_t steps_nearest(unsigned cost, const uint32_t *step, size_t steps);

#endif
