/* SPDX-License-Identifier: Apache-2.0 */
/* Write the readable files of data/model; train-model.c puts the first lines, which
 * explain the formats, before them. */
#include "model-estimate.h"
#include "text/utf8.h"

#include <inttypes.h>

#define WRAP 84

/* Characters that would not be seen, or would disturb the file, stand as "-". */
static bool is_visible(uint32_t c)
{
	return c > 0x20 && (c < 0x7F || c > 0xA0) && c != 0xAD && c != 0x3000 && c != 0xFEFF
	    && !(c >= 0x2000 && c <= 0x200F) && !(c >= 0x2028 && c <= 0x202F)
	    && !(c >= 0x205F && c <= 0x206F) && !(c >= 0xFE00 && c <= 0xFE0F);
}

static void put_character(uint32_t c, FILE *out)
{
	unsigned char bytes[QW_UTF8_MAX];
	size_t n = qw_utf8_encode(c, bytes);
	fwrite(bytes, 1, n, out);
}

/* One character, or U+ and its code point where it can't be seen. */
static int put_second(uint32_t c, uint32_t weight, FILE *out)
{
	if (is_visible(c)) {
		put_character(c, out);
		return 4 + fprintf(out, "=%" PRIu32, weight);
	}
	return 1 + fprintf(out, "U+%04" PRIX32 "=%" PRIu32, c, weight);
}

void counts_write_pairs(const model_counts *m, const bool *keep, FILE *out)
{
	int column = 0;
	uint32_t first = CODE_POINTS;
	for (size_t i = 0; i < m->pairs; i++) {
		const pair_count *p = &m->pair[i];
		if (!keep[i])
			continue;
		if (p->first != first) {
			fprintf(out, "%sU+%04" PRIX32 "\t", first == CODE_POINTS ? "" : "\n", p->first);
			put_character(is_visible(p->first) ? p->first : '-', out);
			fputc('\t', out);
			column = 20;
		} else if (column > WRAP) {
			fputs("\n\t\t", out);
			column = 16;
		} else {
			fputc(' ', out);
		}
		first = p->first;
		column += put_second(p->second, p->weight, out);
	}
	fputc('\n', out);
}

void counts_write_characters(const model_counts *m, FILE *out)
{
	for (uint32_t c = 0; c < CODE_POINTS; c++) {
		const char_count *s = &m->single[c];
		if (s->weight == 0)
			continue;
		fprintf(out, "U+%04" PRIX32 "\t", c);
		put_character(is_visible(c) ? c : '-', out);
		for (int column = 0; column < COLUMNS; column++)
			fprintf(out, "\t%" PRIu32, s->count[column]);
		fprintf(out, "\t%" PRIu64 "\n", s->weight);
	}
}

void model_write_rest(const model *m, FILE *out)
{
	const model_classes *k = m->classes;
	for (int a = 0; a < k->count; a++)
		for (int b = 0; b < k->count; b++)
			if (m->rest[a][b] != 0)
				fprintf(out, "%s\t%s\t%" PRIu64 "\n", k->info[a].name, k->info[b].name,
				        m->rest[a][b]);
	for (size_t i = 0; i < m->ids; i++)
		if (m->id[i].code != CODE_POINTS && m->id[i].rest != 0)
			fprintf(out, "U+%04" PRIX32 "\t%" PRIu64 "\n", m->id[i].code, m->id[i].rest);
}
