/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/whole.h"

#include "text/utf8.h"

void qw_whole_init(qw_whole *w, const qw_allocator *a)
{
	*w = (qw_whole){.code = NULL};
	qw_text_init(&w->text[0], a);
	qw_text_init(&w->text[1], a);
	qw_buffer_init(&w->bytes, a);
}

void qw_whole_free(qw_whole *w)
{
	const qw_allocator *a = &w->bytes.allocator;
	qw_release(a, w->code, w->code_capacity, sizeof *w->code);
	qw_release(a, w->from, w->from_capacity, sizeof *w->from);
	qw_text_free(&w->text[0]);
	qw_text_free(&w->text[1]);
	qw_buffer_free(&w->bytes);
}

/* Room for n cells as bytes, two each. */
static bool reserve(qw_whole *w, size_t n)
{
	void *code = w->code, *from = w->from;
	const qw_allocator *a = &w->bytes.allocator;
	if (!qw_grow(a, &code, &w->code_capacity, n, sizeof *w->code))
		return false;
	w->code = code;
	if (!qw_grow(a, &from, &w->from_capacity, 2 * n + 1, sizeof *w->from))
		return false;
	w->from = from;
	qw_buffer_clear(&w->bytes);
	return qw_buffer_reserve(&w->bytes, 2 * n) != NULL;
}

/* The bytes that the cells were read from. */
static bool to_bytes(qw_whole *w, const qw_set *read, const qw_cell *c, const uint32_t *at,
                     size_t n)
{
	w->failed = !reserve(w, n);
	if (w->failed || qw_charset_codes_of(read->charset, c, n, w->code) < n)
		return false;
	unsigned char *p = w->bytes.data;
	size_t k = 0;
	for (size_t i = 0; i < n; i++) {
		if (w->code[i] > 0xFF) {
			p[k] = (unsigned char)(w->code[i] >> 8);
			w->from[k++] = at[i];
		}
		p[k] = (unsigned char)w->code[i];
		w->from[k++] = at[i];
	}
	w->bytes.length = k;
	w->from[k] = at[n];
	return true;
}

/* Control characters are not what anybody wrote. */
static bool is_text(qw_cell c)
{
	return c >= 0x20 || c == '\t' || c == '\r';
}

static bool from_utf8(const qw_whole *w, qw_text *out)
{
	const unsigned char *p = w->bytes.data;
	size_t n = w->bytes.length, count = 0;
	for (size_t i = 0; i < n; count++) {
		qw_cell c = p[i];
		out->at[count] = w->from[i];
		if (c < 0x80)
			i++;
		else
			i += qw_utf8_decode(p + i, n - i, &c);
		if (qw_cell_is_raw(c) || !is_text(c))
			return false;
		out->cell[count] = c;
	}
	out->length = count;
	out->at[count] = w->from[n];
	return true;
}

/* Signs of Big5 that vendors read differently need a closer look. */
static bool is_disputed(qw_cell c)
{
	return c == 0x2027 || c == 0xFE51 || c == 0xAF || c == 0xFF5E || c == 0x2295 || c == 0x2299
	    || c == 0x2215 || c == 0xFE68;
}

static bool from_pairs(const qw_whole *w, const qw_set *written, qw_text *out)
{
	const unsigned char *p = w->bytes.data;
	size_t n = w->bytes.length, count = 0;
	for (size_t i = 0; i < n; count++) {
		qw_cell c = p[i];
		out->at[count] = w->from[i];
		if (c < 0x80) {
			i++;
		} else {
			unsigned pair = i + 1 < n ? (unsigned)p[i] << 8 | p[i + 1] : 0;
			c = pair == 0 ? 0 : qw_charset_of_pair(written->charset, p[i], p[i + 1]);
			if (c == 0 || qw_charset_pair_of(written->charset, c) != pair
			    || (written->id == QW_SET_BIG5 && is_disputed(c)))
				return false;
			i += 2;
		}
		if (!is_text(c))
			return false;
		out->cell[count] = c;
	}
	out->length = count;
	out->at[count] = w->from[n];
	return true;
}

const qw_text *qw_whole_undo(qw_whole *w, const qw_set *sets, const qw_layers *l,
                             const qw_cell *c, const uint32_t *at, size_t n)
{
	qw_text *out = NULL;
	w->failed = false;
	for (size_t i = 0; i < l->count; i++) {
		const qw_set *written = &sets[l->layer[i].written], *read = &sets[l->layer[i].read];
		out = &w->text[i & 1];
		qw_text_clear(out);
		if (read->charset == NULL || !to_bytes(w, read, c, at, n))
			return NULL;
		w->failed = !qw_text_reserve(out, w->bytes.length);
		if (w->failed)
			return NULL;
		if (written->id == QW_SET_UTF8 ? !from_utf8(w, out) : !from_pairs(w, written, out))
			return NULL;
		c = out->cell;
		at = out->at;
		n = out->length;
	}
	return out;
}
