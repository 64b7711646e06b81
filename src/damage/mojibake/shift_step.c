/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/shift_step.h"

#include "scan/scan.h"

enum {                   /* bits */
	EVENT = 10,      /* that a byte was lost: one in some hundred, and how */
	ORPHAN = 3,      /* the byte that was left over at the end of a run left no mark */
	LOST = 14        /* a character of which nothing is left */
};

/* The bytes of a cell. */
typedef struct {
	unsigned char byte[4];
	size_t length;
} code;

static bool is_sound(qw_cell c)
{
	return qw_cell_is_han(c) && (qw_scan_class(c) & QW_SEEN_RARE) == 0;
}

static code code_of(const qw_step *s, qw_cell c)
{
	code k = {.length = 1};
	k.byte[0] = (unsigned char)c;
	/* Sound Han beside lost characters are nobody's bytes. */
	if (c == 0xFFFD || (s->loss->remains && is_sound(c)))
		k.length = 0;
	else if (c >= 0x80 && !qw_cell_is_raw(c))
		k.length = qw_set_encode(&s->loss->read, c, k.byte);
	return k;
}

/* Is the lead byte of the unfinished character lost? */
static bool has_lost_lead(const qw_hypothesis *h)
{
	return h->held == 1 && h->byte[0] == 0;
}

/* Go on with bytes [from, ...) of the cell. */
static void go_on(const qw_step *s, const qw_hypothesis *h, const code *k, size_t from)
{
	qw_hypothesis new = *h;
	for (size_t i = from; i < k->length; i++)
		if (!qw_step_push(s, &new, k->byte[i], false, i > 0 ? s->from | 1 : s->from,
		                  i + 1 < k->length ? s->from | 1 : s->to))
			return;
	new.alone = k->length > 0 ? k->byte[k->length - 1] : 0;
	qw_beam_put(s->beam, &new);
}

/* A byte was lost between bytes i - 1 and i of the cell, or is the cell (k->length 0). */
static void lose_byte(const qw_step *s, const qw_hypothesis *h, const code *k, size_t i, int bits)
{
	uint32_t from = i > 0 ? s->from | 1 : s->from, to = k->length == 0 ? s->to : from;
	for (unsigned b = 0x40; b <= 0xFE; b++) {
		qw_hypothesis new = *h;
		new.bits += bits * QW_BIT;
		if ((h->held == 0 && b < 0x81) || !qw_step_push(s, &new, (unsigned char)b, true, from, to))
			continue;
		go_on(s, &new, k, i);
	}
}

/* A lead byte was lost in front of what comes next. */
static void lose_lead(const qw_step *s, const qw_hypothesis *h, int bits)
{
	qw_hypothesis new = *h;
	new.bits += bits * QW_BIT;
	new.held = new.unsure = 1;
	new.border = s->from;
	new.expect = EVENT * QW_BIT;
	new.alone = 0;
	qw_beam_put(s->beam, &new);
}

/* A character is lost that begins at border `from`: the mark stays for it. */
static bool leave_mark(const qw_step *s, qw_hypothesis *h, uint32_t from)
{
	h->bits += LOST * QW_BIT;
	h->alone = h->held = 0;
	h->expect = 0;
	h->before = h->previous;
	h->previous = 0xFFFD;
	return qw_beam_extend(h, 0xFFFD, from, s->to, true);
}

static void keep_mark(const qw_step *s, const qw_hypothesis *h, uint32_t from)
{
	qw_hypothesis new = *h;
	if (leave_mark(s, &new, from))
		qw_beam_put(s->beam, &new);
}

/* One mark may stand for two bytes of the beginnings of UTF-8 sequences. */
static void go_over_remains(const qw_step *s, const qw_hypothesis *h)
{
	static const code none = {.length = 0};
	qw_hypothesis two = *h;
	two.bits += ORPHAN * QW_BIT;
	if (h->held == 0) {
		lose_lead(s, h, 0);
		keep_mark(s, &two, s->from);
	} else if (has_lost_lead(h)) {
		keep_mark(s, h, h->border);
		if (leave_mark(s, &two, h->border))
			lose_lead(s, &two, 0);
	} else {
		lose_byte(s, h, &none, 0, 0);
	}
}

static bool is_mark(qw_cell c) { return c == 0xFFFD || c == '?' || c == ' '; }

static void go_over_mark(const qw_step *s, const qw_hypothesis *h, qw_cell c, bool open)
{
	static const code none = {.length = 0};
	if (h->held == 0 && open)
		lose_lead(s, h, EVENT);
	else if (h->held == 1)
		lose_byte(s, h, &none, 0, c == 0xFFFD ? 0 : ORPHAN);
	if (h->held == 0 && c == 0xFFFD)
		keep_mark(s, h, s->from);
}

/* Bytes that were doubled. */
static void drop_double(const qw_step *s, const qw_hypothesis *h, const code *k)
{
	qw_hypothesis new = *h;
	new.bits += EVENT * QW_BIT;
	if (k->byte[0] == h->alone)
		go_on(s, &new, k, 1);
	if (k->length == 2 && k->byte[0] == k->byte[1]
	    && qw_step_push(s, &new, k->byte[0], false, s->from, s->from | 1))
		go_on(s, &new, k, 2);
}

static void go_over(const qw_step *s, const qw_hypothesis *h, const code *k, bool open)
{
	bool high = k->byte[0] >= 0x80;
	go_on(s, h, k, 0);
	if (h->held == 1 && !high && !s->loss->remains)
		lose_byte(s, h, k, 0, ORPHAN);
	if (!high || s->loss->remains || (!open && h->held == 0))
		return;
	lose_byte(s, h, k, 0, EVENT);
	drop_double(s, h, k);
	qw_hypothesis first = *h;
	if (k->length == 2 && qw_step_push(s, &first, k->byte[0], false, s->from, s->from | 1))
		lose_byte(s, &first, k, 1, EVENT);
}

void qw_shift_cell(const qw_step *s, qw_cell c, bool open)
{
	code k = code_of(s, c);
	for (size_t i = 0; i < s->beam->count; i++) {
		qw_hypothesis h = s->beam->now[i];
		if (s->loss->remains && c == s->loss->mark)
			go_over_remains(s, &h);
		else if (!s->loss->remains && is_mark(c))
			go_over_mark(s, &h, c, open);
		if (k.length == 0 || (s->loss->remains && c < 0x80 && h.held > 0))
			continue;
		if (!has_lost_lead(&h)) {
			go_over(s, &h, &k, open);
			continue;
		}
		for (unsigned b = 0x81; b <= 0xFE; b++) {
			qw_hypothesis new = h;
			new.byte[0] = (unsigned char)b;
			go_on(s, &new, &k, 0);
		}
	}
}

void qw_shift_end(const qw_step *s)
{
	static const code none = {.length = 0};
	for (size_t i = 0; i < s->beam->count; i++) {
		qw_hypothesis h = s->beam->now[i];
		h.alone = 0;
		if (h.held == 0 && s->here == QW_STEP_END)
			h.bits += qw_model_triple(h.before, h.previous, QW_MODEL_START);
		if (h.held == 0)
			qw_beam_put(s->beam, &h);
		else if (!has_lost_lead(&h) && !s->loss->remains)
			lose_byte(s, &h, &none, 0, ORPHAN);
	}
}
