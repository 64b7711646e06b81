/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/line_repair.h"

#include "damage/mojibake/layer.h"

#include <stdlib.h>
#include <string.h>

enum {
	LAYERS = 4,      /* chains upon chains that are undone */
	LASTING = 64,    /* lines for which a chain is expected to go on */
	BACK = 64,       /* lines before the first that it may have begun in */
	SEARCHES = 8,    /* of a line of no more than */
	LONG = 4096,     /* cells; longer ones have more */
	FEW = 12,        /* Han of a line that may be damaged without looking so */
	UNCOMMON = 4,    /* one of so many Han, or more, makes a line worth a look */
	UNEXPLAINED = 8, /* one of so many cells of a stretch may be left unexplained */
	GOOD = 12,       /* bits of a cell in text that nobody would search further, */
	GOOD_CELLS = 4   /* when it is so long */
};

enum {                   /* bits */
	MARGIN = 0,
	WELL_HAN = 7,    /* a Han of text that reads well, */
	WELL = 3,        /* and what is several cells of other letters when it is damaged */
	SHORT = 4,       /* for each character that the damage has less than */
	USUAL = 4,       /* characters: there are more short words than short accidents */
	PLAIN = 13,      /* of a character, above which repaired text is no better */
	GOES_ON = 3,     /* the price of a chain that is expected */
	FOREIGN = 32,    /* a Chinese system's mojibake that holds no Chinese */
	ODD = 16,        /* a letter that hardly anybody writes, */
	ODDEST = 64      /* and all of them together at most */
};

void qw_line_repair_init(qw_line_repair *r, const qw_allocator *a)
{
	*r = (qw_line_repair){.allocator = *a};
	qw_search_init(&r->search, a);
	qw_whole_init(&r->whole, a);
	qw_surprise_init(&r->surprise, a);
	qw_text_init(&r->undone[0], a);
	qw_text_init(&r->undone[1], a);
	qw_text_init(&r->original, a);
}

void qw_line_repair_free(qw_line_repair *r)
{
	qw_search_free(&r->search);
	qw_whole_free(&r->whole);
	qw_surprise_free(&r->surprise);
	qw_text_free(&r->undone[0]);
	qw_text_free(&r->undone[1]);
	qw_text_free(&r->original);
	qw_release(&r->allocator, r->candidate, r->capacity, sizeof *r->candidate);
	qw_release(&r->allocator, r->covered, r->covered_capacity, sizeof *r->covered);
}

void qw_line_repair_reset(qw_line_repair *r)
{
	r->actives = 0;
	r->line = 0;
}

/* ---- what a repair is worth ---- */

