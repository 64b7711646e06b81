/* SPDX-License-Identifier: Apache-2.0 */
/* One character, one byte: how a hypothesis grows. */
#include "config.h"
#include "damage/splice/lattice_internal.h"

#include "damage/splice/mark.h"

bool qw_lattice_emit_given(qw_lattice *l, qw_hypothesis *h, qw_cell c)
{
	if (l->node_count >= QW_NODES)
		return false;
	l->nodes[l->node_count] = (qw_node){h->node, h->position, c, h->guess};
	h->node = l->node_count++;
	h->before = h->previous;
	h->previous = c;
	h->guess = false;
	return true;
}

bool qw_lattice_emit(qw_lattice *l, qw_hypothesis *h, qw_cell c)
{
	h->cost += qw_recall_triple(l->torn->recall, h->before, h->previous, c);
	return qw_lattice_emit_given(l, h, c);
}

/* Quotation marks come in pairs, and in pairs of another kind. */
static void balance(qw_hypothesis *h, qw_cell c)
{
	enum { UNBALANCED = QW_COST_UNBALANCED * QW_BIT };
	unsigned opened = qw_mark_opens(c), closed = qw_mark_closes(c);
	if (closed != 0)
		h->cost += qw_mark_is_open(h->open, closed) ? -UNBALANCED / 2 : UNBALANCED;
	else if (opened != 0)
		h->cost += qw_mark_is_open(h->open, opened) ? UNBALANCED : 0;
	h->open = qw_mark_open_behind(h->open, c);
}

bool qw_lattice_feed(qw_lattice *l, qw_hypothesis *h, unsigned char byte)
{
	qw_hypothesis_remember(h, byte);
	if (h->pending >= 0) {
		unsigned char lead = (unsigned char)h->pending;
		qw_cell c = qw_view_cell(l->torn->view, lead, byte);
		h->pending = QW_IN_STEP;
		if (l->torn->table->state[qw_pair(lead, byte)] == QW_PAIR_UNSEEN)
			h->cost += QW_COST_UNSEEN * QW_BIT;
		balance(h, c);
		return c != 0 && !qw_cell_is_private(c) && qw_lattice_emit(l, h, c);
	}
	if (byte < 0x80)
		return qw_lattice_emit(l, h, byte);
	if (byte == 0x80 || byte == 0xFF)
		return false;
	h->pending = byte;
	return true;
}

qw_hypothesis *qw_lattice_push(qw_lattice *l, const qw_hypothesis *h, size_t position,
                               int cost_bits)
{
	if (l->made == QW_BRANCHES)
		return NULL;
	qw_hypothesis *made = &l->next[l->made++];
	*made = *h;
	made->cost += (int64_t)cost_bits * QW_BIT;
	made->position = (uint32_t)position;
	return made;
}

void qw_lattice_push_byte(qw_lattice *l, const qw_hypothesis *h, size_t position, int cost_bits,
                          unsigned char byte)
{
	qw_hypothesis *made = qw_lattice_push(l, h, position, cost_bits);
	if (made != NULL && !qw_lattice_feed(l, made, byte))
		qw_lattice_drop_last(l);
}

bool qw_lattice_may_carry(const qw_torn *t, uint16_t pair, const qw_note *note, int *cost)
{
	const qw_entry *e = qw_table_find(t->table, pair);
	if (e != NULL) {
		*cost = 0;
		return qw_entry_is(e, t->cell + note->text, note->length);
	}
	*cost = QW_COST_NEW_ENTRY;
	return t->table->state[pair] == QW_PAIR_UNSEEN;
}

bool qw_lattice_take_note(qw_lattice *l, qw_hypothesis *h, uint16_t pair, const qw_note *note)
{
	if (l->node_count >= QW_NODES)
		return false;
	l->nodes[l->node_count] = (qw_node){h->node, (uint32_t)note->text, QW_NOTE_NODE | pair, false};
	h->node = l->node_count++;
	return true;
}

void qw_lattice_straddle(qw_lattice *l, const qw_hypothesis *h, const qw_note *note,
                         uint16_t pair, int cost)
{
	qw_hypothesis *made = qw_lattice_push(l, h, note->end, cost);
	if (made != NULL && !(qw_lattice_feed(l, made, qw_trail_of(pair))
	                      && qw_lattice_take_note(l, made, pair, note)))
		qw_lattice_drop_last(l);
}
