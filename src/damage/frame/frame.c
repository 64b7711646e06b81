/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/frame/frame.h"

#include "damage/frame/fill.h"
#include "damage/frame/hint.h"
#include "damage/frame/mark.h"
#include "damage/mention.h"

#include <stdio.h>
#include <string.h>

enum {
	MARK = 0xFEFF,
	LOST = 0xFFFD,
	MARK_GAIN = 32 * QW_BIT, /* three letters that nothing else puts in front of Chinese text */
	BESIDE = 2,              /* lines in which a word for the mark may stand */
	UNCOMMON = 2             /* Han, at least, that sound text has few of, as pairs of bytes are */
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
	r->lead = NULL;
	r->lead_capacity = 0;
	r->least = INT32_MIN;
}

void qw_frame_repair_free(qw_frame_repair *r)
{
	qw_frames_free(&r->found);
	qw_frames_free(&r->best);
	qw_text_free(&r->after);
	qw_text_free(&r->again);
	qw_release(&r->found.bytes.allocator, r->lead, r->lead_capacity, sizeof *r->lead);
}

/* ---- what is taken ---- */

/* The character of which a byte was lost in front of byte `behind`, if it can be told. */
static qw_cell fill(const qw_frames *f, const qw_text *after, size_t k, size_t behind, size_t end,
                    qw_bits *lead)
{
	qw_cell before = after->length > 0 ? after->cell[after->length - 1] : QW_MODEL_START, next = 0;
	if (behind >= end || qw_frame_read(&f->codec, &f->bytes, behind, &next) == 0 || next == LOST)
		next = 0;
	qw_cell c = qw_frame_fill(&f->codec, &f->bytes, k, before, next, lead);
	return c != 0 ? c : LOST;
}

/* What the part was, with the offsets of the line. False: no memory. */
static bool read_part(qw_frame_repair *r, const qw_frame_part *p, const qw_slice *line)
{
	const qw_frames *f = &r->best;
	const uint32_t *at = f->bytes.at;
	qw_text_clear(&r->after);
	void *array = r->lead;
	if (!qw_grow(&f->bytes.allocator, &array, &r->lead_capacity, p->end - p->first,
	             sizeof *r->lead))
		return false;
	r->lead = array;
	for (size_t k = p->first; k < p->end;) {
		qw_cell c;
		size_t used = qw_frame_read(&f->codec, &f->bytes, k, &c);
		qw_bits *lead = &r->lead[r->after.length];
		*lead = INT32_MAX;
		if (c == LOST && f->codec.pairs)
			c = fill(f, &r->after, k, k + used, p->end, lead);
		qw_text_add(&r->after, c, line->at[at[k]], line->at[at[k + used]]);
		k += used;
	}
	return !r->after.failed;
}

/* Does damaging r->after again give what was found? */
static bool is_proven(qw_frame_repair *r, const qw_frame_part *p, const qw_slice *line)
{
	size_t n = p->to - p->from;
	qw_text_clear(&r->again);
	qw_frame_write(&r->best.codec, r->after.cell, r->after.length, &r->again);
	return r->again.length == n
	    && memcmp(r->again.cell, line->cell + p->from, n * sizeof *line->cell) == 0;
}

