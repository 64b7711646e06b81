/* SPDX-License-Identifier: Apache-2.0 */
/* Escapes, forwards. */
#include "config.h"
#include "damage/escape/spell.h"

#include "damage/escape/names.h"
#include "text/utf8.h"

#include <string.h>

enum { CODE_MAX = 4, WORD_MAX = 75 }; /* the longest encoded word, RFC 2047, 2 */

/* The bytes of a character in the encoding; 0: it has none. */
static size_t code_of(qw_escape_code code, qw_cell c, unsigned char out[CODE_MAX])
{
	if (code == QW_ESCAPE_UTF8 || c < 0x80)
		return qw_cell_is_code_point(c) ? qw_utf8_encode(c, out) : 0;
	const qw_charset *set = qw_escape_charset(code);
	uint16_t pair = qw_charset_pair_of(set, c);
	out[0] = (unsigned char)(pair >> 8);
	out[1] = (unsigned char)pair;
	/* The code that other vendors give it is that of another one here. */
	return pair > 0xFF && qw_charset_of_pair(set, out[0], out[1]) == c ? 2 : 0;
}

bool qw_escape_can_write(const qw_escape_kind *kind, qw_cell c)
{
	unsigned char code[CODE_MAX];
	if (c < 0x80 || !qw_cell_is_code_point(c) || (c >= 0xD800 && c <= 0xDFFF))
		return false;
	if (kind->spelling == QW_SPELL_NAME)
		return qw_entity_name(c) != NULL;
	size_t n = code_of(kind->code, c, code);
	return kind->spelling != QW_SPELL_HZ ? n > 0
	     : n == 2 && code[0] >= 0xA1 && code[0] <= 0xF7 && code[1] >= 0xA1;
}

/* ---- one character ---- */

static void add_string(qw_text *out, const char *s, const uint32_t *at)
{
	for (; *s != '\0'; s++)
		qw_text_add(out, (unsigned char)*s, at[0], at[1]);
}

/* "&", "\" or "%" that was escaped so often. */
static void add_first(qw_text *out, char first, unsigned depth, const uint32_t *at)
{
	size_t more = first == '\\' ? ((size_t)1 << depth) - 1 : depth;
	qw_text_add(out, (unsigned char)first, at[0], at[1]);
	for (; more > 0; more--)
		add_string(out, first == '\\' ? "\\" : first == '&' ? "amp;" : "25", at);
}

/* `width` digits of a number at least. */
static void add_number(qw_text *out, uint32_t value, unsigned base, unsigned width, bool upper,
                       const uint32_t *at)
{
	const char *digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
	uint32_t place = 1;
	for (; width > 1 || value / place >= base; width -= width > 1)
		place *= base;
	for (; place > 0; place /= base)
		qw_text_add(out, (unsigned char)digits[value / place % base], at[0], at[1]);
}

static void add_token(qw_text *out, qw_spelling s, const qw_escape_form *f, uint32_t value,
                      const uint32_t *at)
{
	static const struct {
		const char *before;      /* its digits, without what may be doubled */
		char first;
		uint8_t base, width;
	} pattern[QW_SPELLINGS] = {
		[QW_SPELL_DECIMAL] = {"#", '&', 10, 1}, [QW_SPELL_HEX] = {"#x", '&', 16, 1},
		[QW_SPELL_NAME] = {"", '&', 10, 1},
		[QW_SPELL_U] = {"u", '\\', 16, 4}, [QW_SPELL_PERCENT_U] = {"u", '%', 16, 4},
		[QW_SPELL_PERCENT] = {"", '%', 16, 2}, [QW_SPELL_QUOTED] = {"", '=', 16, 2},
		[QW_SPELL_X] = {"x", '\\', 16, 2}, [QW_SPELL_OCTAL] = {"", '\\', 8, 3},
	};
	add_first(out, pattern[s].first, f->depth, at);
	add_string(out, s == QW_SPELL_NAME ? qw_entity_name(value) : pattern[s].before, at);
	if (s != QW_SPELL_NAME)
		add_number(out, value, pattern[s].base, pattern[s].width, f->upper, at);
	if (s <= QW_SPELL_HEX && !f->bare)
		add_string(out, ";", at);
}

/* Which of a character's own bytes below 80 need no escape? */
static bool stays(qw_spelling s, unsigned char byte)
{
	bool letter = (byte | 0x20) - 'a' < 26 || byte - '0' < 10;
	if (s == QW_SPELL_PERCENT)
		return letter || byte == '_' || byte == '~';
	return byte < 0x7F && byte != '\\';
}

static void add_bytes(qw_text *out, const qw_escape_kind *k, const qw_escape_form *f, qw_cell c,
                      const uint32_t *at)
{
	unsigned char code[CODE_MAX];
	size_t n = code_of(k->code, c, code);
	for (size_t i = 0; i < n; i++) {
		if (code[i] >= 0x80 || !stays(k->spelling, code[i]))
			add_token(out, k->spelling, f, code[i], at);
		else
			qw_text_add(out, code[i], at[0], at[1]);
	}
}

