/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/line_repair.h"

#include "damage/chain.h"
#include "damage/mention.h"
#include "damage/splice/note.h"

#include <string.h>

enum {
	LAYERS = 4,      /* chains upon chains that are undone */
	PARAGRAPH = 20,  /* characters that are no quotation */
	BACK = 64,       /* lines before the first that a chain may have begun in */
	BEATS = 6,       /* bits by which another policy than that of late must read better */
	FEW = 12,        /* Han of a line that may be damaged without looking so */
	UNCOMMON = 4,    /* one of so many Han, or more, makes a line worth a look, */
	SHIFT_UNCOMMON = 24, /* and where bytes may have been lost */
	GOOD = 11,       /* bits of a cell in text that nobody would search further, */
	GOOD_ASCII = 3,  /* or of one that is ASCII, */
	GOOD_CELLS = 4   /* when it has so many Han */
};

/* What makes a line worth a look. */
static const uint32_t GATES = QW_SEEN_RARE | QW_SEEN_FOREIGN | QW_SEEN_PRIVATE | QW_SEEN_HANGUL
                            | QW_SEEN_KANA | QW_SEEN_CONTROL | QW_SEEN_BROKEN;

void qw_line_repair_init(qw_line_repair *r, const qw_allocator *a)
{
	*r = (qw_line_repair){.least = INT32_MIN};
	qw_candidates_init(&r->found, a);
	qw_whole_init(&r->whole, a);
}

void qw_line_repair_free(qw_line_repair *r)
{
	qw_candidates_free(&r->found);
	qw_whole_free(&r->whole);
}

void qw_line_repair_reset(qw_line_repair *r)
{
	qw_expected_clear(&r->expected);
	qw_expected_clear(&r->shift);
	r->found.lossy.lean = 0;
	r->found.bytes = QW_SET_UTF8;
	r->found.vain = r->found.vain_stretches = r->found.vain_shifts = 0;
	qw_vain_clear(&r->found.searched);
}

/* Does damaging the original again, with our tables, give anything but what was found? Then
 * it took a vendor's variant of them. */
static bool differs(const qw_line_repair *r, const qw_frame *f, const qw_cell *seen, bool *failed)
{
	qw_text text;
	size_t bad, n = f->to - f->from;
	qw_text_init(&text, &r->found.allocator);
	qw_text_append(&text, r->found.original.cell + f->out_from,
	               r->found.original.at + f->out_from, f->out_to - f->out_from);
	qw_status status = text.failed ? QW_E_NOMEM : qw_chain_apply(r->name, &text, &bad);
	bool same = status == QW_OK && text.length == n
	         && memcmp(text.cell, seen, n * sizeof *seen) == 0;
	*failed = status == QW_E_NOMEM;
	qw_text_free(&text);
	return !same;
}

/* Characters that are certain, those that were chosen among several, and those of which
 * the choice is too doubtful: these get lost. U+FFFD is debris. */
static void settle_cells(qw_line_repair *r, const qw_frame *f, qw_plan_span *span)
{
	qw_cell *cell = r->found.original.cell;
	for (size_t i = f->out_from; i < f->out_to; i++) {
		if (r->found.lead[i] == QW_BEAM_SURE) {
			span->exact += cell[i] >= 0x80 && cell[i] != 0xFFFD;
		} else if (r->found.lead[i] >= r->least) {
			span->guessed++;
		} else {
			span->lost++;
			cell[i] = QW_CELL_HOLE;
		}
	}
}

/* Does anything come back but doubtful guesses? */
static bool brings_back(const qw_line_repair *r, const qw_frame *f)
{
	for (size_t i = f->out_from; i < f->out_to; i++)
		if (r->found.original.cell[i] >= 0x80 && r->found.lead[i] >= r->least)
			return true;
	return r->least == INT32_MIN;
}

static void drop_doubtful(qw_line_repair *r)
{
	size_t kept = 0;
	for (size_t i = 0; r->least > INT32_MIN && i < r->found.count; i++)
		if (brings_back(r, &r->found.candidate[i].frame))
			r->found.candidate[kept++] = r->found.candidate[i];
	if (r->least > INT32_MIN)
		r->found.count = kept;
}

