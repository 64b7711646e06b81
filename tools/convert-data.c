/* SPDX-License-Identifier: Apache-2.0 */
#include "convert-data.h"

#include "generate.h"

#include <string.h>

static convert_data data;

void read_file_lines(const char *path, void (*take)(char *line))
{
	char *line = NULL;
	size_t size = 0;
	FILE *in = fopen(path, "r");
	if (in == NULL)
		gen_die("%s: can't open it", path);
	while (getline(&line, &size, in) > 0) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] != '\0' && line[0] != '#')
			take(line);
	}
	if (ferror(in))
		gen_die("%s: can't read it", path);
	free(line);
	fclose(in);
}

static void read_table(const char *folder, const char *name, void (*take)(char *line))
{
	char path[4096];
	int n = snprintf(path, sizeof path, "%s/%s", folder, name);
	if (n < 0 || (size_t)n >= sizeof path)
		gen_die("%s: too long a name", folder);
	read_file_lines(path, take);
}

/* Cut the line at its first tab; what stands behind it. */
static char *second_column(char *line)
{
	char *tab = strchr(line, '\t');
	if (tab == NULL)
		gen_die("no tab in '%s'", line);
	*tab = '\0';
	return tab + 1;
}

/* The one code point of s up to a blank or its end. */
static uint32_t single(const char *s)
{
	uint32_t c;
	size_t n = gen_utf8(s, &c);
	if ((s[n] != '\0' && s[n] != ' ') || c >= CODE_LIMIT)
		gen_die("not one character below U+%X: '%s'", CODE_LIMIT, s);
	return c;
}

static void take_normal(char *line)
{
	const char *to = second_column(line);
	data.normal[single(line)] = single(to);
}

/* Of several simplified characters the first is the one that t2s writes. */
static void take_character(char *line)
{
	const char *to = second_column(line);
	if (data.character[single(line)] == 0)
		data.character[single(line)] = single(to);
}

static size_t spell(const char *s, uint32_t *out)
{
	size_t n = 0;
	while (*s != '\0' && *s != ' ') {
		if (n == PHRASE_LENGTH_MAX)
			gen_die("too long a phrase: '%s'", s);
		s += gen_utf8(s, &out[n++]);
	}
	return n;
}

static void take_phrase(char *line)
{
	const char *to = second_column(line);
	if (data.phrases == PHRASES_MAX)
		gen_die("more than %d phrases", PHRASES_MAX);
	phrase *p = &data.phrase[data.phrases++];
	p->length = spell(line, p->from);
	if (p->length < 2 || spell(to, p->to) != p->length)
		gen_die("a phrase that changes its length, or one character: '%s'", line);
}

static void take_word(char *line)
{
	take_phrase(line);
	data.phrase[data.phrases - 1].own = true;
}

static void take_form(ambiguous *a, char *s)
{
	if (a->forms == FORMS_MAX)
		gen_die("more than %d forms of U+%04X", FORMS_MAX, (unsigned)a->code);
	form *f = &a->form[a->forms++];
	char *end = s + gen_utf8(s, &f->code);
	if (*end == '=')
		f->price[0] = f->price[1] = (unsigned)strtoul(end + 1, &end, 10);
	if (*end == '/')
		f->price[1] = (unsigned)strtoul(end + 1, &end, 10);
	f->only_phrase = *end == '!';
	if (end[f->only_phrase] != '\0' || f->code >= CODE_LIMIT)
		gen_die("not a form: '%s'", s);
}

static ambiguous *add_ambiguous(const char *line)
{
	if (data.ambiguities == AMBIGUOUS_MAX)
		gen_die("more than %d ambiguous characters", AMBIGUOUS_MAX);
	ambiguous *a = &data.ambiguous[data.ambiguities++];
	a->code = single(line);
	return a;
}

static void take_variant(char *line)
{
	const char *to = second_column(line);
	ambiguous *a = add_ambiguous(line);
	a->variant = true;
	a->form[a->forms++].code = single(to);
}

static void take_ambiguous(char *line)
{
	char *forms = second_column(line);
	second_column(forms);
	ambiguous *a = add_ambiguous(line);
	for (char *s = strtok(forms, " "); s != NULL; s = strtok(NULL, " "))
		take_form(a, s);
}

static int compare_codes(uint32_t a, uint32_t b) { return (a > b) - (a < b); }

static int compare_phrases(const void *x, const void *y)
{
	const phrase *a = x, *b = y;
	if (a->from[0] != b->from[0])
		return compare_codes(a->from[0], b->from[0]);
	if (a->length != b->length)
		return a->length < b->length ? 1 : -1;
	for (size_t i = 1; i < a->length; i++)
		if (a->from[i] != b->from[i])
			return compare_codes(a->from[i], b->from[i]);
	gen_die("a phrase of U+%04X stands there twice", (unsigned)a->from[0]);
}

static int compare_ambiguous(const void *x, const void *y)
{
	const ambiguous *a = x, *b = y;
	if (a->code == b->code)
		gen_die("U+%04X is ambiguous twice", (unsigned)a->code);
	return compare_codes(a->code, b->code);
}

const convert_data *convert_data_read(const char *folder)
{
	read_table(folder, "CJK_Compatibility_Ideographs.txt", take_normal);
	read_table(folder, "TSCharactersExt.txt", take_character);
	read_table(folder, "TSCharacters.txt", take_character);
	read_table(folder, "TSPhrases.txt", take_phrase);
	read_table(folder, "words.txt", take_word);
	read_table(folder, "ambiguous.txt", take_ambiguous);
	read_table(folder, "variants.txt", take_variant);
	qsort(data.phrase, data.phrases, sizeof *data.phrase, compare_phrases);
	qsort(data.ambiguous, data.ambiguities, sizeof *data.ambiguous, compare_ambiguous);
	return &data;
}

const ambiguous *convert_data_ambiguous(const convert_data *d, uint32_t code)
{
	for (size_t i = 0; i < d->ambiguities; i++)
		if (d->ambiguous[i].code == code)
			return &d->ambiguous[i];
	return NULL;
}

enum { BLOCK = 64, BLOCKS = CODE_LIMIT / BLOCK };

void write_blocks(const char *name, const uint16_t value[CODE_LIMIT])
{
	static uint32_t stored[BLOCKS];
	static size_t number[BLOCKS];
	char array[64];
	size_t count = 0;
	snprintf(array, sizeof array, "%s_block", name);
	gen_array_begin("uint16_t", array);
	for (uint32_t b = 0; b < BLOCKS; b++) {
		const uint16_t *block = value + b * BLOCK;
		size_t n = 0;
		while (n < count && memcmp(value + stored[n], block, sizeof *block * BLOCK) != 0)
			n++;
		number[b] = n;
		if (n < count)
			continue;
		stored[count++] = b * BLOCK;
		for (size_t i = 0; i < BLOCK; i++)
			gen_array_item(block[i]);
	}
	gen_array_end();
	snprintf(array, sizeof array, "%s_index", name);
	gen_array_begin("uint16_t", array);
	for (uint32_t b = 0; b < BLOCKS; b++)
		gen_array_item(number[b]);
	gen_array_end();
}
