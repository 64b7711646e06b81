/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/withhold.h"

#include <stdlib.h>
#include <string.h>

/* A span of the plan. */
typedef struct {
	uint32_t from, to;       /* bytes of the window */
	uint32_t segment;
	bool refused;            /* by the filter, or because it lies on one that is */
	size_t span;
} place;

static int by_place(const void *a, const void *b)
{
	const place *x = a, *y = b;
	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->to != y->to)
		return x->to < y->to ? -1 : 1;
	return (x->span > y->span) - (x->span < y->span);
}

/* --- which ------------------------------------------------------------------------------- */

/* All spans, in the order of the text. *any: one is refused. */
static void list_places(const qw_filter *f, const qw_plan *plan, place *p, bool *any)
{
	size_t count = 0;
	*any = false;
	for (size_t i = 0; i < plan->segments; i++) {
		const qw_plan_segment *s = &plan->segment[i];
		bool refused = !qw_filter_allows(f, s->kind);
		*any = *any || refused;
		for (size_t k = 0; k < s->spans; k++) {
			const qw_plan_span *span = &plan->span[s->first_span + k];
			p[count++] = (place){span->from, span->to, (uint32_t)i, refused,
			                     s->first_span + k};
		}
	}
	qsort(p, count, sizeof *p, by_place);
}

static bool keep_range(qw_plan *plan, uint32_t line, uint32_t from, uint32_t to)
{
	void *array = plan->kept;
	if (!qw_grow(&plan->allocator, &array, &plan->kept_capacity, plan->keeps + 1,
	             sizeof *plan->kept))
		return false;
	plan->kept = array;
	plan->kept[plan->keeps++] = (qw_plan_kept){line, from, to};
	return true;
}

/* Places that lie on each other are links of one chain: all of them stay, or none does. */
static bool join_places(qw_plan *plan, place *p, size_t count)
{
	for (size_t i = 0, end; i < count; i = end) {
		uint32_t to = p[i].to;
		bool refused = p[i].refused;
		for (end = i + 1; end < count && (p[end].from < to || p[end].from == p[i].from); end++) {
			refused = refused || p[end].refused;
			to = p[end].to > to ? p[end].to : to;
		}
		for (size_t k = i; k < end; k++)
			p[k].refused = refused;
		if (refused && !keep_range(plan, plan->span[p[i].span].line, p[i].from, to))
			return false;
	}
	return true;
}

/* --- the text ---------------------------------------------------------------------------- */

/* Line i as it was decoded, into `out` where it is not yet there. False: no memory. */
static bool source_of(const qw_page *page, size_t i, qw_text *out, qw_slice *line)
{
	const qw_line *scan = &page->line[i].scan;
	const qw_text *from = &page->source;
	size_t first = scan->from;
	if (page->bytes != NULL) {
		qw_text_clear(out);
		qw_text_add_utf8(out, page->bytes + scan->from, scan->to - scan->from, scan->from);
		from = out;
		first = 0;
	}
	*line = (qw_slice){from->cell + first, from->at + first,
	                   page->bytes != NULL ? out->length : scan->to - scan->from};
	return !out->failed;
}

/* A line on its way back. */
typedef struct {
	const qw_plan *plan;
	const place *p;          /* the places that are not yet behind, */
	size_t count;            /* so many */
	qw_slice source;
	size_t at;               /* cell of the source that comes next */
} rebuild;

/* Cells of the source before byte `to` go to `out`; NULL: nowhere. */
static void take_source(rebuild *r, uint32_t to, qw_text *out)
{
	size_t from = r->at;
	while (r->at < r->source.length && r->source.at[r->at] < to)
		r->at++;
	if (out != NULL)
		qw_text_append(out, r->source.cell + from, r->source.at + from, r->at - from);
}

/* A part in another encoding stays the bytes it is: what the document's own encoding makes of them
 * would be one more damage. */
static void put_bytes(const unsigned char *bytes, uint32_t from, uint32_t to, qw_text *out)
{
	for (uint32_t i = from; i < to; i++) {
		qw_cell c = bytes[i] < 0x80 ? bytes[i] : qw_cell_raw(bytes[i], QW_REASON_STRAY_BYTE);
		qw_text_add(out, c, i, i + 1);
	}
}

/* What stood at the bytes. */
static void restore(rebuild *r, const qw_page *page, const qw_plan_kept *kept, qw_text *out)
{
	take_source(r, kept->from, NULL);
	for (; r->count > 0 && r->p->from < kept->to; r->p++, r->count--) {
		const qw_plan_span *span = &r->plan->span[r->p->span];
		if (!span->foreign || span->from < kept->from || page->came == NULL)
			continue;
		take_source(r, span->from, out);
		put_bytes(page->came, span->from, span->to, out);
		take_source(r, span->to, NULL);
	}
	take_source(r, kept->to, out);
}

