/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/lossy_step.h"

#include "scan/scan.h"

#include <string.h>

enum {
	CODES = 4,       /* of a cell */
	ROUNDS = 2,      /* of putting in lost bytes between two cells */
	DROPS = 3,       /* bytes that are lost without a mark between two cells */
	HALF = 5,        /* bits that the first of two bytes tells */
	REST = 2,        /* and the second of three beyond the first */
	SLACK = 4,       /* bits by which two characters may tell more than one */
	CLEAR = 8,       /* bits that tell the writing, */
	MOST_LEAN = 40,  /* and no more, since it may change */
	CUT = 6          /* bits that it costs that the text ends within a character */
};

/* ---- bytes become characters ---- */

static bool is_utf8_second(unsigned char lead, unsigned char b)
{
	unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
	unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
	return b >= low && b <= high;
}

static unsigned utf8_length(unsigned char lead)
{
	return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* May byte b of UTF-8 stand behind those of h? */
static bool fits_utf8(const qw_hypothesis *h, unsigned char b)
{
	if (h->held == 0)
		return b < 0x80 || (b >= 0xC2 && b <= 0xF4);
	return h->held == 1 ? is_utf8_second(h->byte[0], b) : b >= 0x80 && b <= 0xBF;
}

static qw_cell utf8_cell(const unsigned char *p)
{
	switch (utf8_length(p[0])) {
	case 1: return p[0];
	case 2: return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
	case 3: return (p[0] & 0xFu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
	default: return (p[0] & 7u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
	}
}

/* Text holds neither controls nor private use, and no lost character. */
static bool is_text(qw_cell c)
{
	return (c >= 0x20 || c == '\t' || c == '\r') && !(c >= 0x7F && c < 0xA0)
	    && !qw_cell_is_private(c) && c != 0xFFFD;
}

/* Are the bytes a whole character? Then c gets it; 0: they are none. */
static bool is_whole(const qw_step *s, const qw_hypothesis *h, qw_cell *c)
{
	if (s->written->id == QW_SET_UTF8) {
		*c = utf8_cell(h->byte);
		return h->held == utf8_length(h->byte[0]);
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

/* Bits/256 against a character that would be in the other writing than the text so far. */
static qw_bits against_writing(const qw_hypothesis *h, int32_t lean)
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

/* The unfinished character of h is c, and ends at border `to`. False: it costs too much, or no
 * text holds it. */
static bool complete(const qw_step *s, qw_hypothesis *h, qw_cell c, uint32_t to)
{
	bool rare = h->unsure && qw_model_single(c) > QW_LOSS_RARE * QW_BIT;
	if (rare || !is_text(c))
		return false;
	int32_t lean = qw_scan_lean(c);
	int64_t before = h->bits + against_writing(h, lean);
	h->held = 0;
	h->expect = s->following != 0 ? qw_model_pair(c, s->following) : 0;
	h->bits = before + qw_model_pair(h->previous, c) - SLACK * QW_BIT;
	if (!qw_beam_wants(s->beam, h))
		return false;
	h->bits = before + qw_model_triple(h->before, h->previous, c);
	h->lean = qw_step_lean(h->lean, lean);
	if (!qw_beam_wants(s->beam, h) || !qw_beam_extend(h, c, h->border, to, !h->unsure))
		return false;
	h->before = h->previous;
	h->previous = c;
	memset(h->byte, 0, sizeof h->byte);
	return true;
}

/* May byte b stand behind those of h? A pair of bytes will tell itself. */
static bool may_follow(const qw_step *s, const qw_hypothesis *h, unsigned b)
{
	return s->written->id != QW_SET_UTF8 || fits_utf8(h, (unsigned char)b);
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
	return qw_beam_wants(s->beam, h);
}

/* A lost byte that stands alone must not be one character with the next one. */
static bool parts_from(const qw_step *s, qw_hypothesis *h, unsigned char b)
{
	if (h->alone == 0)
		return true;
	bool parts = s->loss->fate[h->alone - 0x80][b] == (1 | h->marked);
	h->alone = h->marked = 0;
	return parts;
}

/* ---- lost bytes ---- */

/* May the byte be lost alone in front of what comes next? *later: that will turn out. */
static bool is_lost_alone(const qw_step *s, unsigned b, uint8_t marked, bool *later)
{
	const qw_loss *loss = s->loss;
	unsigned ever = loss->one[b - 0x80][marked != 0];
	*later = ever == QW_LOSS_SOMETIMES && s->next == QW_STEP_UNKNOWN;
	if (ever != QW_LOSS_SOMETIMES || *later)
		return ever != QW_LOSS_NEVER;
	uint8_t fate = s->next == QW_STEP_END ? loss->last[b - 0x80] : loss->fate[b - 0x80][s->next];
	return fate == (1 | marked);
}

/* A lost byte alone. */
static void lose_one(const qw_step *s, const qw_hypothesis *h, uint8_t marked)
{
	for (unsigned b = 0x80; b <= 0xFF; b++) {
		qw_hypothesis new;
		bool later;
		if (!may_follow(s, h, b) || !is_lost_alone(s, b, marked, &later))
			continue;
		new = *h;
		if (!parts_from(s, &new, (unsigned char)b)
		    || !qw_step_push(s, &new, (unsigned char)b, true, s->from, s->to))
			continue;
		if (later) {
			new.alone = (uint8_t)b;
			new.marked = marked;
		}
		new.dropped = marked ? 0 : (uint8_t)(new.dropped + 1);
		qw_beam_put(s->beam, &new);
	}
}

/* Roughly what a character costs, its neighbours on both sides known. */
static qw_bits tail_bits(const qw_step *s, const qw_hypothesis *h, qw_cell c)
{
	return qw_model_pair(h->previous, c) + (s->following != 0 ? qw_model_pair(c, s->following) : 0);
}

/* Two lost bytes that are the rest of a character. */
static void lose_tail(const qw_step *s, const qw_hypothesis *h, uint8_t marked)
{
	const qw_loss *loss = s->loss;
	unsigned lead = h->byte[0] - 0xE0u, mark = marked != 0;
	unsigned first = loss->tails[mark][lead], n = loss->tails[mark][lead + 1] - first;
	qw_bits bits[QW_LOSS_TAILS_OF_LEAD], least = INT32_MAX / 2;
	for (unsigned k = 0; k < n; k++) {
		bits[k] = tail_bits(s, h, loss->tail[mark][first + k]);
		least = bits[k] < least ? bits[k] : least;
	}
	for (unsigned k = 0; k < n; k++) {
		qw_hypothesis new;
		qw_cell c = loss->tail[mark][first + k];
		if (bits[k] > least + s->beam->behind)
			continue;
		new = *h;
		new.unsure = 1;
		if (!parts_from(s, &new, (unsigned char)(0x80 | (c >> 6 & 0x3F)))
		    || !complete(s, &new, c, s->to))
			continue;
		new.dropped = marked ? 0 : (uint8_t)(new.dropped + 2);
		qw_beam_put(s->beam, &new);
	}
}

/* Two lost bytes, of which the second may be ASCII. */
static void lose_two(const qw_step *s, const qw_hypothesis *h, uint8_t marked)
{
	const qw_loss *loss = s->loss;
	if (loss->single)
		return;
	bool tail = h->held == 1 && s->written->id == QW_SET_UTF8 && h->byte[0] >= 0xE0;
	if (tail && h->byte[0] < 0xF0)
		lose_tail(s, h, marked);
	for (unsigned b = 0; b < 128 && !tail; b++) {
		qw_hypothesis first;
		unsigned char byte = (unsigned char)(0x80 + b);
		if (loss->first[b] == loss->first[b + 1] || !may_follow(s, h, byte))
			continue;
		first = *h;
		if (!parts_from(s, &first, byte)
		    || !qw_step_push(s, &first, byte, true, s->from, s->from | 1))
			continue;
		for (unsigned k = loss->first[b]; k < loss->first[b + 1]; k++) {
			unsigned char second = loss->second[k];
			qw_hypothesis new = first;
			if (loss->fate[b][second] != (2 | marked)
			    || !qw_step_push(s, &new, second, true, s->from | 1, s->to))
				continue;
			new.dropped = marked ? 0 : (uint8_t)(new.dropped + 2);
			qw_beam_put(s->beam, &new);
		}
	}
}

/* May bytes of the character be gone without a mark? Of two bytes too little would be left. */
static bool misses_byte(const qw_step *s, const qw_hypothesis *h)
{
	return h->held > 0 && h->dropped < DROPS
	    && (s->written->id != QW_SET_UTF8 || h->byte[0] >= 0xE2);
}

void qw_step_drop(const qw_step *s)
{
	qw_step at = *s;
	at.to = at.from;
	at.next = at.here;
	size_t first = 0;
	for (unsigned round = 0; round < ROUNDS && s->loss->unmarked; round++) {
		size_t last = s->beam->count;
		for (size_t i = first; i < last; i++) {
			const qw_hypothesis *h = &s->beam->now[i];
			if (misses_byte(s, h)) {
				lose_one(&at, h, 0);
				lose_two(&at, h, 0);
			}
		}
		qw_beam_join(s->beam);
		first = last;
	}
}

/* ---- cells ---- */

/* The cell was read from p[0..n). */
static void take_bytes(const qw_step *s, const qw_hypothesis *h, const unsigned char *p, size_t n)
{
	qw_hypothesis new = *h;
	if (!qw_loss_reads(s->loss, (uint16_t)(n == 2 ? p[0] << 8 | p[1] : p[0]))
	    || !parts_from(s, &new, p[0]))
		return;
	new.dropped = 0;
	for (size_t i = 0; i < n; i++)
		if (!qw_step_push(s, &new, p[i], false, i > 0 ? s->from | 1 : s->from,
		                  i + 1 < n ? s->from | 1 : s->to))
			return;
	qw_beam_put(s->beam, &new);
}

static void take_code(const qw_step *s, const qw_hypothesis *h, qw_cell c)
{
	unsigned char code[CODES][4];
	if (c < 0x80) {
		code[0][0] = (unsigned char)c;
		take_bytes(s, h, code[0], 1);
		return;
	}
	if (!qw_set_is_ambiguous(&s->loss->read, c)) {
		size_t n = qw_set_encode(&s->loss->read, c, code[0]);
		if (n > 0)
			take_bytes(s, h, code[0], n);
		return;
	}
	size_t codes = qw_set_encodings(&s->loss->read, c, code, CODES);
	for (size_t k = 0; k < codes && k < CODES; k++) {
		size_t n = 1;
		while (n < 4 && code[k][n] != 0)
			n++;
		take_bytes(s, h, code[k], n);
	}
}

void qw_step_cell(const qw_step *s, qw_cell c)
{
	static const unsigned char nbsp = 0xA0;
	for (size_t i = 0; i < s->beam->count; i++) {
		qw_hypothesis h = s->beam->now[i];
		if (c == s->loss->mark && c != 0) {
			lose_one(s, &h, QW_LOSS_MARKED);
			lose_two(s, &h, QW_LOSS_MARKED);
		}
		if (c == ' ' && h.held > 0 && s->loss->nbsp_to_space)
			take_bytes(s, &h, &nbsp, 1);
		take_code(s, &h, c);
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
	if (!is_text(c) || !qw_beam_extend(h, c, h->border, to, true))
		return false;
	h->lean = qw_step_lean(h->lean, qw_scan_lean(c));
	h->held = 0;
	h->expect = 0;
	h->before = h->previous;
	h->previous = c;
	memset(h->byte, 0, sizeof h->byte);
	return true;
}

bool qw_step_sure(const qw_step *s, qw_hypothesis *h, uint16_t code)
{
	if (code <= 0xFF)
		return add_sure(s, h, (unsigned char)code, s->from, s->to);
	return add_sure(s, h, (unsigned char)(code >> 8), s->from, s->from | 1)
	    && add_sure(s, h, (unsigned char)code, s->from | 1, s->to);
}

/* A whole text: its line ends behind it. */
static void end_line(const qw_step *s, qw_hypothesis *h)
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
			end_line(s, &new);
	}
}

void qw_step_end(const qw_step *s)
{
	for (size_t i = 0; i < s->beam->count; i++) {
		qw_hypothesis h = s->beam->now[i];
		bool ends = h.alone == 0 || s->loss->last[h.alone - 0x80] == (1 | h.marked);
		h.alone = h.marked = h.dropped = 0;
		if (h.held == 0 && ends)
			end_line(s, &h);
		else if (h.held > 0)
			cut(s, &h);
	}
}
