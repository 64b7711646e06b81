/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/frame/frame.h"

#include "damage/frame/hint.h"
#include "damage/frame/mark.h"
#include "damage/mention.h"

#include <stdio.h>
#include <string.h>

enum {
	MARK = 0xFEFF,
	MARK_GAIN = 32 * QW_BIT, /* three letters that nothing else puts in front of Chinese text */
	BESIDE = 2               /* lines in which a word for the mark may stand */
};

static void list_codecs(qw_frame_repair *r)
{
	const qw_kind *d;
	r->codecs = 0;
	for (size_t i = 0; (d = qw_damage_number(i)) != NULL && r->codecs < QW_FRAME_CODECS; i++) {
		const qw_frame_codec codec = qw_frame_codec_of(d);
		/* Swapping twice is nothing: one byte order stands for both. */
		if (codec.kind != NULL && (codec.read != NULL || codec.big))
			r->codec[r->codecs++] = codec;
	}
}

void qw_frame_repair_init(qw_frame_repair *r, const qw_allocator *a)
{
	list_codecs(r);
	qw_frames_init(&r->found, a);
	qw_frames_init(&r->best, a);
	qw_text_init(&r->after, a);
	qw_text_init(&r->again, a);
}

void qw_frame_repair_free(qw_frame_repair *r)
{
	qw_frames_free(&r->found);
	qw_frames_free(&r->best);
	qw_text_free(&r->after);
	qw_text_free(&r->again);
}

/* ---- what is taken ---- */

/* What the part was, with the offsets of the line. */
static void read_part(qw_text *after, const qw_frames *f, const qw_frame_part *p,
                      const qw_slice *line)
{
	const uint32_t *at = f->bytes.at;
	qw_text_clear(after);
	for (size_t k = p->first; k < p->end;) {
		qw_cell c;
		size_t used = qw_frame_read(&f->codec, &f->bytes, k, &c);
		qw_text_add(after, c, line->at[at[k]], line->at[at[k + used]]);
		k += used;
	}
}

/* Does damaging it again give what was found? */
static bool is_proven(qw_frame_repair *r, const qw_frame_part *p, const qw_slice *line)
{
	size_t n = p->to - p->from;
	read_part(&r->after, &r->best, p, line);
	qw_text_clear(&r->again);
	qw_frame_write(&r->best.codec, r->after.cell, r->after.length, &r->again);
	return r->again.length == n
	    && memcmp(r->again.cell, line->cell + p->from, n * sizeof *line->cell) == 0;
}

static bool prove(qw_frame_repair *r, const qw_slice *line)
{
	size_t kept = 0;
	for (size_t i = 0; i < r->best.count; i++)
		if (is_proven(r, &r->best.part[i], line))
			r->best.part[kept++] = r->best.part[i];
	r->best.count = kept;
	return !r->after.failed && !r->again.failed;
}

/* What no text holds: controls, and bytes that nobody could read. */
static bool is_binary(qw_cell c)
{
	return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0)
	    || qw_cell_is_raw(c);
}

/* Is there any outside of the parts? Then these are strings in data, and no text. */
static bool is_data(const qw_frames *f, const qw_slice *line)
{
	size_t part = 0;
	for (size_t i = 0; i < line->length; i++) {
		if (part < f->count && i == f->part[part].from)
			i = f->part[part++].to - 1;
		else if (is_binary(line->cell[i]))
			return true;
	}
	return false;
}

/* ---- the plan ---- */

/* The segment of the kind: that begun last, or a new one; NULL: no memory. */
static qw_plan_segment *segment_of(qw_plan *plan, const char *kind)
{
	qw_plan_segment *last = plan->segments > 0 ? &plan->segment[plan->segments - 1] : NULL;
	return last != NULL && strcmp(last->kind, kind) == 0 ? last : qw_plan_begin(plan, kind);
}

/* Cells [from, to) of a line became `after`. */
static bool plan_span(qw_plan *plan, const char *kind, const qw_plan_span *span,
                      const qw_slice *line, size_t from, size_t to, const qw_text *after)
{
	qw_plan_segment *s = segment_of(plan, kind);
	if (s == NULL)
		return false;
	s->bits += span->lead;
	return qw_plan_add(plan, span, line->cell + from, to - from, after->cell, after->length);
}

/* Marks of byte order are no text; without them the rest does not give what was found. What the
 * reader lost is lost. */
static void drop_marks(qw_text *after, qw_plan_span *span)
{
	size_t kept = 0;
	for (size_t i = 0; i < after->length; i++) {
		if (after->cell[i] == MARK)
			continue;
		span->exact += after->cell[i] != 0xFFFD;
		after->cell[kept] = after->cell[i];
		after->at[kept++] = after->at[i];
	}
	if (kept < after->length)
		after->at[kept] = after->at[after->length];
	span->differs = kept < after->length;
	after->length = kept;
}

static bool write_part(qw_frame_repair *r, const qw_frame_part *p, const qw_slice *line,
                       qw_plan_span *span, qw_plan *plan, qw_text *out)
{
	read_part(&r->after, &r->best, p, line);
	if (r->after.failed)
		return false;
	drop_marks(&r->after, span);
	span->from = line->at[p->from];
	span->to = line->at[p->to];
	span->lead = p->gain > INT32_MAX ? INT32_MAX : (qw_bits)p->gain;
	qw_text_append(out, r->after.cell, r->after.at, r->after.length);
	return plan_span(plan, r->best.codec.kind->name, span, line, p->from, p->to, &r->after);
}

