/* SPDX-License-Identifier: Apache-2.0 */
/* The tables as C: rows and blocks that several sets share are written once. */
#include "gen-charset.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK = 1 << QW_CHARSET_BLOCK_SHIFT, PLANES = 0x110000 };

/* Pieces of one size, each kept once. */
typedef struct {
	size_t size, count, capacity;
	unsigned char *data;
} pool;

static size_t pool_add(pool *p, const void *piece)
{
	for (size_t i = 0; i < p->count; i++)
		if (memcmp(p->data + i * p->size, piece, p->size) == 0)
			return i;
	if (p->count == p->capacity) {
		p->capacity = p->capacity * 2 + 64;
		p->data = realloc(p->data, p->capacity * p->size);
		if (p->data == NULL)
			die("pool", 0, "out of memory");
	}
	memcpy(p->data + p->count * p->size, piece, p->size);
	return p->count++;
}

static void *pool_piece(const pool *p, size_t i) { return p->data + i * p->size; }

static void print_numbers(FILE *out, const uint16_t *numbers, size_t count)
{
	for (size_t i = 0; i < count; i++)
		fprintf(out, "%s0x%X,", i % 16 == 0 ? "\n\t" : "", numbers[i]);
}

/* Every array of a set, by what it holds; equal ones share a number. */
typedef struct {
	pool rows, blocks, singles, leads, runs;
	pool block_index;      /* as long as the longest; the end is cut off by limit */
	struct {
		size_t single, lead, block, run, run_count;
		qw_cell limit;
	} of[MAX_SETS];
} tables;

/* ---- rows: what the trail bytes mean ---- */

static void collect_rows(tables *t, const charset *set, size_t s)
{
	uint16_t single[256], lead[256] = {0};
	for (size_t b = 0; b < 256; b++) {
		single[b] = set->of_code[b] <= 0xFFFF ? (uint16_t)set->of_code[b] : QW_CHARSET_NONE;
		const qw_cell *row = &set->of_code[b << 8];
		for (size_t i = 0; b > 0 && i < 256; i++)
			if (row[i] != NO_CODE_POINT)
				lead[b] = 1;
		if (lead[b])
			lead[b] = (uint16_t)pool_add(&t->rows, row);
	}
	t->of[s].single = pool_add(&t->singles, single);
	t->of[s].lead = pool_add(&t->leads, lead);
}

typedef struct {
	uint32_t cells, wide;
} counters;

static void write_row(FILE *rows, FILE *cells, FILE *wide, const qw_cell *row, counters *n)
{
	unsigned first = 0, last = 255, wide_here = 0;
	while (first < 255 && row[first] == NO_CODE_POINT)
		first++;
	while (last > first && row[last] == NO_CODE_POINT)
		last--;
	fprintf(rows, "\t{%u, %u, 0x%X, 0x%X},\n", n->cells, n->wide, first, last);
	for (unsigned i = first; i <= last; i++) {
		uint32_t value = row[i] == NO_CODE_POINT ? 0 : row[i];
		if (value > 0xFFFF) {
			fprintf(wide, "%s0x%X,", n->wide % 8 == 0 ? "\n\t" : "", value);
			value = QW_CHARSET_WIDE + wide_here++;
			n->wide++;
		}
		fprintf(cells, "%s0x%X,", n->cells++ % 16 == 0 ? "\n\t" : "", value);
	}
}

static void write_rows(const tables *t, FILE *out)
{
	char *text[3];
	size_t size[3];
	FILE *part[3];
	counters n = {0, 0};
	for (size_t i = 0; i < 3; i++)
		part[i] = open_memstream(&text[i], &size[i]);
	for (size_t i = 0; i < t->rows.count; i++)
		write_row(part[0], part[1], part[2], pool_piece(&t->rows, i), &n);
	static const char *const head[3] = {"qw_charset_row qw_charset_rows",
		"uint16_t qw_charset_cells", "uint32_t qw_charset_wide"};
	for (size_t i = 0; i < 3; i++) {
		fputs(i == 2 ? "\n\t0" : "", part[i]); /* never empty */
		fclose(part[i]);
		fprintf(out, "static const %s[] = {%s%s\n};\n\n", head[i], i == 0 ? "\n" : "", text[i]);
		free(text[i]);
	}
}

/* ---- blocks: the reverse ---- */

