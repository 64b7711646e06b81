/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/plan.h"

#include "damage/confidence.h"

#include <stdlib.h>
#include <string.h>

void qw_plan_init(qw_plan *plan, const qw_allocator *a)
{
	*plan = (qw_plan){.allocator = *a};
	qw_text_init(&plan->cells, a);
	qw_buffer_init(&plan->words, a);
}

void qw_plan_free(qw_plan *plan)
{
	qw_release(&plan->allocator, plan->segment, plan->segment_capacity, sizeof *plan->segment);
	qw_release(&plan->allocator, plan->span, plan->span_capacity, sizeof *plan->span);
	qw_release(&plan->allocator, plan->guess, plan->guess_capacity, sizeof *plan->guess);
	qw_release(&plan->allocator, plan->shown, plan->shown_capacity, sizeof *plan->shown);
	qw_release(&plan->allocator, plan->kept, plan->kept_capacity, sizeof *plan->kept);
	qw_text_free(&plan->cells);
	qw_buffer_free(&plan->words);
}

void qw_plan_clear(qw_plan *plan)
{
	plan->segments = plan->spans = plan->guesses = plan->shows = plan->keeps = 0;
	plan->debris_han = 0;
	qw_text_clear(&plan->cells);
	qw_buffer_clear(&plan->words);
}

qw_plan_segment *qw_plan_begin(qw_plan *plan, const char *kind)
{
	void *array = plan->segment;
	if (!qw_grow(&plan->allocator, &array, &plan->segment_capacity, plan->segments + 1,
	             sizeof *plan->segment))
		return NULL;
	plan->segment = array;
	qw_plan_segment *s = &plan->segment[plan->segments++];
	*s = (qw_plan_segment){.first_span = plan->spans,
	                       .parameters = plan->words.length, .parameters_end = plan->words.length};
	size_t length = strlen(kind);
	memcpy(s->kind, kind, length < QW_PLAN_KIND ? length : QW_PLAN_KIND - 1);
	return s;
}

static bool keep_span(qw_plan *plan, qw_plan_span span, const qw_cell *before, size_t n,
                      const qw_cell *after, size_t m)
{
	void *array = plan->span;
	if (!qw_grow(&plan->allocator, &array, &plan->span_capacity, plan->spans + 1,
	             sizeof *plan->span))
		return false;
	plan->span = array;
	span.before = (uint32_t)plan->cells.length;
	for (size_t i = 0; i < n; i++)
		qw_text_add(&plan->cells, before[i], 0, 0);
	span.after = (uint32_t)plan->cells.length;
	for (size_t i = 0; i < m; i++)
		qw_text_add(&plan->cells, after[i], 0, 0);
	span.end = (uint32_t)plan->cells.length;
	span.first_guess = plan->guesses;
	span.guesses = 0;
	plan->span[plan->spans++] = span;
	return !plan->cells.failed;
}

bool qw_plan_add(qw_plan *plan, const qw_plan_span *span, const qw_cell *before, size_t n,
                 const qw_cell *after, size_t m)
{
	qw_plan_segment *s = &plan->segment[plan->segments - 1];
	if (s->spans++ == 0) {
		s->first_line = span->line;
		s->from = span->from;
	}
	s->last_line = span->line;
	s->to = span->to;
	s->exact += span->exact;
	s->guessed += span->guessed;
	s->lost += span->lost;
	s->newlines += span->newlines;
	return !plan->keep_spans || keep_span(plan, *span, before, n, after, m);
}

bool qw_plan_guess(qw_plan *plan, uint32_t cell, qw_bits lead)
{
	void *array = plan->guess;
	qw_plan_segment *s = &plan->segment[plan->segments - 1];
	s->doubt += (uint64_t)(1000 * (1 - qw_confidence_of_guess(lead)));
	if (!plan->keep_spans)
		return true;
	if (!qw_grow(&plan->allocator, &array, &plan->guess_capacity, plan->guesses + 1,
	             sizeof *plan->guess))
		return false;
	plan->guess = array;
	plan->guess[plan->guesses++] = (qw_plan_guessed){cell, lead};
	plan->span[plan->spans - 1].guesses++;
	return true;
}

bool qw_plan_show(qw_plan *plan, const qw_plan_shown *shown)
{
	void *array = plan->shown;
	if (!qw_grow(&plan->allocator, &array, &plan->shown_capacity, plan->shows + 1,
	             sizeof *plan->shown))
		return false;
	plan->shown = array;
	plan->shown[plan->shows++] = *shown;
	return true;
}

bool qw_plan_show_cell(qw_plan *plan, const qw_text *fixed, size_t first, size_t k, uint32_t line)
{
	size_t nth = 0;
	while (nth < k - first && fixed->at[k - nth - 1] == fixed->at[k])
		nth++;
	return !plan->keep_shown
	    || qw_plan_show(plan, &(qw_plan_shown){line, fixed->at[k], (uint32_t)nth});
}

void qw_plan_hide(qw_plan *plan, uint32_t line, uint32_t from, uint32_t to)
{
	size_t first = plan->shows, kept;
	while (first > 0 && plan->shown[first - 1].line == line)
		first--;
	kept = first;
	for (size_t i = first; i < plan->shows; i++)
		if (plan->shown[i].at < from || plan->shown[i].at >= to)
			plan->shown[kept++] = plan->shown[i];
	plan->shows = kept;
}

qw_plan_mark qw_plan_here(const qw_plan *plan)
{
	return (qw_plan_mark){plan->segments, plan->spans, plan->guesses, plan->shows,
	                      plan->cells.length, plan->words.length};
}

void qw_plan_return(qw_plan *plan, qw_plan_mark mark)
{
	plan->segments = mark.segments;
	plan->spans = mark.spans;
	plan->guesses = mark.guesses;
	plan->shows = mark.shows;
	plan->cells.length = mark.cells;
	plan->words.length = mark.words;
}

static int by_line(const void *a, const void *b)
{
	const qw_plan_segment *x = a, *y = b;
	if (x->first_line != y->first_line)
		return x->first_line < y->first_line ? -1 : 1;
	return (x->first_span > y->first_span) - (x->first_span < y->first_span);
}

static int by_place(const void *a, const void *b)
{
	const qw_plan_shown *x = a, *y = b;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return (x->nth > y->nth) - (x->nth < y->nth);
}

void qw_plan_sort(qw_plan *plan)
{
	if (plan->shows > 1)
		qsort(plan->shown, plan->shows, sizeof *plan->shown, by_place);
	if (plan->segments > 1)
		qsort(plan->segment, plan->segments, sizeof *plan->segment, by_line);
}

bool qw_plan_keeps(const qw_plan *plan, size_t number, const uint32_t *at, size_t n, size_t from,
                   size_t *end)
{
	size_t low = 0, high = plan->keeps;
	while (low < high) { /* the first that ends behind the cell */
		size_t middle = low + (high - low) / 2;
		if (plan->kept[middle].to <= at[from])
			low = middle + 1;
		else
			high = middle;
	}
	*end = n;
	if (low == plan->keeps || plan->kept[low].line != number)
		return false;
	bool kept = plan->kept[low].from <= at[from];
	uint32_t stop = kept ? plan->kept[low].to : plan->kept[low].from;
	for (*end = from + 1; *end < n && at[*end] < stop;)
		++*end;
	return kept;
}
