/* SPDX-License-Identifier: Apache-2.0 */
/* Lead bytes that were lost together with the byte behind them: a prefix, or an ASCII
 * byte of the original. */
#include "config.h"
#include "damage/splice/lattice_internal.h"

#include "damage/splice/mark.h"

enum { SEARCHED = 3 }; /* hypotheses for which a character without any byte is looked for */

/* Does a tag go on at cell[i] whose "<" was eaten? */
static bool tag_rest(const qw_torn *t, size_t i)
{
	size_t k = i + (i < t->length && t->cell[i] == '/');
	size_t letters = k;
	while (k < t->length && k < letters + 12 && (t->cell[k] | 32) >= 'a'
	       && (t->cell[k] | 32) <= 'z')
		k++;
	if (k < t->length && k == letters + 1 && t->cell[k] >= '1' && t->cell[k] <= '6')
		k++;
	return k > letters && k < t->length && t->cell[k] == '>';
}

/* The ASCII byte that stood in front of cell[i]: of a tag, or between two Chinese
 * characters mostly a blank, in front of letters as the segment has it; what nothing
 * tells stays the "?" that the decoder wrote. */
static unsigned char eaten_byte(const qw_torn *t, size_t i)
{
	if (tag_rest(t, i))
		return '<';
	if (i == t->length)
		return '?';
	bool blank = qw_recall_is_letter(t->cell[i]) ? t->recall->spaced > t->recall->joined
	                                             : qw_cell_is_han(t->cell[i]);
	return blank ? ' ' : '?';
}

static bool ends_sentence(qw_cell c)
{
	return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0x201D || c == 0x2026;
}

size_t qw_lattice_prefixed_mark(const qw_torn *t, size_t i)
{
	i = qw_mark_behind_prefixes(t->cell, t->length, i);
	return i < t->length && qw_mark_is_prefixed(t->cell[i]) ? i : t->length;
}

/* One unknown byte, which ends the pending character or begins another one. */
static void unknown_byte(qw_lattice *l, const qw_hypothesis *from, size_t position, int cost)
{
	qw_choice list[QW_CHOICES];
	qw_hypothesis guess = *from;
	const qw_hypothesis *h = &guess;
	guess.guess = true;
	if (h->pending < 0) {
		qw_hypothesis *made = qw_lattice_push(l, h, position, cost);
		if (made != NULL)
			made->pending = QW_UNKNOWN;
		return;
	}
	size_t count = qw_lattice_likely_trails(l, h, false, list);
	for (size_t i = 0; i < count; i++)
		qw_lattice_push_byte(l, h, position, cost, list[i].byte);
}

/* Put the eaten byte back. A sentence's end and Chinese behind it: maybe a new line
 * began there. That is reported, the LF is not put back. */
static void put_back(qw_lattice *l, qw_hypothesis *h, unsigned char eaten)
{
	h->newlines = (uint16_t)(h->newlines + (eaten == ' ' && ends_sentence(h->previous)));
	h->lost = (uint16_t)(h->lost + (eaten == '?'));
	h->guess = eaten == ' ';
	if (eaten != '?')
		h->cost += qw_recall_share(l->torn->recall, h->previous, eaten);
	qw_lattice_emit_given(l, h, eaten);
	qw_hypothesis_remember(h, eaten);
}

/* The trail byte of the character in front of a mark, when a prefixed mark was found
 * across both, too; 0: no character can be torn so. */
static unsigned char trail_before(const qw_torn *t, qw_cell mark)
{
	unsigned char lead = qw_lead_of(qw_view_pair(t->view, mark));
	for (unsigned trail = 0xA1; trail <= 0xA3; trail += 2)
		if (qw_mark_is_prefixed(qw_view_cell(t->view, (unsigned char)trail, lead)))
			return (unsigned char)trail;
	return 0;
}

/* Both bytes of a character went with prefixes: that of the mark behind it, and that of
 * one across both. */
static void step_twice_torn(qw_lattice *l, const qw_hypothesis *h, size_t mark)
{
	qw_choice list[QW_CHOICES];
	unsigned char trail = trail_before(l->torn, l->torn->cell[mark]);
	size_t count = trail != 0 ? qw_lattice_likely_leads(l, h, trail, list) : 0;
	for (size_t i = 0; i < count; i++) {
		qw_hypothesis settled = *h;
		settled.pending = settled.last = list[i].byte;
		settled.guess = true;
		qw_lattice_push_byte(l, &settled, mark, QW_COST_ORPHAN, trail);
	}
}

/* The index of the mark behind a second tear, when prefixes tore at cell[i], too. */
static size_t twice_torn(const qw_torn *t, size_t i)
{
	i = qw_mark_behind_prefixes(t->cell, t->length, i);
	size_t width = i < t->length ? qw_mark_lost(t->cell, t->length, i) : 0;
	return width > 0 ? qw_lattice_prefixed_mark(t, i + width) : t->length;
}

void qw_lattice_step_orphan(qw_lattice *l, const qw_hypothesis *h, size_t behind)
{
	size_t mark = qw_lattice_prefixed_mark(l->torn, behind);
	if (mark < l->torn->length) {
		unknown_byte(l, h, mark, QW_COST_ORPHAN);
		return;
	}
	mark = twice_torn(l->torn, behind);
	if (h->pending < 0 && mark < l->torn->length)
		step_twice_torn(l, h, mark);
	if (h->pending < 0)
		return;
	if (!qw_mark_eats(l->torn->cell[h->position])) {
		unknown_byte(l, h, behind, QW_COST_ORPHAN);
		return;
	}
	size_t first = l->made;
	unsigned char eaten = eaten_byte(l->torn, behind);
	unknown_byte(l, h, behind, QW_COST_ORPHAN + (eaten == '<' ? 0 : QW_COST_EATEN_UNKNOWN));
	for (size_t i = first; i < l->made; i++)
		put_back(l, &l->next[i], eaten);
}

void qw_lattice_settle_orphan(qw_lattice *l, const qw_hypothesis *h, size_t behind)
{
	qw_choice list[QW_CHOICES];
	size_t mark = qw_lattice_prefixed_mark(l->torn, behind), first = l->made;
	bool prefix = mark < l->torn->length;
	unsigned char eaten = prefix ? 0 : eaten_byte(l->torn, behind);
	if (l->rank >= SEARCHED || (!prefix && eaten != '<'))
		return;
	size_t count = qw_lattice_likely_pairs(l, h, false, list);
	for (size_t i = 0; i < count; i++) {
		qw_hypothesis settled = *h;
		settled.pending = list[i].byte;
		settled.guess = true;
		qw_lattice_push_byte(l, &settled, prefix ? mark : behind, QW_COST_ORPHAN, list[i].second);
	}
	for (size_t i = first; i < l->made && !prefix; i++)
		if (qw_mark_eats(l->torn->cell[h->position]))
			put_back(l, &l->next[i], eaten);
}
