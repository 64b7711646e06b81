/* SPDX-License-Identifier: Apache-2.0 */
/* gen-readings < data/readings/mandarin.txt > readings.h
 *
 * Tables both ways: character to readings, toneless syllable to characters. */
#include "damage/reading_letter.h"
#include "generate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST = 0x4E00, LAST = 0x9FA5, CHARACTERS = LAST - FIRST + 1, MAX_READINGS = 65535 };

static struct { uint32_t character, base; unsigned tone; } entry[MAX_READINGS];
static size_t entries;
static uint32_t base[1024];
static size_t bases;

static bool read_syllable(const char *s, qw_syllable *out)
{
	*out = (qw_syllable){0, 0, 0};
	while (*s != '\0') {
		uint32_t c;
		s += gen_utf8(s, &c);
		if (!qw_syllable_add(out, c))
			return false;
	}
	return out->letters > 0;
}

static void add_reading(uint32_t character, uint32_t syllable, unsigned tone)
{
	if (entries == MAX_READINGS)
		gen_die("mandarin.txt: more than %d readings", MAX_READINGS);
	entry[entries].character = character;
	entry[entries].base = syllable;
	entry[entries++].tone = tone;
}

/* The syllable with u in place of v, as those write it who drop all marks; 0: it has no v. */
static uint32_t without_diaeresis(uint32_t syllable)
{
	uint32_t plain = 0;
	bool has = false;
	for (int shift = 25; shift >= 0; shift -= 5) {
		uint32_t letter = syllable >> shift & 31;
		has = has || letter == 'v' - 'a' + 1;
		plain = plain << 5 | (letter == 'v' - 'a' + 1 ? 'u' - 'a' + 1 : letter);
	}
	return has ? plain : 0;
}

static void read_line(char *line)
{
	char *tab = strchr(line, '\t');
	unsigned long c = strtoul(line + 2, NULL, 16);
	if (tab == NULL || strncmp(line, "U+", 2) != 0)
		gen_die("mandarin.txt: no 'U+XXXX<tab>readings': %s", line);
	if (c < FIRST || c > LAST)
		return;
	for (char *s = strtok(tab + 1, " \n"); s != NULL; s = strtok(NULL, " \n")) {
		qw_syllable syllable;
		if (!read_syllable(s, &syllable))
			continue; /* a dialect sound outside of pinyin's letters */
		add_reading((uint32_t)c, syllable.base, syllable.tone);
		uint32_t plain = without_diaeresis(syllable.base);
		if (plain != 0)
			add_reading((uint32_t)c, plain, QW_TONE_ANY_ONLY);
	}
}

static int by_value(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

static void collect_bases(void)
{
	for (size_t i = 0; i < entries; i++) {
		size_t k = 0;
		while (k < bases && base[k] != entry[i].base)
			k++;
		if (k < bases)
			continue;
		if (bases == sizeof base / sizeof *base)
			gen_die("mandarin.txt: too many syllables%s", "");
		base[bases++] = entry[i].base;
	}
	qsort(base, bases, sizeof *base, by_value);
}

static size_t base_number(uint32_t b)
{
	return (size_t)((uint32_t *)bsearch(&b, base, bases, sizeof *base, by_value) - base);
}

static void write_readings(void)
{
	gen_array_begin("uint16_t", "qw_reading_list");
	for (size_t i = 0; i < entries; i++)
		gen_array_item((base_number(entry[i].base) + 1) << 3 | entry[i].tone);
	gen_array_end();
	gen_array_begin("uint16_t", "qw_reading_start");
	size_t at = 0;
	for (uint32_t c = FIRST; c <= LAST + 1; c++) {
		while (at < entries && entry[at].character < c)
			at++;
		gen_array_item(at);
	}
	gen_array_end();
}

static void write_characters(void)
{
	static size_t start[1025];
	size_t written = 0;
	gen_array_begin("uint16_t", "qw_syllable_characters");
	for (size_t b = 0; b < bases; b++) {
		uint32_t last = 0;
		start[b] = written;
		for (size_t i = 0; i < entries; i++) {
			if (entry[i].base != base[b] || entry[i].character == last)
				continue;
			last = entry[i].character;
			gen_array_item(last);
			written++;
		}
	}
	gen_array_end();
	start[bases] = written;
	gen_array_begin("uint16_t", "qw_syllable_start");
	for (size_t b = 0; b <= bases; b++)
		gen_array_item(start[b]);
	gen_array_end();
}

int main(void)
{
	static char line[4096];
	while (fgets(line, sizeof line, stdin) != NULL)
		if (line[0] != '#')
			read_line(line);
	if (entries == 0)
		gen_die("mandarin.txt: empty%s", "");
	collect_bases();
	gen_banner("tools/gen-readings.c from data/readings/mandarin.txt");
	printf("#define QW_READING_FIRST 0x%X\n#define QW_READING_LAST 0x%X\n", FIRST, LAST);
	printf("#define QW_SYLLABLES %zu\n", bases);
	gen_array_begin("uint32_t", "qw_syllable_base");
	for (size_t b = 0; b < bases; b++)
		gen_array_item(base[b]);
	gen_array_end();
	write_readings();
	write_characters();
	return gen_finish();
}
