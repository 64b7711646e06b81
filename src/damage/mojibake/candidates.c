/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/candidates.h"

#include "damage/mojibake/layer.h"
#include "damage/mojibake/worth.h"

#include <string.h>

enum {
	SEARCHES = 8,    /* of a line of no more than */
	LONG = 4096,     /* cells; longer ones have more */
	WHOLE = 4,       /* chains that are tried on all of a longer one, others only */
	NEAR = 1024,     /* cells around the place where they were found */
	TORN_GUESS = 8,  /* bits of a character that is chosen where bytes were lost anywhere, */
	PROOF = 48,      /* of each byte there that can't be decoded, */
	CLEAR = 5,       /* and by which a choice beside one must lead at the end of a text */
	LEADS = 1 << 16, /* where of all characters but one byte is left */
	GUESS = 10,      /* or where nothing else tells of a loss */
	PATIENCE = 128,  /* stretches that are searched in vain, if they promise less than */
	LITTLE = 24,     /* bits */
	RIVAL = 32,      /* bits by which a chain may be behind the best on a sample and be it yet */
	GOOD = 12,       /* bits of a cell in text that nobody would search further, */
	GOOD_CELLS = 4   /* when it is so long */
};

void qw_candidates_init(qw_candidates *r, const qw_allocator *a)
{
	*r = (qw_candidates){.allocator = *a};
	qw_search_init(&r->search, a);
	qw_surprise_init(&r->surprise, a);
	qw_text_init(&r->undone[0], a);
	qw_text_init(&r->undone[1], a);
	qw_text_init(&r->original, a);
	qw_losses_init(&r->losses, a);
	qw_lossy_init(&r->lossy, a);
}

void qw_candidates_free(qw_candidates *r)
{
	qw_search_free(&r->search);
	qw_surprise_free(&r->surprise);
	qw_text_free(&r->undone[0]);
	qw_text_free(&r->undone[1]);
	qw_text_free(&r->original);
	qw_losses_free(&r->losses);
	qw_lossy_free(&r->lossy);
	qw_release(&r->allocator, r->lead, r->lead_capacity, sizeof *r->lead);
	qw_release(&r->allocator, r->candidate, r->capacity, sizeof *r->candidate);
	qw_release(&r->allocator, r->covered, r->covered_capacity, sizeof *r->covered);
}

void qw_candidates_clear(qw_candidates *r)
{
	r->count = r->rivals = 0;
	qw_text_clear(&r->original);
}

/* Undo the layer that was undone last, and in which bytes were lost. */
static bool undo_lossy(qw_candidates *r, const qw_layers *l, qw_layer_input in, size_t most_breaks,
                       qw_text *out)
{
	const qw_set *set = r->search.set;
	size_t i = l->count - 1u;
	const qw_loss *loss = qw_losses_get(&r->losses, l->loss, &set[l->layer[i].read]);
	return loss != NULL
	    && qw_lossy_undo(&r->lossy, loss, &set[l->layer[i].written], in, most_breaks, out);
}

/* Undo all layers of c[0..n). Returns the text; NULL: no memory. */
static qw_text *undo_layers(qw_candidates *r, const qw_layers *l, const qw_cell *c, size_t n)
{
	qw_layer_input in = {c, NULL, n, false};
	qw_text *out = NULL;
	for (size_t i = 0; i < l->count; i++) {
		out = &r->undone[i & 1];
		qw_text_clear(out);
		if (i + 1 == l->count && l->loss != 0 ? !undo_lossy(r, l, in, SIZE_MAX, out)
		    : !qw_layer_undo(&r->search.set[l->layer[i].written],
		                     &r->search.set[l->layer[i].read], in, SIZE_MAX, out))
			return NULL;
		in = (qw_layer_input){out->cell, out->at, out->length, false};
	}
	return out;
}

bool qw_candidates_add(qw_candidates *r, const qw_candidate *c)
{
	void *array = r->candidate;
	if (!qw_grow(&r->allocator, &array, &r->capacity, r->count + 1, sizeof *r->candidate))
		return false;
	r->candidate = array;
	r->candidate[r->count++] = *c;
	return true;
}

/* May something at the ends be no part of the damage? */
static bool is_long(const qw_frame *f)
{
	return f->to - f->from > 1 && f->out_to - f->out_from > 1;
}

