/* SPDX-License-Identifier: Apache-2.0 */
/* A page is cut into segments where the table stops predicting: from the first
 * line that contradicts it on, a challenger learns a table of its own, and when it
 * explains the lines since then by enough bits better, a new segment began there. */
#include "config.h"
#include "damage/splice/splice.h"

#include "damage/splice/evidence.h"
#include "damage/splice/segment.h"

enum {
	CHANGE = 30,            /* bits that make the challenger win */
	LOYALTY = 30            /* bits that make it give up */
};

struct qw_splice {
	qw_allocator allocator;
	qw_view view;            /* of the segment at hand; all below look through it */
	qw_evidence evidence[2];
	qw_evidence *now, *challenger; /* one each */
	qw_segment_worker worker;
	uint16_t *pairs;        /* of the view */
	int64_t *lean[2];       /* by line of the page: what now and the challenger make of it */
	size_t lean_capacity[2];
	qw_entry *carried;      /* the table of the segment that the last page ended in */
	size_t carried_count, carried_capacity;
};

qw_splice *qw_splice_new(const qw_allocator *a)
{
	qw_splice *s = a->resize(a->ctx, NULL, 0, sizeof *s);
	if (s == NULL)
		return NULL;
	*s = (qw_splice){.allocator = *a, .view = {qw_charset_find("cp936"), false, NULL}};
	s->pairs = a->resize(a->ctx, NULL, 0, QW_VIEW_PAIRS * sizeof *s->pairs);
	if (s->pairs != NULL)
		qw_view_tabulate(s->view.charset, s->pairs);
	s->view.pairs = s->pairs;
	s->now = &s->evidence[0];
	s->challenger = &s->evidence[1];
	bool made = s->pairs != NULL && qw_evidence_init(s->now, &s->view, a);
	made = qw_evidence_init(s->challenger, &s->view, a) && made;
	made = qw_segment_worker_init(&s->worker, &s->view, a) && made;
	if (made)
		return s;
	qw_splice_free(s);
	return NULL;
}

void qw_splice_free(qw_splice *s)
{
	if (s == NULL)
		return;
	qw_allocator a = s->allocator;
	qw_evidence_free(&s->evidence[0]);
	qw_evidence_free(&s->evidence[1]);
	qw_segment_worker_free(&s->worker);
	qw_release(&a, s->pairs, QW_VIEW_PAIRS, sizeof *s->pairs);
	for (int i = 0; i < 2; i++)
		qw_release(&a, s->lean[i], s->lean_capacity[i], sizeof *s->lean[i]);
	qw_release(&a, s->carried, s->carried_capacity, sizeof *s->carried);
	a.resize(a.ctx, s, sizeof *s, 0);
}

void qw_splice_trust(qw_splice *s, qw_bits least)
{
	s->worker.least = least;
}

void qw_splice_reset(qw_splice *s)
{
	s->carried_count = 0;
}

/* The segment that begins knows the table of the one that the last page ended in. */
static bool seed(qw_splice *s)
{
	for (size_t i = 0; i < s->carried_count; i++) {
		const qw_entry *e = &s->carried[i];
		if (!qw_table_add(&s->now->table, e->pair, e->character, e->text, e->length, e->reading))
			return false;
	}
	return true;
}

static bool carry(qw_splice *s, bool accepted)
{
	size_t count = accepted ? s->now->table.entries : 0;
	void *array = s->carried;
	if (!qw_grow(&s->allocator, &array, &s->carried_capacity, count, sizeof *s->carried))
		return false;
	s->carried = array;
	for (size_t i = 0; i < count; i++)
		s->carried[i] = s->now->table.entry[i];
	s->carried_count = count;
	return true;
}

static bool read_line(qw_page *page, size_t i, qw_evidence *e)
{
	qw_slice line;
	if ((page->line[i].scan.seen & QW_SEEN_HAN) == 0)
		return true;
	return qw_page_cells(page, i, &line) && qw_evidence_line(e, line.cell, line.length);
}

/* Read lines [first, last) anew into s->now. */
static bool read_segment(qw_splice *s, qw_page *page, size_t first, size_t last)
{
	qw_evidence_clear(s->now);
	if (!seed(s))
		return false;
	for (size_t i = first; i < last; i++)
		if (!read_line(page, i, s->now))
			return false;
	return true;
}

static void change_view(qw_splice *s, bool through_big5)
{
	s->view.through_big5 = through_big5;
	qw_evidence_change_view(s->now);
}

/* Judge lines [first, last), which s->now has read, and undo what they hold. Wreckage
 * of two NULs tells that the bytes went through a table to Big5. */
static bool judge(qw_splice *s, qw_page *page, size_t first, size_t last, bool *accepted,
                  qw_plan *plan)
{
	bool big5 = s->now->sum.nul_marks > s->now->sum.other_marks;
	if (big5)
		change_view(s, true);
	bool done = (!big5 || read_segment(s, page, first, last))
	    && qw_segment_finish(&s->worker, s->now, page, first, last, s->carried_count > 0,
	                         accepted, plan);
	if (big5)
		change_view(s, false);
	return done;
}

typedef struct { size_t first, last; } range;

