/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/splice/evidence.h"

#include "damage/splice/mark.h"
#include "damage/splice/price.h"
#include "model/logarithm.h"

#include <string.h>

bool qw_evidence_init(qw_evidence *e, const qw_view *view, const qw_allocator *a)
{
	*e = (qw_evidence){.view = view};
	if (!qw_table_init(&e->table, a))
		return false;
	for (uint32_t i = 1; i < QW_LOGARITHMS; i++)
		e->logarithm[i] = qw_log2(i);
	e->rank = a->resize(a->ctx, NULL, 0, QW_PAIRS);
	if (e->rank != NULL)
		memset(e->rank, 0, QW_PAIRS);
	return e->rank != NULL;
}

void qw_evidence_free(qw_evidence *e)
{
	if (e->rank != NULL)
		qw_release(&e->table.allocator, e->rank, QW_PAIRS, 1);
	e->rank = NULL;
	qw_table_free(&e->table);
}

void qw_evidence_clear(qw_evidence *e)
{
	qw_table_clear(&e->table);
	e->sum = (qw_evidence_sum){0};
}

void qw_evidence_here(const qw_evidence *e, qw_evidence_mark *mark)
{
	mark->table = qw_table_here(&e->table);
	mark->sum = e->sum;
}

void qw_evidence_return(qw_evidence *e, const qw_evidence_mark *mark)
{
	qw_table_return(&e->table, mark->table);
	e->sum = mark->sum;
}

void qw_evidence_change_view(qw_evidence *e)
{
	memset(e->rank, 0, QW_PAIRS);
}

static unsigned rank_of(qw_evidence *e, qw_cell c, uint16_t pair)
{
	if (e->rank[pair] == 0) {
		qw_bits bits = qw_model_single(qw_view_simplified(c)) / QW_BIT;
		e->rank[pair] = (uint8_t)(1 + (bits < 0 ? 0 : bits >= QW_RANKS ? QW_RANKS - 1 : bits));
	}
	return e->rank[pair] - 1u;
}

static bool noted(qw_evidence *e, qw_cell c, uint16_t pair, const qw_cell *cells,
                  const qw_note *note)
{
	uint8_t state = e->table.state[pair];
	const qw_entry *entry = qw_table_find(&e->table, pair);
	unsigned rank = rank_of(e, c, pair);
	qw_price_note(e, rank);
	if (entry != NULL && !qw_entry_is(entry, cells + note->text, note->length)) {
		e->sum.splice += QW_PRICE_SLIP * QW_BIT;
		e->sum.conflicts++;
		return true;
	}
	if (state == QW_PAIR_UNSEEN) {
		qw_price_first(e, c, true);
		qw_price_reading(e, c, note->reading, rank);
		return qw_table_add(&e->table, pair, c, cells + note->text, note->length, note->reading);
	}
	if (state == QW_PAIR_NOTED)
		return true;
	e->sum.splice += QW_PRICE_CONFLICT * QW_BIT;
	e->sum.conflicts++;
	bool added = qw_table_add(&e->table, pair, c, cells + note->text, note->length, note->reading);
	qw_table_see(&e->table, pair, QW_PAIR_BOTH);
	return added;
}

/* The usual case in a splice: the note that the pair always has. */
static size_t known_note(qw_evidence *e, uint16_t pair, const qw_cell *c, size_t n, size_t i)
{
	const qw_entry *entry = qw_table_find(&e->table, pair);
	size_t end = entry != NULL && e->table.state[pair] == QW_PAIR_NOTED
		? qw_entry_at(entry, c, n, i) : 0;
	if (end != 0) {
		qw_price_note(e, rank_of(e, entry->character, pair));
	}
	return end;
}

static void plain(qw_evidence *e, qw_cell c, uint16_t pair)
{
	uint8_t state = e->table.state[pair];
	e->sum.rank_seen[rank_of(e, c, pair)]++;
	e->sum.learner += QW_PRICE_PLAIN * QW_BIT;
	if (state == QW_PAIR_UNSEEN) {
		qw_price_first(e, c, false);
		qw_table_see(&e->table, pair, QW_PAIR_PLAIN);
	} else if (state == QW_PAIR_NOTED || state == QW_PAIR_BOTH) {
		e->sum.splice += QW_PRICE_CONFLICT * QW_BIT;
		e->sum.conflicts++;
		qw_table_see(&e->table, pair, QW_PAIR_BOTH);
	}
}

/* The wreckage of a straddle: a mark and "reading)" behind a character whose
 * trail byte begins one that is read so; or a letter that is the trail byte. */