static bool is_guess(const qw_line_repair *r, size_t i)
{
	return r->found.lead[i] != QW_BEAM_SURE && r->found.original.cell[i] != QW_CELL_HOLE;
}

/* Where the guesses of a frame stand, whose originals end the line that begins at
 * fixed[first]. */
static bool show_guesses(const qw_line_repair *r, const qw_frame *f, const qw_text *fixed,
                         size_t first, uint32_t line, qw_plan *plan)
{
	for (size_t i = f->out_from; plan->keep_shown && i < f->out_to; i++)
		if (is_guess(r, i)
		    && !qw_plan_show_cell(plan, fixed, first, fixed->length - (f->out_to - i), line))
			return false;
	return true;
}

static bool plan_guesses(const qw_line_repair *r, const qw_frame *f, qw_plan *plan)
{
	for (size_t i = f->out_from; plan->keep_spans && i < f->out_to; i++)
		if (is_guess(r, i)
		    && !qw_plan_guess(plan, (uint32_t)(i - f->out_from), r->found.lead[i]))
			return false;
	return true;
}

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
	qw_plan_span span = {.line = (uint32_t)number, .from = line->at[f->from],
	                     .to = line->at[f->to],
	                     .lead = c->lead > INT32_MAX ? INT32_MAX : (qw_bits)c->lead};
	bool failed = false;
	if (plan->keep_spans)
		span.differs = differs(r, f, line->cell + f->from, &failed);
	if (failed)
		return false;
	settle_cells(r, f, &span);
	span.differs |= span.lost > 0;
	s->bits += f->gain;
	return qw_plan_add(plan, &span, line->cell + f->from, f->to - f->from,
	                   r->found.original.cell + f->out_from, f->out_to - f->out_from)
	    && plan_guesses(r, f, plan);
}

/* What is certain tells of the writing of lines to come. */
static void note_writing(qw_line_repair *r, const qw_candidate *c)
{
	const qw_frame *f = &c->frame;
	for (size_t i = f->out_from; i < f->out_to; i++)
		if (r->found.lead[i] == QW_BEAM_SURE)
			qw_lossy_lean(&r->found.lossy, r->found.original.cell[i]);
}

static bool rewrite_line(qw_line_repair *r, qw_page *page, size_t number, qw_slice line,
                         qw_plan *plan)
{
	/* The slice may lie in page->fixed, which grows. */
	qw_text *out = &page->fixed;
	if (!qw_text_reserve(out, 2 * line.length + r->found.original.length + 1)
	    || !qw_page_cells(page, number, &line))
		return false;
	size_t first = out->length, at = 0;
	for (size_t k = 0; k <= r->found.count; k++) {
		const qw_candidate *c = k < r->found.count ? &r->found.candidate[k] : NULL;
		size_t stop = c != NULL ? c->frame.from : line.length;
		qw_text_append(out, line.cell + at, line.at + at, stop - at);
		if (c == NULL)
			break;
		size_t from = c->frame.out_from, n = c->frame.out_to - from;
		qw_plan_hide(plan, (uint32_t)number, line.at[c->frame.from], line.at[c->frame.to]);
		if (!plan_frame(r, c, &line, number, plan))
			return false;
		qw_text_append(out, r->found.original.cell + from, r->found.original.at + from, n);
		if (c->layers.loss != 0) {
			note_writing(r, c);
			r->found.vain = 0;
		}
		r->found.vain_stretches = r->found.vain_shifts = 0;
		qw_vain_clear(&r->found.searched);
		if (!show_guesses(r, &c->frame, out, first, (uint32_t)number, plan))
			return false;
		at = c->frame.to;
	}
	qw_page_replace(page, number, first, true);
	return !out->failed;
}

/* Is this such text as nobody would search further? *bits: what it costs. */
static bool reads_well(const qw_text *t, int64_t *bits)
{
	size_t han = 0, ascii = 0;
	for (size_t i = 0; i < t->length; i++) {
		han += qw_cell_is_han(t->cell[i]);
		ascii += t->cell[i] < 0x80;
	}
	/* ASCII must not make up for what surprises. */
	size_t most = (t->length - ascii) * GOOD + ascii * GOOD_ASCII;
	*bits = qw_model_text(QW_MODEL_START, t->cell, t->length);
	return han >= GOOD_CELLS && ascii <= han && *bits < (int64_t)most * QW_BIT;
}