/* What stays the same at both ends is none. */
static void trim(const qw_slice *line, const qw_text *undone, qw_frame *f)
{
	const qw_cell *cell = line->cell, *original = undone->cell;
	while (is_long(f) && cell[f->from] == original[f->out_from]
	       && undone->at[f->out_from + 1] == 2 * f->from + 2) {
		f->from++;
		f->out_from++;
	}
	while (is_long(f) && cell[f->to - 1] == original[f->out_to - 1]
	       && undone->at[f->out_to - 1] == 2 * f->to - 2) {
		f->to--;
		f->out_to--;
	}
}

bool qw_candidates_keep(qw_candidates *r, const qw_text *undone, const qw_bits *lead,
                        const qw_frame *f)
{
	void *array = r->lead;
	size_t n = f->out_to - f->out_from, first = r->original.length;
	if (!qw_grow(&r->allocator, &array, &r->lead_capacity, first + n, sizeof *r->lead))
		return false;
	r->lead = array;
	for (size_t i = 0; i < n; i++)
		r->lead[first + i] = lead != NULL ? lead[f->out_from + i] : QW_BEAM_SURE;
	qw_text_append(&r->original, undone->cell + f->out_from, undone->at + f->out_from, n);
	return !r->original.failed;
}

/* Borders of the undone text become offsets. */
static void set_offsets(qw_text *undone, const qw_slice *line)
{
	for (size_t i = 0; i <= undone->length; i++)
		undone->at[i] = line->at[undone->at[i] / 2];
}

bool qw_candidates_whole(qw_candidates *r, const qw_layers *l, const qw_slice *line, size_t n,
                         const qw_text **whole, const qw_bits **lead)
{
	*whole = NULL;
	if (l->loss == 0)
		return true;
	qw_text *out = undo_layers(r, l, line->cell, n);
	if (out == NULL)
		return false;
	if (r->lossy.breaks > 0 || out->length == 0 || out->cell[out->length - 1] != QW_PIECE_BREAK
	    || out->at[out->length - 1] != 2 * n)
		return true;
	out->length--;
	set_offsets(out, line);
	*whole = out;
	*lead = r->lossy.lead;
	return true;
}

/* The same for those of the last undoing, with the offsets of the line. */
static bool keep_original(qw_candidates *r, const qw_layers *l, const qw_slice *line,
                          const qw_frame *f)
{
	const qw_text *undone = &r->undone[(l->count - 1) & 1];
	size_t first = r->original.length;
	if (!qw_candidates_keep(r, undone, l->loss != 0 ? r->lossy.lead : NULL, f))
		return false;
	for (size_t i = first; i <= r->original.length; i++)
		r->original.at[i] = line->at[r->original.at[i] / 2];
	return true;
}

/* Bits/256 against bytes that were lost anywhere, and characters that were chosen for them. */
static int64_t torn_bits(const qw_candidates *r, const qw_frame *f)
{
	int64_t bits = QW_CANDIDATE_TORN * QW_BIT;
	for (size_t i = f->out_from; i < f->out_to; i++)
		bits += (r->lossy.lead[i] & QW_BEAM_WHOLE) != 0 ? 0 : TORN_GUESS * QW_BIT;
	return bits;
}

/* Are there no more letters than characters, so that of each but one byte is left? Then chance
 * has made them: foreign words have single letters, too. */
static bool is_of_leads(const qw_candidates *r, const qw_layers *l, const qw_slice *line,
                        const qw_frame *f)
{
	const qw_text *undone = &r->undone[(l->count - 1) & 1];
	size_t letters = 0, characters = 0;
	if (l->count > 1 || l->layer[0].read < QW_SET_LATIN1)
		return false;
	for (size_t i = f->from; i < f->to; i++)
		letters += line->cell[i] >= 0x80;
	for (size_t i = f->out_from; i < f->out_to; i++)
		characters += undone->cell[i] >= 0x80;
	return letters <= characters;
}

/* Bits/256 against characters that were chosen where no mark tells of a loss: some character
 * fits behind nearly any letter. */
static int64_t guess_bits(const qw_candidates *r, const qw_layers *l, const qw_slice *line,
                          const qw_frame *f)
{
	int64_t bits = 0;
	if (l->loss == qw_loss_shift)
		return torn_bits(r, f);
	if (l->loss == 0 || qw_loss_mark(l->loss) != 0)
		return 0;
	if (is_of_leads(r, l, line, f))
		return LEADS * QW_BIT;
	for (size_t i = f->out_from; i < f->out_to; i++)
		bits += r->lossy.lead[i] == QW_BEAM_SURE ? 0 : GUESS * QW_BIT;
	return bits;
}

