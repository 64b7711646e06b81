/* SPDX-License-Identifier: Apache-2.0 */
/* The likeliest bytes where nothing but the model tells of them. */
#include "config.h"
#include "damage/splice/lattice_internal.h"

#include "damage/splice/mark.h"

static bool is_proper(qw_cell c) { return c != 0 && !qw_cell_is_private(c); }

/* Keep the bytes that make c in the sorted list of the cheapest. */
static size_t keep_cheapest(const qw_lattice *l, qw_choice *list, size_t count,
                            const qw_hypothesis *h, qw_cell c, unsigned byte, unsigned second)
{
	size_t place = count;
	qw_bits cost = qw_recall_pair(l->torn->recall, h->previous, c);
	while (place > 0 && list[place - 1].cost > cost)
		place--;
	if (place == QW_CHOICES)
		return count;
	size_t last = count < QW_CHOICES ? count : QW_CHOICES - 1;
	for (size_t i = last; i > place; i--)
		list[i] = list[i - 1];
	list[place] = (qw_choice){(unsigned char)byte, (unsigned char)second, cost};
	return last + 1;
}

bool qw_lattice_is_improper(const qw_torn *t, unsigned char lead, unsigned char trail)
{
	return !is_proper(qw_view_cell(t->view, lead, trail));
}

/* The lead bytes of rows that have gaps or private-use characters. */
static bool may_lead_improper(unsigned byte)
{
	return (byte >= 0xA2 && byte <= 0xAF) || byte >= 0xF8;
}

size_t qw_lattice_likely_trails(qw_lattice *l, const qw_hypothesis *h, bool user,
                                qw_choice list[QW_CHOICES])
{
	size_t count = 0;
	l->budget -= 128 / 8;
	for (unsigned byte = 0x81; byte <= 0xFE; byte++) {
		qw_cell c = qw_view_cell(l->torn->view, (unsigned char)h->pending, (unsigned char)byte);
		if (is_proper(c) && (!user || may_lead_improper(byte)))
			count = keep_cheapest(l, list, count, h, c, byte, 0);
	}
	return count;
}

/* May the byte be the unknown lead byte, seen from what is in front of it? */
static bool may_be_lead(const qw_lattice *l, const qw_hypothesis *h, unsigned byte)
{
	return h->pending < QW_UNKNOWN_USER
	    || qw_lattice_is_improper(l->torn, h->last, (unsigned char)byte);
}

/* Where all punctuation is prefixed, a prefix and nothing else tells of it. */
static bool contradicts_prefix(const qw_torn *t, qw_cell c)
{
	return (t->prefix == QW_PREFIX_YES && !qw_mark_is_prefixed(c))
	    || (t->prefix == QW_PREFIX_NO && qw_mark_is_prefixed(c));
}

size_t qw_lattice_likely_leads(qw_lattice *l, const qw_hypothesis *h, unsigned char trail,
                               qw_choice list[QW_CHOICES])
{
	size_t count = 0;
	l->budget -= 128 / 8;
	for (unsigned byte = 0x81; byte <= 0xFE; byte++) {
		qw_cell c = qw_view_cell(l->torn->view, (unsigned char)byte, trail);
		if (is_proper(c) && may_be_lead(l, h, byte)
		    && !(h->node == 0 && contradicts_prefix(l->torn, c)))
			count = keep_cheapest(l, list, count, h, c, byte, 0);
	}
	return count;
}

size_t qw_lattice_likely_pairs(qw_lattice *l, const qw_hypothesis *h, bool user,
                               qw_choice list[QW_CHOICES])
{
	size_t count = 0;
	l->budget -= 128 * (user ? 22 : 128) / 8;
	for (unsigned lead = 0x81; lead <= 0xFE; lead++) {
		if (!may_be_lead(l, h, lead))
			continue;
		for (unsigned trail = 0x81; trail <= 0xFE; trail++) {
			if (user && !may_lead_improper(trail))
				continue;
			qw_cell c = qw_view_cell(l->torn->view, (unsigned char)lead, (unsigned char)trail);
			if (is_proper(c))
				count = keep_cheapest(l, list, count, h, c, lead, trail);
		}
	}
	return count;
}
