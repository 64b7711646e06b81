/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/escape/run.h"

#include "charset/name.h"
#include "damage/escape/spell.h"
#include "damage/escape/undo.h"
#include "text/utf8.h"

#include <string.h>

enum {
	NAME_MAX = 40,   /* letters of an encoding's name */
	WORD_MAX = 1024, /* bytes of an encoded word that are decoded; mail allows 75 letters */
	UNIT_BITS = 16
};

/* May the run hold this? Not what could become active. */
static bool may_hold(qw_cell c)
{
	return c < 0x80 ? qw_escape_is_harmless(c) : c <= QW_CODE_POINT_MAX;
}

static void set_end(qw_text *out, size_t first, size_t i, size_t length)
{
	for (size_t k = first; k < out->length; k++)
		out->at[k] = (uint32_t)i;
	if (out->length > first)
		out->at[out->length] = (uint32_t)(i + length);
}

static void spend(size_t *budget, size_t cells)
{
	*budget -= cells < *budget ? cells : *budget;
}

/* ---- ~{VPND~} ---- */

static size_t read_hz(const qw_cell *c, size_t n, size_t i, qw_text *out)
{
	const qw_charset *set = qw_escape_charset(QW_ESCAPE_GBK);
	size_t at = i + 2;
	if (n - i < 6 || c[i + 1] != '{')
		return 0;
	while (n - at >= 2 && c[at] - 0x21 < 0x57 && c[at + 1] - 0x21 < 0x5E) {
		qw_cell hz = qw_charset_of_pair(set, (unsigned char)(c[at] | 0x80),
		                                (unsigned char)(c[at + 1] | 0x80));
		if (hz < 0x80)
			return 0;
		qw_text_add(out, hz, 0, 0);
		at += 2;
	}
	return at > i + 2 && n - at >= 2 && c[at] == '~' && c[at + 1] == '}' ? at + 2 - i : 0;
}

/* ---- +Ti1lhw- ---- */

/* Add a unit of UTF-16; *high is the first of a pair, 0: none. */
static bool add_unit(qw_text *out, uint32_t unit, uint32_t *high)
{
	bool low = unit >= 0xDC00 && unit <= 0xDFFF;
	if (low != (*high != 0))
		return false;
	if (unit >= 0xD800 && unit <= 0xDBFF) {
		*high = unit;
		return true;
	}
	qw_cell c = low ? 0x10000 + ((*high & 0x3FF) << 10 | (unit & 0x3FF)) : unit;
	*high = 0;
	qw_text_add(out, c, 0, 0);
	return c >= 0x80;
}

static size_t read_utf7(const qw_cell *c, size_t n, size_t i, size_t *budget, qw_text *out,
                        bool *open)
{
	uint32_t bits = 0, high = 0;
	unsigned count = 0;
	size_t at = i + 1;
	int value;
	while (at < n && at - i < *budget && (value = qw_base64_value(c[at])) >= 0) {
		bits = bits << 6 | (uint32_t)value;
		count += 6;
		at++;
		if (count < UNIT_BITS)
			continue;
		count -= UNIT_BITS;
		if (!add_unit(out, bits >> count & 0xFFFF, &high))
			return 0;
	}
	if (at == i + 1 || high != 0 || count >= 6 || (bits & ((1u << count) - 1)) != 0
	    || (at < n && qw_base64_value(c[at]) >= 0))
		return 0;
	*open = at == n || c[at] != '-';
	return at - i + !*open;
}

/* ---- =?UTF-8?B?5Lit5paH?= ---- */

typedef struct {
	qw_escape_code code;
	bool q;
	size_t length;           /* cells of the word */
	unsigned char byte[WORD_MAX];
	size_t bytes;
} word;

static bool read_code(const qw_cell *c, size_t length, qw_escape_code *code)
{
	static const struct {
		const char *name;
		qw_escape_code code;
	} names[] = {
		{"utf8", QW_ESCAPE_UTF8}, {"gbk", QW_ESCAPE_GBK}, {"gb2312", QW_ESCAPE_GBK},
		{"gb18030", QW_ESCAPE_GBK}, {"cp936", QW_ESCAPE_GBK}, {"big5", QW_ESCAPE_BIG5},
		{"big5hkscs", QW_ESCAPE_BIG5},
	};
	char s[NAME_MAX + 1];
	for (size_t i = 0; i < length; i++)
		s[i] = (char)c[i];
	s[length] = '\0';
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (qw_same_name(s, names[i].name)) {
			*code = names[i].code;
			return true;
		}
	return false;
}

/* "=?NAME?B?"; returns where its text begins, 0: it is none. */
static size_t read_head(const qw_cell *c, size_t n, size_t i, word *w)
{
	size_t at = i + 2, from = at;
	if (n - i < 10 || c[i] != '=' || c[i + 1] != '?')
		return 0;
	while (at < n && at - from < NAME_MAX && c[at] > ' ' && c[at] < 0x7F && c[at] != '?')
		at++;
	if (at == from || n - at < 4 || c[at] != '?' || c[at + 2] != '?'
	    || !read_code(c + from, at - from, &w->code))
		return 0;
	w->q = (c[at + 1] | 0x20) == 'q';
	return w->q || (c[at + 1] | 0x20) == 'b' ? at + 3 : 0;
}