static bool rewrite(qw_frame_repair *r, qw_page *page, size_t number, qw_plan *plan)
{
	const qw_frames *f = &r->best;
	qw_slice line;
	size_t at = 0;
	/* The slice may lie in page->fixed, which grows. */
	if (!qw_text_reserve(&page->fixed, 2 * (size_t)page->line[number].count + 2)
	    || !qw_page_cells(page, number, &line))
		return false;
	size_t first = page->fixed.length;
	for (size_t i = 0; i < f->count; i++) {
		const qw_frame_part *p = &f->part[i];
		qw_plan_span span = {.line = (uint32_t)number};
		qw_text_append(&page->fixed, line.cell + at, line.at + at, p->from - at);
		if (!write_part(r, p, &line, &span, plan, &page->fixed))
			return false;
		at = p->to;
	}
	qw_text_append(&page->fixed, line.cell + at, line.at + at, line.length - at);
	qw_page_replace(page, number, first, true);
	return !page->fixed.failed;
}

/* ---- lines ---- */

/* The parts of the damage that explains most of the line. False: no memory. */
static bool find(qw_frame_repair *r, const qw_slice *line, const qw_line *scan)
{
	bool swapped = qw_frame_may_be_swapped(line), bytes = qw_frame_may_be_bytes(line);
	r->best.count = 0;
	r->best.gain = 0;
	for (size_t i = 0; i < r->codecs; i++) {
		const qw_frame_codec *codec = &r->codec[i];
		if ((codec->kind->gate & scan->seen) == 0 || !(codec->read == NULL ? swapped : bytes))
			continue;
		if (!qw_frames_find(&r->found, codec, line, scan->han > 0))
			return false;
		if (r->found.gain > r->best.gain) {
			qw_frames best = r->found;
			r->found = r->best;
			r->best = best;
		}
	}
	return true;
}

static bool repair_frames(qw_frame_repair *r, qw_page *page, size_t number, qw_plan *plan)
{
	qw_slice line;
	if (!qw_page_cells(page, number, &line) || !find(r, &line, &page->line[number].scan))
		return false;
	if (r->best.count == 0 || qw_is_about_mojibake(page, number))
		return true;
	if (!prove(r, &line))
		return false;
	return r->best.count == 0 || is_data(&r->best, &line) || rewrite(r, page, number, plan);
}

/* Texts about marks of byte order show one. */
static bool is_about_marks(const qw_page *page, size_t number)
{
	size_t first = number > BESIDE ? number - BESIDE : 0;
	size_t last = page->lines - number > BESIDE ? number + BESIDE + 1 : page->lines;
	return qw_page_mentions(page, first, last, "BOM")
	    || qw_page_mentions(page, first, last, "字节顺序")
	    || qw_page_mentions(page, first, last, "字节序")
	    || qw_page_mentions(page, first, last, "位元組順序")
	    || qw_is_about_mojibake(page, number);
}

/* What a byte order mark became goes, as the mark would. */
static bool drop_mark(qw_frame_repair *r, qw_page *page, size_t number, qw_plan *plan)
{
	qw_slice line;
	char kind[QW_PLAN_KIND];
	if (!qw_page_cells(page, number, &line))
		return false;
	const char *read = qw_frame_mark(line.cell, line.length);
	if (read == NULL || is_about_marks(page, number))
		return true;
	if (!qw_text_reserve(&page->fixed, line.length + 1) || !qw_page_cells(page, number, &line))
		return false;
	size_t first = page->fixed.length;
	qw_plan_span span = {.line = (uint32_t)number, .from = line.at[0],
	                     .to = line.at[QW_FRAME_MARK], .exact = 1, .lead = MARK_GAIN,
	                     .differs = true};
	snprintf(kind, sizeof kind, "utf8-as-%s", read);
	qw_text_clear(&r->after);
	if (!plan_span(plan, kind, &span, &line, 0, QW_FRAME_MARK, &r->after))
		return false;
	qw_text_append(&page->fixed, line.cell + QW_FRAME_MARK, line.at + QW_FRAME_MARK,
	               line.length - QW_FRAME_MARK);
	qw_page_replace(page, number, first, true);
	return !page->fixed.failed;
}

bool qw_frame_repair_page(qw_frame_repair *r, qw_page *page, qw_plan *plan)
{
	static const uint32_t gates = QW_SEEN_RARE | QW_SEEN_FOREIGN | QW_SEEN_PRIVATE
	                            | QW_SEEN_CONTROL;
	if ((page->seen & gates) == 0)
		return true;
	for (size_t i = 0; i < page->lines; i++) {
		const qw_line *scan = &page->line[i].scan;
		if ((scan->seen & gates) != 0 && !repair_frames(r, page, i, plan))
			return false;
		if ((scan->seen & QW_SEEN_FOREIGN) != 0 && scan->han > 0 && !drop_mark(r, page, i, plan))
			return false;
	}
	return true;
}
