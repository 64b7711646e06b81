/* SPDX-License-Identifier: Apache-2.0 */
/* Which bytes were lost? Of UTF-8 whole characters are chosen where all but the lost bytes is
 * known; bytes alone begin characters of which more will be known later. */
#include "config.h"
#include "damage/mojibake/lossy_internal.h"

#include "scan/scan.h"

#include <string.h>

enum {
	ROUNDS = 2,      /* of putting in lost bytes between two cells */
	DROPS = 3,       /* bytes that are lost without a mark between two cells */
	AGAIN = 8,      /* hypotheses that lose more in the same place */
	SLACK = QW_STEP_SLACK
};

/* What is done behind a chosen character, or the byte of the cell that follows. */
enum { NOTHING = -1, LEADS = -2, END = -3 };

/* A hypothesis that goes on in many ways. */
typedef struct {
	const qw_step *step;
	const qw_hypothesis *h;
	qw_model_context context;
	bool known;              /* that was looked up */
} source;

static bool is_utf8(const qw_step *s) { return s->written->id == QW_SET_UTF8; }

/* Has it the lead byte of a sequence of three, and so many of its bytes? */
static bool holds(const qw_step *s, const qw_hypothesis *h, unsigned held)
{
	return is_utf8(s) && h->held == held && (h->byte[0] & 0xF0) == 0xE0;
}

/* ---- bytes that begin a character ---- */

/* May a character begin behind the mark? */
static bool begins_behind(const qw_step *s)
{
	return !is_utf8(s) || s->aheads == 0 || s->ahead[0] < 0x80 || s->ahead[0] >= 0xC2;
}

/* May this byte be the last one that the mark stands for? */
static bool may_follow(const qw_step *s, const qw_hypothesis *h, unsigned char b)
{
	unsigned held = h->held + 1u, need = qw_utf8_length(h->held > 0 ? h->byte[0] : b);
	if (!is_utf8(s) || s->aheads == 0)
		return true;
	return held >= need ? begins_behind(s) : s->open || !begins_behind(s);
}

/* The bytes behind the mark may say how it ends. False: it can't go on so. */
static bool look_ahead(const qw_step *s, qw_hypothesis *h)
{
	if (!is_utf8(s) || s->aheads == 0)
		return true;
	if (h->held == 0)
		return begins_behind(s);
	if (s->open)
		return true;
	unsigned char p[4];
	unsigned held = h->held, need = qw_utf8_length(h->byte[0]);
	memcpy(p, h->byte, held);
	for (unsigned i = held; i < need && i - held < s->aheads; i++) {
		p[i] = s->ahead[i - held];
		if (i == 1 ? !qw_is_utf8_second(p[0], p[1]) : (p[i] & 0xC0) != 0x80)
			return false;
	}
	if (need - held > s->aheads)
		return true;
	qw_cell c = qw_utf8_cell(p);
	h->expect = qw_model_pair(h->previous, c);
	return qw_model_single(c) <= QW_LOSS_RARE * QW_BIT;
}

/* Put one in that a byte was lost behind. */
static void put(const qw_step *s, qw_hypothesis *h)
{
	if (look_ahead(s, h))
		qw_beam_put(s->beam, h);
}

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

/* ---- characters ---- */

/* The byte of UTF-8 that was lost first. */
static unsigned char first_lost(const qw_choice_of *of, qw_cell c)
{
	bool last = of->kind == QW_CHOICE_LAST || of->kind == QW_CHOICE_PAIRED;
	return (unsigned char)(0x80 | ((last ? c : c >> 6) & 0x3F));
}

/* The same hypothesis, whose unfinished character is this one. False: it costs too much. */
static bool take_choice(source *src, const qw_choice_of *of, const qw_choice *choice, uint32_t to,
                        qw_hypothesis *new)
{
	const qw_step *s = src->step;
	const qw_hypothesis *h = src->h;
	int32_t lean = qw_scan_lean(choice->cell);
	int64_t bits = h->bits + qw_step_against_writing(h, lean);
	qw_bits expect = s->following != 0 && of->kind != QW_CHOICE_PAIRED
	               ? qw_model_pair(choice->cell, s->following) : 0;
	if (!qw_beam_wants(s->beam, bits + choice->pair - SLACK * QW_BIT + expect))
		return false;
	if (!src->known)
		src->context = qw_model_behind(h->before, h->previous);
	src->known = true;
	bits += qw_model_triple_of(&src->context, choice->cell, choice->pair);
	if (!qw_beam_wants(s->beam, bits + expect))
		return false;
	*new = *h;
	new->bits = bits;
	new->expect = expect;
	new->unsure = 1;
	if ((of->kind != QW_CHOICE_ASCII && !qw_step_parts(s, new, first_lost(of, choice->cell)))
	    || !qw_beam_extend(new, choice->cell, h->border, to, false))
		return false;
	qw_step_enter(new, choice->cell, lean);
	return true;
}

