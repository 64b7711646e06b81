/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/escape/undo.h"

#include "damage/escape/run.h"
#include "damage/escape/spell.h"
#include "text/utf8.h"

enum {
	LOOK = 256,      /* characters that are decoded at once */
	BYTE_BITS = 8,
	STRAY = 16,      /* bits against an encoding for each byte that is none of it, */
	KNOWN = 16,      /* and for that of the lines before */
	PATIENCE = 8     /* cells that may be looked at in vain, for each of the line */
};

void qw_escapes_init(qw_escapes *e, const qw_allocator *a)
{
	*e = (qw_escapes){.allocator = *a};
	qw_text_init(&e->text, a);
}

void qw_escapes_free(qw_escapes *e)
{
	qw_release(&e->allocator, e->piece, e->capacity, sizeof *e->piece);
	qw_text_free(&e->text);
}

/* ---- characters ---- */

bool qw_escape_may_return(qw_cell c)
{
	static const struct { qw_cell first, last; } never[] = {
		{0x00, 0x9F}, {0xAD, 0xAD}, {0x34F, 0x34F}, {0x61C, 0x61C}, {0x115F, 0x1160},
		{0x17B4, 0x17B5}, {0x180B, 0x180F}, {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},
		{0x3164, 0x3164}, {0xD800, 0xF8FF}, {0xFDD0, 0xFDEF}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF},
		{0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFF}, {0xE0000, 0xFFFFFFFF},
	};
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		if (c >= never[i].first && c <= never[i].last)
			return false;
	return (c & 0xFFFE) != 0xFFFE;
}

bool qw_escape_is_harmless(qw_cell c)
{
	static const char signs[] = " ,.():;?!-";
	for (const char *s = signs; *s != '\0'; s++)
		if (c == (unsigned char)*s)
			return true;
	return (c | 0x20) - 'a' < 26 || c - '0' < 10;
}

/* May an escape say this on the way to something else? */
static bool may_carry(qw_cell c)
{
	return c >= 0x80 && c <= QW_CODE_POINT_MAX && (c < 0xD800 || c > 0xDFFF);
}

/* ---- pieces ---- */

static bool same_form(const qw_escape_piece *a, const qw_escape_piece *b)
{
	return a->kind == b->kind && a->form.depth == b->form.depth && a->form.bare == b->form.bare
	    && a->form.q == b->form.q
	    && (!a->tells_case || !b->tells_case || a->form.upper == b->form.upper);
}

/* Add a piece whose cells are in e->text, or let it go on the one before. */
static bool add_piece(qw_escapes *e, qw_escape_piece p)
{
	void *array = e->piece;
	qw_escape_piece *last = e->count > 0 ? &e->piece[e->count - 1] : NULL;
	if (!p.tells_case)
		p.form.upper = p.kind->form.upper;
	if (last != NULL && last->to == p.from && !p.whole && same_form(last, &p)) {
		last->to = p.to;
		last->end = p.end;
		last->plain = last->plain || p.plain;
		last->form.upper = last->tells_case ? last->form.upper : p.form.upper;
		last->tells_case = last->tells_case || p.tells_case;
		return true;
	}
	if (!qw_grow(&e->allocator, &array, &e->capacity, e->count + 1, sizeof *e->piece))
		return false;
	e->piece = array;
	e->piece[e->count++] = p;
	return true;
}

/* ---- code points and units ---- */

/* A character of Latin-1 in two digits, which no other byte stands beside. */
static bool latin_at(qw_spelling s, const qw_cell *c, size_t n, size_t i, qw_escape_token *t)
{
	const size_t length = s == QW_SPELL_X ? 4 : 3;
	qw_escape_token other;
	return qw_escape_token_at(s, c, n, i, false, t) && t->value >= 0xA0
	    && (i < length || !qw_escape_token_at(s, c, n, i - length, false, &other))
	    && (i + length >= n || !qw_escape_token_at(s, c, n, i + length, false, &other));
}

/* The token that says a unit. */
static bool unit_at(const qw_escapes *e, qw_spelling s, const qw_cell *c, size_t n, size_t i,
                    qw_escape_token *t)
{
	bool deep = s != QW_SPELL_U || !e->single;
	if (i >= n)
		return false;
	if (qw_escape_token_at(s, c, n, i, deep, t)) {
		if (e->bare && s <= QW_SPELL_HEX && !t->form.bare) {
			t->form.bare = true;
			t->length--;
		}
		return true;
	}
	return e->latin[s] && latin_at(s == QW_SPELL_U ? QW_SPELL_X : QW_SPELL_PERCENT, c, n, i, t);
}