static bool holds_han(const qw_cell *c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (qw_cell_is_han(c[i]))
			return true;
	return false;
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

static bool is_chinese(uint8_t set) { return set < QW_SET_LATIN1 && set != QW_SET_UTF8; }

/* Bits against originals that hold no Chinese. */
static int oddity(const qw_layers *l, const qw_cell *c, size_t n)
{
	int bits = 0;
	if (holds_han(c, n))
		return 0;
	for (size_t i = 0; i < l->count; i++)
		if (is_chinese(l->layer[i].written) || is_chinese(l->layer[i].read))
			bits = FOREIGN;
	for (size_t i = 0; i < n && bits < ODDEST; i++)
		bits += oddness(c[i]);
	return bits;
}

/* The bits of the originals where they would stand. */
static int64_t bits_of(const qw_slice *line, const qw_frame *f, const qw_cell *original)
{
	size_t n = f->out_to - f->out_from;
	qw_cell before = f->from > 0 ? line->cell[f->from - 1] : QW_MODEL_START;
	int64_t bits = qw_model_text(before, original, n);
	if (f->to < line->length)
		bits += qw_model_pair(original[n - 1], line->cell[f->to])
		      - qw_model_pair(line->cell[f->to - 1], line->cell[f->to]);
	return bits;
}

static bool is_active(const qw_line_repair *r, const qw_layers *l)
{
	for (size_t i = 0; i < r->actives; i++)
		if (qw_layers_equal(&r->active[i].layers, l) && r->line - r->active[i].line <= LASTING)
			return true;
	return false;
}

/* ---- candidates ---- */

/* Undo all layers of c[0..n). Returns the text; NULL: no memory. */
static const qw_text *undo_layers(qw_line_repair *r, const qw_layers *l, const qw_cell *c, size_t n)
{
	qw_layer_input in = {c, NULL, n};
	qw_text *out = NULL;
	for (size_t i = 0; i < l->count; i++) {
		out = &r->undone[i & 1];
		qw_text_clear(out);
		if (!qw_layer_undo(&r->search.set[l->layer[i].written],
		                   &r->search.set[l->layer[i].read], in, SIZE_MAX, out))
			return NULL;
		in = (qw_layer_input){out->cell, out->at, out->length};
	}
	return out;
}

static bool add_candidate(qw_line_repair *r, const qw_candidate *c)
{
	void *array = r->candidate;
	if (!qw_grow(&r->allocator, &array, &r->capacity, r->candidates + 1, sizeof *r->candidate))
		return false;
	r->candidate = array;
	r->candidate[r->candidates++] = *c;
	return true;
}

/* Bits/256 against originals that chance may have made: bytes of UTF-8 are hardly ever
 * others, but nearly all bytes are text in a double-byte set. */
static int64_t awkwardness(const qw_layers *l, const qw_frame *f, const qw_cell *original,
                           int64_t bits)
{
	size_t wide = 0;
	if (l->layer[l->count - 1].written == QW_SET_UTF8)
		return 0;
	for (size_t i = 0; i < f->out_to - f->out_from; i++)
		wide += original[i] >= 0x80;
	int64_t more = bits - (int64_t)(f->out_to - f->out_from) * PLAIN * QW_BIT;
	int64_t missing = wide < USUAL ? (int64_t)(USUAL - wide) : 0;
	return missing * SHORT * QW_BIT + (more > 0 ? more : 0);
}

/* What stays the same at both ends is no part of the damage. */
static void trim(const qw_slice *line, const qw_text *undone, qw_frame *f)
{
	const qw_cell *cell = line->cell, *original = undone->cell;
	while (cell[f->from] == original[f->out_from] && undone->at[f->out_from + 1] == 2 * f->from + 2) {
		f->from++;
		f->out_from++;
	}
	while (cell[f->to - 1] == original[f->out_to - 1]
	       && undone->at[f->out_to - 1] == 2 * f->to - 2) {
		f->to--;
		f->out_to--;
	}
}

/* A part that weighs less when it is undone: what is it worth? False: no memory. */
static bool consider(qw_line_repair *r, const qw_layers *l, const qw_slice *line, qw_frame f,
                     int price)
{
	const qw_text *undone = &r->undone[(l->count - 1) & 1];
	size_t n = f.out_to - f.out_from, first = r->original.length;
	const qw_cell *original = undone->cell + f.out_from;
	int64_t bits = bits_of(line, &f, original);
	f.gain = r->surprise.sum[f.to] - r->surprise.sum[f.from] - bits
	       - (price + MARGIN) * QW_BIT
	       - f.edges;
	if (price != GOES_ON)
		f.gain -= oddity(l, original, n) * QW_BIT + awkwardness(l, &f, original, bits);
	if (f.gain <= 0)
		return true;
	trim(line, undone, &f);
	for (size_t i = f.out_from; i < f.out_to; i++)
		qw_text_add(&r->original, undone->cell[i], line->at[undone->at[i] / 2], line->at[f.to]);
	f.out_from = first;
	f.out_to = r->original.length;
	qw_candidate c = {.layers = *l, .frame = f, .lead = f.gain,
	                  .good = n >= GOOD_CELLS && bits < (int64_t)n * GOOD * QW_BIT};
	return !r->original.failed && add_candidate(r, &c);
}

/* The parts of the line that the chain explains. False: no memory. */
static bool try_chain(qw_line_repair *r, const qw_layers *l, const qw_slice *line)
{
	int price = is_active(r, l) ? GOES_ON : (int)qw_layers_price(l);
	qw_weighed weighed = {line->cell, r->surprise.sum, line->length};
	const qw_text *undone = undo_layers(r, l, line->cell, line->length);
	qw_frame f;
	if (undone == NULL)
		return false;
	for (size_t at = 0; qw_weigh_next(&weighed, undone, &at, &f);)
		if (!consider(r, l, line, f, price))
			return false;
	return true;
}

/* Do candidates whose results are good cover the stretch, but for a cell or two? */
static bool is_explained(const qw_line_repair *r, size_t from, size_t to)
{
	size_t covered = 0;
	for (size_t i = 0; i < r->candidates; i++) {
		const qw_frame *f = &r->candidate[i].frame;
		size_t begin = f->from > from ? f->from : from, end = f->to < to ? f->to : to;
		covered += r->candidate[i].good && end > begin ? end - begin : 0;
	}
	return (to - from - (covered < to - from ? covered : to - from)) * UNEXPLAINED < to - from;
}

/* Bits/256 that a repair can gain at most, before it pays for its chain: it reads well, and
 * its borders are at the ends of the stretch or some dear cells further. */
static int64_t hope_of(const qw_line_repair *r, const qw_slice *line, size_t from, size_t to)
{
	qw_weighed weighed = {line->cell, r->surprise.sum, line->length};
	int64_t bits = r->surprise.sum[to < line->length ? to + 1 : to] - r->surprise.sum[from];
	for (size_t i = from; i < to; i++)
		bits -= (line->cell[i] >= 0x2E80 ? WELL_HAN : WELL) * QW_BIT;
	return bits - qw_weigh_edges(&weighed, from, to);
}

static bool search_stretch(qw_line_repair *r, const qw_slice *line, size_t from, size_t to,
                           int64_t hope)
{
	if (!qw_search_run(&r->search, line->cell, line->length, r->surprise.sum, from, to, hope))
		return false;
	for (size_t i = 0; i < r->search.count; i++)
		if (!is_active(r, &r->search.found[i].layers)
		    && !try_chain(r, &r->search.found[i].layers, line))
			return false;
	return true;
}

/* All that may be done about the line. False: no memory. */
static bool find_candidates(qw_line_repair *r, const qw_slice *line)
{
	size_t searches = SEARCHES + line->length / LONG, from, to = 0;
	r->candidates = 0;
	qw_text_clear(&r->original);
	for (size_t i = 0; i < r->actives; i++)
		if (is_active(r, &r->active[i].layers) && !try_chain(r, &r->active[i].layers, line))
			return false;
	while (searches > 0 && qw_surprise_next(&r->surprise, line->cell, to, &from, &to)) {
		int64_t hope = is_explained(r, from, to) ? 0 : hope_of(r, line, from, to);
		if (hope < QW_LAYERS_CHEAPEST * QW_BIT)
			continue;
		searches--;
		if (!search_stretch(r, line, from, to, hope))
			return false;
	}
	return true;
}

/* ---- the choice ---- */

static int by_gain(const void *a, const void *b)
{
	const qw_candidate *x = a, *y = b;
	if (x->frame.gain != y->frame.gain)
		return x->frame.gain > y->frame.gain ? -1 : 1;
	return (x->frame.from > y->frame.from) - (x->frame.from < y->frame.from);
}

static int by_place(const void *a, const void *b)
{
	const qw_candidate *x = a, *y = b;
	return (x->frame.from > y->frame.from) - (x->frame.from < y->frame.from);
}

static bool same_text(const qw_line_repair *r, const qw_frame *a, const qw_frame *b)
{
	size_t n = a->out_to - a->out_from;
	return a->from == b->from && a->to == b->to && n == b->out_to - b->out_from
	    && memcmp(r->original.cell + a->out_from, r->original.cell + b->out_from,
	              n * sizeof *r->original.cell) == 0;
}

/* What already covers a part of the frame? 0: nothing. */
static uint32_t covered_by(const qw_line_repair *r, const qw_frame *f)
{
	for (size_t i = f->from; i < f->to; i++)
		if (r->covered[i] != 0)
			return r->covered[i];
	return 0;
}

/* Of candidates that overlap, the one that gains most wins. Keeps the
 * winners, in their order in the line. False: no memory. */
static bool choose(qw_line_repair *r, const qw_slice *line)
{
	size_t kept = 0;
	void *array = r->covered;
	if (r->candidates == 0)
		return true;
	if (!qw_grow(&r->allocator, &array, &r->covered_capacity, line->length, sizeof *r->covered))
		return false;
	r->covered = array;
	memset(r->covered, 0, line->length * sizeof *r->covered);
	qsort(r->candidate, r->candidates, sizeof *r->candidate, by_gain);
	for (size_t i = 0; i < r->candidates; i++) {
		qw_candidate c = r->candidate[i];
		const qw_frame *f = &c.frame;
		uint32_t other = covered_by(r, f);
		if (other != 0) {
			qw_candidate *winner = &r->candidate[other - 1];
			if (!same_text(r, f, &winner->frame) && winner->frame.gain - f->gain < winner->lead)
				winner->lead = winner->frame.gain - f->gain;
			continue;
		}
		r->candidate[kept++] = c;
		for (size_t k = f->from; k < f->to; k++)
			r->covered[k] = (uint32_t)kept;
	}
	r->candidates = kept;
	qsort(r->candidate, kept, sizeof *r->candidate, by_place);
	return true;
}

/* ---- writing it down ---- */

static bool plan_frame(qw_line_repair *r, const qw_candidate *c, const qw_slice *line,
                       size_t number, qw_plan *plan)
{
	if (!qw_layers_equal(&c->layers, &r->named)) {
		qw_layers_name(&c->layers, r->name);
		r->named = c->layers;
	}
	qw_plan_segment *s = plan->segments > 0 ? &plan->segment[plan->segments - 1] : NULL;
	if (s == NULL || strcmp(s->kind, r->name) != 0 || number < s->last_line)
		s = qw_plan_begin(plan, r->name);
	if (s == NULL)
		return false;
	const qw_frame *f = &c->frame;
	uint32_t restored = 0;
	for (size_t i = f->out_from; i < f->out_to; i++)
		restored += r->original.cell[i] >= 0x80;
	qw_plan_span span = {.line = (uint32_t)number, .from = line->at[f->from],
	                     .to = line->at[f->to], .exact = restored,
	                     .lead = c->lead > INT32_MAX ? INT32_MAX : (qw_bits)c->lead};
	s->bits += f->gain;
	return qw_plan_add(plan, &span, line->cell + f->from, f->to - f->from,
	                   r->original.cell + f->out_from, f->out_to - f->out_from);
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
		qw_text_append(out, line.cell + at, line.at + at, stop - at);
		if (c == NULL)
			break;
		qw_text_append(out, r->original.cell + c->frame.out_from,
		               r->original.at + c->frame.out_from, c->frame.out_to - c->frame.out_from);
		if (!plan_frame(r, c, &line, number, plan))
			return false;
		at = c->frame.to;
	}
	qw_page_replace(page, number, first, true);
	return !out->failed;
}

