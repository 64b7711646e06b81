/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/shift_step.h"

#include "scan/scan.h"

enum {                   /* bits */
	EVENT = 10,      /* that a byte was lost: one in some hundred, and how */
	ORPHAN = 3,      /* the byte that was left over at the end of a run left no mark */
	LOST = 14,       /* a character of which nothing is left, */
	NEAR = 6         /* by which a text may be behind in which one more byte is lost */
};

enum { CHOICES = 16 };   /* characters that are tried where nothing is left of one */

/* The bytes of a cell. */
typedef struct {
	unsigned char byte[4];
	size_t length;
} code;

static bool is_sound(qw_cell c)
{
	return qw_cell_is_han(c) && (qw_scan_class(c) & QW_SEEN_RARE) == 0;
}

static code code_of(const qw_step *s, const qw_hypothesis *h, qw_cell c)
{
	code k = {.length = 1};
	k.byte[0] = (unsigned char)c; /* a raw one is that, too */
	/* As a trail byte of GBK that stands alone; else as the euro sign of the set. */
	if (c == 0x20AC && h->held == 1 && s->loss->read.id == QW_SET_GBK) {
		k.byte[0] = 0x80;
		return k;
	}
	/* Sound Han beside lost characters are nobody's bytes. */
	if (c == 0xFFFD || (s->loss->remains && is_sound(c)))
		k.length = 0;
	else if (qw_cell_is_raw(c))
		k.length = s->loss->remains || s->stray ? 0 : 1;
	else if (c >= 0x80)
		k.length = qw_set_encode(&s->loss->read, c, k.byte);
	return k;
}

/* Is the lead byte of the unfinished character lost? */
static bool has_lost_lead(const qw_hypothesis *h)
{
	return h->held == 1 && h->byte[0] == 0;
}

/* Was the lead byte overwritten with a mark of its own, so that the trail byte may be, too? */
static bool is_marked(const qw_hypothesis *h)
{
	return has_lost_lead(h) && h->marked != 0;
}

/* Bits that a lead byte at the end of a run has no trail byte: who reads one byte late leaves one
 * over there and may drop it. Where nobody did, it was lost itself. */
static int orphan(const qw_step *s) { return s->bytes ? EVENT : ORPHAN; }

/* Go on with bytes [from, ...) of the cell. */
static void go_on(const qw_step *s, const qw_hypothesis *h, const code *k, size_t from)
{
	qw_hypothesis new = *h;
	for (size_t i = from; i < k->length; i++)
		if (!qw_step_push(s, &new, k->byte[i], false, i > 0 ? s->from | 1 : s->from,
		                  i + 1 < k->length ? s->from | 1 : s->to))
			return;
	new.alone = k->length > 0 ? k->byte[k->length - 1] : 0;
	new.marked = 0;
	qw_beam_put(s->beam, &new);
}

/* A byte was lost between bytes i - 1 and i of the cell, or is the cell (k->length 0). */
static void lose_byte(const qw_step *s, const qw_hypothesis *h, const code *k, size_t i, int bits)
{
	uint32_t from = i > 0 ? s->from | 1 : s->from, to = k->length == 0 ? s->to : from;
	for (unsigned b = h->held == 0 ? 0x81 : 0x40; b <= 0xFE; b++) {
		qw_hypothesis new = *h;
		new.bits += bits * QW_BIT;
		if (qw_step_push(s, &new, (unsigned char)b, true, from, to))
			go_on(s, &new, k, i);
	}
}

/* A lead byte was lost in front of what comes next; `marked`: U+FFFD stands for it. */
static void lose_lead(const qw_step *s, const qw_hypothesis *h, int bits, bool marked)
{
	qw_hypothesis new = *h;
	new.bits += bits * QW_BIT;
	new.held = new.unsure = 1;
	new.border = s->from;
	new.expect = EVENT * QW_BIT;
	new.alone = 0;
	new.marked = marked;
	qw_beam_put(s->beam, &new);
}

/* The characters that fit best between those on both sides, the cheapest first. */
typedef struct {
	uint16_t cell[CHOICES];
	qw_bits bits[CHOICES];
	size_t count;
} choices;

static void choose(choices *best, uint16_t c, qw_bits bits)
{
	size_t at = best->count;
	if (at == CHOICES && best->bits[at - 1] <= bits)
		return;
	at = at < CHOICES ? best->count++ : at - 1;
	for (; at > 0 && best->bits[at - 1] > bits; at--) {
		best->bits[at] = best->bits[at - 1];
		best->cell[at] = best->cell[at - 1];
	}
	best->bits[at] = bits;
	best->cell[at] = c;
}