static bool is_same(const qw_slice *line, const qw_text *undone, const qw_frame *f)
{
	size_t n = f->to - f->from;
	return f->out_to - f->out_from == n
	    && memcmp(line->cell + f->from, undone->cell + f->out_from, n * sizeof *line->cell) == 0;
}

/* Bytes of the frame that can't be decoded prove that something was lost, as nothing else does. At
 * the end of the text a byte of another encoding may stand: there the choice must be clear, too. */
static size_t count_proofs(const qw_candidates *r, const qw_slice *line, const qw_frame *f)
{
	size_t torn = 0, ends = 0;
	bool clear = true;
	for (size_t i = f->from; i < f->to; i++) {
		qw_raw_sort sort = qw_cell_is_raw(line->cell[i])
		                 ? qw_raw_sort_of(line->cell, line->length, i) : QW_STRAY_BYTE;
		torn += sort == QW_TORN_BYTE;
		ends += sort == QW_BYTE_AT_END;
	}
	for (size_t i = f->out_from; i < f->out_to; i++)
		clear = clear && r->lossy.lead[i] >= CLEAR * QW_BIT;
	return clear ? torn + ends : ends > 0 ? 0 : torn;
}

/* A part that weighs less when it is undone: what is it worth? False: no memory. */
static bool consider(qw_candidates *r, const qw_layers *l, const qw_slice *line, qw_frame f,
                     bool expected, qw_bits price)
{
	const qw_text *undone = &r->undone[(l->count - 1) & 1];
	bool shift = l->loss == qw_loss_shift;
	qw_weighed weighed = {line->cell, r->surprise.sum, line->length, shift};
	size_t first = r->original.length;
	int64_t bits;
	if (shift)
		trim(line, undone, &f);
	size_t n = f.out_to - f.out_from;
	size_t proofs = shift ? count_proofs(r, line, &f) : 0;
	if (proofs > 0 && !expected) {
		expected = true;
		price = 0;
	}
	f.gain = qw_worth(l, &weighed, &f, undone->cell + f.out_from, expected, price, &bits)
	       - guess_bits(r, l, line, &f)
	       + (int64_t)proofs * PROOF * QW_BIT;
	if (f.gain <= 0 || is_same(line, undone, &f))
		return true;
	if (!shift)
		trim(line, undone, &f);
	if (!keep_original(r, l, line, &f))
		return false;
	f.out_from = first;
	f.out_to = r->original.length;
	qw_candidate c = {.layers = *l, .frame = f, .lead = f.gain,
	                  .good = n >= GOOD_CELLS && bits < (int64_t)n * GOOD * QW_BIT};
	return qw_candidates_add(r, &c);
}

bool qw_candidates_try(qw_candidates *r, const qw_layers *l, const qw_slice *line, bool expected,
                       qw_bits price)
{
	qw_weighed weighed = {line->cell, r->surprise.sum, line->length, l->loss == qw_loss_shift};
	const qw_text *undone = undo_layers(r, l, line->cell, line->length);
	qw_frame f;
	if (undone == NULL)
		return false;
	for (size_t at = 0; qw_weigh_next(&weighed, undone, &at, &f);)
		if (!consider(r, l, line, f, expected, price))
			return false;
	return true;
}

bool qw_candidates_try_part(qw_candidates *r, const qw_layers *l, const qw_slice *line,
                            const qw_range *range, bool expected, qw_bits price)
{
	size_t first = r->count;
	qw_slice part = {line->cell + range->from, line->at + range->from, range->to - range->from};
	int64_t *sum = r->surprise.sum;
	r->surprise.sum += range->from;
	bool done = qw_candidates_try(r, l, &part, expected, price);
	r->surprise.sum = sum;
	for (size_t i = first; i < r->count; i++) {
		r->candidate[i].frame.from += range->from;
		r->candidate[i].frame.to += range->from;
	}
	return done;
}

qw_range qw_range_around(const qw_slice *line, size_t from, size_t to, size_t cells)
{
	return (qw_range){from > cells ? from - cells : 0,
	                  line->length - to > cells ? to + cells : line->length};
}

bool qw_candidates_try_near(qw_candidates *r, const qw_layers *l, const qw_slice *line, size_t from,
                            size_t to)
{
	qw_range range = qw_range_around(line, from, to, NEAR);
	return qw_candidates_try_part(r, l, line, &range, false, 0);
}

/* Note which cells candidates from the i-th on explain, when their results are good. */
static void note_explained(qw_candidates *r, size_t i)
{
	for (; i < r->count; i++) {
		const qw_frame *f = &r->candidate[i].frame;
		for (size_t k = f->from; r->candidate[i].good && k < f->to; k++)
			r->covered[k] = 1;
	}
}

