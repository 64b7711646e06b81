/* SPDX-License-Identifier: Apache-2.0 */
/* gen-confidence span < data/confidence.txt > confidence.inc
 * gen-confidence guess < data/confidence-guess.txt > confidence-guess.inc
 *
 * How probable it is that a span or a guessed character is right, by the bits by which it
 * leads: steps in millionths, which never fall. */
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
		gen_die("confidence: not a step: '%s'", line);
	if (!(probability > 0 && probability < 1))
		gen_die("confidence: no probability: '%s'", line);
	bits[steps] = from;
	millionths[steps] = (unsigned long)(probability * WHOLE + 0.5);
	if (steps > 0 && (from <= bits[steps - 1] || millionths[steps] < millionths[steps - 1]))
		gen_die("confidence: the steps must rise: '%s'", line);
	steps++;
}

static void write_array(const char *type, const char *what, const char *name,
                        const unsigned long *value)
{
	char whole[40];
	snprintf(whole, sizeof whole, "%s_%s", what, name);
	gen_array_begin(type, whole);
	for (size_t i = 0; i < steps; i++)
		gen_array_item(value[i]);
	gen_array_end();
}

int main(int argc, char **argv)
{
	static char line[4096];
	if (argc != 2)
		gen_die("usage: gen-confidence WHAT%s", "");
	while (fgets(line, sizeof line, stdin) != NULL)
		if (line[0] != '#')
			read_step(line);
	if (steps == 0)
		gen_die("confidence: empty%s", "");
	gen_banner("tools/gen-confidence.c from data/confidence*.txt");
	write_array("uint16_t", argv[1], "bits", bits);
	write_array("uint32_t", argv[1], "millionths", millionths);
	return gen_finish();
}
