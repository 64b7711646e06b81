/* SPDX-License-Identifier: Apache-2.0 */
/* The readable inputs: charsets.txt and the lists. */
#include "gen-charset.h"

#include <stdlib.h>
#include <string.h>

static FILE *open_text(const registry *all, const char *name, char *path, size_t size)
{
	snprintf(path, size, "%s/%s.txt", all->folder, name);
	FILE *file = fopen(path, "r");
	if (file == NULL)
		die(path, 0, "can't be opened");
	return file;
}

/* The next line without its comment; false at the end. */
static bool read_line(FILE *file, char *line, size_t size)
{
	if (fgets(line, (int)size, file) == NULL)
		return false;
	line[strcspn(line, "#\n")] = '\0';
	return true;
}

static void split_words(char *text, const char **words, const char *path, unsigned number)
{
	size_t count = 0;
	for (char *w = strtok(text, " \t"); w != NULL; w = strtok(NULL, " \t")) {
		if (count == MAX_WORDS - 1)
			die(path, number, "too many words in a column");
		words[count++] = w;
	}
}

static const char *one_word(char *text, const char *path, unsigned number)
{
	const char *words[MAX_WORDS] = {NULL};
	split_words(text, words, path, number);
	if (words[0] == NULL || words[1] != NULL)
		die(path, number, "one word expected in this column");
	return words[0];
}

static qw_charset_shape shape_named(const char *name, const char *path, unsigned number)
{
	if (strcmp(name, "single") == 0)
		return QW_CHARSET_SINGLE;
	if (strcmp(name, "double") == 0)
		return QW_CHARSET_DOUBLE;
	if (strcmp(name, "euc-tw") == 0)
		return QW_CHARSET_EUC_TW;
	if (strcmp(name, "gb18030") != 0)
		die(path, number, "unknown shape");
	return QW_CHARSET_GB18030;
}

static charset *read_set(const char *line, const char *path, unsigned number)
{
	charset *set = calloc(1, sizeof *set);
	char *rest = strdup(line), *column[6];
	if (set == NULL || rest == NULL)
		die(path, number, "out of memory");
	set->line = rest;
	for (size_t i = 0; i < 6; i++)
		column[i] = strsep(&rest, "|");
	if (column[5] == NULL || rest != NULL)
		die(path, number, "six columns expected");
	set->name = one_word(column[0], path, number);
	set->shape = shape_named(one_word(column[1], path, number), path, number);
	set->converter = one_word(column[2], path, number);
	split_words(column[3], set->differences, path, number);
	split_words(column[4], set->also, path, number);
	split_words(column[5], set->aliases, path, number);
	return set;
}

void read_registry(registry *all)
{
	char path[4096], line[4096];
	FILE *file = open_text(all, "charsets", path, sizeof path);
	for (unsigned number = 1; read_line(file, line, sizeof line); number++) {
		if (line[strspn(line, " \t")] == '\0')
			continue;
		if (all->count == MAX_SETS)
			die(path, number, "too many sets");
		all->set[all->count++] = read_set(line, path, number);
	}
	fclose(file);
}

charset *find_set(const registry *all, const char *name)
{
	for (size_t i = 0; i < all->count; i++)
		if (strcmp(all->set[i]->name, name) == 0)
			return all->set[i];
	return NULL;
}

static qw_cell read_hex(const char *word, const char *path, unsigned number)
{
	char *end;
	unsigned long value = strtoul(word, &end, 16);
	if ((*end != '\0' && *end != '.') || value > 0xFFFFFFFFul)
		die(path, number, "not a hexadecimal number");
	return (qw_cell)value;
}

/* Words: a code or a range FIRST..LAST, then one or two code points, the first of
 * consecutive ones FIRST.., "none" or "unassigned". */
static entry read_entry(const char **words, uint32_t *last, const char *path, unsigned number)
{
	const char *range = strstr(words[0], "..");
	size_t digits = range != NULL ? (size_t)(range - words[0]) : strlen(words[0]);
	if (words[1] == NULL || (digits != 2 && digits != 4 && digits != 8))
		die(path, number, "expected: a code of 1, 2 or 4 bytes, and what it means");
	entry e = {read_hex(words[0], path, number), NO_CODE_POINT, (unsigned)digits / 2,
	           strstr(words[1], "..") != NULL};
	*last = range != NULL ? read_hex(range + 2, path, number) : e.code;
	if (strcmp(words[1], "unassigned") == 0)
		e.value = UNASSIGNED;
	else if (strcmp(words[1], "none") != 0)
		e.value = read_hex(words[1], path, number);
	if (words[2] != NULL)
		e.value = QW_CHARSET_TWO | e.value << 16 | read_hex(words[2], path, number);
	return e;
}

/* Every code between first and last whose trail byte lies between theirs. */
static void take_range(charset *into, entry e, uint32_t last,
                       void (*take)(charset *into, const entry *e))
{
	for (uint32_t trail = e.code & 0xFF; e.code <= last; e.code++)
		if ((e.code & 0xFF) >= trail && (e.code & 0xFF) <= (last & 0xFF)) {
			take(into, &e);
			e.value += e.run;
		}
}

void read_list(const registry *all, const char *name, charset *into,
               void (*take)(charset *into, const entry *e))
{
	char path[4096], line[4096];
	FILE *file = open_text(all, name, path, sizeof path);
	for (unsigned number = 1; read_line(file, line, sizeof line); number++) {
		const char *words[MAX_WORDS] = {NULL};
		uint32_t last;
		split_words(line, words, path, number);
		if (words[0] == NULL)
			continue;
		entry e = read_entry(words, &last, path, number);
		take_range(into, e, last, take);
	}
	fclose(file);
}
