/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of the reverse as C: blocks and their index, runs, further codes. */
#include "gen-charset-write.h"

#include <stdlib.h>
#include <string.h>

/* ---- blocks ---- */

/* Where the index ends; what lies above goes with the further codes. */
static qw_cell far_from(const charset *set)
{
	qw_cell far = PLANES;
	size_t n = 0;
	for (qw_cell c = PLANES; c-- > 0 && n <= FEW;) {
		n += set->code_of[c] != 0;
		if (n <= FEW && (c == 0x10000 || c == 0x3000))
			far = c;
	}
	return far;
}

static void collect_blocks(tables *t, const charset *set, size_t s)
{
	static uint16_t index[PLANES / BLOCK];
	size_t count = far_from(set) / BLOCK;
	memset(index, 0, sizeof index);
	for (size_t i = 0; i < count; i++) {
		index[i] = (uint16_t)pool_add(&t->blocks, &set->code_of[i * BLOCK]);
		if (index[i] != 0)
			t->of[s].limit = (qw_cell)((i + 1) * BLOCK);
	}
	t->of[s].block = pool_add(&t->block_index, index);
}

static void write_indexes(const registry *all, tables *t, FILE *out)
{
	size_t n = 0;
	fputs("static const uint16_t qw_charset_index[] = {", out);
	for (size_t i = 0; i < t->block_index.count; i++) {
		size_t length = 1;
		for (size_t s = 0; s < all->count; s++)
			if (t->of[s].block == i)
				length = t->of[s].limit / BLOCK;
		t->index_at[i] = n;
		print_numbers(out, pool_piece(&t->block_index, i), length);
		n += length;
	}
	fputs("\n};\n\nstatic const uint16_t qw_charset_codes[] = {", out);
	print_numbers(out, pool_piece(&t->blocks, 0), t->blocks.count * BLOCK);
	fputs("\n};\n\n", out);
}

/* ---- runs: four-byte codes ---- */

static int by_code_point(const void *a, const void *b)
{
	const qw_charset_run *x = a, *y = b;
	return x->code_point < y->code_point ? -1 : x->code_point > y->code_point;
}

static void collect_runs(tables *t, const charset *set, size_t s)
{
	/* Both orders in one piece: by number, then by code point. */
	qw_charset_run run[2][512] = {{{0, 0, 0}}};
	size_t n = 0;
	for (uint32_t i = 0; set->shape == QW_CHARSET_GB18030 && i < FOUR_BYTE_BMP; i++) {
		qw_cell c = set->of_number[i];
		if (c > 0xFFFF)
			continue;
		if (n > 0 && i == run[0][n - 1].number + (uint32_t)run[0][n - 1].count
		    && c == run[0][n - 1].code_point + (qw_cell)run[0][n - 1].count) {
			run[0][n - 1].count++;
			continue;
		}
		if (n == 512)
			die(set->name, 0, "too many runs of four-byte codes");
		run[0][n++] = (qw_charset_run){(uint16_t)i, (uint16_t)c, 1};
	}
	memcpy(run[1], run[0], sizeof run[0]);
	qsort(run[1], n, sizeof run[1][0], by_code_point);
	t->of[s].run_count = n;
	t->of[s].run = pool_add(&t->runs, run);
}

static void write_runs_by(const tables *t, size_t order, const char *name, size_t *at, FILE *out)
{
	size_t n = 0;
	fprintf(out, "static const qw_charset_run %s[] = {\n", name);
	for (size_t s = 0; s < t->runs.count; s++) {
		const qw_charset_run *run = (qw_charset_run *)pool_piece(&t->runs, s) + order * 512;
		at[s] = n;
		for (size_t i = 0; i < 512 && run[i].count != 0; i++, n++)
			fprintf(out, "\t{%u, 0x%X, %u},\n", run[i].number, run[i].code_point, run[i].count);
	}
	fputs("\t{0, 0, 0} /* never empty */\n};\n\n", out);
}

static void write_runs(tables *t, FILE *out)
{
	write_runs_by(t, 0, "qw_charset_runs", t->run_at, out);
	write_runs_by(t, 1, "qw_charset_backs", t->run_at, out);
}

/* ---- further codes ---- */

/* In the order of code points, and as they came for each. */
static void write_more_of(const charset *set, qw_cell c, size_t *n, FILE *out)
{
	for (size_t i = 0; i < set->mores; i++)
		if (set->more[i].code_point == c) {
			fprintf(out, "\t{0x%X, 0x%X},\n", c, set->more[i].code);
			++*n;
		}
}

static void sift(uint32_t *sieve, qw_cell c)
{
	uint32_t bit = QW_CHARSET_SIEVE_BIT(c);
	sieve[bit / 32] |= UINT32_C(1) << bit % 32;
}

static void write_mores(const registry *all, tables *t, FILE *out)
{
	static bool has[PLANES];
	size_t n = 0;
	fputs("static const qw_charset_more qw_charset_mores[] = {\n", out);
	for (size_t s = 0; s < all->count; s++) {
		const charset *set = all->set[s];
		memset(has, 0, sizeof has);
		for (size_t i = 0; i < set->mores; i++)
			has[set->more[i].code_point] = true;
		const qw_cell far = far_from(set);
		t->of[s].more = n;
		for (qw_cell c = 0; c < PLANES; c++) {
			if (c >= far && set->code_of[c] != 0)
				fprintf(out, "\t{0x%X, 0x%X},\n", c, set->code_of[c]), n++;
			if (has[c])
				write_more_of(set, c, &n, out);
			if (has[c] || (c >= far && set->code_of[c] != 0))
				sift(t->of[s].sieve, c);
		}
		t->of[s].mores = n - t->of[s].more;
	}
	fputs("\t{0, 0} /* never empty */\n};\n\n", out);
}

void collect_reverse(tables *t, const charset *set, size_t s)
{
	collect_blocks(t, set, s);
	collect_runs(t, set, s);
}

void write_reverse(const registry *all, tables *t, FILE *out)
{
	write_indexes(all, t, out);
	write_runs(t, out);
	write_mores(all, t, out);
}