/* Line `number`, in which kept[0..keeps) lie. */
static bool restore_line(rebuild *r, qw_page *page, size_t number, const qw_plan_kept *kept,
                         size_t keeps, qw_text *scratch)
{
	qw_text *out = &page->fixed;
	qw_slice line;
	if (!source_of(page, number, scratch, &r->source) || !qw_page_cells(page, number, &line))
		return false;
	size_t room = line.length + r->source.length + kept[keeps - 1].to - kept[0].from + 1;
	/* The slices may lie in what grows. */
	if (!qw_text_reserve(out, room) || !source_of(page, number, scratch, &r->source)
	    || !qw_page_cells(page, number, &line))
		return false;
	size_t first = out->length, k = 0;
	r->at = 0;
	for (size_t i = 0; i < keeps; i++) {
		size_t from = k;
		while (k < line.length && line.at[k] < kept[i].from)
			k++;
		qw_text_append(out, line.cell + from, line.at + from, k - from);
		restore(r, page, &kept[i], out);
		while (k < line.length && line.at[k] < kept[i].to)
			k++;
	}
	qw_text_append(out, line.cell + k, line.at + k, line.length - k);
	qw_page_replace(page, number, first, true);
	return !out->failed;
}

static bool restore_page(qw_page *page, const qw_plan *plan, const place *p, size_t count)
{
	qw_text scratch;
	bool done = true;
	rebuild r = {.plan = plan, .p = p, .count = count};
	qw_text_init(&scratch, &page->allocator);
	for (size_t i = 0, end; i < plan->keeps && done; i = end) {
		const qw_plan_kept *kept = &plan->kept[i];
		for (end = i + 1; end < plan->keeps && plan->kept[end].line == kept->line;)
			end++;
		done = restore_line(&r, page, kept->line, kept, end - i, &scratch);
	}
	qw_text_free(&scratch);
	return done;
}

/* --- the plan ---------------------------------------------------------------------------- */

static void remove_span(qw_plan_segment *s, const qw_plan_span *span)
{
	s->spans--;
	s->exact -= span->exact;
	s->guessed -= span->guessed;
	s->lost -= span->lost;
	s->newlines -= span->newlines;
	s->skipped++;
}

/* A segment's spans without those that are refused. */
static void thin_out(qw_plan *plan, qw_plan_segment *s, const bool *refused)
{
	size_t count = s->spans, kept = s->first_span;
	for (size_t i = s->first_span; i < s->first_span + count; i++) {
		if (refused[i])
			remove_span(s, &plan->span[i]);
		else
			plan->span[kept++] = plan->span[i];
	}
	if (s->spans == 0)
		s->bits = 0;
	s->stands = s->stands || s->spans == 0;
}

/* Nothing is guessed where nothing is written. */
static void hide_guesses(qw_plan *plan)
{
	size_t kept = 0, k = 0;
	for (size_t i = 0; i < plan->shows; i++) {
		while (k < plan->keeps && plan->kept[k].to <= plan->shown[i].at)
			k++;
		if (k == plan->keeps || plan->kept[k].from > plan->shown[i].at)
			plan->shown[kept++] = plan->shown[i];
	}
	plan->shows = kept;
}

static void settle(const qw_filter *f, qw_plan *plan, const bool *refused)
{
	hide_guesses(plan);
	for (size_t i = 0; i < plan->segments; i++) {
		qw_plan_segment *s = &plan->segment[i];
		thin_out(plan, s, refused);
		if (qw_filter_allows(f, s->kind))
			continue;
		s->skipped += s->unproven;
		s->unproven = 0;
	}
}

bool qw_withhold(const qw_filter *f, qw_page *page, qw_plan *plan)
{
	const qw_allocator *a = &plan->allocator;
	size_t count = 0;
	bool any;
	for (size_t i = 0; i < plan->segments; i++)
		count += plan->segment[i].spans;
	if (plan->segments == 0)
		return true;
	place *p = a->resize(a->ctx, NULL, 0, (count + 1) * sizeof *p);
	bool *refused = a->resize(a->ctx, NULL, 0, plan->spans + 1);
	bool done = p != NULL && refused != NULL;
	if (done) {
		list_places(f, plan, p, &any);
		done = !any || (join_places(plan, p, count) && restore_page(page, plan, p, count));
	}
	if (done && any) {
		memset(refused, 0, plan->spans + 1);
		for (size_t i = 0; i < count; i++)
			refused[p[i].span] = p[i].refused;
		settle(f, plan, refused);
	}
	qw_release(a, p, count + 1, sizeof *p);
	qw_release(a, refused, plan->spans + 1, 1);
	return done;
}
