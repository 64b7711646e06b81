/* SPDX-License-Identifier: Apache-2.0 */
#include "train-corpus.h"
#include "text/utf8.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define DEPTH_MAX 8
#define PATH_SIZE 4096

/* Which column a file counts in and what its characters weigh in the model. The
 * weights make simplified and traditional text about equal and give the small
 * languages a voice. Texts about damage and annotated texts are not listed: they
 * are no example of sound text. */
static const struct {
	const char *prefix;
	int column;
	uint32_t weight;
} sources[] = {
	{"hans/", COLUMN_HANS, 1},
	{"hant/", COLUMN_HANT, 2},
	{"other/aozora/", COLUMN_JA, 2},
	{"other/ud_ja", COLUMN_JA, 8},
	{"other/ud_ko", COLUMN_KO, 16},
	{"other/", COLUMN_OTHER, 8},
	{"negative/source_code/", COLUMN_OTHER, 2},
	{"negative/poems_with_rare_chars", COLUMN_OTHER, 1},
	{"negative/names_rare_chars", COLUMN_OTHER, 1},
	{"negative/classical_rare/", COLUMN_OTHER, 1},
	{"negative/ud_lzh", COLUMN_OTHER, 1},
};

static int find_source(const char *relative)
{
	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
		if (strncmp(relative, sources[i].prefix, strlen(sources[i].prefix)) == 0)
			return (int)i;
	return -1;
}

/* The first two parts of the path name a source in the provenance. */
static corpus_source *note_source(corpus *c, const char *relative, uint32_t weight)
{
	const char *slash = strchr(relative, '/');
	size_t length = strlen(relative);
	if (slash != NULL)
		length = (size_t)(slash + 1 - relative) + strcspn(slash + 1, "/");
	for (size_t i = 0; i < c->sources; i++) {
		const char *name = c->source[i].name;
		if (strlen(name) == length && memcmp(name, relative, length) == 0)
			return &c->source[i];
	}
	if (c->sources == SOURCES_MAX || length >= sizeof c->source->name)
		die("%s: too many sources, or too long a name", relative);
	corpus_source *s = &c->source[c->sources++];
	*s = (corpus_source){.weight = weight};
	memcpy(s->name, relative, length);
	return s;
}

/* Bytes that are no UTF-8 and carriage returns are left out. No triple reaches over the
 * end of a line: before the first character stand two line ends. */
static uint64_t count_text(const corpus *c, const unsigned char *p, size_t n, int column,
                           uint32_t weight)
{
	model_counts *m = c->counts;
	uint32_t before = '\n', previous = '\n';
	uint64_t characters = 0;
	for (size_t i = 0; i < n;) {
		qw_cell cell;
		i += qw_utf8_decode(p + i, n - i, &cell);
		if (qw_cell_is_raw(cell) || cell == '\r')
			continue;
		m->single[cell].count[column]++;
		m->single[cell].weight += weight;
		counts_add_pair(m, previous, cell, weight);
		triple_counts_add(c->triples, before, previous, cell, weight);
		before = cell == '\n' ? cell : previous;
		previous = cell;
		characters++;
	}
	return characters;
}

static void count_file(corpus *c, const char *path, const char *relative, size_t size)
{
	int which = find_source(relative);
	if (which < 0)
		return;
	FILE *in = fopen(path, "rb");
	unsigned char *bytes = allocate(size + 1, 1);
	if (in == NULL || fread(bytes, 1, size, in) != size)
		die("%s: can't read it", path);
	fclose(in);
	uint32_t weight = sources[which].weight;
	corpus_source *s = note_source(c, relative, weight);
	s->files++;
	s->characters += count_text(c, bytes, size, sources[which].column, weight);
	free(bytes);
}

static void count_folder(corpus *c, const char *folder, size_t root_length, int depth)
{
	struct dirent **entry;
	int n = scandir(folder, &entry, NULL, alphasort);
	if (n < 0)
		die("%s: can't list it", folder);
	for (int i = 0; i < n; i++) {
		char path[PATH_SIZE];
		struct stat s;
		int length = snprintf(path, sizeof path, "%s/%s", folder, entry[i]->d_name);
		bool hidden = entry[i]->d_name[0] == '.';
		free(entry[i]);
		if (hidden)
			continue;
		if (length < 0 || (size_t)length >= sizeof path || lstat(path, &s) != 0)
			die("%s: can't reach it", path);
		if (S_ISREG(s.st_mode))
			count_file(c, path, path + root_length + 1, (size_t)s.st_size);
		else if (S_ISDIR(s.st_mode) && depth < DEPTH_MAX)
			count_folder(c, path, root_length, depth + 1);
	}
	free(entry);
}

void corpus_count(corpus *c, const char *root)
{
	size_t length = strlen(root);
	while (length > 1 && root[length - 1] == '/')
		length--;
	char *trimmed = strndup(root, length);
	if (trimmed == NULL)
		die("no memory");
	count_folder(c, trimmed, length, 0);
	free(trimmed);
}
