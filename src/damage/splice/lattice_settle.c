/* SPDX-License-Identifier: Apache-2.0 */
/* What the cell behind an unknown lead byte tells of it. */
#include "config.h"
#include "damage/splice/lattice_internal.h"

#include "damage/splice/mark.h"

enum { SEARCHED = 3 }; /* hypotheses for which a second pair without a trace is looked for */

/* The next byte settles an unknown lead byte. */
static void settle_unknown(qw_lattice *l, const qw_hypothesis *h)
{
	qw_choice list[QW_CHOICES];
	qw_cell c = l->torn->cell[h->position];
	uint16_t pair = c < 0x80 ? (uint16_t)0 : qw_view_pair(l->torn->view, c);
	unsigned char byte = c < 0x80 ? (unsigned char)c : qw_lead_of(pair);
	if (byte < 0x40)
		return;
	size_t count = qw_lattice_likely_leads(l, h, byte, list);
	for (size_t i = 0; i < count; i++) {
		qw_hypothesis settled = *h;
		settled.pending = list[i].byte;
		settled.last = list[i].byte;
		qw_lattice_step_other(l, &settled);
	}
}

/* The lead byte is unknown, and so is what follows: another improper pair. */
static void settle_pair(qw_lattice *l, const qw_hypothesis *h, size_t position, int cost)
{
	qw_choice list[QW_CHOICES];
	size_t count = qw_lattice_likely_pairs(l, h, true, list);
	for (size_t i = 0; i < count; i++) {
		qw_hypothesis settled = *h;
		size_t before = l->made;
		settled.pending = list[i].byte;
		qw_lattice_push_byte(l, &settled, position, cost, list[i].second);
		if (l->made > before)
			l->next[before].pending = QW_UNKNOWN_USER;
		/* Once: there is no end to what may be gone. */
		if (l->made > before && position == h->position)
			l->next[before].pending = QW_UNKNOWN_TWICE;
	}
}

/* The lead byte is unknown, its trail byte was eaten: the character is one that the
 * note reads. */
static void settle_straddle(qw_lattice *l, const qw_hypothesis *h, const qw_note *note)
{
	size_t count;
	const uint16_t *character = qw_reading_characters(note->reading, &count);
	l->budget -= (int64_t)count / 8;
	for (size_t i = 0; i < count; i++) {
		uint16_t pair = qw_view_pair(l->torn->view, character[i]);
		int cost;
		if (pair == 0 || !qw_lattice_is_improper(l->torn, h->last, qw_lead_of(pair))
		    || !qw_reading_fits(character[i], note->reading)
		    || !qw_lattice_may_carry(l->torn, pair, note, &cost))
			continue;
		qw_hypothesis settled = *h;
		settled.pending = settled.last = qw_lead_of(pair);
		qw_lattice_straddle(l, &settled, note, pair, cost);
	}
}

void qw_lattice_settle(qw_lattice *l, const qw_hypothesis *h)
{
	const qw_torn *t = l->torn;
	size_t width = qw_mark_lost(t->cell, t->length, h->position);
	bool hole = t->view->through_big5 && t->cell[h->position] == 0x3000;
	qw_note note;
	if (width > 0 || hole)
		settle_pair(l, h, h->position + width + hole, QW_COST_UNDECODABLE);
	else if (l->thorough && h->pending == QW_UNKNOWN_USER && l->rank < SEARCHED)
		settle_pair(l, h, h->position, t->drop_bits);
	if (h->pending >= QW_UNKNOWN_USER && width > 0
	    && qw_mark_note(t->cell, t->length, h->position, width, &note))
		settle_straddle(l, h, &note);
	if (width > 0)
		qw_lattice_settle_orphan(l, h, h->position + width);
	if (width == 0 && !hole)
		settle_unknown(l, h);
}
