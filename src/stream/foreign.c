/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "stream/foreign.h"

#include "damage/mention.h"

#include <stdio.h>
#include <string.h>

enum { PARAGRAPH = 60 }; /* bytes that are no quotation */

/* The first cell of the page that comes of the byte at `offset`, or from behind it. */
static size_t cell_at(const qw_text *t, uint32_t offset)
{
	size_t low = 0, high = t->length;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (t->at[middle] < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static uint32_t exact_cells(const qw_cell *c, size_t n)
{
	uint32_t exact = 0;
	for (size_t i = 0; i < n; i++)
		exact += c[i] >= 0x80 && qw_cell_is_code_point(c[i]);
	return exact;
}

static bool plan_one(qw_document *d, const qw_foreign *f, size_t line)
{
	const qw_text *source = &d->page.source, *seen = &d->mixed.seen;
	char kind[QW_PLAN_KIND];
	snprintf(kind, sizeof kind, "%s-in-%s", qw_mixed_name(f->encoding),
	         qw_mixed_name(d->mixed.main));
	qw_plan_segment *s = d->plan.segments > 0 ? &d->plan.segment[d->plan.segments - 1] : NULL;
	if ((s == NULL || strcmp(s->kind, kind) != 0) && (s = qw_plan_begin(&d->plan, kind)) == NULL)
		return false;
	size_t from = cell_at(source, f->from), to = cell_at(source, f->to);
	qw_plan_span span = {
		.line = (uint32_t)line, .from = f->from, .to = f->to, .foreign = true,
		.differs = !f->proven,
		.exact = exact_cells(source->cell + from, to - from),
		.lead = f->bits > INT32_MAX ? INT32_MAX : (qw_bits)f->bits,
	};
	s->bits += f->bits;
	d->report.mixed += f->to - f->from;
	return qw_plan_add(&d->plan, &span, seen->cell + f->seen, f->seen_end - f->seen,
	                   source->cell + from, to - from);
}

/* The line of a foreign part; the line of the one before it is at *line. */
static void find_line(const qw_page *page, const qw_foreign *f, size_t *line)
{
	while (*line + 1 < page->lines && qw_page_offset(page, *line + 1) <= f->from)
		++*line;
}

/* Texts about mojibake have it where they speak of it. What is foreign elsewhere, too, is no
 * quotation, nor is a long part. */
bool qw_foreign_quote(qw_document *d)
{
	const qw_page *page = &d->page;
	size_t line = 0, far = 0;
	if (d->mixed.count == 0 || !qw_mentions_mojibake(page, 0, page->lines))
		return true;
	for (size_t i = 0; i < d->mixed.count; i++) {
		const qw_foreign *f = &d->mixed.foreign[i];
		find_line(page, f, &line);
		if (f->to - f->from >= PARAGRAPH || !qw_is_about_mojibake(page, line))
			far++;
		else if (!qw_mixed_quote(&d->mixed, qw_page_offset(page, line)))
			return false;
	}
	if (far > d->mixed.quotes)
		d->mixed.quotes = 0;
	return true;
}

bool qw_foreign_plan(qw_document *d)
{
	size_t line = 0;
	for (size_t i = 0; i < d->mixed.count; i++) {
		const qw_foreign *f = &d->mixed.foreign[i];
		find_line(&d->page, f, &line);
		if (!plan_one(d, f, line))
			return false;
	}
	return true;
}
