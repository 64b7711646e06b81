/* SPDX-License-Identifier: Apache-2.0 */
/* gen-forms data/model/characters.txt data/convert > forms.inc
 *
 * The choices of ambiguous.txt, and what each neighbour of contexts.txt says for its
 * form: log2(P(neighbour | form) / P(neighbour)), in 1/256 bit. */
#include "convert-data.h"
#include "convert/forms.h"
#include "generate.h"
#include "model/logarithm.h"

#include <string.h>

#define GAIN_LEAST (-2 * 256)

typedef struct {
	uint32_t code, total;
	uint32_t count[2][CODE_LIMIT]; /* before, behind */
} context;

static context *contexts[AMBIGUOUS_MAX * FORMS_MAX];
static size_t forms;
static uint64_t frequency[CODE_LIMIT], all;

static void take_count(char *line)
{
	unsigned long c, simplified;
	if (sscanf(line, "U+%lX\t%*s\t%lu", &c, &simplified) != 2)
		gen_die("characters.txt: not a count: '%s'", line);
	if (c >= CODE_LIMIT)
		return;
	frequency[qw_forms_neighbour((qw_cell)c)] += simplified;
	all += simplified;
}

static context *context_of(uint32_t code)
{
	for (size_t i = 0; i < forms; i++)
		if (contexts[i]->code == code)
			return contexts[i];
	if (forms == AMBIGUOUS_MAX * FORMS_MAX)
		gen_die("too many forms");
	context *c = calloc(1, sizeof *c);
	if (c == NULL)
		gen_die("no memory");
	c->code = code;
	return contexts[forms++] = c;
}

/* "X=\t12", "X<\ta3 b4 ..." or "X>\t...". */
static void take_context(char *line)
{
	uint32_t code, neighbour;
	char *s = line + gen_utf8(line, &code), side = *s;
	if ((side != '=' && side != '<' && side != '>') || s[1] != '\t')
		gen_die("contexts.txt: '%s'", line);
	context *c = context_of(code);
	if (side == '=') {
		c->total = (uint32_t)strtoul(s + 2, NULL, 10);
		return;
	}
	for (s += 2; *s != '\0'; s += *s == ' ') {
		s += gen_utf8(s, &neighbour);
		if (neighbour >= CODE_LIMIT)
			gen_die("contexts.txt: '%s'", line);
		if (neighbour == '$')
			neighbour = QW_FORMS_BORDER;
		c->count[side == '>'][neighbour] = (uint32_t)strtoul(s, &s, 10);
	}
}

/* Of each listed neighbour half an occurrence is kept for the ones never seen. */
static uint64_t discounted(uint32_t count) { return 2 * (uint64_t)count - 1; }

/* In a word one neighbour speaks for the form; that the other one says against it
 * means little, so it isn't let say more than this. */
static long at_least(long gain) { return gain < GAIN_LEAST ? GAIN_LEAST : gain; }

static long gain(const context *c, uint32_t count, uint32_t neighbour)
{
	return at_least(qw_log2(discounted(count) * all)
	                - qw_log2(2 * (uint64_t)c->total * (frequency[neighbour] + 1)));
}

/* What all neighbours that are not listed say: how often the form has one, against
 * how often text has. */
static long gain_unseen(const context *c, unsigned side)
{
	uint64_t left = 2 * (uint64_t)c->total + 1, unlisted = all;
	for (uint32_t n = 0; n < CODE_LIMIT; n++)
		if (c->count[side][n] != 0) {
			left -= discounted(c->count[side][n]);
			unlisted -= frequency[n];
		}
	return at_least(qw_log2(left * all) - qw_log2(2 * (uint64_t)c->total * unlisted));
}

