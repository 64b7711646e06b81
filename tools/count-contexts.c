/* SPDX-License-Identifier: Apache-2.0 */
/* count-contexts data/convert < list-of-files > contexts.txt
 *
 * Counts which characters stand beside the forms of ambiguous.txt in simplified text. */
#include "convert-data.h"
#include "convert/forms.h"
#include "generate.h"
#include "text/utf8.h"

#include <string.h>

/* Fewer occurrences are left out: they are as often errors as words. Of a rare form
 * each occurrence counts. */
enum { COUNT_LEAST = 3, FORM_RARE = 1000, NEIGHBOURS_PER_LINE = 14 };

typedef struct {
	uint32_t code, total;
	uint32_t before[CODE_LIMIT], behind[CODE_LIMIT];
} counts;

static counts *form_counts[AMBIGUOUS_MAX * FORMS_MAX];
static size_t forms;
static uint8_t number_of[CODE_LIMIT]; /* of a form, from 1 */

static void note_forms(const convert_data *d)
{
	for (size_t i = 0; i < d->ambiguities; i++)
		for (size_t k = 0; d->ambiguous[i].forms > 1 && k < d->ambiguous[i].forms; k++) {
			uint32_t code = d->ambiguous[i].form[k].code;
			if (number_of[code] != 0)
				continue;
			counts *c = calloc(1, sizeof *c);
			if (c == NULL)
				gen_die("no memory");
			c->code = code;
			form_counts[forms++] = c;
			number_of[code] = (uint8_t)forms;
		}
}

static void count_line(const qw_cell *c, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (c[i] >= CODE_LIMIT || number_of[c[i]] == 0)
			continue;
		counts *f = form_counts[number_of[c[i]] - 1];
		qw_cell before = i > 0 ? qw_forms_neighbour(c[i - 1]) : QW_FORMS_BORDER;
		qw_cell behind = i + 1 < n ? qw_forms_neighbour(c[i + 1]) : QW_FORMS_BORDER;
		f->total++;
		f->before[before < CODE_LIMIT ? before : 0]++;
		f->behind[behind < CODE_LIMIT ? behind : 0]++;
	}
}

static size_t decode(const char *line, size_t n, qw_cell *out)
{
	size_t cells = 0;
	while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
		n--;
	for (size_t i = 0; i < n;)
		i += qw_utf8_decode((const unsigned char *)line + i, n - i, &out[cells++]);
	return cells;
}

static void count_file(const char *path)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t n;
	FILE *in = fopen(path, "r");
	if (in == NULL)
		gen_die("%s: can't open it", path);
	while ((n = getline(&line, &size, in)) > 0) {
		qw_cell *cells = malloc((size_t)n * sizeof *cells);
		if (cells == NULL)
			gen_die("no memory");
		count_line(cells, decode(line, (size_t)n, cells));
		free(cells);
	}
	if (ferror(in))
		gen_die("%s: can't read it", path);
	free(line);
	fclose(in);
}

static void put_character(uint32_t c)
{
	unsigned char bytes[QW_UTF8_MAX];
	size_t n = qw_utf8_encode(c, bytes);
	fwrite(bytes, 1, n, stdout);
}

/* Neighbours that have no place in a table of words: controls but the border, blanks. */
static bool is_listed(uint32_t c) { return c > 0x20 && c != 0x3000 && c != 0xA0; }

static void write_side(const counts *f, const uint32_t *count, char side)
{
	uint32_t least = f->total < FORM_RARE ? 1 : COUNT_LEAST;
	unsigned column = 0;
	if (count[QW_FORMS_BORDER] >= least) {
		put_character(f->code);
		printf("%c\t$%u", side, (unsigned)count[QW_FORMS_BORDER]);
		column++;
	}
	for (uint32_t c = 0; c < CODE_LIMIT; c++) {
		if (count[c] < least || !is_listed(c) || c == '$')
			continue;
		if (column++ % NEIGHBOURS_PER_LINE == 0) {
			fputs(column > 1 ? "\n" : "", stdout);
			put_character(f->code);
			printf("%c\t", side);
		} else {
			putchar(' ');
		}
		put_character(c);
		printf("%u", (unsigned)count[c]);
	}
	fputs(column > 0 ? "\n" : "", stdout);
}

int main(int argc, char **argv)
{
	char path[4096];
	if (argc != 2)
		gen_die("usage: count-contexts FOLDER < FILES");
	note_forms(convert_data_read(argv[1]));
	while (fgets(path, sizeof path, stdin) != NULL) {
		path[strcspn(path, "\n")] = '\0';
		count_file(path);
	}
	puts("# SPDX-License-Identifier: Apache-2.0\n"
	     "# Which characters stand beside the forms of ambiguous.txt in simplified text.\n"
	     "# Written by `make train-contexts`; the sources are those of data/model, of the\n"
	     "# simplified texts, without the encyclopedia (part of it is ill converted).\n"
	     "# \"X=\" gives how often form X occurs; \"X<\" lists characters before it, \"X>\"\n"
	     "# behind it, each followed by its count. 0 stands for digits, a for ASCII letters,\n"
	     "# $ for the border of a line. Rare neighbours and blanks are left out.");
	for (size_t i = 0; i < forms; i++) {
		put_character(form_counts[i]->code);
		printf("=\t%u\n", (unsigned)form_counts[i]->total);
		write_side(form_counts[i], form_counts[i]->before, '<');
		write_side(form_counts[i], form_counts[i]->behind, '>');
	}
	return gen_finish();
}