/* The chain is expected to go on. True: it was not expected. */
static bool expect(qw_line_repair *r, const qw_layers *l)
{
	size_t i = 0;
	while (i < r->actives && !qw_layers_equal(&r->active[i].layers, l))
		i++;
	bool known = i < r->actives && r->line - r->active[i].line <= LASTING;
	if (i == r->actives && i < QW_ACTIVE)
		r->actives++;
	i = i < QW_ACTIVE ? i : QW_ACTIVE - 1;
	memmove(r->active + 1, r->active, i * sizeof *r->active);
	r->active[0] = (qw_active){*l, r->line};
	return !known;
}

/* ---- lines ---- */

/* Is this such text as nobody would search further? */
static bool reads_well(const qw_text *t)
{
	size_t han = 0;
	for (size_t i = 0; i < t->length; i++)
		han += qw_cell_is_han(t->cell[i]);
	return han >= GOOD_CELLS && qw_model_text(QW_MODEL_START, t->cell, t->length)
	                          < (int64_t)t->length * GOOD * QW_BIT;
}

/* The whole line, less its LF, is one candidate with this original. */
static bool take_whole(qw_line_repair *r, const qw_layers *l, const qw_slice *line, size_t n,
                       const qw_text *whole)
{
	qw_frame f = {.to = n, .out_to = whole->length};
	while (f.from < n && line->cell[f.from] == whole->cell[f.from] && line->cell[f.from] < 0x80)
		f.from++;
	f.out_from = f.from;
	while (f.to > f.from && line->cell[f.to - 1] == whole->cell[f.out_to - 1]
	       && line->cell[f.to - 1] < 0x80) {
		f.to--;
		f.out_to--;
	}
	qw_text_clear(&r->original);
	if (f.to == f.from || !qw_text_reserve(&r->original, f.out_to - f.out_from))
		return f.to == f.from;
	qw_text_append(&r->original, whole->cell + f.out_from, whole->at + f.out_from,
	               f.out_to - f.out_from);
	if (r->told)
		f.gain = qw_model_text(QW_MODEL_START, line->cell + f.from, f.to - f.from)
		       - qw_model_text(QW_MODEL_START, r->original.cell, r->original.length);
	f.out_from = 0;
	f.out_to = r->original.length;
	return add_candidate(r, &(qw_candidate){.layers = *l, .frame = f, .lead = f.gain});
}

