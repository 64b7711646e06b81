/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "confidence.h"

const double confidence_from[CONFIDENCE_STEPS] = {0, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999};

static void count(confidence_count *c, bool right)
{
	c->spans++;
	c->right += right;
}

void confidence_add(confidence *c, double said, double bits, bool right)
{
	size_t step = CONFIDENCE_STEPS - 1, last = CONFIDENCE_BITS - 1;
	while (step > 0 && said < confidence_from[step])
		step--;
	count(&c->step[step], right);
	count(&c->bits[bits < 0 ? 0 : bits < (double)last ? (size_t)bits : last], right);
}
