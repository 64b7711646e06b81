/* SPDX-License-Identifier: Apache-2.0 */
/* How often repair is right that says how sure it is. */
#ifndef QW_QUALITY_CONFIDENCE_H
#define QW_QUALITY_CONFIDENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CONFIDENCE_STEPS = 8, CONFIDENCE_BITS = 65 };

typedef struct {
	uint64_t spans, right;
} confidence_count;

/* Of all rows together. */
typedef struct {
	confidence_count step[CONFIDENCE_STEPS]; /* by what the span says */
	confidence_count bits[CONFIDENCE_BITS];  /* by whole bits of lead, the last: or more */
} confidence;

/* From which confidence on a span belongs to a step. */
extern const double confidence_from[CONFIDENCE_STEPS];

/* Count a span. */
void confidence_add(confidence *c, double said, double bits, bool right);

#endif
