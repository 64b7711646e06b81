/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/lossy_internal.h"

#include "scan/scan.h"

#include <string.h>

enum {
	CODES = 4,       /* of a cell */
	HALF = 5,        /* bits that the first of two bytes tells */
	REST = 2,        /* and the second of three beyond the first */
	CLEAR = 8,       /* bits that tell the writing, */
	MOST_LEAN = 40,  /* and no more, since it may change */
	CUT = 6          /* bits that it costs that the text ends within a character */
};

/* ---- bytes become characters ---- */

/* May byte b of UTF-8 stand behind those of h? */
static bool fits_utf8(const qw_hypothesis *h, unsigned char b)
{
	if (h->held == 0)
		return b < 0x80 || (b >= 0xC2 && b <= 0xF4);
	return h->held == 1 ? qw_is_utf8_second(h->byte[0], b) : b >= 0x80 && b <= 0xBF;
}

qw_cell qw_utf8_cell(const unsigned char *p)
{
	switch (qw_utf8_length(p[0])) {
	case 1: return p[0];
	case 2: return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
	case 3: return (p[0] & 0xFu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
	default: return (p[0] & 7u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
	}
}

bool qw_step_is_text(qw_cell c)
{
	return (c >= 0x20 || c == '\t' || c == '\r') && !(c >= 0x7F && c < 0xA0)
	    && !qw_cell_is_private(c) && c != 0xFFFD;
}

/* Are the bytes a whole character? Then c gets it; 0: they are none. */
static bool is_whole(const qw_step *s, const qw_hypothesis *h, qw_cell *c)
{
	if (s->written->id == QW_SET_UTF8) {
		*c = qw_utf8_cell(h->byte);
		return h->held == qw_utf8_length(h->byte[0]);
	}
	*c = h->held == 2 ? qw_charset_of_pair(s->written->charset, h->byte[0], h->byte[1])
	                  : h->byte[0] < 0x80 ? h->byte[0] : 0;
	return h->held == 2 || h->byte[0] < 0x80;
}

/* Bits that it will cost to end a character that begins so, or the rest of it: Han, punctuation,
 * and what Chinese text hardly has. */
static qw_bits expected(const qw_step *s, const qw_hypothesis *h)
{
	if (s->written->id != QW_SET_UTF8)
		return HALF * QW_BIT;
	unsigned char lead = h->byte[0];
	unsigned first = lead >= 0xE4 && lead <= 0xE9 ? 4 : lead == 0xEF || lead == 0xE3 ? 5
	               : lead == 0xE2 ? 7 : 14;
	return (qw_bits)(h->held == 1 ? first : first + REST) * QW_BIT;
}

qw_bits qw_step_against_writing(const qw_hypothesis *h, int32_t lean)
{
	if (h->lean < -CLEAR * QW_BIT)
		return lean > 0 ? lean : 0;
	return h->lean > CLEAR * QW_BIT && lean < 0 ? -lean : 0;
}

int32_t qw_step_lean(int32_t lean, int32_t more)
{
	lean += more;
	return lean > MOST_LEAN * QW_BIT ? MOST_LEAN * QW_BIT
	     : lean < -MOST_LEAN * QW_BIT ? -MOST_LEAN * QW_BIT : lean;
}

void qw_step_enter(qw_hypothesis *h, qw_cell c, int32_t lean)
{
	h->lean = qw_step_lean(h->lean, lean);
	h->held = 0;
	h->before = h->previous;
	h->previous = c;
	memset(h->byte, 0, sizeof h->byte);
}

/* The unfinished character of h is c, and ends at border `to`. False: it costs too much, or no
 * text holds it. */
static bool complete(const qw_step *s, qw_hypothesis *h, qw_cell c, uint32_t to)
{
	bool rare = h->unsure && qw_model_single(c) > QW_LOSS_RARE * QW_BIT;
	if (rare || !qw_step_is_text(c))
		return false;
	int32_t lean = qw_scan_lean(c);
	int64_t before = h->bits + qw_step_against_writing(h, lean);
	h->held = 0;
	h->expect = s->following != 0 ? qw_model_pair(c, s->following) : 0;
	h->bits = before + qw_model_pair(h->previous, c) - QW_STEP_SLACK * QW_BIT;
	if (!qw_beam_wants(s->beam, h->bits + h->expect))
		return false;
	h->bits = before + qw_model_triple(h->before, h->previous, c);
	if (!qw_beam_wants(s->beam, h->bits + h->expect)
	    || !qw_beam_extend(h, c, h->border, to, !h->unsure))
		return false;
	qw_step_enter(h, c, lean);
	return true;
}

bool qw_step_fits(const qw_step *s, const qw_hypothesis *h, unsigned char b)
{
	return s->written->id != QW_SET_UTF8 || fits_utf8(h, b);
}

/* The same; a pair may not begin with what no lead byte is. */
static bool may_begin(const qw_step *s, const qw_hypothesis *h, unsigned char b)
{
	if (s->written->id == QW_SET_UTF8)
		return fits_utf8(h, b);
	return h->held > 0 || (b != 0x80 && b != 0xFF);
}

bool qw_step_push(const qw_step *s, qw_hypothesis *h, unsigned char b, bool lost, uint32_t from,
                  uint32_t to)
{
	qw_cell c;
	if (!may_begin(s, h, b))
		return false;
	if (h->held == 0) {
		h->border = from;
		h->unsure = 0;
	}
	h->byte[h->held++] = b;
	h->unsure |= lost;
	if (is_whole(s, h, &c))
		return complete(s, h, c, to);
	h->expect = expected(s, h);
	return qw_beam_wants(s->beam, h->bits + h->expect);
}

/* ---- cells ---- */

bool qw_step_parts(const qw_step *s, qw_hypothesis *h, unsigned char b)
{
	if (h->alone == 0)
		return true;
	bool parts = s->loss->fate[h->alone - 0x80][b] == (1 | h->marked);
	h->alone = h->marked = 0;
	return parts;
}

/* The bytes that a cell may have been read from. */
typedef struct {
	unsigned char byte[CODES][4];
	uint8_t length[CODES];
	size_t count;
} codes;

static void add_code(const qw_step *s, codes *k, size_t n)
{
	const unsigned char *p = k->byte[k->count];
	k->length[k->count] = (uint8_t)n;
	k->count += n > 0 && qw_loss_reads(s->loss, (uint16_t)(n == 2 ? p[0] << 8 | p[1] : p[0]));
}

static void find_codes(const qw_step *s, qw_cell c, codes *k)
{
	unsigned char code[CODES][4];
	k->count = 0;
	if (c < 0x80) {
		k->byte[0][0] = (unsigned char)c;
		add_code(s, k, 1);
	} else if (!qw_set_is_ambiguous(&s->loss->read, c)) {
		add_code(s, k, qw_set_encode(&s->loss->read, c, k->byte[0]));
	} else {
		size_t all = qw_set_encodings(&s->loss->read, c, code, CODES);
		for (size_t i = 0; i < all && i < CODES; i++) {
			size_t n = 1;
			while (n < 4 && code[i][n] != 0)
				n++;
			memcpy(k->byte[k->count], code[i], sizeof code[i]);
			add_code(s, k, n);
		}
	}
	if (c == ' ' && s->loss->nbsp_to_space) {
		k->byte[k->count][0] = 0xA0;
		k->length[k->count++] = 1;
	}
}

/* The cell was read from p[0..n). */
static void take_bytes(const qw_step *s, const qw_hypothesis *h, const unsigned char *p, size_t n)
{
	if (!qw_step_fits(s, h, p[0]))
		return;
	qw_hypothesis new = *h;
	if (!qw_step_parts(s, &new, p[0]))
		return;
	new.dropped = 0;
	for (size_t i = 0; i < n; i++)
		if (!qw_step_push(s, &new, p[i], false, i > 0 ? s->from | 1 : s->from,
		                  i + 1 < n ? s->from | 1 : s->to))
			return;
	qw_beam_put(s->beam, &new);
}

void qw_step_cell(const qw_step *s, qw_cell c)
{
	codes k;
	bool between = qw_loses_between(s);
	find_codes(s, c, &k);
	for (size_t i = 0; i < s->beam->count; i++) {
		const qw_hypothesis *h = &s->beam->now[i];
		if (c == s->loss->mark && c != 0)
			qw_lose_marked(s, h);
		for (size_t n = 0; n < k.count; n++) {
			take_bytes(s, h, k.byte[n], k.length[n]);
			if (between)
				qw_lose_between(s, h, k.byte[n][0]);
		}
	}
}

static bool add_sure(const qw_step *s, qw_hypothesis *h, unsigned char b, uint32_t from,
                     uint32_t to)
{
	qw_cell c;
	if (!may_begin(s, h, b))
		return false;
	if (h->held == 0)
		h->border = from;
	h->byte[h->held++] = b;
	if (!is_whole(s, h, &c)) {
		h->expect = expected(s, h);
		return true;
	}
	if (!qw_step_is_text(c) || !qw_beam_extend(h, c, h->border, to, true))
		return false;
	qw_step_enter(h, c, qw_scan_lean(c));
	h->expect = 0;
	return true;
}

bool qw_step_sure(const qw_step *s, qw_hypothesis *h, uint16_t code)
{
	if (code <= 0xFF)
		return add_sure(s, h, (unsigned char)code, s->from, s->to);
	return add_sure(s, h, (unsigned char)(code >> 8), s->from, s->from | 1)
	    && add_sure(s, h, (unsigned char)code, s->from | 1, s->to);
}

void qw_step_end_line(const qw_step *s, qw_hypothesis *h)
{
	if (s->here == QW_STEP_END)
		h->bits += qw_model_triple(h->before, h->previous, QW_MODEL_START);
	qw_beam_put(s->beam, h);
}

/* A character whose last byte was cut off. */
static void cut(const qw_step *s, const qw_hypothesis *h)
{
	for (unsigned b = 0x80; b <= 0xFF; b++) {
		qw_hypothesis new = *h;
		new.bits += CUT * QW_BIT;
		if (qw_step_push(s, &new, (unsigned char)b, true, s->from, s->to) && new.held == 0)
			qw_step_end_line(s, &new);
	}
}

void qw_step_end(const qw_step *s)
{
	for (size_t i = 0; i < s->beam->count; i++) {
		qw_hypothesis h = s->beam->now[i];
		bool ends = h.alone == 0 || s->loss->last[h.alone - 0x80] == (1 | h.marked);
		h.alone = h.marked = h.dropped = 0;
		if (h.held == 0 && ends)
			qw_step_end_line(s, &h);
		else if (h.held > 0 && qw_loses_between(s))
			qw_lose_between(s, &h, -1);
		else if (h.held > 0)
			cut(s, &h);
	}
}
