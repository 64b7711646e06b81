/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "stream/tell.h"

#include "damage/confidence.h"
#include "stream/verdict.h"

#include <string.h>

static void send(const qw_document *d, qw_event event)
{
	event.document = d->number;
	d->options->event(d->options->event_ctx, &event);
}

/* The column of the byte at `offset` of the window, in line i. */
static uint64_t column_of(qw_document *d, size_t i, uint32_t offset)
{
	const qw_page *page = &d->page;
	qw_told t = d->told;
	bool cells = page->bytes == NULL;
	uint32_t begun = page->line[i].scan.from, behind = page->line[i].scan.to;
	uint32_t reached = t.column == 0 ? 0 : cells ? page->source.at[t.at] : t.at;
	if (t.column == 0 || t.line != i || reached > offset)
		t = (qw_told){i, begun, 1 + (i == 0 ? d->columns : 0)};
	for (; cells && t.at < behind && page->source.at[t.at] < offset; t.at++)
		t.column++;
	for (; !cells && t.at < offset; t.at++)
		t.column += (page->bytes[t.at] & 0xC0) != 0x80;
	d->told = t;
	return t.column;
}

uint64_t qw_tell_length(qw_document *d, size_t i)
{
	const qw_line *line = &d->page.line[i].scan;
	if (d->page.bytes == NULL)
		return line->to - line->from;
	uint64_t length = 0;
	for (uint32_t k = line->from; k < line->to; k++)
		length += (d->page.bytes[k] & 0xC0) != 0x80;
	return length;
}

static void cells_to_utf8(const qw_text *cells, uint32_t from, uint32_t to, qw_buffer *out)
{
	for (uint32_t i = from; i < to; i++)
		qw_buffer_add_cell(out, cells->cell[i]);
}

/* Append what the span became, and find its guesses there. False: no memory. */
static bool write_after(qw_document *d, const qw_plan_span *p, qw_buffer *words)
{
	void *array = d->guess;
	size_t begin = words->length;
	uint32_t reached = p->after;
	if (!qw_grow(&d->allocator, &array, &d->guess_capacity, p->guesses, sizeof *d->guess))
		return false;
	d->guess = array;
	for (size_t i = 0; i < p->guesses; i++) {
		const qw_plan_guessed *guess = &d->plan.guess[p->first_guess + i];
		cells_to_utf8(&d->plan.cells, reached, p->after + guess->cell, words);
		reached = p->after + guess->cell;
		d->guess[i] = (qw_guess){words->length - begin, qw_confidence_of_guess(guess->lead),
		                         (double)guess->lead / QW_BIT};
	}
	cells_to_utf8(&d->plan.cells, reached, p->end, words);
	return !words->failed;
}

static bool tell_span(qw_document *d, const qw_plan_segment *s, const qw_plan_span *p,
                      qw_buffer *words)
{
	size_t before = words->length;
	cells_to_utf8(&d->plan.cells, p->before, p->after, words);
	size_t after = words->length;
	if (!write_after(d, p, words))
		return false;
	qw_span span = {
		.offset = d->offset + p->from, .length = p->to - p->from,
		.line = d->report.lines + p->line + 1, .column = column_of(d, p->line, p->from),
		.kind = s->kind, .before = (char *)words->data + before,
		.before_length = after - before, .after = (char *)words->data + after,
		.after_length = words->length - after, .exact = p->exact, .guessed = p->guessed,
		.lost = p->lost, .proven = !p->differs, .confidence = qw_confidence(p->lead),
		.bits = (double)p->lead / QW_BIT, .guess = d->guess, .guesses = p->guesses,
	};
	send(d, (qw_event){.type = QW_EVENT_SPAN, .of.span = &span});
	words->length = before;
	return true;
}

