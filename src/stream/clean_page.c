/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "stream/clean_page.h"

#include "clean/clean.h"
#include "stream/mark.h"

/* Other languages have their own customs, and Japanese and Korean tell compatibility
 * ideographs from the unified ones. */
static bool is_chinese(const qw_document *d, size_t i, uint32_t gates)
{
	return (d->lines[i].seen & gates) != 0 && d->decision[i] != QW_LINE_KEEP;
}

static bool hear_private(qw_document *d)
{
	for (size_t i = 0; (d->page.seen & QW_SEEN_PRIVATE) && i < d->page.lines; i++) {
		qw_slice line;
		if (!is_chinese(d, i, QW_SEEN_PRIVATE))
			continue;
		if (!qw_page_cells(&d->page, i, &line))
			return false;
		qw_private_hear(&d->private_use, line.cell, line.length);
	}
	return true;
}

/* Cells from `first` on say where in the line they come from: let them say where in the
 * window. d->cleaning has the line's cells. */
static void place_cells(const qw_slice *line, qw_text *fixed, size_t first)
{
	for (size_t k = first; k <= fixed->length; k++)
		fixed->at[k] = line->at[fixed->at[k]];
}

/* Cells [from, to) of the line, clean. */
static size_t clean_cells(qw_document *d, const qw_slice *line, size_t from, size_t to,
                          qw_private_set set)
{
	qw_text *fixed = &d->page.fixed;
	size_t first = fixed->length;
	size_t count = qw_clean_line(line->cell + from, to - from, set, &d->cleaning, fixed);
	for (size_t k = first; from > 0 && k <= fixed->length; k++)
		fixed->at[k] += (uint32_t)from;
	return count;
}

/* They stay. They may be cells of the very text that they go to. */
static size_t keep_cells(qw_document *d, const qw_slice *line, size_t from, size_t to)
{
	qw_text *scratch = &d->cleaning;
	qw_text_clear(scratch);
	for (size_t k = from; k < to; k++)
		qw_text_add(scratch, line->cell[k], (uint32_t)k, (uint32_t)k + 1);
	if (!scratch->failed)
		qw_text_append(&d->page.fixed, scratch->cell, scratch->at, scratch->length);
	return 0;
}

static bool clean_line(qw_document *d, size_t i, qw_private_set set, bool *changed)
{
	qw_text *fixed = &d->page.fixed;
	size_t first = fixed->length;
	qw_slice line;
	if (!qw_page_cells(&d->page, i, &line))
		return false;
	size_t count = 0;
	for (size_t k = 0, end; k < line.length; k = end) {
		bool kept = qw_plan_keeps(&d->plan, i, line.at, line.length, k, &end);
		count += kept ? keep_cells(d, &line, k, end) : clean_cells(d, &line, k, end, set);
		/* It may have moved. */
		if (fixed->failed || d->cleaning.failed || !qw_page_cells(&d->page, i, &line))
			return false;
	}
	if (count == 0) {
		fixed->length = first;
		return true;
	}
	if (d->plan.shows > 0)
		qw_mark_move(&d->plan, i, line.at, line.length, fixed->at + first, fixed->length - first);
	place_cells(&line, fixed, first);
	qw_page_replace(&d->page, i, first, true);
	d->report.cleaned += count;
	*changed = true;
	return !fixed->failed;
}

bool qw_clean_page(qw_document *d, bool *changed)
{
	bool wanted = d->options->clean == QW_CLEAN_YES
	           || (d->options->clean == QW_CLEAN_DEFAULT && d->options->script == QW_SCRIPT_HANS);
	bool has_chinese = d->script.hans_han + d->script.hant_han > 0;
	*changed = false;
	if (!wanted || !has_chinese || (d->page.seen & QW_CLEAN_GATES) == 0)
		return true;
	if (!hear_private(d))
		return false;
	bool traditional = d->script.hant_han > d->script.hans_han;
	qw_private_set set = qw_private_judge(&d->private_use, traditional);
	for (size_t i = 0; i < d->page.lines; i++)
		if (is_chinese(d, i, QW_CLEAN_GATES) && !clean_line(d, i, set, changed))
			return false;
	return true;
}
