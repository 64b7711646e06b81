/* SPDX-License-Identifier: Apache-2.0 */
/* gen-regions data/convert > regions.inc
 *
 * What a character of regions.txt says for Hong Kong against Taiwan, in 1/256 bit:
 * log2(P(this one of the pair | Hong Kong) / P(this one of the pair | Taiwan)). */
#include "convert-data.h"
#include "generate.h"
#include "model/logarithm.h"

#include <string.h>

/* A few thousand occurrences of each author can't say more. */
enum { REGION_MOST = 6 * 256, REGION_CHARACTERS_MAX = 64 };

static struct { uint32_t code; long bits; } region[REGION_CHARACTERS_MAX];
static size_t regions;

static void add(uint32_t code, unsigned long in_taiwan, unsigned long all_taiwan,
                unsigned long in_hong_kong, unsigned long all_hong_kong)
{
	/* Half an occurrence more of each makes the unseen finite. */
	long bits = qw_log2((2 * (uint64_t)in_hong_kong + 1) * (all_taiwan + 1))
	          - qw_log2((2 * (uint64_t)in_taiwan + 1) * (all_hong_kong + 1));
	if (regions == REGION_CHARACTERS_MAX)
		gen_die("more than %d characters of regions", REGION_CHARACTERS_MAX);
	region[regions].code = code;
	region[regions++].bits = bits > REGION_MOST ? REGION_MOST
	                       : bits < -REGION_MOST ? -REGION_MOST : bits;
}

static void take_pair(char *line)
{
	uint32_t first, second;
	unsigned long taiwan[2], hong_kong[2];
	char *s = line + gen_utf8(line, &first);
	if (*s++ != '\t')
		gen_die("regions.txt: '%s'", line);
	s += gen_utf8(s, &second);
	if (sscanf(s, "%lu%lu%lu%lu", &taiwan[0], &taiwan[1], &hong_kong[0], &hong_kong[1]) != 4)
		gen_die("regions.txt: not four counts: '%s'", line);
	add(first, taiwan[0], taiwan[0] + taiwan[1], hong_kong[0], hong_kong[0] + hong_kong[1]);
	add(second, taiwan[1], taiwan[0] + taiwan[1], hong_kong[1], hong_kong[0] + hong_kong[1]);
}

static int by_code(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
	return (a > b) - (a < b);
}

int main(int argc, char **argv)
{
	char path[4096];
	uint64_t low_bits = 0;
	if (argc != 2 || snprintf(path, sizeof path, "%s/regions.txt", argv[1]) >= (int)sizeof path)
		gen_die("usage: gen-regions %s", "FOLDER");
	read_file_lines(path, take_pair);
	qsort(region, regions, sizeof *region, by_code);
	gen_banner("gen-regions from data/convert/regions.txt");
	puts("static const struct { uint32_t code; int16_t bits; } region[] = {");
	for (size_t i = 0; i < regions; i++) {
		printf("\t{%u, %ld},\n", (unsigned)region[i].code, region[i].bits);
		low_bits |= UINT64_C(1) << (region[i].code & 63);
	}
	puts("};");
	puts("/* The low six bits of these characters, as a set. */");
	printf("static const uint64_t region_low_bits = UINT64_C(%llu);\n",
	       (unsigned long long)low_bits);
	return gen_finish();
}