/* The whole line, less its LF, is one candidate with this original. */
static bool take_whole(qw_line_repair *r, const qw_layers *l, const qw_slice *line, size_t n,
                       const qw_text *whole, const qw_bits *lead)
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
	if (f.to == f.from)
		return true;
	if (!qw_candidates_keep(&r->found, whole, lead, &f))
		return false;
	if (r->told)
		f.gain = qw_model_text(QW_MODEL_START, line->cell + f.from, f.to - f.from)
		       - qw_model_text(QW_MODEL_START, r->found.original.cell, r->found.original.length);
	f.out_from = 0;
	f.out_to = r->found.original.length;
	return qw_candidates_add(&r->found, &(qw_candidate){.layers = *l, .frame = f, .lead = f.gain});
}

/* The whole line, n cells, as the chain explains it, where that reads well; else NULL. False: no
 * memory. */
static bool read_whole(qw_line_repair *r, const qw_layers *l, const qw_slice *line, size_t n,
                       const qw_text **whole, const qw_bits **lead, int64_t *bits)
{
	*lead = NULL;
	*whole = qw_whole_undo(&r->whole, r->found.search.set, l, line->cell, line->at, n);
	if (*whole == NULL && (r->whole.failed
	                       || !qw_candidates_whole(&r->found, l, line, n, whole, lead)))
		return false;
	if (*whole != NULL && !reads_well(*whole, bits))
		*whole = NULL;
	return true;
}

/* A line in a document that is damaged throughout: what explains all of it and reads well
 * needs no comparing, but with what other policies would make of it. */
static bool try_whole(qw_line_repair *r, const qw_slice *line)
{
	size_t n = line->length;
	n -= n > 0 && line->cell[n - 1] == '\n';
	qw_candidates_clear(&r->found);
	const qw_layers *l, *best = NULL, *last = NULL;
	const qw_text *whole = NULL;
	const qw_bits *lead = NULL;
	int64_t least = 0, bits;
	for (size_t i = 0; (l = qw_expected_get(&r->expected, i)) != NULL; i++) {
		if (best != NULL && (l->loss == 0 || !qw_layers_alike(l, best)))
			continue;
		last = l;
		if (!read_whole(r, l, line, n, &whole, &lead, &bits))
			return false;
		if (whole == NULL || (best != NULL && bits + BEATS * QW_BIT >= least))
			continue;
		best = l;
		least = bits;
		if (lead == NULL)
			break;
	}
	if (best == NULL)
		return true;
	if (best != last && !read_whole(r, best, line, n, &whole, &lead, &bits))
		return false;
	return take_whole(r, best, line, n, whole, lead);
}

/* Is all of a long line one damage? Quotations are short, or stand in sound text. */
static bool is_paragraph(const qw_line_repair *r, const qw_slice *line)
{
	const qw_frame *f = &r->found.candidate[0].frame;
	size_t from = 0, to = line->length;
	while (from < to && line->cell[from] < 0x80)
		from++;
	while (to > from && line->cell[to - 1] < 0x80)
		to--;
	return r->found.count == 1 && f->from <= from && f->to >= to
	    && f->out_to - f->out_from >= PARAGRAPH;
}

/* Who speaks of mojibake quotes it: it stays. But for documents that have nothing else. */
static bool is_quoted(const qw_line_repair *r, const qw_page *page, size_t number,
                      const qw_slice *line)
{
	return !qw_expected_throughout(&r->expected) && !is_paragraph(r, line)
	    && qw_is_about_mojibake(page, number);
}

/* Does a good reading explain most cells of the line that are not ASCII? */
static bool is_explained(const qw_candidates *found, const qw_slice *line)
{
	size_t wide = 0, explained = 0;
	for (size_t i = 0; i < line->length; i++)
		if (line->cell[i] >= 0x80) {
			wide++;
			explained += found->covered[i] != 0;
		}
	return 2 * explained > wide;
}

