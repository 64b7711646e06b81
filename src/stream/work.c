/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "stream/work.h"

#include "damage/withhold.h"
#include "stream/clean_page.h"
#include "stream/declare.h"
#include "stream/foreign.h"
#include "stream/mark.h"
#include "stream/tell.h"

static bool decide_scripts(qw_document *d)
{
	void *decision = d->decision, *lines = d->lines;
	size_t count = d->page.lines;
	if (!qw_grow(&d->allocator, &decision, &d->decision_capacity, count, 1))
		return false;
	d->decision = decision;
	if (!qw_grow(&d->allocator, &lines, &d->lines_capacity, count, sizeof *d->lines))
		return false;
	d->lines = lines;
	for (size_t i = 0; i < count; i++)
		d->lines[i] = d->page.line[i].scan;
	qw_script_decide(&d->script, d->lines, count, d->decision);
	return true;
}

/* Which lines are Chinese says what to clean; when that is done they may be written
 * otherwise than it seemed. */
static bool clean_and_decide(qw_document *d)
{
	qw_script_state before = d->script;
	bool changed;
	if (!decide_scripts(d) || !qw_clean_page(d, &changed))
		return false;
	if (changed) {
		d->script = before;
		if (!decide_scripts(d))
			return false;
	}
	for (size_t i = 0; i < d->page.lines; i++)
		d->report.han += d->lines[i].han;
	d->report.han -= d->plan.debris_han < d->report.han ? d->plan.debris_han : d->report.han;
	return true;
}

/* Find out whose habits the traditional lines of the page follow. */
static bool decide_region(qw_document *d)
{
	enum { CELLS_MOST = 1 << 14 };
	size_t cells = 0;
	qw_slice line;
	bool known = d->options->script != QW_SCRIPT_HANS || d->options->variant != QW_VARIANT_AUTO;
	if (!known)
		qw_region_window(&d->region);
	for (size_t i = 0; i < d->page.lines && cells < CELLS_MOST && !known; i++) {
		if (d->decision[i] != QW_LINE_CONVERT)
			continue;
		if (!qw_page_cells(&d->page, i, &line))
			return false;
		known = qw_region_look(&d->region, line.cell, line.length);
		cells += line.length;
	}
	return true;
}

/* Write line i as the cells c[0..n), with its guesses marked. d->marked may have failed. */
static void write_cells(qw_document *d, size_t i, const qw_cell *c, const uint32_t *at, size_t n)
{
	qw_text_clear(&d->marked);
	if (d->plan.shows > 0 && qw_mark_guesses(&d->plan, i, c, at, n, &d->marked)) {
		c = d->marked.cell;
		n = d->marked.length;
	}
	if (!d->marked.failed)
		qw_writer_cells(&d->writer, c, n, d->options->invalid == QW_INVALID_REPLACE);
}

/* The line in simplified characters. False: no memory. */
static bool convert_line(qw_document *d, size_t i, qw_slice *line)
{
	qw_text *out = &d->converted;
	qw_text_clear(out);
	for (size_t k = 0, end; k < line->length; k = end) {
		const qw_cell *cell = line->cell + k;
		const uint32_t *at = line->at + k;
		if (qw_plan_keeps(&d->plan, i, line->at, line->length, k, &end))
			qw_text_append(out, cell, at, end - k);
		else
			d->report.converted += qw_convert_line(cell, at, end - k, d->decision[i],
			                                       &d->region, out);
	}
	*line = (qw_slice){out->cell, out->at, out->length};
	return !out->failed;
}

/* The line with full-width punctuation. Fences are whole lines. False: no memory. */
static bool punctuate_line(qw_document *d, size_t i, qw_slice *line)
{
	qw_text *out = &d->punctuated;
	qw_text_clear(out);
	for (size_t k = 0, end; k < line->length; k = end) {
		const qw_cell *cell = line->cell + k;
		const uint32_t *at = line->at + k;
		qw_punct_state inside = d->punct;
		if (qw_plan_keeps(&d->plan, i, line->at, line->length, k, &end))
			qw_text_append(out, cell, at, end - k);
		else
			d->report.converted += qw_punct_line(k == 0 ? &d->punct : &inside, cell, at,
			                                     end - k, out);
	}
	*line = (qw_slice){out->cell, out->at, out->length};
	return !out->failed;
}

