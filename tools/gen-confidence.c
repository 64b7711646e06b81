/* SPDX-License-Identifier: Apache-2.0 */
/* gen-confidence < data/confidence.txt > confidence.inc
 *
 * How probable it is that a span is right, by the bits by which its reading leads: steps in
 * millionths, which never fall. */
#include "generate.h"

#include <stdbool.h>
#include <string.h>

enum { STEPS_MAX = 1000, WHOLE = 1000000 };

static unsigned long bits[STEPS_MAX], millionths[STEPS_MAX];
static size_t steps;

static void read_step(const char *line)
{
	unsigned long from;
	double probability;
	if (steps == STEPS_MAX || sscanf(line, "%lu\t%lf\t", &from, &probability) != 2)
		gen_die("confidence.txt: not a step: '%s'", line);
	if (!(probability > 0 && probability < 1))
		gen_die("confidence.txt: no probability: '%s'", line);
	bits[steps] = from;
	millionths[steps] = (unsigned long)(probability * WHOLE + 0.5);
	if (steps > 0 && (from <= bits[steps - 1] || millionths[steps] < millionths[steps - 1]))
		gen_die("confidence.txt: the steps must rise: '%s'", line);
	steps++;
}

int main(void)
{
	static char line[4096];
	while (fgets(line, sizeof line, stdin) != NULL)
		if (line[0] != '#')
			read_step(line);
	if (steps == 0)
		gen_die("confidence.txt: empty%s", "");
	gen_banner("tools/gen-confidence.c from data/confidence.txt");
	gen_array_begin("uint16_t", "step_bits");
	for (size_t i = 0; i < steps; i++)
		gen_array_item(bits[i]);
	gen_array_end();
	gen_array_begin("uint32_t", "step_millionths");
	for (size_t i = 0; i < steps; i++)
		gen_array_item(millionths[i]);
	gen_array_end();
	return gen_finish();
}