static bool add_byte(word *w, uint32_t byte)
{
	if (w->bytes == WORD_MAX)
		return false;
	w->byte[w->bytes++] = (unsigned char)byte;
	return true;
}

/* Bytes in base64 from c[at] on; returns where they end, 0: they are none. */
static size_t read_b(const qw_cell *c, size_t n, size_t at, word *w)
{
	uint32_t bits = 0;
	unsigned count = 0, pads = 0;
	int value;
	for (; at < n && (value = qw_base64_value(c[at])) >= 0; at++) {
		bits = bits << 6 | (uint32_t)value;
		count += 6;
		if (count < 8)
			continue;
		count -= 8;
		if (!add_byte(w, bits >> count & 0xFF))
			return 0;
	}
	while (at < n && c[at] == '=' && pads < 2) {
		pads++;
		at++;
	}
	return count < 6 && (bits & ((1u << count) - 1)) == 0 ? at : 0;
}

static size_t read_q(const qw_cell *c, size_t n, size_t at, word *w)
{
	qw_escape_token t;
	while (at < n && c[at] != '?' && c[at] > ' ' && c[at] < 0x7F) {
		bool coded = qw_escape_token_at(QW_SPELL_QUOTED, c, n, at, false, &t);
		if (!add_byte(w, coded ? t.value : c[at] == '_' ? ' ' : c[at]))
			return 0;
		at += coded ? t.length : 1;
	}
	return at;
}

static bool read_word(const qw_cell *c, size_t n, size_t i, word *w)
{
	size_t at = read_head(c, n, i, w);
	if (at != 0)
		at = w->q ? read_q(c, n, at, w) : read_b(c, n, at, w);
	if (at == 0 || n - at < 2 || c[at] != '?' || c[at + 1] != '=')
		return false;
	w->length = at + 2 - i;
	return true;
}

/* Decode the bytes; a character may go on in the next word. False: they are no text. */
static bool decode_word(word *w, qw_text *out)
{
	const qw_charset *set = qw_escape_charset(w->code);
	size_t at = 0;
	while (at < w->bytes) {
		size_t used = 0, rest = w->bytes - at;
		qw_cell c = w->byte[at];
		if (set == NULL && rest > 0 && rest == qw_utf8_unfinished(w->byte + at, rest))
			break;
		if (set != NULL && c >= 0x80 && rest == 1)
			break;
		if (set == NULL)
			used = qw_utf8_decode(w->byte + at, rest, &c);
		else if (c >= 0x80)
			c = qw_charset_of_pair(set, w->byte[at], w->byte[at + 1]);
		used = used > 0 ? used : w->byte[at] < 0x80 ? 1 : 2;
		if (c == 0 || !may_hold(c))
			return false;
		qw_text_add(out, c, 0, 0);
		at += used;
	}
	w->bytes -= at;
	memmove(w->byte, w->byte + at, w->bytes);
	return true;
}

/* Words of the same encoding with blanks between them are one run: blanks between encoded
 * words are no text. */
static size_t read_words(const qw_cell *c, size_t n, size_t i, qw_text *out, qw_escape_run *run)
{
	word w = {.bytes = 0};
	size_t at = i, end = 0, good = out->length;
	while (at < n) {
		bool first = end == 0;
		qw_escape_code code = w.code;
		bool q = w.q;
		if (!read_word(c, n, at, &w) || (!first && (w.code != code || w.q != q))
		    || !decode_word(&w, out))
			break;
		at += w.length;
		if (w.bytes == 0) {
			end = at;
			good = out->length;
			run->code = w.code;
			run->form = (qw_escape_form){.upper = true, .q = w.q};
		} else if (first) {
			end = i; /* nothing is complete so far */
		}
		while (at < n && c[at] == ' ')
			at++;
	}
	out->length = good;
	return end > i ? end - i : 0;
}

/* ---- all of them ---- */

bool qw_escape_run_at(qw_spelling spelling, const qw_cell *c, size_t n, size_t i, size_t *budget,
                      qw_text *out, qw_escape_run *run)
{
	size_t first = out->length, wide = 0;
	*run = (qw_escape_run){.code = spelling == QW_SPELL_HZ ? QW_ESCAPE_GBK : QW_ESCAPE_UTF8};
	if (*budget == 0)
		return false;
	run->length = spelling == QW_SPELL_HZ ? read_hz(c, n, i, out)
	            : spelling == QW_SPELL_UTF7 ? read_utf7(c, n, i, budget, out, &run->open)
	            : read_words(c, n, i, out, run);
	for (size_t k = first; k < out->length; k++)
		wide += out->cell[k] >= 0x80;
	if (run->length == 0 || wide == 0) {
		spend(budget, 4 * (out->length - first) + 1);
		return false;
	}
	set_end(out, first, i, run->length);
	return !out->failed;
}
