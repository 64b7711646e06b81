/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/splice/segment.h"

#include "damage/splice/mark.h"

#include <string.h>

enum { MARGIN = 2 };    /* bits by which a splice must be the better explanation */

bool qw_segment_worker_init(qw_segment_worker *w, const qw_view *view, const qw_allocator *a)
{
	*w = (qw_segment_worker){.allocator = *a, .view = view};
	qw_text_init(&w->line, a);
	qw_replay_init(&w->replay, view, NULL, a);
	w->undo = (qw_splice_undo){.allocator = *a, .view = view, .replay = &w->replay};
	w->undo.lattice = qw_lattice_new(a);
	return w->undo.lattice != NULL;
}

void qw_segment_worker_free(qw_segment_worker *w)
{
	qw_text_free(&w->line);
	qw_replay_free(&w->replay);
	qw_lattice_free(w->undo.lattice);
	qw_release(&w->allocator, w->saved, w->saved_capacity, sizeof *w->saved);
	qw_release(&w->allocator, w->undo.place, w->undo.capacity, sizeof *w->undo.place);
}

/* The lines from the first note to the last: what lies outside has nothing to undo
 * but control characters. */
typedef struct { size_t first, last; } extent;

static extent trim(const qw_page *page, size_t first, size_t last)
{
	extent x = {last, first};
	for (size_t i = first; i < last; i++)
		if (page->line[i].scan.seen & QW_SEEN_NOTE) {
			x.first = i < x.first ? i : x.first;
			x.last = i + 1;
		}
	return x;
}

static void count_marks(qw_splice_undo *u, const qw_slice *line)
{
	for (size_t i = 0; i < line->length; i++) {
		unsigned mark = line->cell[i] < 0x80 ? QW_PREFIXED_MARKS : qw_mark_number(line->cell[i]);
		if (mark == QW_PREFIXED_MARKS)
			continue;
		u->mark[mark].all++;
		/* Of a prefix that tore the character before it, only the loss is left. */
		u->mark[mark].prefixed += i > 0 && (qw_mark_is_prefix(line->cell[i - 1])
		                                 || qw_mark_lost(line->cell, line->length, i - 1) > 0);
	}
}

/* What only the whole segment tells: straddles that are missing, and which marks
 * always carry a prefix. */
static bool look_back(qw_segment_worker *w, qw_evidence *e, qw_page *page, extent x)
{
	for (unsigned i = 0; i < QW_PREFIXED_MARKS; i++)
		w->undo.mark[i] = (qw_mark_count){0, 0};
	for (size_t i = x.first; i < x.last; i++) {
		qw_slice line;
		if ((page->line[i].scan.seen & QW_SEEN_HAN) == 0)
			continue;
		if (!qw_page_cells(page, i, &line))
			return false;
		qw_evidence_straddles(e, line.cell, line.length);
		count_marks(&w->undo, &line);
	}
	return true;
}

/* --- one line --------------------------------------------------------------------- */

static bool add_cells(qw_text *out, const qw_cell *cell, const uint32_t *at, size_t n)
{
	if (!qw_text_reserve(out, n))
		return false;
	if (n > 0) {
		memcpy(out->cell + out->length, cell, n * sizeof *cell);
		memcpy(out->at + out->length, at, (n + 1) * sizeof *at);
		out->length += n;
	}
	return true;
}

static bool add_span(const qw_segment_worker *w, const qw_slice *line, size_t number,
                     const qw_place *p, qw_plan *plan)
{
	qw_plan_span span = {.line = (uint32_t)number, .from = line->at[p->from], .to = line->at[p->to],
	                     .exact = p->exact, .guessed = p->guessed, .lost = p->lost,
	                     .newlines = p->newlines, .lead = p->lead};
	return qw_plan_add(plan, &span, line->cell + p->from, p->to - p->from,
	                   w->line.cell + p->out_from, p->out_to - p->out_from);
}

/* A line whose proof fails as a whole is proven in pieces, which end behind notes:
 * there both texts are in step. `place` is the last place of the piece. */
typedef struct {
	size_t place, places;    /* [place, places) of the line's places */
	size_t from, to;         /* cells of the damaged line */
	size_t out_from, out_to; /* cells of the line undone */
} piece;

static bool next_piece(const qw_segment_worker *w, const qw_slice *line, piece *p)
{
	const qw_splice_undo *u = &w->undo;
	if (p->to == line->length && p->out_to == w->line.length)
		return false;
	p->place = p->places;
	p->from = p->to;
	p->out_from = p->out_to;
	if (p->place < u->places) {
		p->places = p->place + 1;
		p->to = u->place[p->place].to;
		p->out_to = u->place[p->place].out_to;
	} else {
		p->to = line->length;
		p->out_to = w->line.length;
	}
	return true;
}

