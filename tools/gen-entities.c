/* SPDX-License-Identifier: Apache-2.0 */
/* gen-entities < data/entities/names.txt > entities.inc
 *
 * The names of entities, sorted, each with its ";" and NUL; their code points; and by code
 * point the usual name of each. */
#include "generate.h"

#include <string.h>

enum { NAMES_MAX = 4096, NAME_MAX_LENGTH = 40 };

static struct {
	char name[NAME_MAX_LENGTH];
	uint32_t code;
	size_t order;            /* in the file */
} entity[NAMES_MAX];
static size_t count;
static size_t usual[NAMES_MAX];

static void read_entity(const char *line)
{
	unsigned long code;
	char name[NAME_MAX_LENGTH - 1];
	if (count == NAMES_MAX || sscanf(line, "U+%lX\t%36[A-Za-z0-9]", &code, name) != 2)
		gen_die("entities: no name: '%s'", line);
	if (code < 0xA0 || code > 0x10FFFF)
		gen_die("entities: ASCII or a control: '%s'", line);
	if (count > 0 && code < entity[count - 1].code)
		gen_die("entities: the code points must rise: '%s'", line);
	snprintf(entity[count].name, NAME_MAX_LENGTH, "%s;", name);
	entity[count].code = (uint32_t)code;
	entity[count].order = count;
	count++;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const char *)a), ((const char *)b));
}

static int by_order(const void *a, const void *b)
{
	size_t x = entity[*(const size_t *)a].order, y = entity[*(const size_t *)b].order;
	return (x > y) - (x < y);
}

static void write_text(void)
{
	gen_array_begin("char", "entity_text");
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k <= strlen(entity[i].name); k++)
			gen_array_item((unsigned char)entity[i].name[k]);
	gen_array_end();
}

/* The first name of each code point, in their order. */
static void write_usual(void)
{
	for (size_t i = 0; i < count; i++)
		usual[i] = i;
	qsort(usual, count, sizeof *usual, by_order);
	gen_array_begin("uint16_t", "entity_usual");
	for (size_t i = 0; i < count; i++)
		if (i == 0 || entity[usual[i]].code != entity[usual[i - 1]].code)
			gen_array_item(usual[i]);
	gen_array_end();
}

int main(void)
{
	static char line[256];
	size_t at = 0;
	while (fgets(line, sizeof line, stdin) != NULL)
		if (line[0] != '#')
			read_entity(line);
	if (count == 0)
		gen_die("entities: empty%s", "");
	qsort(entity, count, sizeof *entity, by_name);
	gen_banner("tools/gen-entities.c from data/entities/names.txt");
	write_text();
	gen_array_begin("uint16_t", "entity_at");
	for (size_t i = 0; i < count; i++) {
		gen_array_item(at);
		at += strlen(entity[i].name) + 1;
	}
	gen_array_end();
	gen_array_begin("uint32_t", "entity_code");
	for (size_t i = 0; i < count; i++)
		gen_array_item(entity[i].code);
	gen_array_end();
	if (at > UINT16_MAX)
		gen_die("entities: too many names%s", "");
	write_usual();
	return gen_finish();
}