static void add_units(qw_text *out, const qw_escape_kind *k, const qw_escape_form *f, qw_cell c,
                      const uint32_t *at)
{
	bool utf16 = k->spelling == QW_SPELL_U || k->spelling == QW_SPELL_PERCENT_U;
	if (utf16 && c > 0xFFFF) {
		add_token(out, k->spelling, f, 0xD7C0 + (c >> 10), at);
		add_token(out, k->spelling, f, 0xDC00 | (c & 0x3FF), at);
	} else if (k->spelling == QW_SPELL_PERCENT_U && c < 0x100) {
		add_token(out, QW_SPELL_PERCENT, f, c, at);
	} else {
		add_token(out, k->spelling, f, c, at);
	}
}

/* ---- runs ---- */

static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

typedef struct {
	qw_text *out;
	const uint32_t *at;
	uint32_t bits;
	unsigned count;
} packer;

static void put(packer *p, qw_cell c) { qw_text_add(p->out, c, p->at[0], p->at[1]); }

static void pack(packer *p, uint32_t value, unsigned bits)
{
	for (unsigned i = bits; i-- > 0;) {
		p->bits = p->bits << 1 | (value >> i & 1);
		if (++p->count == 6) {
			put(p, (unsigned char)base64[p->bits & 0x3F]);
			p->bits = p->count = 0;
		}
	}
}

static void end_pack(packer *p)
{
	if (p->count > 0)
		pack(p, 0, 6 - p->count);
}

static void write_utf7(packer *p, const qw_cell *c, size_t n)
{
	put(p, '+');
	for (size_t i = 0; i < n; i++) {
		if (c[i] > 0xFFFF) {
			pack(p, 0xD7C0 + (c[i] >> 10), 16);
			pack(p, 0xDC00 | (c[i] & 0x3FF), 16);
		} else {
			pack(p, c[i], 16);
		}
	}
	end_pack(p);
	put(p, '-');
}

static void write_hz(packer *p, const qw_cell *c, size_t n)
{
	unsigned char code[CODE_MAX];
	add_string(p->out, "~{", p->at);
	for (size_t i = 0; i < n; i++) {
		code_of(QW_ESCAPE_GBK, c[i], code);
		put(p, code[0] & 0x7F);
		put(p, code[1] & 0x7F);
	}
	add_string(p->out, "~}", p->at);
}

/* Cells that the bytes of a character take in a word, in the encoding Q. */
static size_t q_length(const unsigned char *code, size_t n)
{
	size_t length = 0;
	for (size_t i = 0; i < n; i++)
		length += (code[i] | 0x20) - 'a' < 26 || code[i] == ' ' ? 1 : 3;
	return length;
}

/* How many of the characters fit into one encoded word? */
static size_t fit(const qw_escape_kind *k, bool q, size_t frame, const qw_cell *c, size_t n)
{
	unsigned char code[CODE_MAX];
	size_t bytes = 0, letters = 0, i = 0;
	for (; i < n; i++) {
		size_t more = code_of(k->code, c[i], code);
		bytes += more;
		letters += q_length(code, more);
		if (frame + (q ? letters : (bytes + 2) / 3 * 4) > WORD_MAX && i > 0)
			break;
	}
	return i;
}

static void write_word(packer *p, const qw_escape_kind *k, bool q, const char *name,
                       const qw_cell *c, size_t n)
{
	static const qw_escape_form upper = {.upper = true};
	unsigned char code[CODE_MAX];
	size_t bytes = 0;
	add_string(p->out, "=?", p->at);
	add_string(p->out, name, p->at);
	add_string(p->out, q ? "?Q?" : "?B?", p->at);
	for (size_t i = 0; i < n; i++) {
		size_t length = code_of(k->code, c[i], code);
		bytes += length;
		for (size_t b = 0; b < length; b++) {
			if (!q)
				pack(p, code[b], 8);
			else if (code[b] == ' ')
				put(p, '_');
			else if ((code[b] | 0x20) - 'a' < 26)
				put(p, code[b]);
			else
				add_token(p->out, QW_SPELL_QUOTED, &upper, code[b], p->at);
		}
	}
	end_pack(p);
	for (size_t i = bytes; !q && i % 3 != 0; i++)
		put(p, '=');
	add_string(p->out, "?=", p->at);
}

static void write_words(packer *p, const qw_escape_kind *k, bool q, const qw_cell *c, size_t n)
{
	static const char *const names[] = {"UTF-8", "GBK", "Big5"};
	const char *name = names[k->code];
	for (size_t i = 0, end; i < n; i = end) {
		end = i + fit(k, q, sizeof "=?" "?B?" "?=" - 1 + strlen(name), c + i, n - i);
		if (i > 0)
			put(p, ' ');
		write_word(p, k, q, name, c + i, end - i);
	}
}

void qw_escape_write(const qw_escape_kind *kind, const qw_escape_form *form, const qw_cell *c,
                     const uint32_t *at, size_t n, qw_text *out)
{
	uint32_t all[2] = {at[0], at[n]};
	packer p = {.out = out, .at = all};
	for (size_t i = 0; i < n && kind->spelling <= QW_SPELL_OCTAL; i++) {
		if (qw_spells_bytes(kind->spelling))
			add_bytes(out, kind, form, c[i], at + i);
		else
			add_units(out, kind, form, c[i], at + i);
	}
	if (kind->spelling == QW_SPELL_HZ)
		write_hz(&p, c, n);
	else if (kind->spelling == QW_SPELL_WORD)
		write_words(&p, kind, form->q, c, n);
	else if (kind->spelling == QW_SPELL_UTF7)
		write_utf7(&p, c, n);
}