static qw_status write_line(qw_document *d, size_t i, bool convert)
{
	qw_slice line;
	if (!qw_page_cells(&d->page, i, &line) || (convert && !convert_line(d, i, &line)))
		return qw_document_no_memory(d);
	if (d->options->punct == QW_PUNCT_FULLWIDTH && !punctuate_line(d, i, &line))
		return qw_document_no_memory(d);
	write_cells(d, i, line.cell, line.at, line.length);
	return d->marked.failed ? qw_document_no_memory(d) : QW_OK;
}

/* Lines that nobody touches leave as slices of the input. */
static qw_status write_page(qw_document *d, size_t stop)
{
	const qw_page *page = &d->page;
	bool hans = d->options->script == QW_SCRIPT_HANS;
	bool replace = d->options->invalid == QW_INVALID_REPLACE;
	uint32_t from = 0, to = 0; /* bytes waiting to leave */
	for (size_t i = 0; i < stop; i++) {
		bool convert = hans && qw_line_converts(d->decision[i]);
		bool touched = convert || page->line[i].changed || page->bytes == NULL
		            || d->options->punct == QW_PUNCT_FULLWIDTH
		            || (replace && (page->line[i].scan.seen & QW_SEEN_INVALID));
		if (!touched) {
			to = page->line[i].scan.to;
			continue;
		}
		if (to > from)
			qw_writer_bytes(&d->writer, page->bytes + from, to - from);
		qw_status status = write_line(d, i, convert);
		if (status != QW_OK)
			return status;
		from = to = page->line[i].scan.to;
	}
	if (to > from && page->bytes != NULL)
		qw_writer_bytes(&d->writer, page->bytes + from, to - from);
	if (d->writer.buffer.failed)
		return qw_document_no_memory(d);
	return d->writer.stopped ? qw_document_fail(d, QW_E_STOPPED, d->offset, QW_REASON_NONE) : QW_OK;
}

static uint64_t count_newlines(const qw_page *page)
{
	if (page->lines == 0)
		return 0;
	const qw_line *last = &page->line[page->lines - 1].scan;
	bool complete = page->bytes != NULL ? page->bytes[last->to - 1] == '\n'
	                                    : page->source.cell[last->to - 1] == '\n';
	return page->lines - !complete;
}

/* The columns of a line that goes on in the next window. */
static void carry_column(qw_document *d)
{
	const qw_page *page = &d->page;
	if (page->lines == 0)
		return;
	uint64_t before = page->lines == 1 ? d->columns : 0;
	d->columns = count_newlines(page) == page->lines
	           ? 0 : before + qw_tell_length(d, page->lines - 1);
}

static bool withhold(qw_document *d)
{
	const qw_filter filter = {d->options->only, d->options->skip};
	return (filter.only == NULL && filter.skip == NULL)
	    || qw_withhold(&filter, &d->page, &d->plan);
}

qw_status qw_work_page(qw_document *d, size_t bytes)
{
	qw_status bad = QW_OK;
	size_t stop = d->page.lines;
	qw_plan_clear(&d->plan);
	qw_repair_encoding(d->repair, d->report.encoding);
	if ((d->mixes && !qw_foreign_plan(d))
	    || (!d->options->decode_only && !qw_repair_page(d->repair, &d->page, &d->plan))
	    || !withhold(d))
		return qw_document_no_memory(d);
	/* What no repair made text of. */
	for (size_t i = 0; (d->page.seen & QW_SEEN_INVALID) && bad == QW_OK && i < d->page.lines; i++)
		if ((d->page.line[i].scan.seen & QW_SEEN_INVALID) != 0
		    && (bad = qw_tell_invalid(d, i)) != QW_OK)
			stop = i;
	if (bad == QW_E_NOMEM || !clean_and_decide(d)
	    || !decide_region(d) || !qw_declare_rewrite(d) || !qw_tell_plan(d))
		return qw_document_no_memory(d);
	qw_status status = write_page(d, stop);
	carry_column(d);
	d->report.lines += count_newlines(&d->page);
	d->report.bytes_in += bytes;
	d->offset += bytes;
	return bad != QW_OK ? bad : status;
}
