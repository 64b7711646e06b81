/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "stream/document.h"

#include "damage/confidence.h"
#include "decode/decoder.h"
#include "stream/cut.h"
#include "stream/declare.h"
#include "stream/foreign.h"
#include "stream/tell.h"
#include "stream/work.h"

#include <stdio.h>
#include <string.h>

enum { CELLS_HELD = QW_WINDOW / 8 }; /* the longest line that is kept whole, in cells */

bool qw_document_init(qw_document *d, const qw_options *options, qw_write_fn write, void *ctx)
{
	*d = (qw_document){.options = options, .allocator = options->allocator};
	qw_writer_init(&d->writer, write, ctx, &d->allocator);
	qw_page_init(&d->page, &d->allocator);
	qw_plan_init(&d->plan, &d->allocator);
	d->plan.keep_words = options->event != NULL;
	d->plan.keep_shown = options->mark_guessed != 0;
	bool filters = options->only != NULL || options->skip != NULL;
	d->plan.keep_spans = filters || (options->event != NULL && !options->no_spans);
	qw_text_init(&d->cleaning, &d->allocator);
	qw_text_init(&d->converted, &d->allocator);
	qw_text_init(&d->punctuated, &d->allocator);
	qw_text_init(&d->marked, &d->allocator);
	qw_text_init(&d->carry, &d->allocator);
	qw_mixed_init(&d->mixed, &d->allocator);
	d->mixed.explains = options->event != NULL;
	d->error = (qw_error){.message = qw_strerror(QW_OK)};
	d->report = (qw_report){.encoding = "ascii"};
	d->repair = qw_repair_new(&d->allocator);
	if (d->repair != NULL) {
		qw_repair_trust(d->repair, qw_lead_of_guess(options->min_confidence));
		qw_repair_entities(d->repair, options->entities);
	}
	return d->repair != NULL;
}

void qw_document_free(qw_document *d)
{
	qw_writer_free(&d->writer);
	qw_page_free(&d->page);
	qw_plan_free(&d->plan);
	qw_release(&d->allocator, d->guess, d->guess_capacity, sizeof *d->guess);
	qw_text_free(&d->cleaning);
	qw_text_free(&d->converted);
	qw_text_free(&d->punctuated);
	qw_text_free(&d->marked);
	qw_text_free(&d->carry);
	qw_mixed_free(&d->mixed);
	qw_repair_free(d->repair);
	qw_decoder_free(d->decoder);
	qw_release(&d->allocator, d->decision, d->decision_capacity, 1);
	qw_release(&d->allocator, d->lines, d->lines_capacity, sizeof *d->lines);
}

void qw_document_begin(qw_document *d)
{
	d->number++;
	d->offset = 0;
	d->columns = 0;
	d->decided = d->mixes = false;
	qw_decoder_free(d->decoder);
	d->decoder = NULL;
	qw_text_clear(&d->carry);
	qw_repair_reset(d->repair);
	d->script = (qw_script_state){.hans_han = 0};
	qw_region_begin(&d->region, d->options->variant);
	d->punct = (qw_punct_state){.fenced = false};
	d->looked = false;
	d->declarations = 0;
	if (d->private_use.used)
		d->private_use = (qw_private_evidence){.used = false};
	/* bytes_out holds where the document began until it ends. */
	d->report = (qw_report){.encoding = "ascii",
	                        .bytes_out = d->writer.written + d->writer.buffer.length};
}

qw_status qw_document_fail(qw_document *d, qw_status status, uint64_t offset, qw_reason reason)
{
	d->error = (qw_error){.status = status, .reason = reason, .offset = offset,
	                      .message = reason != QW_REASON_NONE ? qw_reason_name(reason)
	                                                          : qw_strerror(status)};
	return status;
}

qw_status qw_document_no_memory(qw_document *d)
{
	return qw_document_fail(d, QW_E_NOMEM, d->offset, QW_REASON_NONE);
}

static bool is_utf8_name(const char *name)
{
	return strcmp(name, "utf-8") == 0 || strcmp(name, "ascii") == 0 || strcmp(name, "unknown") == 0;
}

static qw_status open_decoder(qw_document *d, const char *name)
{
	qw_status status = QW_OK;
	d->decoder = qw_decoder_new(name, &d->allocator, &status);
	if (d->decoder == NULL)
		return qw_document_fail(d, status, d->offset, QW_REASON_NONE);
	snprintf(d->encoding, sizeof d->encoding, "%s", qw_decoder_name(d->decoder));
	d->report.encoding = d->encoding;
	return QW_OK;
}