/* In double-byte sets nearly all bytes are text: what a chain of them explains may also be read
 * one byte late. */
static bool may_be_late(const qw_candidates *found, const qw_slice *line)
{
	bool pairs = false;
	for (size_t i = 0; i < found->count; i++) {
		const qw_layers *l = &found->candidate[i].layers;
		pairs = pairs || l->layer[l->count - 1].written != QW_SET_UTF8;
	}
	return pairs && !is_explained(found, line);
}

/* It is expected to go on. Was it not so far? */
static bool note_chain(qw_line_repair *r, const qw_layers *l)
{
	return qw_expected_note(l->loss == qw_loss_shift ? &r->shift : &r->expected, l);
}

/* What was found is expected to go on; so are the policies that it may have been instead. */
static void note_expected(qw_line_repair *r, bool *fresh)
{
	const qw_candidate *c = r->found.candidate;
	bool lossy = r->found.count > 0 && c->layers.loss != 0;
	for (size_t i = lossy ? r->found.rivals : 0; i-- > 0;)
		if (qw_layers_alike(&c->layers, &r->found.rival[i])
		    && !qw_layers_equal(&c->layers, &r->found.rival[i]))
			qw_expected_note(&r->expected, &r->found.rival[i]);
	for (size_t i = 0; i < r->found.count; i++) {
		bool new = note_chain(r, &c[i].layers);
		*fresh = *fresh || (new && c[i].layers.loss != qw_loss_shift);
	}
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
	if (r->found.count == 0) {
		if (!qw_candidates_find(&r->found, &line, &r->expected)
		    || (may_be_late(&r->found, &line)
		        && !qw_candidates_add_shift(&r->found, &line, &r->shift)))
			return false;
		qw_candidates_choose(&r->found, &line);
	}
	if (r->found.count > 0 && is_quoted(r, page, number, &line))
		qw_candidates_clear(&r->found);
	note_expected(r, fresh);
	drop_doubtful(r);
	return r->found.count == 0 || rewrite_line(r, page, number, line, plan);
}

/* Where the reading ends that begins at cell i and is closed by ")"; i: there is none. */
static size_t note_end(const qw_slice *line, size_t i)
{
	const qw_cell *c = line->cell;
	qw_note note;
	bool begins = c[i] >= 'a' && c[i] < 0x2000 && (i == 0 || c[i - 1] < 'A' || c[i - 1] >= 0x2000);
	return begins && qw_note_tail(c, line->length, i, &note) ? note.end : i;
}

/* Are there no other foreign letters than those of readings? Splices and authors write these,
 * and a document may be full of them. */
static bool holds_only_notes(qw_page *page, size_t number)
{
	qw_slice line;
	if ((page->line[number].scan.seen & (GATES | QW_SEEN_NOTE)) != (QW_SEEN_FOREIGN | QW_SEEN_NOTE)
	    || !qw_page_cells(page, number, &line))
		return false;
	for (size_t i = 0; i < line.length;) {
		size_t end = note_end(&line, i);
		if (end == i && (qw_scan_class(line.cell[i]) & GATES) != 0)
			return false;
		i = end > i ? end : i + 1;
	}
	return true;
}

/* Does the one pass over the line say that it is worth a look? Clean lines must cost
 * nothing. */
static bool is_suspect(qw_page *page, size_t number)
{
	const qw_line *line = &page->line[number].scan;
	return line->uncommon * UNCOMMON > line->han
	    || ((line->seen & GATES) != 0 && !holds_only_notes(page, number));
}

