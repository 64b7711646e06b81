/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "spec/spec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
	const char *text;
	int value;
} choice;

static bool choose(const choice *choices, const char *text, int *value)
{
	for (; choices->text != NULL; choices++)
		if (strcmp(choices->text, text) == 0) {
			*value = choices->value;
			return true;
		}
	return false;
}

static bool set_option(example *e, const char *name, const char *value)
{
	static const choice scripts[] = {{"hans", QW_SCRIPT_HANS}, {"keep", QW_SCRIPT_KEEP}, {0}};
	static const choice variants[] = {
		{"auto", QW_VARIANT_AUTO}, {"tw", QW_VARIANT_TW}, {"hk", QW_VARIANT_HK}, {0}};
	static const choice puncts[] = {
		{"keep", QW_PUNCT_KEEP}, {"fullwidth", QW_PUNCT_FULLWIDTH}, {0}};
	static const choice units[] = {
		{"file", QW_UNIT_FILE}, {"line", QW_UNIT_LINE}, {"nul", QW_UNIT_NUL}, {0}};
	static const choice invalids[] = {{"pass", QW_INVALID_PASS},
		{"replace", QW_INVALID_REPLACE}, {"stop", QW_INVALID_STOP}, {0}};
	static const choice cleans[] = {{"yes", QW_CLEAN_YES}, {"no", QW_CLEAN_NO}, {0}};
	static const choice declares[] = {
		{"keep", QW_DECLARE_KEEP}, {"rewrite", QW_DECLARE_REWRITE}, {0}};
	static const choice entities[] = {{"numeric", QW_ENTITIES_NUMERIC},
		{"keep", QW_ENTITIES_KEEP}, {"named", QW_ENTITIES_NAMED}, {0}};
	int chosen = 0;
	bool known = true;
	if (strcmp(name, "script") == 0 && choose(scripts, value, &chosen))
		e->options.script = (qw_script)chosen;
	else if (strcmp(name, "variant") == 0 && choose(variants, value, &chosen))
		e->options.variant = (qw_variant)chosen;
	else if (strcmp(name, "punct") == 0 && choose(puncts, value, &chosen))
		e->options.punct = (qw_punct)chosen;
	else if (strcmp(name, "unit") == 0 && choose(units, value, &chosen))
		e->options.unit = (qw_unit)chosen;
	else if (strcmp(name, "invalid") == 0 && choose(invalids, value, &chosen))
		e->options.invalid = (qw_invalid)chosen;
	else if (strcmp(name, "clean") == 0 && choose(cleans, value, &chosen))
		e->options.clean = (qw_clean)chosen;
	else if (strcmp(name, "declare") == 0 && choose(declares, value, &chosen))
		e->options.declare = (qw_declare)chosen;
	else if (strcmp(name, "entities") == 0 && choose(entities, value, &chosen))
		e->options.entities = (qw_entities)chosen;
	else if (strcmp(name, "from") == 0 && strlen(value) < sizeof e->from)
		e->options.from = strcpy(e->from, value);
	else if (strcmp(name, "only") == 0 && strlen(value) < sizeof e->only)
		e->options.only = strcpy(e->only, value);
	else if (strcmp(name, "skip") == 0 && strlen(value) < sizeof e->skip)
		e->options.skip = strcpy(e->skip, value);
	else if (strcmp(name, "stops") == 0 && (e->stops = true))
		e->stops_at = strtoull(value, NULL, 10);
	else
		known = false;
	return known;
}

void example_begin(example *e, const char *options)
{
	*e = (example){.part = 0};
	qw_options_init(&e->options);
	char name[32], value[64];
	int used;
	while (sscanf(options, " %31[^= ]=%63[^ ]%n", name, value, &used) == 2) {
		if (!set_option(e, name, value))
			e->mistake = "unknown option";
		options += used;
	}
	if (options[strspn(options, " ")] != '\0')
		e->mistake = "an option is not NAME=VALUE";
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void add_unescaped(bytes *b, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char c = s[i];
		if (c == '\\' && n - i > 3 && s[i + 1] == 'x' && hex_digit(s[i + 2]) >= 0
		    && hex_digit(s[i + 3]) >= 0) {
			c = (char)(hex_digit(s[i + 2]) << 4 | hex_digit(s[i + 3]));
			i += 3;
		} else if (c == '\\' && n - i > 1 && s[i + 1] == '\\') {
			i++;
		}
		bytes_add(b, &c, 1);
	}
}

void example_line(example *e, const char *line, size_t n)
{
	bytes *parts[] = {&e->in, &e->want, &e->kinds};
	if (n == 2 && memcmp(line, ".\n", 2) == 0) {
		if (++e->part > 2)
			e->mistake = "more than three parts";
		e->has_kinds = e->part == 2;
	} else if (e->part <= 2) {
		add_unescaped(parts[e->part], line, n);
	}
}

void example_end(example *e)
{
	if (e->part == 0)
		e->mistake = "no expected output";
	if (e->in.length > 0)
		e->in.length--;
	if (e->want.length > 0)
		e->want.length--;
}

void example_free(example *e)
{
	bytes_free(&e->in);
	bytes_free(&e->want);
	bytes_free(&e->kinds);
}

