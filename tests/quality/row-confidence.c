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

static void print_steps(const run *r, judge_measure measure, const char *name)
{
	const confidence *c = judge_confidence(r->judge, measure);
	char from[24];
	for (size_t i = 0; i < CONFIDENCE_STEPS; i++) {
		snprintf(from, sizeof from, "%g", confidence_from[i]);
		print_count(name, from, &c->step[i]);
	}
}

/* What the tables of confidence are made from. */
static void print_bits(const run *r, judge_measure measure, const char *name)
{
	const confidence *c = judge_confidence(r->judge, measure);
	char from[24];
	for (size_t i = 0; i < CONFIDENCE_BITS; i++) {
		snprintf(from, sizeof from, "%zu", i);
		print_count(name, from, &c->bits[i]);
	}
}

void row_confidence(run *r)
{
	print_steps(r, JUDGE_SPANS, "confidence");
	print_bits(r, JUDGE_SPANS, "bits of lead");
	print_steps(r, JUDGE_LOSSY_SPANS, "lossy confidence");
	print_steps(r, JUDGE_GUESSES, "guess confidence");
	print_bits(r, JUDGE_GUESSES, "guess bits of lead");
}