/* Chain upon chain, until nothing more is found; each makes the text shorter. */
static bool repair_line(qw_line_repair *r, qw_page *page, size_t number, qw_plan *plan,
                        bool *fresh)
{
	*fresh = false;
	for (unsigned layer = 0; layer < LAYERS; layer++) {
		if (layer > 0 && !is_suspect(page, number))
			break;
		if (!repair_layer(r, page, number, plan, fresh))
			return false;
		if (r->found.count > 0)
			continue;
		if (layer == 0)
			qw_expected_end_run(&r->expected);
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

static bool is_worth_a_look(const qw_line_repair *r, qw_page *page, size_t number)
{
	const qw_line *line = &page->line[number].scan;
	bool expected = qw_expected_get(&r->expected, 0) != NULL;
	return (expected && line->seen != 0 && line->han < FEW) || is_suspect(page, number);
}

bool qw_line_repair_page(qw_line_repair *r, qw_page *page, qw_plan *plan)
{
	bool fresh;
	r->told = plan->keep_spans;
	for (size_t i = 0; i < page->lines; i++, r->expected.line++) {
		if (!is_worth_a_look(r, page, i))
			continue;
		if (!repair_line(r, page, i, plan, &fresh) || (fresh && !look_back(r, page, i, plan)))
			return false;
	}
	return true;
}

/* Is the line worth a look for lost bytes? Where some were found before, less makes it so. */
static bool may_be_shifted(const qw_line_repair *r, const qw_page_line *line)
{
	const qw_line *scan = &line->scan;
	if (line->changed || scan->han == 0)
		return false;
	/* Bytes that nobody can decode in another encoding were never read one byte late. */
	if ((scan->seen & QW_SEEN_INVALID) != 0)
		return r->found.bytes != QW_SET_UTF8;
	/* It came in such bytes a moment ago, or lines before it did. */
	if (r->found.bytes != QW_SET_UTF8 || qw_expected_get(&r->shift, 0) != NULL)
		return (scan->seen & GATES) != 0 || scan->uncommon * SHIFT_UNCOMMON > scan->han;
	return (scan->seen & (QW_SEEN_RARE | QW_SEEN_PRIVATE | QW_SEEN_BROKEN)) != 0;
}

/* Is there the reading of a splice, or an author's? O(n) is none. */
static bool holds_note(const qw_slice *line)
{
	for (size_t i = 0; i < line->length; i++) {
		size_t end = note_end(line, i);
		bool toned = i > 1 && line->cell[i - 1] == '(' && line->cell[i - 2] >= 0x80;
		for (size_t k = i; k < end; k++)
			toned = toned || line->cell[k] >= 0x80;
		if (end > i && toned)
			return true;
	}
	return false;
}

static bool repair_shift(qw_line_repair *r, qw_page *page, size_t number, qw_plan *plan)
{
	qw_slice line;
	if (!qw_page_cells(page, number, &line))
		return false;
	/* What splices tore, and could not be proven, looks like it. */
	if ((page->line[number].scan.seen & QW_SEEN_NOTE) != 0 && holds_note(&line))
		return true;
	/* What is found is expected in the rest of the line, too. */
	for (bool fresh = true; fresh;) {
		if (!qw_candidates_find_shift(&r->found, &line, &r->shift))
			return false;
		qw_candidates_choose(&r->found, &line);
		if (r->found.count > 0 && is_quoted(r, page, number, &line))
			qw_candidates_clear(&r->found);
		fresh = false;
		for (size_t i = 0; i < r->found.count; i++)
			fresh = note_chain(r, &r->found.candidate[i].layers) || fresh;
	}
	drop_doubtful(r);
	return r->found.count == 0 || rewrite_line(r, page, number, line, plan);
}

/* What was found in a line may have begun before. */
static bool look_back_for_shifts(qw_line_repair *r, qw_page *page, size_t number, qw_plan *plan)
{
	for (size_t i = number, back = 0; i-- > 0 && back < BACK; back++)
		if (may_be_shifted(r, &page->line[i]) && !repair_shift(r, page, i, plan))
			return false;
	return true;
}

bool qw_line_repair_shifts(qw_line_repair *r, qw_page *page, qw_plan *plan)
{
	for (size_t i = 0; i < page->lines; i++, r->shift.line++) {
		bool expected = qw_expected_get(&r->shift, 0) != NULL;
		if (!may_be_shifted(r, &page->line[i]))
			continue;
		if (!repair_shift(r, page, i, plan))
			return false;
		if (!expected && qw_expected_get(&r->shift, 0) != NULL
		    && !look_back_for_shifts(r, page, i, plan))
			return false;
	}
	return true;
}
