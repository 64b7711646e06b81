/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "row.h"

static void print_count(const char *measure, const char *from, const confidence_count *c)
{
	row w = run_row(measure, "", "all", from);
	w.tally.cases = c->spans;
	w.tally.exact = c->right;
	if (c->spans > 0)
		run_print(&w);
}

void row_confidence(run *r)
{
	const confidence *c = judge_confidence(r->judge);
	char from[24];
	for (size_t i = 0; i < CONFIDENCE_STEPS; i++) {
		snprintf(from, sizeof from, "%g", confidence_from[i]);
		print_count("confidence", from, &c->step[i]);
	}
	for (size_t i = 0; i < CONFIDENCE_BITS; i++) {
		snprintf(from, sizeof from, "%zu", i);
		print_count("bits of lead", from, &c->bits[i]);
	}
}