/* The character at c[i], which two units may say. */
static bool character_at(const qw_escapes *e, qw_spelling s, const qw_cell *c, size_t n, size_t i,
                         qw_escape_token *t)
{
	qw_escape_token low;
	if (!unit_at(e, s, c, n, i, t))
		return false;
	if (t->value >= 0xD800 && t->value <= 0xDBFF && unit_at(e, s, c, n, i + t->length, &low)
	    && low.value >= 0xDC00 && low.value <= 0xDFFF) {
		t->value = 0x10000 + ((t->value & 0x3FF) << 10 | (low.value & 0x3FF));
		t->length += low.length;
	}
	return may_carry(t->value);
}

static bool undo_character(qw_escapes *e, qw_spelling s, const qw_cell *c, size_t n, size_t *i,
                           bool *found)
{
	qw_escape_token t;
	*found = character_at(e, s, c, n, *i, &t);
	if (!*found)
		return true;
	qw_escape_piece p = {.kind = qw_escape_kind_of(s, QW_ESCAPE_UTF8), .form = t.form,
	                     .tells_case = t.tells_case, .from = *i, .to = *i + t.length,
	                     .first = e->text.length, .end = e->text.length + 1};
	qw_text_add(&e->text, t.value, (uint32_t)*i, (uint32_t)p.to);
	*i = p.to;
	return !e->text.failed && add_piece(e, p);
}

/* ---- bytes ---- */

/* One way to decode what is spelled. */
typedef struct {
	qw_cell cell[LOOK];
	uint32_t at[LOOK + 1];
	size_t count;
	int64_t score;           /* bits/256: what is spelled, less what it reads like */
	qw_escape_form form;
	bool tells_case, plain;
} way;

/* The byte at c[i], which is spelled, or, behind a lead byte, may stand there as it is. */
static bool byte_at(qw_spelling s, const qw_cell *c, size_t n, size_t i, bool trail,
                    qw_escape_token *t)
{
	if (i >= n)
		return false;
	if (qw_escape_token_at(s, c, n, i, true, t) && t->value <= 0xFF)
		return true;
	if (!trail || c[i] < 0x40 || c[i] > 0x7E)
		return false;
	*t = (qw_escape_token){.length = 1, .value = c[i]};
	if (c[i] != '\\' || (s != QW_SPELL_X && s != QW_SPELL_OCTAL))
		return true;
	t->length = 2;
	return i + 1 < n && c[i + 1] == '\\';
}

static void note_form(way *w, const qw_escape_token *t)
{
	if (t->length == 1) {
		w->plain = true;
		return;
	}
	w->form.depth = t->form.depth;
	if (t->tells_case)
		w->form.upper = t->form.upper;
	w->tells_case = w->tells_case || t->tells_case;
}

/* A character of UTF-8 from c[i] on; returns where it ends, i: there is none. */
static size_t utf8_at(qw_spelling s, const qw_cell *c, size_t n, size_t i, way *w, qw_cell *out)
{
	unsigned char byte[QW_UTF8_MAX];
	size_t count = 0, at = i, most = 1;
	qw_escape_token t;
	for (; count < most && byte_at(s, c, n, at, false, &t); at += t.length) {
		if (count == 0)
			most = t.value < 0xC2 ? 0 : t.value < 0xE0 ? 2 : t.value < 0xF0 ? 3 : 4;
		if (most == 0)
			return i;
		byte[count++] = (unsigned char)t.value;
		note_form(w, &t);
	}
	return count == most && qw_utf8_decode(byte, count, out) == most && !qw_cell_is_raw(*out)
	     ? at : i;
}

/* The same for a double-byte encoding. */
static size_t pair_at(const qw_charset *set, qw_spelling s, const qw_cell *c, size_t n, size_t i,
                      way *w, qw_cell *out)
{
	qw_escape_token lead, trail;
	if (!byte_at(s, c, n, i, false, &lead) || lead.value < 0x81
	    || !byte_at(s, c, n, i + lead.length, true, &trail))
		return i;
	*out = qw_charset_of_pair(set, (unsigned char)lead.value, (unsigned char)trail.value);
	if (*out == 0)
		return i;
	note_form(w, &lead);
	note_form(w, &trail);
	return i + lead.length + trail.length;
}