static qw_choice_of choice_of(const source *src, qw_choice_kind kind, bool marked)
{
	const qw_hypothesis *h = src->h;
	return (qw_choice_of){.loss = src->step->loss, .kind = kind, .marked = marked,
	                      .lead = h->byte[0], .left = h->byte[1], .previous = h->previous};
}

static void choose(source *src, const qw_choice_of *of, uint32_t to, int then);

/* The byte behind the last one, of the next character, was lost with it. */
static void lose_leads(const qw_step *s, const qw_hypothesis *h, unsigned b, uint8_t marked)
{
	const qw_loss *loss = s->loss;
	for (unsigned k = loss->first[b]; k < loss->first[b + 1]; k++) {
		unsigned char second = loss->second[k];
		if ((second < 0x80 && is_utf8(s)) || loss->fate[b][second] != (2 | marked)
		    || !qw_step_fits(s, h, second) || !may_follow(s, h, second))
			continue;
		qw_hypothesis new = *h;
		if (qw_step_push(s, &new, second, true, s->from | 1, s->to))
			put(s, &new);
	}
	if (!is_utf8(s) || h->held > 0 || !begins_behind(s))
		return;
	qw_hypothesis next = *h;
	next.border = s->from | 1;
	source src = {.step = s, .h = &next};
	qw_choice_of ascii = choice_of(&src, QW_CHOICE_ASCII, marked != 0);
	choose(&src, &ascii, s->to, NOTHING);
}

static void go_on(const qw_step *s, qw_hypothesis *h, const qw_choice_of *of, int then)
{
	uint8_t marked = of->marked ? QW_LOSS_MARKED : 0;
	unsigned lost = of->kind == QW_CHOICE_TAIL || of->kind == QW_CHOICE_PAIRED ? 2 : 1;
	if (of->kind != QW_CHOICE_ASCII)
		h->dropped = marked || then >= 0 ? 0 : (uint8_t)(h->dropped + lost);
	if (then == LEADS)
		lose_leads(s, h, h->previous & 0x3F, marked);
	else if (then == END)
		qw_step_end_line(s, h);
	else if (then == NOTHING
	         || qw_step_push(s, h, (unsigned char)then, false, s->from, s->to))
		qw_beam_put(s->beam, h);
}

/* Go on with each character that the lost bytes may complete; the best come first. */
static void choose(source *src, const qw_choice_of *of, uint32_t to, int then)
{
	const qw_step *s = src->step;
	size_t n;
	const qw_choice *choice = qw_choices_get(s->choices, of, &n);
	s->beam->failed |= choice == NULL;
	for (size_t i = 0; choice != NULL && i < n; i++) {
		qw_hypothesis new;
		bool later = false;
		if (!qw_beam_wants(s->beam, src->h->bits + choice[i].pair - (SLACK + 1) * QW_BIT))
			break;
		if (of->kind == QW_CHOICE_LAST && !is_lost_alone(s, first_lost(of, choice[i].cell),
		                                                 of->marked ? QW_LOSS_MARKED : 0, &later))
			continue;
		if (!take_choice(src, of, &choice[i], to, &new))
			continue;
		if (later) {
			new.alone = first_lost(of, choice[i].cell);
			new.marked = of->marked ? QW_LOSS_MARKED : 0;
		}
		go_on(s, &new, of, then);
	}
}

/* ---- lost bytes ---- */

static void lose_one(source *src, uint8_t marked)
{
	const qw_step *s = src->step;
	const qw_hypothesis *h = src->h;
	if (holds(s, h, 2)) {
		qw_choice_of last = choice_of(src, QW_CHOICE_LAST, marked != 0);
		if (begins_behind(s))
			choose(src, &last, s->to, NOTHING);
		return;
	}
	for (unsigned b = 0x80; b <= 0xFF; b++) {
		bool later;
		if (!qw_step_fits(s, h, (unsigned char)b) || !may_follow(s, h, (unsigned char)b)
		    || !is_lost_alone(s, b, marked, &later))
			continue;
		qw_hypothesis new = *h;
		if (!qw_step_parts(s, &new, (unsigned char)b)
		    || !qw_step_push(s, &new, (unsigned char)b, true, s->from, s->to))
			continue;
		if (later) {
			new.alone = (uint8_t)b;
			new.marked = marked;
		}
		new.dropped = marked ? 0 : (uint8_t)(new.dropped + 1);
		put(s, &new);
	}
}