/* A line in a document that is damaged throughout: what explains all of it and reads well
 * needs no comparing. */
static bool try_whole(qw_line_repair *r, const qw_slice *line)
{
	size_t n = line->length;
	n -= n > 0 && line->cell[n - 1] == '\n';
	r->candidates = 0;
	for (size_t i = 0; i < r->actives; i++) {
		const qw_layers *l = &r->active[i].layers;
		const qw_text *whole = is_active(r, l)
			? qw_whole_undo(&r->whole, r->search.set, l, line->cell, line->at, n) : NULL;
		if (whole != NULL && reads_well(whole))
			return take_whole(r, l, line, n, whole);
	}
	return true;
}

/* One layer of chains. *fresh: a chain was found that was not expected. */
static bool repair_layer(qw_line_repair *r, qw_page *page, size_t number, qw_plan *plan,
                         bool *fresh)
{
	qw_slice line;
	if (!qw_page_cells(page, number, &line))
		return false;
	if (!try_whole(r, &line))
		return false;
	if (r->candidates == 0 && (!qw_surprise_sum(&r->surprise, line.cell, line.length)
	    || !find_candidates(r, &line) || !choose(r, &line)))
		return false;
	for (size_t i = 0; i < r->candidates; i++)
		*fresh = expect(r, &r->candidate[i].layers) || *fresh;
	return r->candidates == 0 || rewrite_line(r, page, number, line, plan);
}