/* One list a form and side: the neighbours, sorted, and their gains. */
static void write_lists(void)
{
	static size_t start[2 * AMBIGUOUS_MAX * FORMS_MAX + 1];
	size_t lists = 0, at = 0;
	gen_array_begin("uint32_t", "form_neighbour");
	for (size_t i = 0; i < 2 * forms; i++) {
		start[lists++] = at;
		for (uint32_t c = 0; c < CODE_LIMIT; c++)
			if (contexts[i / 2]->count[i % 2][c] != 0) {
				gen_array_item(c);
				at++;
			}
	}
	start[lists] = at;
	gen_array_end();
	puts("static const int16_t form_gain[] = {");
	for (size_t i = 0; i < 2 * forms; i++)
		for (uint32_t c = 0; c < CODE_LIMIT; c++)
			if (contexts[i / 2]->count[i % 2][c] != 0)
				printf("%ld,\n", gain(contexts[i / 2], contexts[i / 2]->count[i % 2][c], c));
	puts("};");
	gen_array_begin("uint16_t", "form_list");
	for (size_t i = 0; i <= lists; i++)
		gen_array_item(start[i]);
	gen_array_end();
	if (at > UINT16_MAX)
		gen_die("%zu neighbours are too many", at);
}

static void write_forms(void)
{
	puts("static const struct { uint32_t code; int16_t unseen[2]; } form[] = {");
	for (size_t i = 0; i < forms; i++)
		printf("\t{%u, {%ld, %ld}},\n", (unsigned)contexts[i]->code,
		       gain_unseen(contexts[i], 0), gain_unseen(contexts[i], 1));
	puts("};");
}

static size_t index_of(uint32_t code)
{
	for (size_t i = 0; i < forms; i++)
		if (contexts[i]->code == code)
			return i;
	gen_die("contexts.txt says nothing about U+%04X; run make train-contexts", (unsigned)code);
}

/* The only form that is possible outside of phrases, or 0. */
static uint32_t single(const ambiguous *a)
{
	uint32_t found = 0;
	for (size_t k = 0; k < a->forms; k++) {
		if (a->form[k].only_phrase)
			continue;
		if (found != 0)
			return 0;
		found = a->form[k].code;
	}
	return found;
}

/* A character of one form has no contexts to weigh against a phrase. */
static void check_phrases(const convert_data *d)
{
	for (size_t i = 0; i < d->phrases; i++)
		for (size_t k = 0; k < d->phrase[i].length; k++) {
			const ambiguous *a = convert_data_ambiguous(d, d->phrase[i].from[k]);
			if (a != NULL && a->forms == 1)
				gen_die("a phrase has U+%04X, which has one form", (unsigned)a->code);
		}
}

static void write_choices(const convert_data *d)
{
	printf("static const struct {\n\tuint32_t code, single, count;\n"
	       "\tstruct { uint8_t form, price[2], only_phrase; } option[%d];\n} choice[] = {\n",
	       FORMS_MAX);
	for (size_t i = 0; i < d->ambiguities; i++) {
		const ambiguous *a = &d->ambiguous[i];
		printf("\t{%u, %u, %zu, {", (unsigned)a->code, (unsigned)single(a), a->forms);
		for (size_t k = 0; k < a->forms; k++)
			printf("{%zu, {%u, %u}, %d}, ", a->forms == 1 ? 0 : index_of(a->form[k].code),
			       a->form[k].price[0], a->form[k].price[1], a->form[k].only_phrase);
		puts("}},");
	}
	puts("};");
}

int main(int argc, char **argv)
{
	char path[4096];
	if (argc != 3 || snprintf(path, sizeof path, "%s/contexts.txt", argv[2]) >= (int)sizeof path)
		gen_die("usage: gen-forms CHARACTERS FOLDER");
	const convert_data *d = convert_data_read(argv[2]);
	read_file_lines(argv[1], take_count);
	read_file_lines(path, take_context);
	check_phrases(d);
	gen_banner("gen-forms from data/model/characters.txt and data/convert");
	write_lists();
	write_forms();
	write_choices(d);
	return gen_finish();
}