/* Two lost bytes of which the first does not end a sequence of three. */
static void lose_pairs(const qw_step *s, const qw_hypothesis *h, uint8_t marked)
{
	const qw_loss *loss = s->loss;
	for (unsigned b = 0; b < 128; b++) {
		unsigned char byte = (unsigned char)(0x80 + b);
		if (loss->first[b] == loss->first[b + 1] || !qw_step_fits(s, h, byte))
			continue;
		qw_hypothesis first = *h;
		if (!qw_step_parts(s, &first, byte)
		    || !qw_step_push(s, &first, byte, true, s->from, s->from | 1))
			continue;
		first.dropped = marked ? 0 : (uint8_t)(first.dropped + 2);
		lose_leads(s, &first, b, marked);
	}
}

/* Two lost bytes, of which the second may be ASCII. */
static void lose_two(source *src, uint8_t marked)
{
	const qw_step *s = src->step;
	if (holds(s, src->h, 1)) {
		qw_choice_of tail = choice_of(src, QW_CHOICE_TAIL, marked != 0);
		if (begins_behind(s))
			choose(src, &tail, s->to, NOTHING);
	} else if (holds(s, src->h, 2)) {
		qw_choice_of paired = choice_of(src, QW_CHOICE_PAIRED, marked != 0);
		choose(src, &paired, s->from | 1, LEADS);
	} else {
		lose_pairs(s, src->h, marked);
	}
}

void qw_lose_marked(const qw_step *s, const qw_hypothesis *h)
{
	source src = {.step = s, .h = h};
	lose_one(&src, QW_LOSS_MARKED);
	if (s->loss->first[128] > 0)
		lose_two(&src, QW_LOSS_MARKED);
}

void qw_lose_unmarked(const qw_step *s, const qw_hypothesis *h)
{
	source src = {.step = s, .h = h};
	lose_one(&src, 0);
	if (s->loss->first[128] > 0)
		lose_two(&src, 0);
}

bool qw_loses_between(const qw_step *s)
{
	return is_utf8(s) && s->loss->unmarked && s->loss->single;
}

/* A trail byte belongs to the sequence that is not complete; before any other it ends. */
void qw_lose_between(const qw_step *s, const qw_hypothesis *h, int b)
{
	source src = {.step = s, .h = h};
	if ((!holds(s, h, 1) && !holds(s, h, 2)) || h->byte[0] < 0xE2)
		return;
	if (b >= 0x80 && b < 0xC0) {
		qw_choice_of middle = choice_of(&src, QW_CHOICE_MIDDLE, false);
		middle.left = (unsigned char)b;
		if (h->held == 1)
			choose(&src, &middle, s->to, NOTHING);
		return;
	}
	qw_choice_of rest = choice_of(&src, h->held == 1 ? QW_CHOICE_TAIL : QW_CHOICE_LAST, false);
	choose(&src, &rest, s->from, b < 0 ? END : b);
}

/* May bytes of the character be gone without a mark? Of two bytes too little would be left. */
static bool misses_byte(const qw_step *s, const qw_hypothesis *h)
{
	return h->held > 0 && h->dropped < DROPS && (!is_utf8(s) || h->byte[0] >= 0xE2);
}

void qw_step_drop(const qw_step *s)
{
	qw_step at = *s;
	at.to = at.from;
	at.next = at.here;
	size_t first = 0;
	bool drops = s->loss->unmarked && !qw_loses_between(s);
	for (unsigned round = 0; round < ROUNDS && drops; round++) {
		size_t last = s->beam->count;
		at.open = round + 1 < ROUNDS;
		last = round > 0 && last > first + AGAIN ? first + AGAIN : last;
		for (size_t i = first; i < last; i++)
			if (misses_byte(s, &s->beam->now[i]))
				qw_lose_unmarked(&at, &s->beam->now[i]);
		first = s->beam->count;
		qw_beam_join(s->beam);
	}
}
