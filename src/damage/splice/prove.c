/* SPDX-License-Identifier: Apache-2.0 */
/* A line is proven as a whole, or in pieces; what is not proven stays as it was. */
#include "config.h"
#include "damage/splice/prove.h"

#include "damage/splice/mark.h"

#include <string.h>

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

/* Where what is proven goes. */
typedef struct {
	size_t number;           /* of the line in the page */
	size_t first;            /* where it begins in `out` */
	qw_text *out;
	qw_plan *plan;
	uint32_t *unproven;
} result;

static bool add_span(const qw_segment_worker *w, const qw_slice *line, const qw_place *p,
                     const result *r)
{
	qw_plan_span span = {.line = (uint32_t)r->number, .from = line->at[p->from],
	                     .to = line->at[p->to], .exact = p->exact, .guessed = p->guessed,
	                     .lost = p->lost, .newlines = p->newlines, .lead = p->lead};
	return qw_plan_add(r->plan, &span, line->cell + p->from, p->to - p->from,
	                   w->line.cell + p->out_from, p->out_to - p->out_from);
}

/* Doubtful guesses get lost. False: nothing else would come back, and the place stays. */
static bool settle_doubt(qw_segment_worker *w, qw_place *p)
{
	uint32_t n = p->out_to - p->out_from, doubtful = 0, kept = 0;
	if (n == 0)
		return true;
	const qw_bits *lead = w->undo.lead + p->leads;
	for (uint32_t i = 0; i < n; i++) {
		doubtful += lead[i] < w->least;
		kept += lead[i] >= w->least && w->line.cell[p->out_from + i] >= 0x80;
	}
	if (doubtful > 0 && kept == 0)
		return false;
	for (uint32_t i = 0; i < n; i++)
		if (lead[i] < w->least)
			w->line.cell[p->out_from + i] = QW_CELL_HOLE;
	p->guessed -= doubtful;
	p->lost += doubtful;
	return true;
}

/* Tell of the guesses of a place, whose cells were appended last. */
static bool tell_guesses(const qw_segment_worker *w, const qw_place *p, const result *r)
{
	size_t n = p->out_to - p->out_from;
	for (size_t i = 0; i < n; i++) {
		qw_bits lead = w->undo.lead[p->leads + i];
		if (lead == QW_PLACE_SURE || lead < w->least)
			continue;
		size_t k = r->out->length - n + i, nth = 0;
		while (nth < k - r->first && r->out->at[k - nth - 1] == r->out->at[k])
			nth++;
		qw_plan_shown shown = {(uint32_t)r->number, r->out->at[k], (uint32_t)nth};
		if (!qw_plan_guess(r->plan, (uint32_t)i, lead)
		    || (r->plan->keep_shown && !qw_plan_show(r->plan, &shown)))
			return false;
	}
	return true;
}

/* What came of a place counts from bytes of it, the last one at most: those behind it are
 * others'. */
static void count_within(const qw_slice *line, const qw_place *p, qw_text *out)
{
	size_t n = p->out_to - p->out_from;
	uint32_t first = line->at[p->from], last = line->at[p->to - (p->to > p->from)];
	for (size_t i = out->length - n; i < out->length; i++) {
		uint32_t *at = &out->at[i];
		*at = *at < first ? first : *at > last ? last : *at;
	}
}

static bool take_place(qw_segment_worker *w, const qw_slice *line, qw_place *p, const result *r)
{
	if (!settle_doubt(w, p)) {
		*r->unproven += 1;
		return add_cells(r->out, line->cell + p->from, line->at + p->from, p->to - p->from);
	}
	if (!add_span(w, line, p, r)
	    || !add_cells(r->out, w->line.cell + p->out_from, w->line.at + p->out_from,
	                  p->out_to - p->out_from))
		return false;
	count_within(line, p, r->out);
	return tell_guesses(w, p, r);
}

/* A line whose proof fails as a whole is proven in pieces, each of which ends behind a
 * place: there both texts are in step. */
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

/* Does replaying the piece give the damaged one? */
static bool proves(qw_segment_worker *w, const qw_slice *line, const piece *p)
{
	size_t x, y;
	return qw_replay_proves(&w->replay, w->line.cell + p->out_from, p->out_to - p->out_from,
	                        line->cell + p->from, p->to - p->from, &x, &y);
}

/* The entry that two characters make with the bytes where they meet. */
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

static bool take_piece(qw_segment_worker *w, const qw_slice *line, const piece *p,
                       const result *r)
{
	size_t from = p->out_from;
	for (size_t k = p->place; k < p->places; k++) {
		qw_place *place = &w->undo.place[k];
		if (!add_cells(r->out, w->line.cell + from, w->line.at + from, place->out_from - from)
		    || !take_place(w, line, place, r))
			return false;
		from = place->out_to;
	}
	return add_cells(r->out, w->line.cell + from, w->line.at + from, p->out_to - from);
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
static bool finish_narrow(qw_segment_worker *w, const qw_slice *line, const piece *p,
                          const result *r)
{
	const qw_place *place = &w->undo.place[p->place];
	piece narrow = *p;
	if (place->from > p->from) {
		narrow.from = place->from - 1;
		narrow.out_from = place->out_from - 1;
	}
	if (!is_prefix(line, place) && !proves(w, line, &narrow)) {
		*r->unproven += 1;
		return add_cells(r->out, line->cell + p->from, line->at + p->from, p->to - p->from);
	}
	return add_cells(r->out, line->cell + p->from, line->at + p->from, narrow.from - p->from)
	    && take_piece(w, line, &narrow, r);
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

bool qw_prove_line(qw_segment_worker *w, qw_slice *line, size_t number, qw_page *page,
                   qw_plan *plan, uint32_t *unproven)
{
	if (!hold_line(w, page, number, line))
		return false;
	const result r = {number, page->fixed.length, &page->fixed, plan, unproven};
	piece p = {.places = w->undo.places, .to = line->length, .out_to = w->line.length};
	bool whole = evidence_proves(w) || proves(w, line, &p), done = true;
	if (whole)
		done = take_piece(w, line, &p, &r);
	*unproven += w->undo.unsolved;
	p = (piece){.place = 0};
	while (!whole && done && next_piece(w, line, &p))
		done = p.places == p.place || proves(w, line, &p)
		     ? take_piece(w, line, &p, &r)
		     : finish_narrow(w, line, &p, &r);
	qw_page_replace(page, number, r.first, is_torn(&w->undo));
	return done && !page->fixed.failed && !w->replay.failed;
}