/* Bits/256 of a character. Letters of Latin-1 may be bytes of something else. */
static qw_bits cost_of(qw_cell before, qw_cell c)
{
	qw_bits bits = qw_model_pair(before, c);
	return c < 0x100 && bits > BYTE_BITS * QW_BIT ? BYTE_BITS * QW_BIT : bits;
}

/* Decode from c[i] on, behind `before`. */
static void decode(const qw_escape_kind *k, qw_cell before, const qw_cell *c, size_t n, size_t i,
                   way *w)
{
	const qw_charset *set = qw_escape_charset(k->code);
	*w = (way){.count = 0, .form = k->form};
	for (; w->count < LOOK; w->count++) {
		qw_cell *out = &w->cell[w->count];
		size_t end = set == NULL ? utf8_at(k->spelling, c, n, i, w, out)
		                         : pair_at(set, k->spelling, c, n, i, w, out);
		if (end == i || !may_carry(*out))
			break;
		size_t bytes = set == NULL ? qw_utf8_width(*out) : 2;
		w->score += (int64_t)bytes * BYTE_BITS * QW_BIT - cost_of(before, *out);
		before = *out;
		w->at[w->count] = (uint32_t)i;
		w->at[w->count + 1] = (uint32_t)end;
		i = end;
	}
	if (w->count > 0 && i < n)
		w->score -= qw_model_pair(before, c[i]);
}

static qw_cell last_of(const qw_text *t)
{
	return t->length > 0 ? t->cell[t->length - 1] : QW_MODEL_START;
}

/* What the bytes from c[*i] on are in the encoding of the line, or else in another one. */
static bool undo_bytes(qw_escapes *e, qw_spelling s, const qw_cell *c, size_t n, size_t *i,
                       bool *found)
{
	way best = {.count = 0};
	const qw_escape_kind *kind = qw_escape_kind_of(s, e->code[s]);
	decode(kind, last_of(&e->text), c, n, *i, &best);
	for (unsigned code = QW_ESCAPE_UTF8; best.count == 0 && code < QW_ESCAPE_CODES; code++) {
		kind = qw_escape_kind_of(s, (qw_escape_code)code);
		decode(kind, last_of(&e->text), c, n, *i, &best);
	}
	*found = best.count > 0;
	if (!*found)
		return true;
	qw_escape_piece p = {.kind = kind, .form = best.form, .tells_case = best.tells_case,
	                     .plain = best.plain, .from = *i, .to = best.at[best.count],
	                     .first = e->text.length, .end = e->text.length + best.count};
	qw_text_append(&e->text, best.cell, best.at, best.count);
	*i = p.to;
	return !e->text.failed && add_piece(e, p);
}

/* The worth of all bytes of the line in an encoding, in bits/256. */
static int64_t score_line(const qw_escape_kind *k, const qw_cell *c, size_t n)
{
	int64_t score = 0;
	qw_escape_token t;
	way w;
	for (size_t i = 0; i < n;) {
		if (!byte_at(k->spelling, c, n, i, false, &t)) {
			i++;
			continue;
		}
		decode(k, i > 0 ? c[i - 1] : QW_MODEL_START, c, n, i, &w);
		score += w.score;
		if (w.count == 0 && t.value >= 0x80)
			score -= STRAY * QW_BIT;
		i = w.count > 0 ? w.at[w.count] : i + t.length;
	}
	return score;
}

/* An accident seldom has two encodings: that which makes the most of the line, or is known. */
static void choose_codes(qw_escapes *e, const qw_cell *c, size_t n, uint32_t known)
{
	for (qw_spelling s = QW_SPELL_PERCENT; s <= QW_SPELL_OCTAL; s++) {
		int64_t most = INT64_MIN;
		for (unsigned code = QW_ESCAPE_UTF8; code < QW_ESCAPE_CODES; code++) {
			const qw_escape_kind *k = qw_escape_kind_of(s, (qw_escape_code)code);
			int64_t score = score_line(k, c, n);
			score += (known >> (k - qw_escape_kind_number(0)) & 1) * KNOWN * QW_BIT;
			if (score > most) {
				most = score;
				e->code[s] = (qw_escape_code)code;
			}
		}
	}
}

/* ---- runs ---- */

