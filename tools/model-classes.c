/* SPDX-License-Identifier: Apache-2.0 */
#include "model-classes.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

#define ONE_SIDED 24    /* that many times more often in one writing: it belongs to it */
#define RARE_BELOW 12   /* occurrences */

int classes_find(const model_classes *k, const char *name)
{
	for (int i = 0; i < k->count; i++)
		if (strcmp(k->info[i].name, name) == 0)
			return i;
	die("no class is called %s", name);
}

static void read_class(model_classes *k, const char *line)
{
	char like[16];
	if (k->count == CLASSES_MAX)
		die("too many classes");
	class_info *c = &k->info[k->count];
	if (sscanf(line, "class %15s %15s %u", c->name, like, &c->unseen) != 3)
		die("classes: can't read: %s", line);
	c->like = k->count++;
	c->fixed = strcmp(like, "fixed") == 0;
	if (!c->fixed && strcmp(like, "-") != 0)
		c->like = classes_find(k, like);
}

static void read_range(model_classes *k, const char *line)
{
	unsigned first, last;
	char name[16];
	if (sscanf(line, "range %x %x %15s", &first, &last, name) != 3 || first > last
	    || last >= CODE_POINTS)
		die("classes: can't read: %s", line);
	memset(k->of + first, classes_find(k, name), last - first + 1);
}

static void read_repeat(model_classes *k, const char *line)
{
	char name[16];
	if (sscanf(line, "repeat %15s", name) != 1)
		die("classes: can't read: %s", line);
	k->info[classes_find(k, name)].repeats = true;
}

/* Occurrences are compared as shares of each writing's whole. */
static int divide(const model_classes *k, const char_count *c, const uint64_t total[COLUMNS])
{
	uint64_t all = 0;
	for (int i = 0; i < COLUMNS; i++)
		all += c->count[i];
	uint64_t hans = c->count[COLUMN_HANS] * (total[COLUMN_HANT] >> 8);
	uint64_t hant = c->count[COLUMN_HANT] * (total[COLUMN_HANS] >> 8);
	uint64_t ja = c->count[COLUMN_JA];
	if (ja > 2 && ja > c->count[COLUMN_HANS] + c->count[COLUMN_HANT])
		return k->ja;
	if (all < RARE_BELOW)
		return k->rare;
	return hans > ONE_SIDED * hant ? k->hans : hant > ONE_SIDED * hans ? k->hant : k->han;
}

static void divide_han(model_classes *k, const model_counts *m)
{
	uint64_t total[COLUMNS] = {0};
	for (uint32_t c = 0; c < CODE_POINTS; c++)
		for (int i = 0; i < COLUMNS; i++)
			total[i] += k->of[c] == k->han ? m->single[c].count[i] : 0;
	for (uint32_t c = 0; c < CODE_POINTS; c++)
		if (k->of[c] == k->han)
			k->of[c] = (uint8_t)divide(k, &m->single[c], total);
}

void classes_read(model_classes *k, const char *path, const model_counts *m)
{
	char line[256];
	*k = (model_classes){.of = allocate(CODE_POINTS, 1)};
	k->fold = allocate(CODE_POINTS, sizeof *k->fold);
	for (uint32_t c = 0; c < CODE_POINTS; c++)
		k->fold[c] = c;
	FILE *in = open_lines(path);
	while (next_line(in, line, sizeof line)) {
		if (strncmp(line, "class ", 6) == 0)
			read_class(k, line);
		else if (strncmp(line, "range ", 6) == 0)
			read_range(k, line);
		else if (strncmp(line, "repeat ", 7) == 0)
			read_repeat(k, line);
		else
			die("%s: can't read: %s", path, line);
	}
	fclose(in);
	k->han = classes_find(k, "han");
	k->hans = classes_find(k, "han-s");
	k->hant = classes_find(k, "han-t");
	k->ja = classes_find(k, "han-j");
	k->rare = classes_find(k, "han-rare");
	divide_han(k, m);
}

void classes_read_folds(model_classes *k, const char *path)
{
	char line[256];
	FILE *in = open_lines(path);
	while (next_line(in, line, sizeof line)) {
		const unsigned char *p = (const unsigned char *)line;
		qw_cell from, to;
		size_t n = strlen(line), used = qw_utf8_decode(p, n + 1, &from);
		if (p[used] != '\t' || !qw_cell_is_code_point(from))
			die("%s: can't read: %s", path, line);
		qw_utf8_decode(p + used + 1, n - used, &to);
		if (qw_cell_is_code_point(to))
			k->fold[from] = to;
	}
	fclose(in);
}

void classes_free(model_classes *k)
{
	free(k->of);
	free(k->fold);
}