static bool proves(qw_segment_worker *w, const qw_slice *line, const piece *p)
{
	size_t x, y;
	return qw_replay_proves(&w->replay, w->line.cell + p->out_from, p->out_to - p->out_from,
	                        line->cell + p->from, p->to - p->from, &x, &y);
}

static const qw_entry *entry_across(const qw_segment_worker *w, qw_cell before, qw_cell behind)
{
	uint16_t first = before < 0x80 ? 0 : qw_view_pair(w->view, before);
	uint16_t second = behind < 0x80 ? (uint16_t)(behind << 8) : qw_view_pair(w->view, behind);
	return first == 0 ? NULL
	     : qw_table_find(w->undo.table, qw_pair(qw_trail_of(first), qw_lead_of(second)));
}

/* In a segment without a flaw the evidence has seen all pairs of a line but those that
 * its notes part. A replay of the line would find nothing else. */
static bool evidence_proves(const qw_segment_worker *w)
{
	const qw_splice_undo *u = &w->undo;
	if (!w->flawless || u->table->entries != w->entries || u->unsolved > 0)
		return false;
	for (size_t k = 0; k < u->places; k++) {
		size_t out = u->place[k].out_from;
		if (out != u->place[k].out_to)
			return false;
		if (out > 0 && out < w->line.length
		    && entry_across(w, w->line.cell[out - 1], w->line.cell[out]) != NULL)
			return false;
	}
	return true;
}

static bool take_piece(qw_segment_worker *w, const qw_slice *line, size_t number, const piece *p,
                       qw_text *out, qw_plan *plan)
{
	for (size_t k = p->place; k < p->places; k++)
		if (!add_span(w, line, number, &w->undo.place[k], plan))
			return false;
	return add_cells(out, w->line.cell + p->out_from, w->line.at + p->out_from,
	                 p->out_to - p->out_from);
}

/* Prefixes need no proof of their own: the segment's punctuation has them. */
static bool is_prefix(const qw_slice *line, const qw_place *place)
{
	for (size_t i = place->from; i < place->to; i++)
		if (!qw_mark_is_prefix(line->cell[i]))
			return false;
	return true;
}

/* What was put into the text later, without the splice, spoils the proof of a
 * piece: then the place alone, with the character before it, must prove itself. */
static bool finish_narrow(qw_segment_worker *w, const qw_slice *line, size_t number,
                          const piece *p, qw_text *out, qw_plan *plan, uint32_t *unproven)
{
	const qw_place *place = &w->undo.place[p->place];
	piece narrow = *p;
	if (place->from > p->from) {
		narrow.from = place->from - 1;
		narrow.out_from = place->out_from - 1;
	}
	if (!is_prefix(line, place) && !proves(w, line, &narrow)) {
		*unproven += 1;
		return add_cells(out, line->cell + p->from, line->at + p->from, p->to - p->from);
	}
	return add_cells(out, line->cell + p->from, line->at + p->from, narrow.from - p->from)
	    && take_piece(w, line, number, &narrow, out, plan);
}

/* `line` may lie in page->fixed, which must not move while the result is appended. */
static bool hold_line(const qw_segment_worker *w, qw_page *page, size_t number, qw_slice *line)
{
	return qw_text_reserve(&page->fixed, line->length + w->line.length)
	    && qw_page_cells(page, number, line);
}

/* Did the line hold more than notes and prefixes? */
static bool is_torn(const qw_splice_undo *u)
{
	for (size_t k = 0; k < u->places; k++)
		if (u->place[k].out_from != u->place[k].out_to)
			return true;
	return false;
}

static bool finish_line(qw_segment_worker *w, qw_slice *line, size_t number, qw_page *page,
                        qw_plan *plan, uint32_t *unproven)
{
	if (!hold_line(w, page, number, line))
		return false;
	size_t first = page->fixed.length;
	piece p = {.places = w->undo.places, .to = line->length, .out_to = w->line.length};
	bool whole = evidence_proves(w) || proves(w, line, &p), done = true;
	if (whole)
		done = take_piece(w, line, number, &p, &page->fixed, plan);
	*unproven += w->undo.unsolved;
	p = (piece){.place = 0};
	while (!whole && done && next_piece(w, line, &p))
		done = p.places == p.place || proves(w, line, &p)
		     ? take_piece(w, line, number, &p, &page->fixed, plan)
		     : finish_narrow(w, line, number, &p, &page->fixed, plan, unproven);
	qw_page_replace(page, number, first, is_torn(&w->undo));
	return done && !page->fixed.failed && !w->replay.failed;
}

static bool undo_line(qw_segment_worker *w, qw_page *page, size_t i, qw_slice *line)
{
	qw_text_clear(&w->line);
	return qw_page_cells(page, i, line)
	    && qw_splice_undo_line(&w->undo, line->cell, line->at, line->length, &w->line);
}

/* --- the segment -------------------------------------------------------------------- */