static bool undo_run(qw_escapes *e, qw_spelling s, const qw_cell *c, size_t n, size_t *i,
                     bool *found)
{
	qw_escape_run run;
	size_t first = e->text.length;
	*found = qw_escape_run_at(s, c, n, *i, &e->budget, &e->text, &run);
	if (e->text.failed)
		return false;
	if (!*found) {
		e->text.length = first;
		return true;
	}
	qw_escape_piece p = {.kind = qw_escape_kind_of(s, run.code), .form = run.form,
	                     .tells_case = true, .plain = run.open, .whole = true,
	                     .from = *i, .to = *i + run.length,
	                     .first = first, .end = e->text.length};
	*i = p.to;
	return add_piece(e, p);
}

/* ---- the line ---- */

/* The spellings that begin with this character, in the order in which they are tried. */
static const uint8_t *spellings_of(qw_cell c, size_t *count)
{
	static const uint8_t ampersand[] = {QW_SPELL_DECIMAL, QW_SPELL_HEX, QW_SPELL_NAME};
	static const uint8_t backslash[] = {QW_SPELL_U, QW_SPELL_X, QW_SPELL_OCTAL};
	static const uint8_t percent[] = {QW_SPELL_PERCENT_U, QW_SPELL_PERCENT};
	static const uint8_t equals[] = {QW_SPELL_WORD, QW_SPELL_QUOTED};
	static const uint8_t tilde[] = {QW_SPELL_HZ}, plus[] = {QW_SPELL_UTF7};
	switch (c) {
	case '&': *count = 3; return ampersand;
	case '\\': *count = 3; return backslash;
	case '%': *count = 2; return percent;
	case '=': *count = 2; return equals;
	case '~': *count = 1; return tilde;
	case '+': *count = 1; return plus;
	default: *count = 0; return NULL;
	}
}

static bool undo_at(qw_escapes *e, const qw_cell *c, size_t n, bool names, size_t *i, bool *found)
{
	size_t count;
	const uint8_t *spelling = spellings_of(c[*i], &count);
	*found = false;
	for (size_t k = 0; k < count && !*found; k++) {
		qw_spelling s = (qw_spelling)spelling[k];
		bool done = true;
		if (s == QW_SPELL_NAME && !names)
			continue;
		if (s <= QW_SPELL_PERCENT_U)
			done = undo_character(e, s, c, n, i, found);
		else if (qw_spells_bytes(s))
			done = undo_bytes(e, s, c, n, i, found);
		else
			done = undo_run(e, s, c, n, i, found);
		if (!done)
			return false;
	}
	return true;
}

/* What tells of the whole line how its escapes are meant. */
static void look_at_units(qw_escapes *e, const qw_cell *c, size_t n)
{
	qw_escape_token t;
	size_t bare = 0, ended = 0;
	e->single = e->latin[QW_SPELL_U] = e->latin[QW_SPELL_PERCENT_U] = false;
	for (size_t i = 0; i + 3 < n; i++) {
		if (c[i] == '&' && (qw_escape_token_at(QW_SPELL_DECIMAL, c, n, i, true, &t)
		                    || qw_escape_token_at(QW_SPELL_HEX, c, n, i, true, &t))) {
			bare += t.form.bare;
			ended += !t.form.bare;
		}
		qw_spelling s = c[i] == '%' ? QW_SPELL_PERCENT_U : QW_SPELL_U;
		if ((c[i] != '%' && c[i] != '\\') || (c[i + 1] != 'u' && c[i + 1] != 'U')
		    || !qw_escape_token_at(s, c, n, i, false, &t))
			continue;
		e->latin[s] = true;
		e->single = e->single || (s == QW_SPELL_U && (i == 0 || c[i - 1] != '\\'));
	}
	e->bare = bare > ended;
}

bool qw_escapes_undo(qw_escapes *e, const qw_cell *c, size_t n, bool names, uint32_t known)
{
	qw_text_clear(&e->text);
	e->count = 0;
	e->budget = PATIENCE * n;
	look_at_units(e, c, n);
	choose_codes(e, c, n, known);
	for (size_t i = 0; i < n;) {
		bool found;
		if (!undo_at(e, c, n, names, &i, &found))
			return false;
		if (found)
			continue;
		qw_text_add(&e->text, c[i], (uint32_t)i, (uint32_t)i + 1);
		i++;
	}
	return !e->text.failed;
}
