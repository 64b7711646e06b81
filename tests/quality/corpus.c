/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "corpus.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEPTH_MAX = 8, PATH_SIZE = 4096 };

void corpus_fail(const char *what)
{
	fprintf(stderr, "quality: %s\n", what);
	exit(1);
}

void *corpus_must(void *memory)
{
	if (memory == NULL)
		corpus_fail("no memory");
	return memory;
}

/* FNV-1a. */
static uint64_t checksum(uint64_t sum, const void *data, size_t n)
{
	const unsigned char *p = data;
	for (size_t i = 0; i < n; i++)
		sum = (sum ^ p[i]) * UINT64_C(0x100000001B3);
	return sum;
}

static void find_lines(corpus_file *f)
{
	for (size_t from = 0; from < f->length;) {
		const unsigned char *newline = memchr(f->data + from, '\n', f->length - from);
		size_t to = newline != NULL ? (size_t)(newline - f->data) : f->length;
		if (f->lines == f->capacity) {
			f->capacity = 2 * f->capacity + 64;
			f->line = corpus_must(realloc(f->line, f->capacity * sizeof *f->line));
		}
		f->line[f->lines++] = (corpus_line){f->data + from, to - from};
		from = to + 1;
	}
}

static void read_file(corpus *c, const char *path, size_t size)
{
	if (c->files == c->capacity) {
		c->capacity = 2 * c->capacity + 16;
		c->file = corpus_must(realloc(c->file, c->capacity * sizeof *c->file));
	}
	corpus_file *f = &c->file[c->files++];
	*f = (corpus_file){corpus_must(malloc(size + 1)), size, NULL, 0, 0};
	FILE *in = fopen(path, "rb");
	if (in == NULL || fread(f->data, 1, size, in) != size)
		corpus_fail(path);
	fclose(in);
	f->data[size] = '\0';
	find_lines(f);
	c->lines += f->lines;
	c->checksum = checksum(c->checksum, f->data, size);
}

static void read_path(corpus *c, const char *path, int depth)
{
	struct stat s;
	struct dirent **entry;
	if (stat(path, &s) != 0 || depth == DEPTH_MAX)
		return;
	if (S_ISREG(s.st_mode))
		read_file(c, path, (size_t)s.st_size);
	int n = S_ISDIR(s.st_mode) ? scandir(path, &entry, NULL, alphasort) : -1;
	for (int i = 0; i < n; i++) {
		char inner[PATH_SIZE];
		int length = snprintf(inner, sizeof inner, "%s/%s", path, entry[i]->d_name);
		if (entry[i]->d_name[0] != '.' && length < PATH_SIZE)
			read_path(c, inner, depth + 1);
		free(entry[i]);
	}
	if (n >= 0)
		free(entry);
}

corpus corpus_read(const char *path)
{
	corpus c = {.checksum = UINT64_C(0xCBF29CE484222325)};
	read_path(&c, path, 0);
	return c;
}

void corpus_free(corpus *c)
{
	for (size_t i = 0; i < c->files; i++) {
		free(c->file[i].data);
		free(c->file[i].line);
	}
	free(c->file);
	*c = (corpus){.files = 0};
}

corpus_line corpus_line_number(const corpus *c, size_t number)
{
	size_t i = 0;
	while (number >= c->file[i].lines)
		number -= c->file[i++].lines;
	return c->file[i].line[number];
}

uint64_t corpus_chance(const char *series, uint64_t i)
{
	/* The steps of SplitMix64. */
	uint64_t x = checksum(UINT64_C(0xCBF29CE484222325), series, strlen(series));
	x += (i + 1) * UINT64_C(0x9E3779B97F4A7C15);
	x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
	return x ^ x >> 31;
}
