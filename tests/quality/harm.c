/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "harm.h"

#include "charset/charset.h"
#include "damage/reading.h"
#include "scan/scan.h"
#include "text/text.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { TABLE_LEAST = 5, BMP = 0x10000 };

static const qw_charset *gbk(void) { return qw_charset_find("cp936"); }

/* Does GBK give back what it is given? */
static bool survives_gbk(qw_cell c)
{
	uint16_t pair = c < 0x80 ? 0 : qw_charset_pair_of(gbk(), c);
	qw_cell back = qw_charset_of_pair(gbk(), (unsigned char)(pair >> 8), (unsigned char)pair);
	return c < 0x80 || (pair != 0 && back == c);
}

static bool is_gbk(corpus_line line)
{
	for (size_t i = 0; i < line.length;) {
		qw_cell c;
		i += qw_utf8_decode(line.byte + i, line.length - i, &c);
		if (!survives_gbk(c))
			return false;
	}
	return true;
}

static size_t count_han(const unsigned char *p, size_t n)
{
	size_t count = 0;
	for (size_t i = 0; i < n;) {
		qw_cell c;
		i += qw_utf8_decode(p + i, n - i, &c);
		count += qw_cell_is_han(c);
	}
	return count;
}

size_t harm_bytes_of(const unsigned char *p, size_t n, size_t count)
{
	size_t i = 0;
	for (; count > 0 && i < n; count--) {
		qw_cell c;
		i += qw_utf8_decode(p + i, n - i, &c);
	}
	return count > 0 ? 0 : i;
}

bool harm_phrase(const corpus *c, const char *series, uint64_t i, size_t length, qw_buffer *out)
{
	uint64_t chance = corpus_chance(series, i);
	corpus_line line = corpus_line_number(c, (size_t)(chance % c->lines));
	size_t from = line.length > 0 ? (size_t)((chance >> 32) % line.length) : 0;
	while (from > 0 && (line.byte[from] & 0xC0) == 0x80)
		from--;
	size_t n = harm_bytes_of(line.byte + from, line.length - from, length);
	if (n == 0 || 4 * count_han(line.byte + from, n) < 3 * length)
		return false;
	qw_buffer_clear(out);
	qw_buffer_add(out, line.byte + from, n);
	return true;
}

bool harm_line(const corpus *c, const char *series, uint64_t i, qw_buffer *out)
{
	corpus_line line = corpus_line_number(c, (size_t)(corpus_chance(series, i) % c->lines));
	if (count_han(line.byte, line.length) == 0)
		return false;
	qw_buffer_clear(out);
	qw_buffer_add(out, line.byte, line.length);
	qw_buffer_add_byte(out, '\n');
	return true;
}

/* Damage p[0..length); `out` may be NULL. False: something was lost. */
static bool damage(const char *chain, const unsigned char *p, size_t length, qw_buffer *out,
                   bool *changed)
{
	static const char lost[] = "\xEF\xBF\xBD";
	char *damaged;
	size_t n;
	qw_error error;
	qw_status status = qw_damage(chain, p, length, NULL, &damaged, &n, &error);
	if (status == QW_E_UNDECODABLE)
		return false;
	if (status != QW_OK)
		corpus_fail(error.message);
	*changed = n != length || memcmp(damaged, p, n) != 0;
	bool lossless = memmem(damaged, n, lost, sizeof lost - 1) == NULL;
	if (out != NULL) {
		qw_buffer_clear(out);
		qw_buffer_add(out, damaged, n);
	}
	qw_free(NULL, damaged, n);
	return lossless;
}

bool harm(const char *chain, const qw_buffer *original, qw_buffer *damaged)
{
	bool changed = false;
	return damage(chain, original->data, original->length, damaged, &changed) && changed;
}

/* May the line be in the document? */
static bool is_fit(const corpus_line *line, harm_form form, const char *chain)
{
	bool changed;
	/* Its LF is another byte that may be eaten. */
	size_t n = line->length + (line->byte[line->length] == '\n');
	return (form == HARM_LINES || is_gbk(*line))
	    && (chain == NULL || damage(chain, line->byte, n, NULL, &changed));
}

bool harm_document(const corpus_file *f, size_t *line, harm_form form, const char *chain,
                   qw_buffer *out)
{
	size_t lines = 0;
	qw_buffer_clear(out);
	for (; *line < f->lines && lines < HARM_DOCUMENT_LINES; ++*line) {
		const corpus_line *l = &f->line[*line];
		if (!is_fit(l, form, chain))
			continue;
		qw_buffer_add_string(out, form == HARM_GBK_PAGE ? "<p>" : "");
		qw_buffer_add(out, l->byte, l->length);
		qw_buffer_add_string(out, form == HARM_GBK_PAGE ? "</p>\n" : "\n");
		lines++;
	}
	return lines > 0;
}

typedef struct {
	uint32_t count;
	qw_cell c;
} frequency;

static int by_count(const void *a, const void *b)
{
	const frequency *x = a, *y = b;
	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return (x->c > y->c) - (x->c < y->c);
}

static bool may_be_in_table(qw_cell c)
{
	return (qw_scan_class(c) & QW_SEEN_HANT) != 0 && survives_gbk(c) && qw_reading_first(c) != 0;
}

bool harm_table(const qw_buffer *text, size_t size, qw_buffer *chain)
{
	frequency *f = corpus_must(calloc(BMP, sizeof *f));
	size_t found = 0;
	for (size_t i = 0; i < text->length;) {
		qw_cell c;
		i += qw_utf8_decode(text->data + i, text->length - i, &c);
		if (c < BMP)
			f[c] = (frequency){f[c].count + 1, c};
	}
	for (qw_cell c = 0; c < BMP; c++)
		if (f[c].count > 0 && may_be_in_table(c))
			f[found++] = f[c];
	qsort(f, found, sizeof *f, by_count);
	qw_buffer_clear(chain);
	qw_buffer_add_string(chain, "splice:");
	for (size_t i = 0; i < found && i < size; i++) {
		qw_buffer_add_cell(chain, f[i].c);
		qw_buffer_add_byte(chain, ' ');
	}
	qw_buffer_add_byte(chain, '\0');
	free(f);
	return found >= TABLE_LEAST;
}