static void show_candidates(qw_document *d, const qw_encoding_guess *guess)
{
	memcpy(d->candidate, guess->candidate, sizeof d->candidate);
	d->report.candidate = d->candidate;
	d->report.candidates = guess->candidates;
}

/* Who says that it is UTF-8 leaves nothing to weigh. */
static qw_encoding_guess weigh(const qw_document *d, const unsigned char *bytes, size_t n,
                               bool final, const qw_decode_hints *hints)
{
	if (d->options->from == NULL || strcmp(d->options->from, "utf-8") != 0)
		return qw_decode_weigh(bytes, n, final, hints, &d->allocator);
	const qw_bom *bom = qw_bom_find(bytes, n);
	if (bom == NULL)
		return (qw_encoding_guess){.name = "utf-8"};
	return (qw_encoding_guess){.name = bom->name, .bom = bom->length};
}

/* The first window with more than ASCII decides the encoding. *bom gets the bytes
 * of a byte order mark that is not text. */
static qw_status decide(qw_document *d, const unsigned char *bytes, size_t n, bool final,
                        size_t *bom)
{
	bool begins = d->offset == 0;
	if (begins)
		d->declared = qw_decode_declared(bytes, n, d->options->hint);
	qw_decode_hints hints = {d->declared, d->options->unit != QW_UNIT_FILE};
	qw_encoding_guess guess = weigh(d, bytes, n, final, &hints);
	/* Behind the beginning the bytes of a mark are no mark. */
	if (!begins && guess.bom > 0)
		guess = weigh(d, bytes + guess.bom, n - guess.bom, final, &hints);
	if (guess.name == NULL)
		return qw_document_fail(d, QW_E_NOMEM, d->offset, QW_REASON_NONE);
	const char *name = d->options->from != NULL ? d->options->from : guess.name;
	*bom = 0;
	if (d->options->from == NULL)
		show_candidates(d, &guess);
	if (d->options->from == NULL && strcmp(name, "ascii") == 0)
		return QW_OK;
	d->decided = true;
	bool utf8 = d->options->from == NULL && is_utf8_name(name);
	qw_status status = utf8 ? QW_OK : open_decoder(d, name);
	if (utf8)
		d->report.encoding = name;
	/* A mark is one only in its own encoding. That of UTF-8 passes as it is. */
	if (status == QW_OK && begins && guess.bom > 0
	    && strcmp(d->report.encoding, guess.name) == 0) {
		d->report.bom = 1;
		*bom = utf8 ? 0 : guess.bom;
	}
	if (status == QW_OK && !utf8 && strcmp(d->report.encoding, "utf-8") == 0) {
		*bom = 0;
		qw_decoder_free(d->decoder);
		d->decoder = NULL;
		d->report.encoding = "utf-8";
	}
	/* Who names an encoding knows that there is no other one. */
	d->mixes = d->options->from == NULL && qw_mixed_begin(&d->mixed, d->report.encoding);
	return status;
}

/* False: no memory. */
static bool read_mixed(qw_document *d, const unsigned char *bytes, size_t n, bool final,
                       size_t *used)
{
	qw_page_clear(&d->page);
	d->page.came = bytes;
	d->told = (qw_told){0};
	*used = qw_mixed_read(&d->mixed, bytes, n, final, &d->page.source);
	return !d->page.source.failed
	    && qw_page_of_lines(&d->page, d->mixed.line, d->mixed.lines);
}

/* A window of several encodings, which may end inside of a line only where no other does. */
static qw_status mixed_window(qw_document *d, const unsigned char *bytes, size_t n, bool final,
                              size_t *used)
{
	size_t cut = final || memchr(bytes, '\n', n) != NULL ? 0 : qw_cut_bytes(bytes, n);
	qw_mixed_state begun = d->mixed.state;
	if (cut > 0)
		n = cut;
	d->mixed.quotes = 0;
	if (!read_mixed(d, bytes, n, final, used) || !qw_foreign_quote(d))
		return qw_document_no_memory(d);
	if (d->mixed.quotes > 0) {
		d->mixed.state = begun;
		if (!read_mixed(d, bytes, n, final, used))
			return qw_document_no_memory(d);
	}
	return qw_work_page(d, *used);
}

static void move_cells(qw_text *out, const qw_text *from, size_t first, uint32_t base)
{
	for (size_t i = first; i < from->length; i++)
		qw_text_add(out, from->cell[i], from->at[i] - base, from->at[i + 1] - base);
}

