/* SPDX-License-Identifier: Apache-2.0 */
/* gen-variants data/convert/TSCharacters.txt data/model/characters.txt > variants.h
 *
 * Character to character, as byte tables between GB 2312 and Big5 have it: what a
 * traditional character becomes, and which traditional character, the most frequent
 * one, a simplified one comes from. */
#include "generate.h"

#include <string.h>

enum { CODES = 0x10000 };

static uint16_t simplified[CODES], traditional[CODES];
static uint32_t hans[CODES], hant[CODES];

static void read_counts(FILE *f)
{
	static char line[4096];
	while (fgets(line, sizeof line, f) != NULL) {
		unsigned code;
		unsigned long in_hans, in_hant;
		if (line[0] == '#'
		    || sscanf(line, "U+%X\t%*[^\t]\t%lu\t%lu", &code, &in_hans, &in_hant) != 3)
			continue;
		if (code < CODES) {
			hans[code] = (uint32_t)in_hans;
			hant[code] = (uint32_t)in_hant;
		}
	}
}

static void read_characters(FILE *f)
{
	static char line[4096];
	while (fgets(line, sizeof line, f) != NULL) {
		uint32_t from, to;
		char *tab = strchr(line, '\t');
		if (line[0] == '#' || tab == NULL)
			continue;
		gen_utf8(line, &from);
		gen_utf8(tab + 1, &to);
		if (from < CODES && to < CODES && from != to)
			simplified[from] = (uint16_t)to;
	}
}

/* A simplified character that traditional text uses as itself may stay. */
static void choose_traditional(void)
{
	for (uint32_t t = 0; t < CODES; t++) {
		uint32_t s = simplified[t];
		if (s == 0)
			continue;
		uint32_t rival = traditional[s] != 0 ? hant[traditional[s]] : hant[s];
		if (hant[t] > rival || (traditional[s] == 0 && hant[s] == 0))
			traditional[s] = (uint16_t)t;
	}
}

static void write_map(const char *name, const uint16_t *map)
{
	gen_array_begin("qw_variant_pair", name);
	size_t count = 0;
	for (uint32_t c = 0; c < CODES; c++)
		if (map[c] != 0) {
			printf("%s{%u,%u},", count++ % 8 == 0 ? "\n\t" : "", c, map[c]);
		}
	gen_array_end();
}

int main(int argc, char **argv)
{
	FILE *characters = argc == 3 ? fopen(argv[1], "r") : NULL;
	FILE *counts = argc == 3 ? fopen(argv[2], "r") : NULL;
	if (characters == NULL || counts == NULL)
		gen_die("usage: gen-variants TSCharacters.txt characters.txt");
	read_characters(characters);
	read_counts(counts);
	choose_traditional();
	gen_banner("tools/gen-variants.c from data/convert and data/model");
	puts("typedef struct { uint16_t from, to; } qw_variant_pair;");
	write_map("qw_simplified_variant", simplified);
	write_map("qw_traditional_variant", traditional);
	return gen_finish();
}
