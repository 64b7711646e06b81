/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "harm.h"

#include "charset/charset.h"
#include "qingwen.h"
#include "text/text.h"
#include "text/utf8.h"

#include <string.h>

static const qw_charset *gbk(void) { return qw_charset_find("cp936"); }

bool harm_survives_gbk(qw_cell c)
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
		if (!harm_survives_gbk(c))
			return false;
	}
	return true;
}

size_t harm_count_han(const unsigned char *p, size_t n)
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
	if (n == 0 || 4 * harm_count_han(line.byte + from, n) < 3 * length)
		return false;
	qw_buffer_clear(out);
	qw_buffer_add(out, line.byte + from, n);
	return true;
}

bool harm_line(const corpus *c, const char *series, uint64_t i, qw_buffer *out)
{
	corpus_line line = corpus_line_number(c, (size_t)(corpus_chance(series, i) % c->lines));
	if (harm_count_han(line.byte, line.length) == 0)
		return false;
	qw_buffer_clear(out);
	qw_buffer_add(out, line.byte, line.length);
	qw_buffer_add_byte(out, '\n');
	return true;
}

static size_t count_newlines(const void *text, size_t n)
{
	const char *p = text;
	size_t count = 0;
	for (size_t i = 0; i < n; i++)
		count += p[i] == '\n';
	return count;
}

size_t harm_lines_of(const qw_buffer *text) { return count_newlines(text->data, text->length); }

/* Damage p[0..length); `out` may be NULL. False: something was lost. */
static bool damage(const char *chain, const unsigned char *p, size_t length, bool splice,
                   qw_buffer *out, bool *changed)
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
	/* A line feed that became a letter can't come back: repair writes none. */
	bool lossless = (splice || memmem(damaged, n, lost, sizeof lost - 1) == NULL)
	             && count_newlines(damaged, n) == count_newlines(p, length);
	if (out != NULL) {
		qw_buffer_clear(out);
		qw_buffer_add(out, damaged, n);
	}
	qw_free(NULL, damaged, n);
	return lossless;
}

bool harm_can_write(const char *chain, const unsigned char *p, size_t n)
{
	bool changed;
	return chain == NULL || damage(chain, p, n, false, NULL, &changed);
}

bool harm(const char *chain, const qw_buffer *original, qw_buffer *damaged)
{
	bool changed = false;
	return damage(chain, original->data, original->length, false, damaged, &changed) && changed;
}

void harm_through_view(const harm_splice_policy *policy, qw_buffer *text)
{
	bool changed;
	qw_buffer out;
	qw_buffer_init(&out, &text->allocator);
	if (strstr(policy->words, HARM_BIG5) != NULL) {
		damage("splice:" HARM_BIG5, text->data, text->length, true, &out, &changed);
		qw_buffer_clear(text);
		qw_buffer_add(text, out.data, out.length);
	}
	qw_buffer_free(&out);
}

bool harm_splice(const char *chain, const qw_buffer *original, qw_buffer *damaged)
{
	bool changed = false;
	return damage(chain, original->data, original->length, true, damaged, &changed) && changed;
}

bool harm_add(const char *chain, const unsigned char *p, size_t n, qw_buffer *damaged)
{
	char *out;
	size_t length;
	qw_error error;
	if (qw_damage(chain, p, n, NULL, &out, &length, &error) != QW_OK)
		corpus_fail(error.message);
	bool changed = n != length || memcmp(out, p, n) != 0;
	qw_buffer_add(damaged, out, length);
	qw_free(NULL, out, length);
	return changed;
}

bool harm_knows(const char *chain)
{
	char *damaged;
	size_t n;
	qw_status status = qw_damage(chain, "", 0, NULL, &damaged, &n, NULL);
	if (status == QW_OK)
		qw_free(NULL, damaged, n);
	return status != QW_E_CHAIN;
}

/* May the line be in the document? */
static bool is_fit(const corpus_line *line, harm_form form, const char *chain)
{
	bool changed;
	/* Its LF is another byte that may be eaten. */
	size_t n = line->length + (line->byte[line->length] == '\n');
	return (form != HARM_MODERATE_LINES || harm_is_moderate(line->byte, line->length))
	    && (form == HARM_LINES || form == HARM_MODERATE_LINES || is_gbk(*line))
	    && (chain == NULL || damage(chain, line->byte, n, false, NULL, &changed));
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
