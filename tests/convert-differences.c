/* SPDX-License-Identifier: Apache-2.0 */
/* convert-differences data/convert/ambiguous.txt TEXT...: where the whole
 * converter writes another form than the dictionary alone, how often, beside which
 * characters, and why; each traditional text is a document. */
#include "config.h"

#include "convert/convert.h"
#include "text/buffer.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One difference, with the characters beside it as converted; or many, counted. */
typedef struct {
	qw_cell from, dictionary, whole, before, behind;
	size_t count;
} difference;

static difference *found;
static size_t count, capacity;
static qw_allocator allocator;
static qw_region region;

/* Forms that differ more often are listed with their frequent neighbours only. */
enum { LIST_ALL = 40, CONTEXTS_PER_LINE = 10 };

static void fail(const char *what)
{
	fprintf(stderr, "convert-differences: %s\n", what);
	exit(1);
}

static void note(const qw_text *in, const qw_text *dictionary, const qw_text *whole, size_t i)
{
	void *array = found;
	if (!qw_grow(&allocator, &array, &capacity, count + 1, sizeof *found))
		fail("no memory");
	found = array;
	found[count++] = (difference){
		in->cell[i], dictionary->cell[i], whole->cell[i],
		i > 0 ? whole->cell[i - 1] : '\n', i + 1 < whole->length ? whole->cell[i + 1] : '\n', 1
	};
}

static void compare_line(const char *line, size_t n, qw_text text[3])
{
	for (int i = 0; i < 3; i++)
		qw_text_clear(&text[i]);
	qw_text_add_utf8(&text[0], (const unsigned char *)line, n, 0);
	qw_convert_dictionary(text[0].cell, text[0].at, text[0].length, &text[1]);
	qw_convert_line(text[0].cell, text[0].at, text[0].length, QW_LINE_CONVERT, &region,
	                &text[2]);
	if (text[0].failed || text[1].failed || text[2].failed)
		fail("no memory");
	for (size_t i = 0; i < text[0].length; i++)
		if (text[1].cell[i] != text[2].cell[i])
			note(&text[0], &text[1], &text[2], i);
}

static void look_at_line(const char *line, size_t n, qw_text text[3])
{
	qw_text_clear(&text[0]);
	qw_text_add_utf8(&text[0], (const unsigned char *)line, n, 0);
	qw_region_look(&region, text[0].cell, text[0].length);
}

static void each_line(const char *path, qw_text text[3],
                      void (*work)(const char *line, size_t n, qw_text text[3]))
{
	char *line = NULL;
	size_t size = 0;
	ssize_t n;
	FILE *in = fopen(path, "r");
	if (in == NULL)
		fail("can't open a text");
	while ((n = getline(&line, &size, in)) > 0)
		work(line, (size_t)n, text);
	free(line);
	fclose(in);
}

static int compare_cells(qw_cell a, qw_cell b) { return (a > b) - (a < b); }

static int by_forms(const difference *a, const difference *b)
{
	int order = compare_cells(a->from, b->from);
	if (order == 0)
		order = compare_cells(a->dictionary, b->dictionary);
	return order == 0 ? compare_cells(a->whole, b->whole) : order;
}

static int by_neighbours(const void *x, const void *y)
{
	const difference *a = x, *b = y;
	int order = by_forms(a, b);
	if (order == 0)
		order = compare_cells(a->before, b->before);
	return order == 0 ? compare_cells(a->behind, b->behind) : order;
}

static int by_count(const void *x, const void *y)
{
	const difference *a = x, *b = y;
	int order = by_forms(a, b);
	if (order == 0)
		order = (a->count < b->count) - (a->count > b->count);
	return order == 0 ? by_neighbours(a, b) : order;
}

static void merge_equal(void)
{
	size_t kept = 0;
	qsort(found, count, sizeof *found, by_neighbours);
	for (size_t i = 0; i < count; i++)
		if (kept > 0 && by_neighbours(&found[kept - 1], &found[i]) == 0)
			found[kept - 1].count++;
		else
			found[kept++] = found[i];
	count = kept;
	qsort(found, count, sizeof *found, by_count);
}

static void put(qw_cell c)
{
	unsigned char bytes[QW_UTF8_MAX];
	if (c == ' ' || c == 0x3000)
		c = '_';
	size_t n = qw_utf8_encode(c == '\n' || c == '\t' ? '/' : c, bytes);
	fwrite(bytes, 1, n, stdout);
}

/* The third column of the line of ambiguous.txt that begins with the character. */
static void put_reason(const char *path, qw_cell c)
{
	char line[1024];
	unsigned char bytes[QW_UTF8_MAX];
	size_t n = qw_utf8_encode(c, bytes);
	FILE *in = fopen(path, "r");
	if (in == NULL)
		fail("can't open the list of ambiguous characters");
	while (fgets(line, sizeof line, in) != NULL) {
		char *reason = memcmp(line, bytes, n) == 0 && line[n] == '\t' ? strrchr(line, '\t') : NULL;
		if (reason != NULL)
			printf("  %s", reason + 1);
	}
	fclose(in);
}

/* All differences of the same forms from found[i] on; the first of the next ones. */
static size_t print_forms(const char *reasons, size_t i)
{
	size_t to = i, all = 0, once = 0, column = 0;
	for (; to < count && by_forms(&found[i], &found[to]) == 0; to++)
		all += found[to].count;
	put(found[i].from);
	fputs(": ", stdout);
	put(found[i].whole);
	fputs(" for the dictionary's ", stdout);
	put(found[i].dictionary);
	printf(", %zux\n", all);
	put_reason(reasons, found[i].from);
	for (size_t k = i; k < to; k++) {
		if (found[k].count == 1 && all > LIST_ALL) {
			once++;
			continue;
		}
		fputs(column++ % CONTEXTS_PER_LINE == 0 ? (column == 1 ? "   " : "\n   ") : "", stdout);
		putchar(' ');
		put(found[k].before);
		put(found[k].whole);
		put(found[k].behind);
		printf(" %zu", found[k].count);
	}
	fputs(column > 0 ? "\n" : "", stdout);
	if (once > 0)
		printf("    and %zu beside other characters, once each\n", once);
	return to;
}

int main(int argc, char **argv)
{
	qw_text text[3];
	if (argc < 2)
		fail("usage: convert-differences AMBIGUOUS TEXT...");
	allocator = qw_allocator_default();
	for (int i = 0; i < 3; i++)
		qw_text_init(&text[i], &allocator);
	for (int i = 2; i < argc; i++) {
		qw_region_begin(&region, QW_VARIANT_AUTO);
		each_line(argv[i], text, look_at_line);
		each_line(argv[i], text, compare_line);
	}
	merge_equal();
	puts("# Where the whole converter writes another form than the dictionary alone (OpenCC's\n"
	     "# t2s), on the traditional texts of the corpora (dev/hant), all lines converted.\n"
	     "# Written by `make update-differences`. Each entry: the character, how often, why;\n"
	     "# then the form with its neighbours and how often (/ is the border of a line, _ a\n"
	     "# blank).");
	for (size_t i = 0; i < count;)
		i = print_forms(argv[1], i);
	for (int i = 0; i < 3; i++)
		qw_text_free(&text[i]);
	free(found);
	return fflush(stdout) != 0 || ferror(stdout) ? 1 : 0;
}
