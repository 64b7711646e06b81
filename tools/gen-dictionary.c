/* SPDX-License-Identifier: Apache-2.0 */
/* gen-dictionary data/model/characters.txt data/convert > dictionary.inc
 *
 * The table of src/convert/dictionary.h, the phrases and the compatibility ideographs. */
#include "convert-data.h"
#include "convert/dictionary.h"
#include "generate.h"

#include <string.h>

static uint16_t value[CODE_LIMIT];

/* Numbers of the groups of phrases that a character finds as their first or second. */
static uint16_t first_group[CODE_LIMIT], second_group[CODE_LIMIT];
static size_t groups;

static uint32_t frequency[CODE_LIMIT]; /* in traditional text */

static void take_count(char *line)
{
	unsigned long c, traditional;
	if (sscanf(line, "U+%lX\t%*s\t%*u\t%lu", &c, &traditional) != 2)
		gen_die("characters.txt: not a count: '%s'", line);
	if (c < CODE_LIMIT)
		frequency[c] = (uint32_t)traditional;
}

static uint32_t normal(const convert_data *d, uint32_t c)
{
	return d->normal[c] != 0 ? d->normal[c] : c;
}

static uint32_t simplified(const convert_data *d, uint32_t c)
{
	uint32_t n = normal(d, c);
	return d->character[n] != 0 ? d->character[n] : n;
}

static void check_phrase(const convert_data *d, const phrase *p)
{
	for (size_t k = 0; k < p->length; k++)
		if (normal(d, p->from[k]) != p->from[k])
			gen_die("a phrase of U+%04X has a compatibility ideograph", (unsigned)p->from[0]);
}

/* Phrases i to the result - 1 begin with the same character. */
static size_t same_first(const convert_data *d, size_t i)
{
	size_t to = i;
	while (to < d->phrases && d->phrase[to].from[0] == d->phrase[i].from[0])
		check_phrase(d, &d->phrase[to++]);
	return to;
}

/* Find phrases by the rarer of their first two characters; see dictionary.c. */
static void number_groups(const convert_data *d)
{
	for (size_t i = 0, to; i < d->phrases; i = to) {
		uint32_t first = d->phrase[i].from[0];
		uint64_t seconds = 0;
		to = same_first(d, i);
		for (size_t k = i; k < to; k++)
			if (second_group[d->phrase[k].from[1]] == 0)
				seconds += frequency[d->phrase[k].from[1]];
		if (seconds >= frequency[first])
			first_group[first] = (uint16_t)++groups;
		for (size_t k = i; k < to && first_group[first] == 0; k++)
			if (second_group[d->phrase[k].from[1]] == 0)
				second_group[d->phrase[k].from[1]] = (uint16_t)++groups;
	}
}

/* Characters that need more than two bytes. */
static void write_special(const convert_data *d)
{
	size_t count = 0;
	puts("static const struct {\n\tuint32_t to;\n\tuint16_t first, second;\n"
	     "\tbool forms;\n} special[] = {");
	for (uint32_t c = 0; c < CODE_LIMIT; c++) {
		uint32_t n = normal(d, c), to = simplified(d, c);
		bool forms = convert_data_ambiguous(d, n) != NULL;
		unsigned first = first_group[n], second = second_group[n];
		if ((c ^ to) < QW_DICTIONARY_SPECIAL && first + second == 0 && !forms) {
			value[c] = (uint16_t)(c ^ to);
			continue;
		}
		value[c] = (uint16_t)(QW_DICTIONARY_SPECIAL + count++);
		printf("\t{%u, %u, %u, %d},\n", (unsigned)to, first, second, forms);
	}
	puts("};");
	if (count > UINT16_MAX - QW_DICTIONARY_SPECIAL)
		gen_die("%zu special characters are too many", count);
}

static bool in_group(const phrase *p, size_t group)
{
	uint16_t first = first_group[p->from[0]];
	return (first != 0 ? first : second_group[p->from[1]]) == group;
}

/* What a phrase is worth to the forms in it: bits for each further character, since it is
 * the less probable by chance. Our own words are made of characters that often stand
 * side by side in other words, too. */
static uint32_t worth(const phrase *p)
{
	size_t steps = (p->length - 1) * (p->own ? 7 : 8) / QW_WAITS_WORTH_STEP;
	return steps < QW_WAITS_WORTH_MOST ? (uint32_t)steps : QW_WAITS_WORTH_MOST;
}

/* Per group: phrases as what dictionary.h says of them, characters, simplified characters,
 * longest first where they begin alike; then 0. */
static void write_phrases(const convert_data *d)
{
	size_t *start = calloc(groups + 1, sizeof *start), at = 0;
	if (start == NULL)
		gen_die("no memory");
	gen_array_begin("uint32_t", "phrase");
	for (size_t group = 0; group <= groups; group++) {
		start[group] = at;
		for (size_t i = 0; i < d->phrases; i++) {
			const phrase *p = &d->phrase[i];
			if (!in_group(p, group))
				continue;
			gen_array_item(p->length | (p->own ? QW_DICTIONARY_OWN : 0)
			               | worth(p) << QW_DICTIONARY_WORTH_SHIFT);
			for (size_t k = 0; k < 2 * p->length; k++)
				gen_array_item(k < p->length ? p->from[k] : p->to[k - p->length]);
			at += 2 * p->length + 1;
		}
		gen_array_item(0);
		at++;
	}
	gen_array_end();
	gen_array_begin("uint16_t", "phrase_group");
	for (size_t group = 0; group <= groups; group++)
		gen_array_item(start[group]);
	gen_array_end();
	free(start);
}

static void write_normal(const convert_data *d)
{
	puts("static const struct { uint32_t code, normal; } dictionary_normal[] = {");
	for (uint32_t c = 0; c < CODE_LIMIT; c++)
		if (d->normal[c] != 0)
			printf("\t{%u, %u},\n", (unsigned)c, (unsigned)d->normal[c]);
	puts("};");
}

int main(int argc, char **argv)
{
	if (argc != 3)
		gen_die("usage: gen-dictionary CHARACTERS FOLDER");
	const convert_data *d = convert_data_read(argv[2]);
	read_file_lines(argv[1], take_count);
	number_groups(d);
	gen_banner("gen-dictionary from data/model/characters.txt and data/convert");
	write_special(d);
	write_blocks("dictionary", value);
	write_phrases(d);
	write_normal(d);
	return gen_finish();
}
