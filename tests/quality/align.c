/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "align.h"

#include "corpus.h"

#include <stdlib.h>

/* More insertions and deletions than these are not looked for: what is so different has
 * no partners. */
enum { EDITS_MAX = 4096 };

typedef struct {
	const qw_cell *a, *b;
	uint32_t *to;
	size_t from_a, to_a, from_b, to_b;
} part;

static void pair(const part *p, size_t i, size_t k) { p->to[i] = (uint32_t)k; }

/* The same at both ends. */
static void trim(part *p)
{
	while (p->from_a < p->to_a && p->from_b < p->to_b && p->a[p->from_a] == p->b[p->from_b])
		pair(p, p->from_a++, p->from_b++);
	while (p->from_a < p->to_a && p->from_b < p->to_b && p->a[p->to_a - 1] == p->b[p->to_b - 1])
		pair(p, --p->to_a, --p->to_b);
}

/* The way of Myers. Row d is about the paths of d edits, i of them deletions: how far
 * into a they come, when what is the same is passed for nothing. */
typedef struct {
	const part *part;
	uint32_t *row;           /* the rows one after another, row d has d + 1 entries */
	size_t n, m;
} paths;

static uint32_t *row_of(const paths *w, size_t d) { return w->row + d * (d + 1) / 2; }

/* Is the last edit of the path an insertion? */
static bool inserts(const paths *w, size_t d, size_t i)
{
	return i < d && (i == 0 || row_of(w, d - 1)[i] > row_of(w, d - 1)[i - 1]);
}

/* Where the path is behind its last edit. */
static size_t begin(const paths *w, size_t d, size_t i)
{
	return d == 0 ? 0 : inserts(w, d, i) ? row_of(w, d - 1)[i] : row_of(w, d - 1)[i - 1] + 1;
}

/* True: the path reaches the end of both. */
static bool extend(const paths *w, size_t d, size_t i)
{
	const qw_cell *a = w->part->a + w->part->from_a, *b = w->part->b + w->part->from_b;
	size_t x = begin(w, d, i), y = x + d - 2 * i;
	while (x < w->n && y < w->m && a[x] == b[y]) {
		x++;
		y++;
	}
	row_of(w, d)[i] = (uint32_t)x;
	return x == w->n && y == w->m;
}

static void pair_back(const paths *w, size_t d, size_t i)
{
	size_t x = w->n, y = w->m;
	for (;; d--) {
		size_t from = begin(w, d, i);
		for (; x > from; x--, y--)
			pair(w->part, w->part->from_a + x - 1, w->part->from_b + y - 1);
		if (d == 0)
			return;
		if (inserts(w, d, i)) {
			y--;
		} else {
			x--;
			i--;
		}
	}
}

static void align_part(part p)
{
	trim(&p);
	paths w = {&p, NULL, p.to_a - p.from_a, p.to_b - p.from_b};
	size_t rows = 0;
	bool found = w.n == 0 || w.m == 0;
	for (size_t d = 0; !found && d <= EDITS_MAX; d++) {
		if (d == rows) {
			rows = 2 * rows + 64;
			w.row = corpus_must(realloc(w.row, rows * (rows + 1) / 2 * sizeof *w.row));
		}
		for (size_t i = 0; !found && i <= d; i++)
			if ((found = extend(&w, d, i)))
				pair_back(&w, d, i);
	}
	free(w.row);
}

static size_t count_newlines(const qw_cell *c, size_t from, size_t to)
{
	size_t count = 0;
	for (; from < to; from++)
		count += c[from] == '\n';
	return count;
}

static size_t line_end(const qw_cell *c, size_t from, size_t to)
{
	while (from < to && c[from] != '\n')
		from++;
	return from < to ? from + 1 : to;
}

void align(const qw_cell *a, size_t n, const qw_cell *b, size_t m, uint32_t *to)
{
	part p = {a, b, to, 0, n, 0, m};
	for (size_t i = 0; i < n; i++)
		to[i] = ALIGN_NONE;
	trim(&p);
	if (count_newlines(a, p.from_a, p.to_a) != count_newlines(b, p.from_b, p.to_b)) {
		align_part(p);
		return;
	}
	while (p.from_a < p.to_a) {
		part line = p;
		line.to_a = line_end(a, p.from_a, p.to_a);
		line.to_b = line_end(b, p.from_b, p.to_b);
		align_part(line);
		p.from_a = line.to_a;
		p.from_b = line.to_b;
	}
}
