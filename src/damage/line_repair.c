/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/line_repair.h"

#include <stdlib.h>
#include <string.h>

enum { LAYERS = 8 };    /* of damage upon damage that are undone */

enum {                  /* bits */
	MARGIN = 4,
	FOREIGN = 32,   /* a Chinese system's mojibake that holds no Chinese */
	ODD = 16,       /* a letter that hardly anybody writes, */
	ODDEST = 64     /* and all of them together at most */
};

void qw_line_repair_init(qw_line_repair *r, const qw_allocator *a)
{
	const qw_kind *d;
	*r = (qw_line_repair){.allocator = *a};
	for (size_t i = 0; i < QW_KINDS && (d = qw_damage_number(i)) != NULL; i++) {
		r->read_as[i] = qw_charset_find(d->read_as);
		r->gates |= d->undo != NULL ? d->gate : 0;
	}
	qw_text_init(&r->original, a);
	qw_text_init(&r->scratch, a);
}

void qw_line_repair_free(qw_line_repair *r)
{
	qw_text_free(&r->original);
	qw_text_free(&r->scratch);
	qw_release(&r->allocator, r->candidate, r->capacity, sizeof *r->candidate);
	qw_release(&r->allocator, r->covered, r->covered_capacity, 1);
}

static bool holds_han(const qw_line_repair *r, const qw_frame *f)
{
	for (size_t i = f->out_from; i < f->out_to; i++)
		if (qw_cell_is_han(r->original.cell[i]))
			return true;
	return false;
}

/* Two or three Han whose bytes happen to be UTF-8 too: too common to be weighed. */
static bool is_small_foreign(const qw_line_repair *r, const qw_kind *d, const qw_frame *f)
{
	return (d->gate & QW_SEEN_RARE) != 0 && f->to - f->from < 4 && !holds_han(r, f);
}

/* Bits against a letter that hardly anybody writes. */
static int oddness(qw_cell c)
{
	static const struct { uint16_t first, last; int bits; } ranges[] = {
		{0x00, 0x7F, 0}, {0xA0, 0xFF, 0}, {0x100, 0x17F, 8}, {0x370, 0x52F, 1},
		{0x1E00, 0x1EFF, 2}, {0x2010, 0x203A, 0}, {0x2100, 0x27BF, 4}, {0x3000, 0x30FF, 0},
		{0xAC00, 0xD7A3, 0}, {0xFF00, 0xFFEF, 0},
	};
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (c >= ranges[i].first && c <= ranges[i].last)
			return ranges[i].bits;
	return ODD;
}

/* Bits against frames that hold no Chinese. */
static int oddity(const qw_line_repair *r, const qw_kind *d, const qw_frame *f)
{
	int bits = (d->gate & QW_SEEN_RARE) != 0 ? FOREIGN : 0;
	if (holds_han(r, f))
		return 0;
	for (size_t i = f->out_from; i < f->out_to && bits < ODDEST; i++)
		bits += oddness(r->original.cell[i]);
	return bits;
}

static int64_t gain_of(const qw_line_repair *r, const qw_kind *d, const qw_slice *line,
                       const qw_frame *f)
{
	qw_cell before = f->from > 0 ? line->cell[f->from - 1] : QW_MODEL_START;
	int64_t damaged = qw_model_text(before, line->cell + f->from, f->to - f->from);
	int64_t repaired = qw_model_text(before, r->original.cell + f->out_from,
	                                 f->out_to - f->out_from);
	if (f->to < line->length) {
		damaged += qw_model_pair(line->cell[f->to - 1], line->cell[f->to]);
		repaired += qw_model_pair(r->original.cell[f->out_to - 1], line->cell[f->to]);
	}
	return damaged - repaired - d->price - (MARGIN + oddity(r, d, f)) * QW_BIT;
}

static bool add_candidate(qw_line_repair *r, const qw_kind *d, const qw_frame *f, int64_t gain)
{
	void *array = r->candidate;
	if (!qw_grow(&r->allocator, &array, &r->capacity, r->candidates + 1, sizeof *r->candidate))
		return false;
	r->candidate = array;
	r->candidate[r->candidates++] = (qw_candidate){d, *f, gain};
	return true;
}

static bool find_frames(qw_line_repair *r, const qw_kind *d, const qw_charset *read_as,
                        const qw_slice *line)
{
	qw_frame f = {.to = 0};
	while (d->undo(d, read_as, line->cell, line->at, line->length, f.to, &f, &r->original)) {
		if (is_small_foreign(r, d, &f))
			continue;
		int64_t gain = gain_of(r, d, line, &f);
		bool taken = gain > 0
		    && qw_damage_proves(d, r->original.cell + f.out_from, f.out_to - f.out_from,
		                        line->cell + f.from, f.to - f.from, &r->scratch);
		if (r->scratch.failed || (taken && !add_candidate(r, d, &f, gain)))
			return false;
	}
	return !r->original.failed;
}