static bool prove(qw_frame_repair *r, const qw_slice *line)
{
	size_t kept = 0;
	for (size_t i = 0; i < r->best.count; i++) {
		if (!read_part(r, &r->best.part[i], line))
			return false;
		if (is_proven(r, &r->best.part[i], line))
			r->best.part[kept++] = r->best.part[i];
	}
	r->best.count = kept;
	return !r->again.failed;
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
 * reader lost, and what can only be guessed with too little confidence, is lost. */
static void settle_cells(qw_frame_repair *r, qw_plan_span *span)
{
	qw_text *after = &r->after;
	size_t kept = 0;
	for (size_t i = 0; i < after->length; i++) {
		if (after->cell[i] == MARK)
			continue;
		bool guess = r->lead[i] != INT32_MAX;
		if (guess && r->lead[i] < r->least) {
			after->cell[i] = QW_CELL_HOLE;
			guess = false;
		}
		bool lost = after->cell[i] == LOST || after->cell[i] == QW_CELL_HOLE;
		span->exact += !lost && !guess;
		span->guessed += guess;
		span->lost += after->cell[i] == QW_CELL_HOLE;
		r->lead[kept] = guess ? r->lead[i] : INT32_MAX;
		after->cell[kept] = after->cell[i];
		after->at[kept++] = after->at[i];
	}
	if (kept < after->length)
		after->at[kept] = after->at[after->length];
	span->differs = kept < after->length || span->lost > 0;
	after->length = kept;
}

/* Which cells of the span were guessed, and where they stand in the line, which is `out` from cell
 * `first` on. False: no memory. */
static bool plan_guesses(const qw_frame_repair *r, const qw_plan_span *span, const qw_text *out,
                         size_t first, qw_plan *plan)
{
	size_t begin = out->length - r->after.length;
	for (size_t i = 0; i < r->after.length; i++) {
		if (r->lead[i] == INT32_MAX)
			continue;
		if (plan->keep_spans && !qw_plan_guess(plan, (uint32_t)i, r->lead[i]))
			return false;
		if (!qw_plan_show_cell(plan, out, first, begin + i, span->line))
			return false;
	}
	return true;
}

static bool write_part(qw_frame_repair *r, const qw_frame_part *p, const qw_slice *line,
                       qw_plan_span *span, qw_plan *plan, qw_text *out, size_t first)
{
	if (!read_part(r, p, line))
		return false;
	settle_cells(r, span);
	span->from = line->at[p->from];
	span->to = line->at[p->to];
	span->lead = p->gain > INT32_MAX ? INT32_MAX : (qw_bits)p->gain;
	qw_text_append(out, r->after.cell, r->after.at, r->after.length);
	return plan_span(plan, r->best.codec.kind->name, span, line, p->from, p->to, &r->after)
	    && plan_guesses(r, span, out, first, plan);
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
		if (!write_part(r, p, &line, &span, plan, &page->fixed, first))
			return false;
		at = p->to;
	}
	qw_text_append(&page->fixed, line.cell + at, line.at + at, line.length - at);
	qw_page_replace(page, number, first, true);
	return !page->fixed.failed;
}

/* ---- lines ---- */

/* Whether the line is such as damages leave that read pairs of bytes, for both byte orders. */
typedef struct {
	const qw_charset *set;   /* the last one that was asked for */
	bool may;
} pairs;

static bool may_be_pairs(pairs *known, const qw_charset *set, const qw_slice *line,
                         const qw_line *scan)
{
	if (known->set != set)
		known->may = scan->han > 0 && scan->uncommon >= UNCOMMON
		          && qw_frame_may_be_pairs(set, line);
	known->set = set;
	return known->may;
}

/* Is the line worth weighing as what this damage leaves? */
static bool may_hold(const qw_frame_codec *codec, const qw_slice *line, const qw_line *scan,
                     pairs *known)
{
	if ((codec->kind->gate & scan->seen) == 0)
		return false;
	if (codec->read == NULL)
		return qw_frame_may_be_swapped(line);
	return codec->pairs ? may_be_pairs(known, codec->read, line, scan)
	                    : qw_frame_may_be_bytes(line);
}

/* The parts of the damage that explains most of the line. False: no memory. */
static bool find(qw_frame_repair *r, const qw_slice *line, const qw_line *scan)
{
	bool no_users = (scan->seen & QW_SEEN_PRIVATE) == 0;
	pairs known = {NULL, false};
	r->best.count = 0;
	r->best.gain = 0;
	for (size_t i = 0; i < r->codecs; i++) {
		qw_frame_codec *codec = &r->codec[i];
		codec->no_users = no_users;
		if (!may_hold(codec, line, scan, &known))
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