/* `words` ends with the parameters' NUL; the spans write behind it. False: no memory. */
static bool tell_segment(qw_document *d, const qw_plan_segment *s, qw_buffer *words)
{
	size_t parameters = words->length;
	if (s->parameters_end > s->parameters)
		qw_buffer_add(words, d->plan.words.data + s->parameters, s->parameters_end - s->parameters);
	qw_buffer_add_byte(words, 0);
	if (words->failed)
		return false;
	qw_segment segment = {
		.offset = d->offset + s->from, .length = s->to - s->from,
		.first_line = d->report.lines + s->first_line + 1,
		.last_line = d->report.lines + s->last_line + 1, .chain = s->kind,
		.parameters = (char *)words->data + parameters, .spans = s->spans, .exact = s->exact,
		.guessed = s->guessed, .lost = s->lost, .unproven = s->unproven,
		.proven = s->unproven == 0 && !s->stands, .bits = (double)s->bits / QW_BIT,
		.skipped = s->skipped,
	};
	send(d, (qw_event){.type = QW_EVENT_SEGMENT, .of.segment = &segment});
	for (size_t i = 0; d->plan.keep_spans && !d->options->no_spans && i < s->spans; i++)
		if (!tell_span(d, s, &d->plan.span[s->first_span + i], words))
			return false;
	return true;
}

bool qw_tell_plan(qw_document *d)
{
	qw_buffer words;
	bool done = true;
	qw_buffer_init(&words, &d->allocator);
	for (size_t i = 0; i < d->plan.segments && done; i++) {
		const qw_plan_segment *s = &d->plan.segment[i];
		d->report.segments++;
		d->report.spans += s->spans;
		d->report.exact += s->exact;
		d->report.guessed += s->guessed;
		d->report.lost += s->lost;
		d->report.lost_newlines += s->newlines;
		d->report.unproven += s->unproven;
		d->report.doubt += (double)s->doubt / 1000;
		d->report.skipped += s->skipped;
		qw_buffer_clear(&words);
		if (d->plan.keep_words)
			done = tell_segment(d, s, &words);
	}
	qw_buffer_free(&words);
	return done;
}

static void tell_run(qw_document *d, size_t i, uint32_t from, uint32_t to, qw_reason reason)
{
	qw_invalid_bytes run = {
		.offset = d->offset + from, .length = to - from, .line = d->report.lines + i + 1,
		.column = column_of(d, i, from), .reason = reason,
	};
	d->report.invalid += to - from;
	if (d->options->event != NULL)
		send(d, (qw_event){.type = QW_EVENT_INVALID, .of.invalid = &run});
}

qw_status qw_tell_invalid(qw_document *d, size_t i)
{
	qw_slice line;
	if (!qw_page_cells(&d->page, i, &line))
		return qw_document_no_memory(d);
	for (size_t k = 0; k < line.length;) {
		if (!qw_cell_is_raw(line.cell[k])) {
			k++;
			continue;
		}
		size_t first = k;
		while (k < line.length && qw_cell_is_raw(line.cell[k]))
			k++;
		qw_reason reason = qw_cell_reason(line.cell[first]);
		tell_run(d, i, line.at[first], line.at[k], reason);
		if (d->options->invalid == QW_INVALID_STOP)
			return qw_document_fail(d, QW_E_UNDECODABLE, d->offset + line.at[first], reason);
	}
	return QW_OK;
}

static qw_writing writing_of(const qw_script_state *s)
{
	uint64_t all = s->hans_han + s->hant_han;
	if (all == 0)
		return QW_WRITING_NONE;
	if (s->hant_han * 10 < all)
		return QW_WRITING_HANS;
	return s->hans_han * 10 < all ? QW_WRITING_HANT : QW_WRITING_MIXED;
}

void qw_tell_report(qw_document *d)
{
	d->report.writing = writing_of(&d->script);
	qw_report_judge(&d->report);
	/* ASCII is right in nearly any charset; what nobody could read did not become UTF-8. */
	bool untold = strcmp(d->report.encoding, "ascii") == 0
	           || strcmp(d->report.encoding, "unknown") == 0;
	if (untold)
		d->report.declared[0] = '\0';
	d->report.bytes_out = d->writer.written + d->writer.buffer.length - d->report.bytes_out;
	if (d->options->event != NULL)
		send(d, (qw_event){.type = QW_EVENT_DOCUMENT, .of.report = &d->report});
}