static bool worth_a_look(const qw_page *page, size_t i, extent x)
{
	uint32_t seen = page->line[i].scan.seen;
	bool inside = i >= x.first && i < x.last;
	return (seen & (QW_SEEN_NOTE | QW_SEEN_CONTROL)) != 0 || (inside && (seen & QW_SEEN_HAN) != 0);
}

/* *failures: lines that have a place which nothing proves. */
static bool undo_lines(qw_segment_worker *w, qw_page *page, size_t first, size_t last, extent x,
                       qw_plan *plan, size_t *failures)
{
	qw_plan_segment *s = qw_plan_begin(plan, "splice");
	*failures = 0;
	for (size_t i = first; s != NULL && i < last; i++) {
		qw_slice line;
		uint32_t unproven = s->unproven;
		if (!worth_a_look(page, i, x))
			continue;
		if (!undo_line(w, page, i, &line))
			return false;
		if ((w->undo.places > 0 || w->undo.unsolved > 0)
		    && !finish_line(w, &line, i, page, plan, &s->unproven))
			return false;
		*failures += s->unproven > unproven;
		if (s->spans == 0 && s->unproven > unproven && unproven == 0) {
			s->first_line = s->last_line = (uint32_t)i;
			s->from = line.at[0];
			s->to = line.at[line.length];
		}
	}
	return s != NULL;
}

/* So that what is saved below knows where all cells are. */
static bool load_lines(qw_page *page, size_t first, size_t last, extent x)
{
	qw_slice line;
	for (size_t i = first; i < last; i++)
		if (worth_a_look(page, i, x) && !qw_page_cells(page, i, &line))
			return false;
	return true;
}

static bool save_lines(qw_segment_worker *w, const qw_page *page, size_t first, size_t last)
{
	void *array = w->saved;
	if (!qw_grow(&w->allocator, &array, &w->saved_capacity, last - first, sizeof *w->saved))
		return false;
	w->saved = array;
	for (size_t i = first; i < last; i++)
		w->saved[i - first] = page->line[i];
	return true;
}

static size_t cells_of(const qw_page *page, size_t first, size_t last)
{
	size_t cells = 0;
	for (size_t i = first; i < last; i++)
		cells += page->line[i].count;
	return cells;
}

/* Where two entries of the table overlap, its order decides: that which proves most
 * is taken, the first of equals. */
static bool undo_segment(qw_segment_worker *w, qw_page *page, size_t first, size_t last, extent x,
                         qw_plan *plan)
{
	size_t fewest = SIZE_MAX, failures, fixed = page->fixed.length;
	size_t entries = w->undo.table->entries;
	qw_plan_mark mark = qw_plan_here(plan);
	qw_order best = QW_ORDER_PAIR;
	if (!save_lines(w, page, first, last))
		return false;
	qw_lattice_allow(w->undo.lattice, cells_of(page, first, last));
	for (qw_order order = QW_ORDER_PAIR;; order++) {
		w->replay.order = order < QW_ORDERS ? order : best;
		if (!undo_lines(w, page, first, last, x, plan, &failures))
			return false;
		if (failures == 0 || order == QW_ORDERS)
			return true;
		if (failures < fewest) {
			fewest = failures;
			best = order;
		}
		qw_page_restore(page, w->saved, first, last, fixed);
		qw_plan_return(plan, mark);
		qw_table_shrink(w->undo.table, entries);
	}
}

static bool write_parameters(qw_segment_worker *w, qw_plan *plan)
{
	qw_plan_segment *s = &plan->segment[plan->segments - 1];
	if (plan->keep_words)
		qw_table_print(w->undo.table, &plan->words);
	s->parameters_end = plan->words.length;
	return !plan->words.failed;
}

bool qw_segment_finish(qw_segment_worker *w, qw_evidence *e, qw_page *page, size_t first,
                       size_t last, bool carried, bool *accepted, qw_plan *plan)
{
	extent x = trim(page, first, last);
	*accepted = false;
	if (e->sum.notes + e->sum.straddles == 0)
		return true;
	w->undo.table = &e->table;
	w->replay.table = &e->table;
	if (!look_back(w, e, page, x))
		return false;
	w->flawless = e->sum.conflicts == 0 && e->sum.straddles_missing == 0;
	w->entries = e->table.entries;
	int64_t gain = qw_evidence_gain(e, carried);
	if (gain <= MARGIN * QW_BIT)
		return true;
	*accepted = true;
	w->replay.per_character = qw_evidence_per_character(e);
	if (!load_lines(page, first, last, x) || !undo_segment(w, page, first, last, x, plan))
		return false;
	plan->segment[plan->segments - 1].bits = gain;
	if (plan->segment[plan->segments - 1].spans + plan->segment[plan->segments - 1].unproven == 0)
		plan->segments--;
	else if (!write_parameters(w, plan))
		return false;
	return true;
}