/* Is all of the stretch explained? */
static bool is_explained(const qw_candidates *r, size_t from, size_t to)
{
	while (from < to && r->covered[from] != 0)
		from++;
	return from == to;
}

/* The likeliest chain may explain other places of the line, too; *most says how often that
 * is tried. */
static bool search_stretch(qw_candidates *r, const qw_slice *line, const qw_expected *e,
                           size_t from, size_t to, int64_t hope, unsigned *most)
{
	if (!qw_search_run(&r->search, line->cell, line->length, r->surprise.sum, from, to, hope))
		return false;
	for (size_t i = 0; i < r->search.count; i++) {
		const qw_layers *l = &r->search.found[i].layers;
		size_t first = r->count;
		if (qw_expected_has(e, l))
			continue;
		if (r->search.found[0].gain - r->search.found[i].gain > RIVAL * QW_BIT
		    && is_explained(r, from, to))
			break;
		bool whole = line->length <= LONG || (i == 0 && *most > 0);
		*most -= whole && line->length > LONG;
		if (whole ? !qw_candidates_try(r, l, line, false, 0)
		          : !qw_candidates_try_near(r, l, line, from, to))
			return false;
		note_explained(r, first);
	}
	return true;
}

/* What the lines before had. */
static bool try_expected(qw_candidates *r, const qw_slice *line, const qw_expected *e)
{
	const qw_layers *l;
	for (size_t i = 0; (l = qw_expected_get(e, i)) != NULL; i++)
		if (!qw_candidates_try(r, l, line, true, qw_expected_price(e, l)))
			return false;
	note_explained(r, 0);
	return true;
}

bool qw_candidates_uncover(qw_candidates *r, size_t n)
{
	void *array = r->covered;
	if (!qw_grow(&r->allocator, &array, &r->covered_capacity, n + 1, sizeof *r->covered))
		return false;
	r->covered = array;
	memset(r->covered, 0, n * sizeof *r->covered);
	return true;
}

bool qw_candidates_find(qw_candidates *r, const qw_slice *line, const qw_expected *e)
{
	size_t searches = SEARCHES + line->length / LONG, from, to = 0;
	unsigned most = WHOLE;
	qw_candidates_clear(r);
	if (!qw_surprise_sum(&r->surprise, line->cell, line->length)
	    || !qw_candidates_uncover(r, line->length) || !try_expected(r, line, e))
		return false;
	qw_weighed weighed = {line->cell, r->surprise.sum, line->length, false};
	while (searches > 0 && qw_surprise_next(&r->surprise, line->cell, to, &from, &to)) {
		int64_t hope = is_explained(r, from, to) ? 0 : qw_worth_hope(&weighed, from, to);
		size_t first = r->count;
		if (hope < QW_LAYERS_CHEAPEST * QW_BIT
		    || qw_vain_has(&r->searched, QW_VAIN_CHAIN, line, from, to)
		    || (hope < LITTLE * QW_BIT
		        && !qw_candidates_is_patient(&r->vain_stretches, PATIENCE)))
			continue;
		searches--;
		if (!search_stretch(r, line, e, from, to, hope, &most))
			return false;
		if (r->count == first)
			qw_vain_note(&r->searched, QW_VAIN_CHAIN, line, from, to);
	}
	return qw_candidates_find_lossy(r, line, e);
}

bool qw_candidates_read(qw_candidates *r, const qw_layers *l, const qw_slice *line, qw_text *out,
                        int64_t *gain)
{
	qw_weighed weighed = {line->cell, r->surprise.sum, line->length, false};
	const qw_text *undone = undo_layers(r, l, line->cell, line->length);
	const int64_t price = (int64_t)qw_layers_price(l) * QW_BIT;
	size_t at = 0, done = 0;
	int64_t bits;
	qw_frame f;
	*gain = -price;
	while (undone != NULL && qw_weigh_next(&weighed, undone, &at, &f)) {
		/* One accident made all of them. */
		*gain += price + qw_worth(l, &weighed, &f, undone->cell + f.out_from, false, 0, &bits);
		qw_text_append(out, line->cell + done, line->at + done, f.from - done);
		qw_text_append(out, undone->cell + f.out_from, undone->at + f.out_from,
		               f.out_to - f.out_from);
		done = f.to;
	}
	qw_text_append(out, line->cell + done, line->at + done, line->length - done);
	return undone != NULL && !out->failed;
}