/* Cells behind the last LF wait for the next window, unless there are too many. */
static size_t complete_cells(const qw_text *t, bool final)
{
	size_t end = t->length;
	if (final || end == 0)
		return end;
	while (end > 0 && t->cell[end - 1] != '\n')
		end--;
	return end > 0 ? end : t->length < CELLS_HELD ? 0 : qw_cut_cells(t->cell, t->length);
}

/* Decode bytes[0..n), behind what is carried, and work on the complete lines. */
static qw_status decoded_window(qw_document *d, const unsigned char *bytes, size_t n, bool final,
                                size_t *used)
{
	qw_text *source = &d->page.source;
	qw_page_clear(&d->page);
	d->told = (qw_told){0};
	move_cells(source, &d->carry, 0, 0);
	uint32_t carried = d->carry.length > 0 ? d->carry.at[d->carry.length] : 0;
	*used = qw_decoder_run(d->decoder, bytes, n, final, carried, source);
	size_t end = complete_cells(source, final);
	uint32_t behind = source->length > 0 ? source->at[end] : 0;
	qw_text_clear(&d->carry);
	move_cells(&d->carry, source, end, behind);
	if (source->failed || d->carry.failed)
		return qw_document_no_memory(d);
	source->length = end;
	if (!qw_page_of_cells(&d->page))
		return qw_document_no_memory(d);
	return qw_work_page(d, end > 0 ? behind : final ? *used : 0);
}

/* Cells take more room than bytes, so their windows are smaller. */
static qw_status decoded_windows(qw_document *d, const unsigned char *bytes, size_t n, bool final,
                                 size_t *used)
{
	for (;;) {
		size_t piece = n - *used, done;
		bool last = final;
		if (piece > QW_WINDOW / 4) {
			piece = QW_WINDOW / 4;
			last = false;
		}
		qw_status status = d->mixes ? mixed_window(d, bytes + *used, piece, last, &done)
		                            : decoded_window(d, bytes + *used, piece, last, &done);
		*used += done;
		if (status != QW_OK || last || (!final && n - *used < QW_WINDOW / 4))
			return status;
	}
}

/* UTF-8 so far, and here a character is written as two surrogates. */
static bool turns_cesu(const qw_document *d, const unsigned char *bytes, size_t n)
{
	return (d->page.seen & QW_SEEN_INVALID) != 0 && d->options->from == NULL
	    && strcmp(d->report.encoding, "utf-8") == 0 && qw_cesu_found(bytes, n);
}

static qw_status utf8_window(qw_document *d, const unsigned char *bytes, size_t n, bool final,
                             size_t *used)
{
	size_t cut = n;
	if (!final) {
		const unsigned char *newline = memrchr(bytes, '\n', n);
		cut = newline != NULL ? (size_t)(newline - bytes) + 1 : qw_cut_utf8(bytes, n);
	}
	qw_page_clear(&d->page);
	d->told = (qw_told){0};
	*used = cut;
	if (!qw_page_of_bytes(&d->page, bytes, cut))
		return qw_document_no_memory(d);
	if (turns_cesu(d, bytes, cut)) {
		qw_status status = open_decoder(d, "cesu-8");
		if (d->report.candidates > 0)
			d->candidate[0].name = "cesu-8";
		*used = 0;
		d->mixes = false;
		return status == QW_OK ? decoded_windows(d, bytes, n, final, used) : status;
	}
	if (d->mixes && (d->page.seen & QW_SEEN_INVALID) != 0)
		return mixed_window(d, bytes, n, final, used);
	if (d->mixes)
		qw_mixed_pass(&d->mixed, bytes, cut);
	return qw_work_page(d, cut);
}

qw_status qw_document_window(qw_document *d, const unsigned char *bytes, size_t n, bool final,
                             size_t *used)
{
	size_t bom = 0;
	*used = 0;
	if (!d->decided && n > 0) {
		qw_status status = decide(d, bytes, n, final, &bom);
		if (status != QW_OK)
			return status;
		d->offset += bom;
		d->report.bytes_in += bom;
	}
	if (!d->looked)
		qw_declare_find(d, bytes + bom, n - bom);
	d->looked = true;
	if (d->decoder == NULL)
		return utf8_window(d, bytes, n, final, used);
	*used = bom;
	return decoded_windows(d, bytes, n, final, used);
}

void qw_document_end(qw_document *d)
{
	/* Nobody could name one encoding for all, but each part has its own. */
	if (d->report.mixed > 0 && d->report.invalid == 0 && strcmp(d->report.encoding, "unknown") == 0)
		d->report.encoding = "utf-8";
	qw_tell_report(d);
}
