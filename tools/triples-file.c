/* SPDX-License-Identifier: Apache-2.0 */
/* data/model/trigrams.txt. A line a context; its continuations are grouped by their
 * weights, since most are small: that halves the file. */
#include "triples.h"
#include "text/utf8.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define LINE_SIZE 65536

/* Whatever is no plain Han or sign: digits would be taken for weights. */
static bool is_plain(uint32_t c)
{
	return c >= 0x2E80 && c != 0x3000 && c < 0xE000;
}

static void put(uint32_t c, FILE *out)
{
	unsigned char bytes[QW_UTF8_MAX];
	if (!is_plain(c)) {
		fprintf(out, "<%" PRIX32 ">", c);
		return;
	}
	const size_t size = qw_utf8_encode(c, bytes);
	fwrite(bytes, 1, size, out);
}

/* The heaviest first; by code points where equal. */
static int compare(const void *a, const void *b)
{
	const triple *p = a, *q = b;
	if (p->weight != q->weight)
		return p->weight > q->weight ? -1 : 1;
	return p->third < q->third ? -1 : p->third > q->third;
}

static void write_context(const triple_context *c, const triple *sorted, size_t n, FILE *out)
{
	put(c->first, out);
	put(c->second, out);
	fprintf(out, "\t%" PRIu32 "+%" PRIu32 "\t", c->weight, c->aside);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || sorted[i].weight != sorted[i - 1].weight)
			fprintf(out, "%s%" PRIu32, i == 0 ? "" : " ", sorted[i].weight);
		put(sorted[i].third, out);
	}
	fputc('\n', out);
}

void triples_write(const triples *t, FILE *out)
{
	for (size_t i = 0; i < t->contexts; i++) {
		const triple_context *c = &t->context[i];
		triple *row = allocate(c->end - c->row, sizeof *row);
		size_t n = 0;
		for (size_t k = c->row; k < c->end; k++)
			if (t->triple[k].keep)
				row[n++] = t->triple[k];
		qsort(row, n, sizeof *row, compare);
		if (n > 0)
			write_context(c, row, n, out);
		free(row);
	}
}

/* One character as put() writes it; moves `p` behind it. */
static uint32_t take(const char **p)
{
	char *end;
	qw_cell c;
	if (**p == '<') {
		unsigned long code = strtoul(*p + 1, &end, 16);
		if (*end != '>' || code >= CODE_POINTS)
			die("trigrams: can't read: %s", *p);
		*p = end + 1;
		return (uint32_t)code;
	}
	*p += qw_utf8_decode((const unsigned char *)*p, strlen(*p), &c);
	if (!qw_cell_is_code_point(c) || !is_plain(c))
		die("trigrams: U+%04" PRIX32 " can't stand there", c);
	return c;
}

static uint32_t take_number(const char **p, char end)
{
	char *behind;
	unsigned long number = strtoul(*p, &behind, 10);
	if (behind == *p || number > UINT32_MAX || (end != 0 && *behind != end))
		die("trigrams: can't read: %s", *p);
	*p = behind + (end != 0);
	return (uint32_t)number;
}

static void read_line(triples *t, const char *p)
{
	uint32_t first = take(&p), second = take(&p);
	triple_context *c = triples_add_context(t, first, second);
	if (*p++ != '\t')
		die("trigrams: no tab behind U+%04" PRIX32 " U+%04" PRIX32, first, second);
	c->weight = take_number(&p, '+');
	c->aside = take_number(&p, '\t');
	while (*p != '\0' && *p != '\n') {
		uint32_t weight = take_number(&p, 0);
		while (*p != ' ' && *p != '\n' && *p != '\0')
			triples_add(t, take(&p), weight);
	}
}

void triples_read(triples *t, const char *path)
{
	char *line = allocate(LINE_SIZE, 1);
	*t = (triples){0};
	FILE *in = open_lines(path);
	while (next_line(in, line, LINE_SIZE))
		read_line(t, line);
	fclose(in);
	free(line);
}
