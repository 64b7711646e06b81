/* SPDX-License-Identifier: Apache-2.0 */
#include "report-choice.h"
#include "model/model.h"

#include <stdio.h>

#define STRIDE 7          /* every seventh character is put in doubt */
#define RIVALS_MAX 4096
#define TRAILS 64         /* values of a trail byte of UTF-8 */

typedef struct {
	qw_cell cell[RIVALS_MAX];
	size_t n;
} rivals;

typedef int64_t cost_fn(const report_line *line, size_t at, qw_cell c);

static qw_cell cell_at(const report_line *line, size_t at, int offset)
{
	size_t i = at + (size_t)offset;
	return i < line->length ? line->cell[i] : QW_MODEL_START; /* i < 0 wraps round */
}

static int64_t by_pairs(const report_line *line, size_t at, qw_cell c)
{
	return (int64_t)qw_model_pair(cell_at(line, at, -1), c)
	     + qw_model_pair(c, cell_at(line, at, 1));
}

static int64_t by_triples(const report_line *line, size_t at, qw_cell c)
{
	qw_cell previous = cell_at(line, at, -1), next = cell_at(line, at, 1);
	int64_t sum = (int64_t)qw_model_triple(cell_at(line, at, -2), previous, c)
	            + qw_model_triple(previous, c, next);
	if (at + 1 < line->length) /* no triple reaches over the end of a line */
		sum += qw_model_triple(c, next, cell_at(line, at, 2));
	return sum;
}

/* A draw counts as lost. */
static bool is_best(cost_fn *cost, const report_line *line, size_t at, const rivals *r)
{
	int64_t own = cost(line, at, line->cell[at]);
	for (size_t i = 0; i < r->n; i++)
		if (r->cell[i] != line->cell[at] && cost(line, at, r->cell[i]) <= own)
			return false;
	return true;
}

static void add(rivals *r, qw_cell c)
{
	if (c != 0)
		r->cell[r->n++] = c;
}

/* All that share the lead byte in GBK. */
static void lead_of_gbk(qw_cell c, rivals *r)
{
	static gbk table;
	if (table.pair_of[0x4E00] == 0)
		report_fill_gbk(&table);
	r->n = 0;
	for (size_t i = 0; table.pair_of[c] != 0 && i < 256; i++)
		add(r, table.character[table.pair_of[c] >> 8][i]);
}

/* All that share the first and the third, or the first and the second byte in UTF-8. */
static void without_second(qw_cell c, rivals *r)
{
	r->n = 0;
	for (qw_cell i = 0; i < TRAILS; i++)
		add(r, (c & 0xF03F) | i << 6);
}

static void without_third(qw_cell c, rivals *r)
{
	r->n = 0;
	for (qw_cell i = 0; i < TRAILS; i++)
		add(r, (c & 0xFFC0) | i);
}

/* The two trail bytes are none of GBK's pairs, so that both are lost together. */
static bool is_no_pair(qw_cell c)
{
	unsigned second = 0x80 | (c >> 6 & 0x3F), third = 0x80 | (c & 0x3F);
	return (second >= 0xA1 && second <= 0xA7 && third <= 0xA0)
	    || (second >= 0xAA && second <= 0xAF && third >= 0xA1);
}

static void without_both(qw_cell c, rivals *r)
{
	r->n = 0;
	for (qw_cell i = 0; is_no_pair(c) && i < TRAILS * TRAILS; i++)
		add(r, is_no_pair(i) ? (c & 0xF000) | i : 0);
}

static const struct {
	const char *pairs, *triples;
	void (*find)(qw_cell c, rivals *r);
} choices[] = {
	{"choice", "choice3", lead_of_gbk},
	{"second", "second3", without_second},
	{"third", "third3", without_third},
	{"both", "both3", without_both},
};
#define CHOICES (sizeof choices / sizeof *choices)

typedef struct {
	report_total pairs[CHOICES], triples[CHOICES];
} sums;

static void choose(const report_line *line, size_t at, sums *s)
{
	static rivals r;
	for (size_t i = 0; i < CHOICES; i++) {
		choices[i].find(line->cell[at], &r);
		if (r.n == 0)
			continue;
		s->pairs[i].n++;
		s->triples[i].n++;
		s->pairs[i].sum += is_best(by_pairs, line, at, &r);
		s->triples[i].sum += is_best(by_triples, line, at, &r);
	}
}

void report_share(const char *what, const char *name, size_t n, double figure)
{
	if (n > 0)
		printf("%s\t%s\t%zu\t%.3f\n", what, name, n, figure);
}

static void print_total(const char *what, const char *name, const report_total *t)
{
	report_share(what, name, t->n, 100.0 * (double)t->sum / (double)t->n);
}

static void add_total(report_total *all, const report_total *part)
{
	all->n += part->n;
	all->sum += part->sum;
}

static void print_sums(const sums *s, const char *name)
{
	for (size_t i = 0; i < CHOICES; i++) {
		print_total(choices[i].pairs, name, &s->pairs[i]);
		print_total(choices[i].triples, name, &s->triples[i]);
	}
}

static void count_file(const report_file *file, void *context)
{
	sums *all = context, own = {0};
	for (size_t i = 0; i < file->lines; i++)
		for (size_t at = i % STRIDE; at < file->line[i].length; at += STRIDE)
			if (qw_cell_is_han(file->line[i].cell[at]) && file->line[i].cell[at] < 0x10000)
				choose(&file->line[i], at, &own);
	print_sums(&own, file->name);
	for (size_t i = 0; i < CHOICES; i++) {
		add_total(&all->pairs[i], &own.pairs[i]);
		add_total(&all->triples[i], &own.triples[i]);
	}
}

void report_choices(const char *folder, const char *name)
{
	sums all = {0};
	report_each(folder, count_file, &all);
	print_sums(&all, name);
}
