/* SPDX-License-Identifier: Apache-2.0 */
/* The tables as C: rows and what names the sets; gen-charset-reverse.c has the rest. */
#include "gen-charset-write.h"

#include <stdlib.h>
#include <string.h>

size_t pool_add(pool *p, const void *piece)
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

void print_numbers(FILE *out, const uint16_t *numbers, size_t count)
{
	for (size_t i = 0; i < count; i++)
		fprintf(out, "%s0x%X,", i % 16 == 0 ? "\n\t" : "", numbers[i]);
}

/* ---- rows: what the trail bytes mean ---- */

static void collect_rows(tables *t, const charset *set, size_t s)
{
	uint16_t single[HALF], lead[HALF];
	for (size_t b = 0; b < HALF; b++) {
		const qw_cell one = set->of_code[HALF + b], *row = &set->of_code[(HALF + b) << 8];
		single[b] = one <= 0xFFFF ? (uint16_t)one : QW_CHARSET_NONE;
		lead[b] = (uint16_t)pool_add(&t->rows, row);
		if (set->of_code[b] != b)
			die(set->name, 0, "below 80 it is not ASCII");
		if (lead[b] != 0 && single[b] != QW_CHARSET_NONE)
			die(set->name, 0, "a lead byte is a character, too");
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
		uint32_t value = row[i] >= UNASSIGNED ? 0 : row[i];
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

/* ---- all ---- */

/* All pieces of a pool, each HALF long. */
static void write_arrays(const pool *p, const char *name, FILE *out)
{
	fprintf(out, "static const uint16_t %s[][%d] = {", name, HALF);
	for (size_t i = 0; i < p->count; i++) {
		fputs("{", out);
		print_numbers(out, pool_piece(p, i), HALF);
		fputs("\n},", out);
	}
	fputs("};\n\n", out);
}

static void write_alias(const char *alias, size_t s, FILE *out)
{
	if (strlen(alias) >= sizeof ((qw_charset_alias *)0)->alias)
		die(alias, 0, "the name is too long");
	fprintf(out, "\t{\"%s\", %zu},\n", alias, s);
}

static void write_sieve(const uint32_t *sieve, FILE *out)
{
	fputs("\t\t{", out);
	for (size_t i = 0; i < QW_CHARSET_SIEVE / 32; i++)
		fprintf(out, "0x%X%s", (unsigned)sieve[i], i + 1 < QW_CHARSET_SIEVE / 32 ? "," : "}},\n");
}

static void write_sets(const registry *all, const tables *t, FILE *out)
{
	static const char *const shape[] = {"SINGLE", "DOUBLE", "GB18030", "EUC_TW"};
	size_t name = 0;
	fputs("static const qw_charset qw_charsets[] = {\n", out);
	for (size_t s = 0; s < all->count; s++) {
		fprintf(out, "\t{%zu, QW_CHARSET_%s, %zu, %zu, %zu, %zu, %zu, %zu, %zu, 0x%X, /* %s */\n",
		        name, shape[all->set[s]->shape], t->of[s].single, t->of[s].lead,
		        t->run_at[t->of[s].run], t->of[s].run_count, t->of[s].more, t->of[s].mores,
		        t->index_at[t->of[s].block], t->of[s].limit, all->set[s]->name);
		write_sieve(t->of[s].sieve, out);
		name++;
		for (size_t i = 0; all->set[s]->aliases[i] != NULL; i++)
			name++;
	}
	fputs("};\n\nstatic const qw_charset_alias qw_charset_aliases[] = {\n", out);
	for (size_t s = 0; s < all->count; s++) {
		write_alias(all->set[s]->name, s, out);
		for (const char *const *alias = all->set[s]->aliases; *alias != NULL; alias++)
			write_alias(*alias, s, out);
	}
	fputs("};\n", out);
}

static void collect(tables *t, const registry *all)
{
	static const uint16_t nothing[BLOCK];
	static qw_cell empty[256];
	memset(empty, 0xFF, sizeof empty);
	pool_add(&t->rows, empty);
	pool_add(&t->blocks, nothing);
	for (size_t s = 0; s < all->count; s++) {
		collect_rows(t, all->set[s], s);
		collect_reverse(t, all->set[s], s);
	}
}

void write_tables(const registry *all, const char *source, FILE *out)
{
	static tables t = {
		.rows.size = 256 * sizeof(qw_cell), .blocks.size = BLOCK * sizeof(uint16_t),
		.singles.size = HALF * sizeof(uint16_t), .leads.size = HALF * sizeof(uint16_t),
		.runs.size = 2 * 512 * sizeof(qw_charset_run),
		.block_index.size = PLANES / BLOCK * sizeof(uint16_t),
	};
	collect(&t, all);
	fprintf(out, "/* Made by gen-charset from %s; do not edit. */\n"
	        "#define QW_CHARSET_SOURCE \"%s\"\n\n", source, source);
	write_rows(&t, out);
	write_arrays(&t.singles, "qw_charset_singles", out);
	write_arrays(&t.leads, "qw_charset_leads", out);
	write_reverse(all, &t, out);
	write_sets(all, &t, out);
	free(t.rows.data), free(t.blocks.data), free(t.singles.data), free(t.leads.data);
	free(t.runs.data), free(t.block_index.data);
}