static int by_gain(const void *a, const void *b)
{
	const qw_candidate *x = a, *y = b;
	if (x->gain != y->gain)
		return x->gain > y->gain ? -1 : 1;
	return (x->frame.from > y->frame.from) - (x->frame.from < y->frame.from);
}

static int by_place(const void *a, const void *b)
{
	const qw_candidate *x = a, *y = b;
	return (x->frame.from > y->frame.from) - (x->frame.from < y->frame.from);
}

/* Of candidates that overlap the one that gains most wins. Keeps the winners, in
 * their order in the line. False: no memory. */
static bool choose(qw_line_repair *r, size_t length)
{
	size_t kept = 0;
	void *array = r->covered;
	if (r->candidates == 0)
		return true;
	if (!qw_grow(&r->allocator, &array, &r->covered_capacity, length, 1))
		return false;
	r->covered = array;
	memset(r->covered, 0, length);
	qsort(r->candidate, r->candidates, sizeof *r->candidate, by_gain);
	for (size_t i = 0; i < r->candidates; i++) {
		qw_frame f = r->candidate[i].frame;
		if (memchr(r->covered + f.from, 1, f.to - f.from) != NULL)
			continue;
		memset(r->covered + f.from, 1, f.to - f.from);
		r->candidate[kept++] = r->candidate[i];
	}
	r->candidates = kept;
	qsort(r->candidate, kept, sizeof *r->candidate, by_place);
	return true;
}

static bool plan_frame(const qw_line_repair *r, const qw_candidate *c, const qw_slice *line,
                       size_t number, qw_plan *plan)
{
	qw_plan_segment *s = plan->segments > 0 ? &plan->segment[plan->segments - 1] : NULL;
	if (s == NULL || s->kind != c->damage->name)
		s = qw_plan_begin(plan, c->damage->name);
	if (s == NULL)
		return false;
	const qw_frame *f = &c->frame;
	size_t length = f->out_to - f->out_from;
	uint32_t restored = 0;
	for (size_t i = f->out_from; i < f->out_to; i++)
		restored += r->original.cell[i] >= 0x80;
	qw_plan_span span = {.line = (uint32_t)number, .from = line->at[f->from],
	                     .to = line->at[f->to], .exact = restored,
	                     .lead = c->gain > INT32_MAX ? INT32_MAX : (qw_bits)c->gain};
	s->bits += c->gain;
	return qw_plan_add(plan, &span, line->cell + f->from, f->to - f->from,
	                   r->original.cell + f->out_from, length);
}

static bool rewrite_line(qw_line_repair *r, qw_page *page, size_t number, qw_slice line,
                         qw_plan *plan)
{
	/* The slice may lie in page->fixed, which grows. */
	qw_text *out = &page->fixed;
	if (!qw_text_reserve(out, 2 * line.length + r->original.length + 1)
	    || !qw_page_cells(page, number, &line))
		return false;
	size_t first = out->length, at = 0;
	for (size_t k = 0; k <= r->candidates; k++) {
		const qw_candidate *c = k < r->candidates ? &r->candidate[k] : NULL;
		size_t stop = c != NULL ? c->frame.from : line.length;
		for (; at < stop; at++)
			qw_text_add(out, line.cell[at], line.at[at], line.at[at + 1]);
		if (c == NULL)
			break;
		for (size_t i = c->frame.out_from; i < c->frame.out_to; i++)
			qw_text_add(out, r->original.cell[i], r->original.at[i], line.at[c->frame.to]);
		if (!plan_frame(r, c, &line, number, plan))
			return false;
		at = c->frame.to;
	}
	qw_page_replace(page, number, first, true);
	return !out->failed;
}

/* One layer of the line's damage. */
static bool repair_layer(qw_line_repair *r, qw_page *page, size_t number, qw_plan *plan)
{
	const qw_kind *d;
	qw_slice line;
	if (!qw_page_cells(page, number, &line))
		return false;
	r->candidates = 0;
	qw_text_clear(&r->original);
	for (size_t i = 0; i < QW_KINDS && (d = qw_damage_number(i)) != NULL; i++)
		if (d->undo != NULL && (d->gate & page->line[number].scan.seen) != 0
		    && !find_frames(r, d, r->read_as[i], &line))
			return false;
	return choose(r, line.length)
	    && (r->candidates == 0 || rewrite_line(r, page, number, line, plan));
}

/* Layer upon layer, until nothing more is found; each makes the text shorter. */
bool qw_line_repair_run(qw_line_repair *r, qw_page *page, size_t number, qw_plan *plan)
{
	for (unsigned layer = 0; layer < LAYERS; layer++) {
		if (!repair_layer(r, page, number, plan))
			return false;
		if (r->candidates == 0)
			break;
	}
	return true;
}
