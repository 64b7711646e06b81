/* SPDX-License-Identifier: Apache-2.0 */
/* A segment is judged as a whole and undone line by line. */
#include "config.h"
#include "damage/splice/segment.h"

#include "damage/splice/marks.h"
#include "damage/splice/prove.h"

enum { MARGIN = 2 };    /* bits by which a splice must be the better explanation */

bool qw_segment_worker_init(qw_segment_worker *w, const qw_view *view, const qw_allocator *a)
{
	*w = (qw_segment_worker){.allocator = *a, .view = view, .least = INT32_MIN};
	qw_text_init(&w->line, a);
	qw_replay_init(&w->replay, view, NULL, a);
	qw_recall_init(&w->recall, a);
	w->undo = (qw_splice_undo){.allocator = *a, .view = view, .replay = &w->replay,
	                            .recall = &w->recall};
	qw_text_init(&w->undo.rival, a);
	w->undo.lattice = qw_lattice_new(a);
	return w->undo.lattice != NULL;
}

void qw_segment_worker_free(qw_segment_worker *w)
{
	qw_text_free(&w->line);
	qw_replay_free(&w->replay);
	qw_recall_free(&w->recall);
	qw_text_free(&w->undo.rival);
	qw_lattice_free(w->undo.lattice);
	qw_release(&w->allocator, w->saved, w->saved_capacity, sizeof *w->saved);
	qw_release(&w->allocator, w->undo.place, w->undo.capacity, sizeof *w->undo.place);
	qw_release(&w->allocator, w->undo.lead, w->undo.lead_capacity, sizeof *w->undo.lead);
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

/* What only the whole segment tells: straddles that are missing, and which marks
 * always carry a prefix. */
static bool look_back(qw_segment_worker *w, qw_evidence *e, qw_page *page, extent x)
{
	qw_marks_clear(&w->undo);
	for (size_t i = x.first; i < x.last; i++) {
		qw_slice line;
		if ((page->line[i].scan.seen & QW_SEEN_HAN) == 0)
			continue;
		if (!qw_page_cells(page, i, &line))
			return false;
		qw_evidence_straddles(e, line.cell, line.length);
		qw_marks_count(&w->undo, &line);
	}
	return true;
}

/* Where all marks carry a blank, lines without a note belong to it as long as theirs do. */
static bool stretch(const qw_segment_worker *w, qw_page *page, size_t first, size_t last,
                    extent *x)
{
	bool is = qw_marks_all_blank(&w->undo);
	while (is && x->first > first)
		if (!qw_marks_are_blank(page, x->first - 1, &is))
			return false;
		else if (is)
			x->first--;
	is = qw_marks_all_blank(&w->undo);
	while (is && x->last < last)
		if (!qw_marks_are_blank(page, x->last, &is))
			return false;
		else if (is)
			x->last++;
	return true;
}

static bool undo_line(qw_segment_worker *w, qw_page *page, size_t i, qw_slice *line)
{
	qw_text_clear(&w->line);
	return qw_page_cells(page, i, line)
	    && qw_splice_undo_line(&w->undo, line->cell, line->at, line->length, &w->line);
}

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
		    && !qw_prove_line(w, &line, i, page, plan, &s->unproven))
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

/* Only torn places ask what the segment wrote elsewhere. */
static bool remember_lines(qw_segment_worker *w, qw_page *page, size_t first, size_t last,
                           extent x, size_t cells)
{
	qw_slice line;
	if (w->replay.per_character || !qw_recall_begin(&w->recall, cells))
		return w->replay.per_character;
	for (size_t i = first; i < last; i++) {
		if (!worth_a_look(page, i, x))
			continue;
		if (!qw_page_cells(page, i, &line))
			return false;
		qw_recall_line(&w->recall, line.cell, line.length);
	}
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
	size_t cells = cells_of(page, first, last);
	if (!save_lines(w, page, first, last) || !remember_lines(w, page, first, last, x, cells))
		return false;
	for (qw_order order = QW_ORDER_PAIR;; order++) {
		w->replay.order = order < QW_ORDERS ? order : best;
		qw_lattice_allow(w->undo.lattice, cells);
		w->undo.shown = w->undo.dropped = 0;
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
	if (!stretch(w, page, first, last, &x) || !load_lines(page, first, last, x)
	    || !undo_segment(w, page, first, last, x, plan))
		return false;
	plan->segment[plan->segments - 1].bits = gain;
	if (plan->segment[plan->segments - 1].spans + plan->segment[plan->segments - 1].unproven == 0)
		plan->segments--;
	else if (!write_parameters(w, plan))
		return false;
	return true;
}
