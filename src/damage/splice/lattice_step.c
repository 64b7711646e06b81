/* SPDX-License-Identifier: Apache-2.0 */
/* What each damaged cell may mean to a hypothesis that knows its lead byte. */
#include "config.h"
#include "damage/splice/lattice_internal.h"

#include "damage/splice/mark.h"

enum { TRACELESS = 3 }; /* unknown bytes followed up where nothing says that there is one */

/* A whole note: the splice's where the last two original bytes are read so, or else
 * the author's. */
static void step_note(qw_lattice *l, const qw_hypothesis *h, const qw_note *note)
{
	const qw_torn *t = l->torn;
	uint16_t pair = qw_pair(h->before_last, h->last);
	qw_cell c = qw_view_cell(t->view, h->before_last, h->last);
	int cost;
	if (c != 0 && qw_reading_fits(c, note->reading)
	    && qw_lattice_may_carry(t, pair, note, &cost)) {
		qw_hypothesis *made = qw_lattice_push(l, h, note->end, cost);
		if (made != NULL && !qw_lattice_take_note(l, made, pair, note))
			qw_lattice_drop_last(l);
	} else if (h->pending < 0) {
		qw_lattice_push_byte(l, h, h->position + 1, QW_COST_LITERAL_NOTE, '(');
	}
}

/* "?reading)": the byte behind the last one makes a character that is read so. */
static void step_straddle(qw_lattice *l, const qw_hypothesis *h, const qw_note *note)
{
	unsigned char trail[128];
	l->budget -= 128 / 8;
	size_t found = qw_reading_with_lead(l->torn->view, note->reading, h->last, trail,
	                                    sizeof trail);
	if (found > sizeof trail)
		found = sizeof trail;
	for (size_t i = 0; i < found; i++) {
		int cost;
		uint16_t pair = qw_pair(h->last, trail[i]);
		if (trail[i] > 0x80 && qw_lattice_may_carry(l->torn, pair, note, &cost))
			qw_lattice_straddle(l, h, note, pair, cost);
	}
}

/* A pair of shifted bytes that nothing tells: it ends the pending character and
 * begins another one. `improper`: it left no character behind. */
static void lost_pair(qw_lattice *l, const qw_hypothesis *h, size_t position, bool improper)
{
	qw_choice list[QW_CHOICES];
	size_t count = qw_lattice_likely_trails(l, h, improper, list);
	bool traceless = position == h->position;
	int cost = traceless ? l->torn->drop_bits : QW_COST_UNDECODABLE;
	for (size_t i = 0; i < count && !(traceless && i == TRACELESS); i++) {
		size_t before = l->made;
		qw_lattice_push_byte(l, h, position, cost, list[i].byte);
		if (l->made == before)
			continue;
		l->next[before].pending = improper ? QW_UNKNOWN_USER : QW_UNKNOWN;
		l->next[before].dropped = (uint16_t)(h->dropped + traceless);
		l->next[before].shown = (uint16_t)(h->shown + !traceless);
	}
}

static void step_mark(qw_lattice *l, const qw_hypothesis *h, size_t width)
{
	const qw_torn *t = l->torn;
	size_t behind = h->position + width;
	qw_note note;
	bool straddled = qw_mark_note(t->cell, t->length, h->position, width, &note);
	if (straddled)
		step_straddle(l, h, &note);
	if (straddled && !l->thorough)
		return;
	qw_lattice_step_orphan(l, h, behind);
	if (h->pending >= 0 && l->thorough)
		lost_pair(l, h, h->position, true);
	if (h->pending >= 0) {
		lost_pair(l, h, behind, true);
	} else {
		qw_hypothesis *made = qw_lattice_push(l, h, h->position + 1, QW_COST_LITERAL_MARK);
		if (made != NULL && !qw_lattice_emit(l, made, t->cell[h->position]))
			qw_lattice_drop_last(l);
	}
}

void qw_lattice_step_other(qw_lattice *l, const qw_hypothesis *h)
{
	qw_cell c = l->torn->cell[h->position];
	if (h->pending >= 0 && qw_mark_is_byte_80(c)) {
		qw_lattice_push_byte(l, h, h->position + 1, 0, 0x80);
		return;
	}
	if (c < 0x80) {
		qw_lattice_push_byte(l, h, h->position + 1, 0, (unsigned char)c);
		return;
	}
	uint16_t pair = qw_view_pair(l->torn->view, c);
	if (pair == 0 && h->pending >= 0) {
		/* Byte tables to Big5 differ in rare variants. */
		if (l->torn->view->through_big5 && qw_cell_is_han(c))
			lost_pair(l, h, h->position + 1, false);
		return;
	}
	qw_hypothesis *made = qw_lattice_push(l, h, h->position + 1, 0);
	if (made == NULL)
		return;
	bool fits = pair == 0 ? qw_lattice_emit(l, made, c)
	          : qw_lattice_feed(l, made, qw_lead_of(pair))
	         && qw_lattice_feed(l, made, qw_trail_of(pair));
	if (!fits)
		qw_lattice_drop_last(l);
}

void qw_lattice_step(qw_lattice *l, const qw_hypothesis *h)
{
	const qw_torn *t = l->torn;
	size_t width = qw_mark_lost(t->cell, t->length, h->position);
	qw_note note;
	if (width > 0) {
		step_mark(l, h, width);
	} else if (t->view->through_big5 && t->cell[h->position] == 0x3000 && h->pending >= 0) {
		lost_pair(l, h, h->position + 1, true);
	} else if (qw_note_at(t->cell, t->length, h->position, &note)) {
		step_note(l, h, &note);
	} else if (h->pending < 0 && qw_mark_is_prefix(t->cell[h->position])
	           && t->cell[h->position] != ' '
	           && qw_lattice_prefixed_mark(t, h->position) < t->length) {
		qw_lattice_push(l, h, qw_lattice_prefixed_mark(t, h->position), 0);
	} else {
		qw_lattice_step_other(l, h);
		if (l->thorough && h->pending >= 0 && t->cell[h->position] >= 0x40)
			lost_pair(l, h, h->position, true);
	}
}