/* The lines that together speak loudest for a splice. */
static range loudest(const qw_splice *s, size_t first, size_t last)
{
	range best = {first, first};
	size_t from = first;
	int64_t sum = 0, most = 0;
	for (size_t i = first; i < last; i++) {
		sum += s->lean[0][i];
		if (sum > most) {
			most = sum;
			best = (range){from, i + 1};
		}
		/* A segment that goes on from the page before has spoken already. */
		if (sum < 0 && s->carried_count == 0) {
			sum = 0;
			from = i + 1;
		}
	}
	return best;
}

static bool has_notes(const qw_page *page, size_t first, size_t last)
{
	for (size_t i = first; i < last; i++)
		if (page->line[i].scan.seen & QW_SEEN_NOTE)
			return true;
	return false;
}

/* The segment [first, last) has one table, but an author's notes may stand in front of
 * a spliced page or behind it: what speaks for a splice is judged alone. */
static bool finish_segment(qw_splice *s, qw_page *page, size_t first, size_t last, bool *accepted,
                           qw_plan *plan)
{
	for (bool read = true; first < last; read = false) {
		range r = loudest(s, first, last);
		*accepted = false;
		if (r.first == r.last)
			return true;
		bool around = has_notes(page, first, r.first) || has_notes(page, r.last, last);
		if (!around)
			r = (range){first, last};
		if ((around || !read) && !read_segment(s, page, r.first, r.last))
			return false;
		if (!judge(s, page, r.first, r.last, accepted, plan))
			return false;
		first = r.last;
		s->carried_count = 0;
	}
	return true;
}

typedef struct {
	size_t start;           /* first line of the segment */
	size_t challenged;      /* first line of the challenger's, or SIZE_MAX */
	int64_t better;         /* bits/256 by which the challenger explains the lines better */
	qw_evidence_mark before;/* s->now in front of the challenged line */
} cutter;

/* Line i cost s->now `cost` bits/256 and showed it `conflicts`: what does the challenger
 * pay? */
static bool challenge(qw_splice *s, qw_page *page, size_t i, int64_t cost, uint32_t conflicts,
                      cutter *c)
{
	if (c->challenged == SIZE_MAX) {
		if (conflicts == 0)
			return true;
		qw_evidence_clear(s->challenger);
		c->challenged = i;
		c->better = 0;
	}
	int64_t before = s->challenger->sum.splice, lean = qw_evidence_lean(s->challenger);
	if (!read_line(page, i, s->challenger))
		return false;
	s->lean[1][i] = qw_evidence_lean(s->challenger) - lean;
	c->better += cost - (s->challenger->sum.splice - before);
	if (c->better < -LOYALTY * QW_BIT)
		c->challenged = SIZE_MAX;
	return true;
}

static bool cut_segments(qw_splice *s, qw_page *page, qw_plan *plan, bool *accepted)
{
	cutter c = {.challenged = SIZE_MAX};
	for (size_t i = 0; i < page->lines; i++) {
		int64_t cost = s->now->sum.splice, lean = qw_evidence_lean(s->now);
		uint32_t conflicts = s->now->sum.conflicts;
		if (c.challenged == SIZE_MAX)
			qw_evidence_here(s->now, &c.before);
		if (!read_line(page, i, s->now))
			return false;
		s->lean[0][i] = qw_evidence_lean(s->now) - lean;
		if (!challenge(s, page, i, s->now->sum.splice - cost,
		               s->now->sum.conflicts - conflicts, &c))
			return false;
		if (c.challenged == SIZE_MAX || c.better < CHANGE * QW_BIT)
			continue;
		qw_evidence_return(s->now, &c.before);
		if (!finish_segment(s, page, c.start, c.challenged, accepted, plan))
			return false;
		s->carried_count = 0;
		for (size_t k = c.challenged; k <= i; k++)
			s->lean[0][k] = s->lean[1][k];
		qw_evidence *swap = s->now;
		s->now = s->challenger;
		s->challenger = swap;
		c = (cutter){.start = c.challenged, .challenged = SIZE_MAX};
	}
	return finish_segment(s, page, c.start, page->lines, accepted, plan);
}

/* A page with hardly a note has nothing to judge. */
static bool holds_notes(qw_splice *s, qw_page *page, bool *holds)
{
	uint32_t notes = 0, enough = s->carried_count > 0 ? 1 : 2;
	for (size_t i = 0; i < page->lines && notes < enough; i++) {
		qw_slice line;
		if ((page->line[i].scan.seen & QW_SEEN_NOTE) == 0)
			continue;
		if (!qw_page_cells(page, i, &line))
			return false;
		notes += qw_evidence_count(line.cell, line.length);
	}
	*holds = notes >= enough;
	return true;
}

static bool make_room(qw_splice *s, size_t lines)
{
	for (int i = 0; i < 2; i++) {
		void *array = s->lean[i];
		if (!qw_grow(&s->allocator, &array, &s->lean_capacity[i], lines, sizeof *s->lean[i]))
			return false;
		s->lean[i] = array;
	}
	return true;
}

bool qw_splice_page(qw_splice *s, qw_page *page, qw_plan *plan)
{
	bool accepted = false, holds = false;
	if (!holds_notes(s, page, &holds))
		return false;
	if (!holds) {
		s->carried_count = 0;
		return true;
	}
	qw_evidence_clear(s->now);
	return make_room(s, page->lines) && seed(s) && cut_segments(s, page, plan, &accepted)
	    && carry(s, accepted);
}