/* Does the one pass over the line say that it is worth a look? Clean lines must cost
 * nothing. */
static bool is_suspect(const qw_line *line)
{
	const uint32_t gates = QW_SEEN_RARE | QW_SEEN_FOREIGN | QW_SEEN_PRIVATE | QW_SEEN_HANGUL
	                     | QW_SEEN_KANA;
	return (line->seen & gates) != 0 || line->uncommon * UNCOMMON > line->han;
}

/* Chain upon chain, until nothing more is found; each makes the text shorter. */
static bool repair_line(qw_line_repair *r, qw_page *page, size_t number, qw_plan *plan,
                        bool *fresh)
{
	*fresh = false;
	for (unsigned layer = 0; layer < LAYERS; layer++) {
		if (layer > 0 && !is_suspect(&page->line[number].scan))
			break;
		if (!repair_layer(r, page, number, plan, fresh))
			return false;
		if (r->candidates == 0)
			break;
	}
	return true;
}

/* What a line alone did not tell, the next one may: a chain that was found here may have
 * begun before. */
static bool look_back(qw_line_repair *r, qw_page *page, size_t number, qw_plan *plan)
{
	bool fresh;
	for (size_t i = number, back = 0; i-- > 0 && back < BACK && !page->line[i].changed; back++)
		if (page->line[i].scan.seen != 0 && !repair_line(r, page, i, plan, &fresh))
			return false;
	return true;
}

static bool is_worth_a_look(const qw_line_repair *r, const qw_line *line)
{
	bool expected = r->actives > 0 && r->line - r->active[0].line <= LASTING;
	return (expected && line->seen != 0 && line->han < FEW) || is_suspect(line);
}

bool qw_line_repair_page(qw_line_repair *r, qw_page *page, qw_plan *plan)
{
	bool fresh;
	r->told = plan->keep_spans;
	for (size_t i = 0; i < page->lines; i++, r->line++) {
		if (!is_worth_a_look(r, &page->line[i].scan))
			continue;
		if (!repair_line(r, page, i, plan, &fresh) || (fresh && !look_back(r, page, i, plan)))
			return false;
	}
	return true;
}
