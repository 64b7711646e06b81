/* SPDX-License-Identifier: Apache-2.0 */
/* Read the files of data/model; model-write.c writes them. */
#include "model-estimate.h"
#include "text/utf8.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

FILE *open_lines(const char *path)
{
	FILE *in = fopen(path, "r");
	if (in == NULL)
		die("%s: can't open it", path);
	return in;
}

bool next_line(FILE *in, char *line, size_t size)
{
	while (fgets(line, (int)size, in) != NULL)
		if (line[0] != '#' && line[0] != '\n')
			return true;
	return false;
}

void counts_read_characters(model_counts *m, const char *path)
{
	char line[256];
	FILE *in = open_lines(path);
	while (next_line(in, line, sizeof line)) {
		uint32_t c;
		char_count s = {0};
		const char *figures = strchr(line, '\t');
		figures = figures == NULL ? NULL : strchr(figures + 1, '\t');
		if (sscanf(line, "U+%" SCNx32, &c) != 1 || c >= CODE_POINTS || figures == NULL
		    || sscanf(figures, "%" SCNu32 "%" SCNu32 "%" SCNu32 "%" SCNu32 "%" SCNu32 "%" SCNu64,
		              &s.count[0], &s.count[1], &s.count[2], &s.count[3], &s.count[4],
		              &s.weight) != 6)
			die("%s: can't read: %s", path, line);
		m->single[c] = s;
	}
	fclose(in);
}

static void append_pair(model_counts *m, const pair_count *pair)
{
	if (m->pairs == m->capacity) {
		m->capacity = m->capacity * 2 + 1024;
		m->pair = realloc(m->pair, m->capacity * sizeof *m->pair);
		if (m->pair == NULL)
			die("no memory");
	}
	m->pair[m->pairs++] = *pair;
}

/* "X=weight" or "U+XXXX=weight". */
static pair_count parse_pair(uint32_t first, const char *word)
{
	const unsigned char *p = (const unsigned char *)word;
	size_t n = strlen(word), used;
	pair_count pair = {.first = first, .count = 1};
	if (strncmp(word, "U+", 2) == 0) {
		pair.second = (uint32_t)strtoul(word + 2, NULL, 16);
		used = strcspn(word, "=");
	} else {
		used = qw_utf8_decode(p, n, &pair.second);
	}
	if (used >= n || word[used] != '=' || pair.second >= CODE_POINTS)
		die("bigrams: can't read: %s", word);
	pair.weight = (uint32_t)strtoul(word + used + 1, NULL, 10);
	return pair;
}

void counts_read_pairs(model_counts *m, const char *path)
{
	char line[512];
	uint32_t first = CODE_POINTS;
	FILE *in = open_lines(path);
	while (next_line(in, line, sizeof line)) {
		char *save = NULL, *word = strtok_r(line, "\t\n ", &save);
		if (line[0] != '\t') {
			if (sscanf(line, "U+%" SCNx32, &first) != 1 || first >= CODE_POINTS)
				die("%s: can't read: %s", path, line);
			strtok_r(NULL, "\t\n ", &save);
			word = strtok_r(NULL, "\t\n ", &save);
		}
		for (; word != NULL; word = strtok_r(NULL, "\t\n ", &save)) {
			pair_count pair = parse_pair(first, word);
			append_pair(m, &pair);
		}
	}
	fclose(in);
}

void model_read_rest(model *m, const char *path)
{
	char line[256], from[16], to[16];
	uint64_t weight;
	uint32_t c;
	FILE *in = open_lines(path);
	while (next_line(in, line, sizeof line)) {
		if (sscanf(line, "U+%" SCNx32 " %" SCNu64, &c, &weight) == 2 && c < CODE_POINTS)
			m->id[m->id_of[c]].rest += weight;
		else if (sscanf(line, "%15s %15s %" SCNu64, from, to, &weight) == 3)
			m->rest[classes_find(m->classes, from)][classes_find(m->classes, to)] = weight;
		else
			die("%s: can't read: %s", path, line);
	}
	fclose(in);
}