static choices choose_between(const qw_step *s, const qw_hypothesis *h)
{
	choices best = {.count = 0};
	for (size_t i = 0; i < s->loss->common; i++) {
		uint16_t c = s->loss->tail[0][i];
		choose(&best, c, qw_model_pair(h->previous, c) + qw_model_pair(c, s->after));
	}
	return best;
}

/* Nothing is left of the character that begins at border `from` and ends with this cell. Where
 * its neighbours are lost, too, nothing tells what it was. */
static void lose_all(const qw_step *s, const qw_hypothesis *h, uint32_t from, int bits)
{
	qw_step at = *s;
	at.following = s->after;
	if (h->previous == 0xFFFD || s->after == 0xFFFD)
		return;
	choices best = choose_between(s, h);
	for (size_t i = 0; i < best.count; i++) {
		qw_hypothesis new = *h;
		unsigned char bytes[4];
		qw_set_encode(s->written, best.cell[i], bytes);
		new.bits += bits * QW_BIT;
		new.held = new.alone = new.marked = 0;
		if (qw_step_push(&at, &new, bytes[0], true, from, from | 1)
		    && qw_step_push(&at, &new, bytes[1], true, from | 1, s->to))
			qw_beam_put(s->beam, &new);
	}
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
		lose_lead(s, h, 0, false);
		keep_mark(s, &two, s->from);
	} else if (has_lost_lead(h)) {
		keep_mark(s, h, h->border);
		if (leave_mark(s, &two, h->border))
			lose_lead(s, &two, 0, false);
	} else {
		lose_byte(s, h, &none, 0, 0);
	}
}

static bool is_mark(qw_cell c) { return c == 0xFFFD || c == '?' || c == ' '; }

/* No trail byte: nothing can be one character with the lead byte in front of it. */
static bool parts(qw_cell c) { return c < 0x40; }

static void go_over_mark(const qw_step *s, const qw_hypothesis *h, qw_cell c, bool open)
{
	static const code none = {.length = 0};
	if (h->held == 0 && open)
		lose_lead(s, h, EVENT, c == 0xFFFD);
	if (h->held == 0 && open && c == 0xFFFD && parts(s->after))
		lose_all(s, h, s->from, EVENT);
	if (is_marked(h) && open)
		lose_all(s, h, h->border, 0);
	else if (h->held == 1)
		lose_byte(s, h, &none, 0, c == 0xFFFD ? 0 : orphan(s));
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
		lose_byte(s, h, k, 0, orphan(s));
	if (s->loss->remains || !open || k->byte[0] < 0x40)
		return;
	/* A letter may be a trail byte, too, but people write more of them. */
	if (!high) {
		if (h->held == 0 && s->expected)
			lose_byte(s, h, k, 0, EVENT);
		return;
	}
	lose_byte(s, h, k, 0, EVENT);
	drop_double(s, h, k);
	qw_hypothesis first = *h;
	if (k->length == 2 && qw_step_push(s, &first, k->byte[0], false, s->from, s->from | 1))
		lose_byte(s, &first, k, 1, EVENT);
}

static int64_t least_bits(const qw_beam *b)
{
	int64_t least = INT64_MAX;
	for (size_t i = 0; i < b->count; i++)
		least = b->now[i].bits < least ? b->now[i].bits : least;
	return least;
}

void qw_shift_cell(const qw_step *s, qw_cell c, bool may_lose)
{
	int64_t most = least_bits(s->beam) + NEAR * QW_BIT;
	for (size_t i = 0; i < s->beam->count; i++) {
		qw_hypothesis h = s->beam->now[i];
		code k = code_of(s, &h, c);
		bool open = may_lose && h.bits <= most;
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

/* The text ends behind a whole character. */
static void end(const qw_step *s, qw_hypothesis *h)
{
	h->alone = 0;
	if (s->here == QW_STEP_END)
		h->bits += qw_model_triple(h->before, h->previous, QW_MODEL_START);
	qw_beam_put(s->beam, h);
}

/* The trail byte of the last character was lost. */
static void lose_last(const qw_step *s, const qw_hypothesis *h)
{
	for (unsigned b = 0x40; b <= 0xFE; b++) {
		qw_hypothesis new = *h;
		new.bits += orphan(s) * QW_BIT;
		if (qw_step_push(s, &new, (unsigned char)b, true, s->from, s->to))
			end(s, &new);
	}
}

void qw_shift_end(const qw_step *s)
{
	for (size_t i = 0; i < s->beam->count; i++) {
		qw_hypothesis h = s->beam->now[i];
		if (h.held == 0)
			end(s, &h);
		else if (!has_lost_lead(&h) && !s->loss->remains)
			lose_last(s, &h);
	}
}