static bool straddle_at(qw_evidence *e, const qw_cell *c, size_t n, size_t i, qw_note *note)
{
	uint16_t before = i > 0 ? qw_view_pair(e->view, c[i - 1]) : 0;
	if (before == 0)
		return false;
	size_t skip = qw_mark_lost(c, n, i);
	bool tail = skip > 0 && qw_mark_note(c, n, i, skip, note);
	e->sum.nul_marks += skip == 2 && tail;
	if (skip > 0)
		return tail && qw_reading_with_lead(e->view, note->reading, qw_trail_of(before),
		                                    NULL, 0) > 0;
	qw_cell across = c[i] < 0x80
		? qw_view_cell(e->view, qw_trail_of(before), (unsigned char)c[i]) : 0;
	return across != 0 && qw_note_at(c, n, i + 1, note) && qw_reading_fits(across, note->reading);
}

static bool is_control_prefix(qw_cell c) { return qw_mark_is_prefix(c) && c != ' '; }

/* What neither an author nor a learner writes. */
static void no_author(qw_evidence *e, int bits)
{
	e->sum.author += bits * QW_BIT;
	e->sum.learner += bits * QW_BIT;
}

bool qw_evidence_line(qw_evidence *e, const qw_cell *c, size_t n)
{
	qw_note note;
	for (size_t i = 0; i < n; i++) {
		if (c[i] < 0x80 || c[i] == 0xFFFD) {
			if ((c[i] == '?' || c[i] >= 'A' || c[i] == 0) && straddle_at(e, c, n, i, &note)) {
				e->sum.straddles++;
				e->sum.other_marks += c[i] != 0;
				no_author(e, QW_PRICE_STRADDLE);
				i = note.end - 1;
			} else if (is_control_prefix(c[i])) {
				/* A tear by bytes, if a lead byte ate the first of them. */
				e->sum.straddles += i > 0 && qw_mark_lost(c, n, i - 1) > 0;
				no_author(e, i + 1 < n && qw_mark_is_prefixed(c[i + 1]) ? QW_PRICE_CONTROL : 0);
			}
			continue;
		}
		uint16_t pair = qw_view_pair(e->view, c[i]);
		if (pair == 0 || !qw_cell_is_han(c[i])) {
			qw_table_see(&e->table, pair, QW_PAIR_PLAIN);
			continue;
		}
		e->sum.han++;
		size_t end = i + 1 < n && c[i + 1] == '(' ? known_note(e, pair, c, n, i + 1) : 0;
		if (end != 0) {
			i = end - 1;
		} else if (qw_note_at(c, n, i + 1, &note) && qw_reading_fits(c[i], note.reading)) {
			if (!noted(e, c[i], pair, c, &note))
				return false;
			i = note.end - 1;
		} else {
			plain(e, c[i], pair);
		}
	}
	return true;
}

uint32_t qw_evidence_count(const qw_cell *c, size_t n)
{
	qw_note note;
	uint32_t count = 0;
	for (size_t i = 0; i < n; i++) {
		if (c[i] != ')' || i < 2)
			continue;
		size_t open = i - 1;
		while (open > 0 && i - open <= QW_NOTE_MAX && c[open] != '(' && c[open] != '?'
		       && c[open] != 0 && c[open] != 0xFFFD)
			open--;
		if (c[open] == '(')
			count += open > 0 && qw_note_at(c, n, open, &note)
			      && (qw_reading_fits(c[open - 1], note.reading) || c[open - 1] < 0x80
			       || c[open - 1] == 0xFFFD);
		else
			count += qw_note_tail(c, n, open + 1, &note);
	}
	return count;
}

/* A mark and what shows that it is no question mark: behind it all is shifted. */
static bool is_wreckage(const qw_cell *c, size_t n, size_t i)
{
	qw_note note;
	size_t width = qw_mark_lost(c, n, i);
	if (width == 0)
		return false;
	size_t k = qw_mark_behind_prefixes(c, n, i + width);
	return qw_mark_note(c, n, i, width, &note) || (k < n && qw_mark_is_prefixed(c[k]));
}

void qw_evidence_straddles(qw_evidence *e, const qw_cell *c, size_t n)
{
	uint16_t before = 0;
	for (size_t i = 0; i < n; i++) {
		if (is_wreckage(c, n, i)) {
			i = qw_mark_behind_torn(c, n, i) - 1;
			before = 0;
			continue;
		}
		uint16_t pair = c[i] < 0x80 ? 0 : qw_view_pair(e->view, c[i]);
		unsigned char second = c[i] < 0x80 ? (unsigned char)c[i] : qw_lead_of(pair);
		const qw_entry *across = before != 0 && second >= 0x40
			? qw_table_find(&e->table, qw_pair(qw_trail_of(before), second)) : NULL;
		if (across != NULL && (pair != 0 || qw_entry_at(across, c, n, i + 1) == 0))
			e->sum.straddles_missing++;
		before = pair;
	}
}