static void collect_blocks(tables *t, const charset *set, size_t s)
{
	static uint16_t index[PLANES / BLOCK];
	for (size_t i = 0; i < PLANES / BLOCK; i++) {
		index[i] = (uint16_t)pool_add(&t->blocks, &set->code_of[i * BLOCK]);
		if (index[i] != 0)
			t->of[s].limit = (qw_cell)((i + 1) * BLOCK);
	}
	t->of[s].block = pool_add(&t->block_index, index);
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

static void write_runs(const tables *t, FILE *out)
{
	for (size_t s = 0; s < t->runs.count; s++) {
		const qw_charset_run *run = pool_piece(&t->runs, s);
		for (int order = 0; order < 2; order++, run += 512) {
			fprintf(out, "static const qw_charset_run %s_%zu[] = {\n",
			        order == 0 ? "run" : "back", s);
			for (size_t i = 0; i == 0 || (i < 512 && run[i].count != 0); i++)
				fprintf(out, "\t{%u, 0x%X, %u},\n", run[i].number, run[i].code_point,
				        run[i].count);
			fputs("};\n\n", out);
		}
	}
}

/* ---- all ---- */

static void write_arrays(const pool *p, const char *name, size_t length, FILE *out)
{
	for (size_t i = 0; i < p->count; i++) {
		fprintf(out, "static const uint16_t %s_%zu[] = {", name, i);
		print_numbers(out, pool_piece(p, i), length);
		fputs("\n};\n\n", out);
	}
}

static void write_indexes(const registry *all, const tables *t, FILE *out)
{
	for (size_t i = 0; i < t->block_index.count; i++) {
		size_t length = 1;
		for (size_t s = 0; s < all->count; s++)
			if (t->of[s].block == i)
				length = t->of[s].limit / BLOCK;
		fprintf(out, "static const uint16_t index_%zu[] = {", i);
		print_numbers(out, pool_piece(&t->block_index, i), length);
		fputs("\n};\n\n", out);
	}
	fputs("static const uint16_t qw_charset_codes[] = {", out);
	print_numbers(out, pool_piece(&t->blocks, 0), t->blocks.count * BLOCK);
	fputs("\n};\n\n", out);
}

static void write_sets(const registry *all, const tables *t, FILE *out)
{
	static const char *const shape[] = {"SINGLE", "DOUBLE", "GB18030"};
	fputs("static const qw_charset qw_charsets[] = {\n", out);
	for (size_t s = 0; s < all->count; s++)
		fprintf(out, "\t{\"%s\", QW_CHARSET_%s, %zu, 0x%X,\n"
		        "\t single_%zu, lead_%zu, index_%zu, run_%zu, back_%zu},\n",
		        all->set[s]->name, shape[all->set[s]->shape], t->of[s].run_count,
		        t->of[s].limit, t->of[s].single, t->of[s].lead, t->of[s].block,
		        t->of[s].run, t->of[s].run);
	fputs("};\n\nstatic const qw_charset_alias qw_charset_aliases[] = {\n", out);
	for (size_t s = 0; s < all->count; s++) {
		const char *const *alias = all->set[s]->aliases;
		fprintf(out, "\t{\"%s\", &qw_charsets[%zu]},\n", all->set[s]->name, s);
		for (size_t i = 0; alias[i] != NULL; i++)
			fprintf(out, "\t{\"%s\", &qw_charsets[%zu]},\n", alias[i], s);
	}
	fputs("};\n", out);
}

void write_tables(const registry *all, const char *source, FILE *out)
{
	static tables t = {
		.rows.size = 256 * sizeof(qw_cell), .blocks.size = BLOCK * sizeof(uint16_t),
		.singles.size = 256 * sizeof(uint16_t), .leads.size = 256 * sizeof(uint16_t),
		.runs.size = 2 * 512 * sizeof(qw_charset_run),
		.block_index.size = PLANES / BLOCK * sizeof(uint16_t),
	};
	static const uint16_t nothing[BLOCK];
	static qw_cell empty[256];
	memset(empty, 0xFF, sizeof empty);
	pool_add(&t.rows, empty);
	pool_add(&t.blocks, nothing);
	for (size_t s = 0; s < all->count; s++) {
		collect_rows(&t, all->set[s], s);
		collect_blocks(&t, all->set[s], s);
		collect_runs(&t, all->set[s], s);
	}
	fprintf(out, "/* Made by gen-charset from %s; do not edit. */\n"
	        "#define QW_CHARSET_SOURCE \"%s\"\n\n", source, source);
	write_rows(&t, out);
	write_arrays(&t.singles, "single", 256, out);
	write_arrays(&t.leads, "lead", 256, out);
	write_indexes(all, &t, out);
	write_runs(&t, out);
	write_sets(all, &t, out);
	free(t.rows.data), free(t.blocks.data), free(t.singles.data), free(t.leads.data);
	free(t.runs.data), free(t.block_index.data);
}
