/* SPDX-License-Identifier: Apache-2.0 */
/* Candidates of chains in which bytes were lost. */
#include "config.h"
#include "damage/mojibake/candidates.h"

#include "damage/mojibake/readers.h"
#include "damage/mojibake/worth.h"
#include "damage/splice/mark.h"

#include <string.h>

enum {
	PATIENCE = 16,   /* lines that are looked at in vain, */
	SHIFTLESS = 64,  /* and for shifts, if they promise less than */
	LITTLE = 48,     /* bits */
	UNTOLD = 8,      /* bits against a loss of which no byte tells */
	BESIDE = 32,     /* cells beside what surprises in which a byte may be lost */
	CHAINS = 3,      /* of which losses are looked for */
	LONG = 4096,     /* cells; of longer lines only a part is looked at */
	SAMPLE = 96,     /* cells that show which policy it was */
	NARROW = 12,     /* hypotheses that survive in it */
	GOOD = 11,       /* bits of a cell in text that nobody would search further */
	DEAR = 4,        /* bits of a policy that is not tried when another explains all */
	BROKEN = 40,     /* bits against a sample for each break */
	SHARE = 50,      /* per cent of the bytes of a sample that are beginnings of UTF-8 */
	FOUND = QW_EXPECTED, /* readings of a sample that are kept, */
	TRIED = 2,       /* and tried on the line */
	CLOSE = 16       /* bits between policies that more lines must decide */
};

static bool is_wide(const qw_slice *line, size_t i)
{
	return i < line->length && line->cell[i] >= 0x80;
}

/* May cell i stand for what was lost? What a splice tore stands in front of its reading. */
static bool is_mark(const qw_slice *line, size_t i)
{
	qw_cell c = line->cell[i];
	qw_note note;
	return (c == 0xFFFD || (c == '?' && ((i > 0 && is_wide(line, i - 1)) || is_wide(line, i + 1))))
	    && !qw_mark_note(line->cell, line->length, i, 1, &note);
}

/* What the line has that nothing explains so far. */
typedef struct {
	bool fffd, question, stretch;
	size_t from, to;         /* the first such stretch, or the first marks */
	size_t first, last;      /* that stretch */
} open_ends;

static open_ends unexplained(const qw_candidates *r, const qw_slice *line)
{
	open_ends o = {.from = line->length};
	for (size_t i = 0; i < line->length; i++) {
		if (r->covered[i] != 0 || !is_mark(line, i))
			continue;
		o.fffd |= line->cell[i] == 0xFFFD;
		o.question |= line->cell[i] == '?';
		o.from = o.from < i ? o.from : i;
		o.to = i + 1;
	}
	size_t from, to = 0;
	while (!o.stretch && qw_surprise_next(&r->surprise, line->cell, to, &from, &to)) {
		size_t i = from;
		while (i < to && r->covered[i] != 0)
			i++;
		o.stretch = i < to && !qw_vain_has(&r->searched, QW_VAIN_LOSS, line, from, to);
	}
	if (o.stretch) {
		o.first = from;
		o.last = to;
		o.from = from < o.from ? from : o.from;
		o.to = to > o.to ? to : o.to;
	}
	return o;
}

/* The marks that policies may leave here; the last one: none. */
static unsigned marks_of(const open_ends *o, qw_cell mark[3])
{
	unsigned n = 0;
	if (o->fffd)
		mark[n++] = 0xFFFD;
	if (o->question)
		mark[n++] = '?';
	if (o->stretch)
		mark[n++] = 0;
	return n;
}

static bool concerns(unsigned policy, const qw_set *read, const open_ends *o)
{
	qw_cell mark[3];
	unsigned n = marks_of(o, mark);
	for (unsigned i = 0; i < n; i++)
		if (qw_loss_concerns(policy, read, mark[i]))
			return true;
	return false;
}

/* ---- the sample ---- */

/* A chain with a policy, and how the sample reads when it is undone. */
typedef struct {
	qw_layers layers;
	int64_t bits;
	bool good;               /* it is whole, and reads well */
} reading;

typedef struct {
	qw_candidates *r;
	const qw_slice *line;
	const open_ends *open;
	size_t from, to;         /* the sample */
	reading best[FOUND];
	size_t count;
} trial;

static bool is_noted(const trial *t, const qw_layers *l)
{
	size_t i = 0;
	while (i < t->count && !qw_layers_equal(&t->best[i].layers, l))
		i++;
	return i < t->count;
}

static void note(trial *t, const reading *new)
{
	size_t at = t->count;
	while (at > 0 && t->best[at - 1].bits > new->bits)
		at--;
	if (at == FOUND)
		return;
	size_t last = t->count < FOUND ? t->count : FOUND - 1;
	memmove(t->best + at + 1, t->best + at, (last - at) * sizeof *t->best);
	t->best[at] = *new;
	t->count = last + 1;
}

/* Undo what is before the last layer. */
static bool outer_layers(trial *t, const qw_layers *l, qw_layer_input *in)
{
	qw_candidates *r = t->r;
	*in = (qw_layer_input){t->line->cell + t->from, NULL, t->to - t->from, true};
	for (size_t i = 0; i + 1 < l->count; i++) {
		qw_text *out = &r->undone[i & 1];
		qw_text_clear(out);
		if (!qw_layer_undo(&r->search.set[l->layer[i].written], &r->search.set[l->layer[i].read],
		                   *in, SIZE_MAX, out))
			return false;
		*in = (qw_layer_input){out->cell, out->at, out->length, true};
	}
	return true;
}

/* Bits/256 of the sample when the pieces are undone; what is in none of them stays as it is. */
static int64_t bits_of(const trial *t, const qw_text *out)
{
	const int64_t *sum = t->r->surprise.sum + t->from;
	int64_t bits = sum[t->to - t->from] - sum[0];
	qw_cell before = QW_MODEL_START;
	for (size_t i = 0, first = 0; i < out->length; i++) {
		if (out->cell[i] != QW_PIECE_BREAK) {
			bits += qw_model_pair(before, out->cell[i]);
			before = out->cell[i];
			continue;
		}
		bits -= sum[out->at[i] / 2] - sum[out->at[first] / 2];
		first = i + 1;
	}
	return bits;
}

/* How well does the sample read when a policy took part? */
static bool try_policy(trial *t, qw_layers l, unsigned policy)
{
	qw_candidates *r = t->r;
	qw_layer_input in;
	size_t last = l.count - 1u;
	const qw_loss *loss = qw_losses_get(&r->losses, policy, &r->search.set[l.layer[last].read]);
	l.loss = (uint8_t)policy;
	if (loss == NULL || !loss->loses || is_noted(t, &l))
		return loss != NULL;
	if (!outer_layers(t, &l, &in))
		return false;
	qw_text *out = &r->undone[last & 1];
	size_t width = r->lossy.beam.width;
	qw_text_clear(out);
	r->lossy.beam.width = NARROW;
	const qw_set *written = &r->search.set[l.layer[last].written];
	bool done = qw_lossy_undo(&r->lossy, loss, written, in, in.length / 4 + 1, out);
	r->lossy.beam.width = width;
	if (!done)
		return false;
	reading new = {l, (int64_t)(qw_layers_price(&l) + r->lossy.breaks * BROKEN) * QW_BIT, false};
	new.bits += bits_of(t, out);
	new.good = r->lossy.breaks == 0 && new.bits < (int64_t)out->length * GOOD * QW_BIT;
	if (r->lossy.breaks <= in.length / 4)
		note(t, &new);
	return true;
}

static bool try_policies(trial *t, const qw_layers *l)
{
	const qw_set *read = &t->r->search.set[l->layer[l->count - 1].read];
	for (unsigned p = 1; qw_loss_policy(p) != NULL; p++) {
		bool dear = qw_loss_price(p) >= DEAR && t->count > 0 && t->best[0].good;
		if (!dear && concerns(p, read, t->open) && !try_policy(t, *l, p))
			return false;
	}
	return true;
}

/* ---- which chains ---- */

/* The chains that explain other parts of the line, the best first. */
static size_t found_chains(const qw_candidates *r, qw_layers chain[CHAINS])
{
	size_t n = 0;
	for (; n < CHAINS; n++) {
		const qw_candidate *best = NULL;
		for (size_t i = 0; i < r->count; i++) {
			const qw_candidate *c = &r->candidate[i];
			size_t k = 0;
			while (k < n && !qw_layers_alike(&chain[k], &c->layers))
				k++;
			if (k == n && (best == NULL || c->frame.gain > best->frame.gain))
				best = c;
		}
		if (best == NULL)
			break;
		chain[n] = best->layers;
		chain[n].loss = 0;
	}
	return n;
}

/* Of the bytes of c[0..n) as `set` has them: how many per cent belong to what UTF-8 has, the
 * begin of a sequence of three with at least one byte behind it, or, where these may be lost,
 * without. */
static unsigned utf8_share(const qw_set *set, const qw_cell *c, size_t n, bool drops)
{
	size_t all = 0, fit = 0, run = 0;
	for (size_t i = 0; i < n; i++) {
		unsigned char b[4];
		if (c[i] < 0x80) {
			run = 0;
			continue;
		}
		size_t bytes = qw_set_encode(set, c[i], b);
		for (size_t k = 0; k < bytes; k++) {
			bool lead = b[k] >= 0xE2 && b[k] <= 0xEF, more = b[k] < 0xC0;
			all++;
			if (more && run > 0)
				fit += run == 3 && !drops ? 2 : 1;
			fit += lead && drops;
			run = lead ? 3 : more && run > 0 ? run - 1 : 0;
		}
	}
	return all > 0 ? (unsigned)(fit * 100 / all) : 0;
}

/* One encoding of several bytes read as another, in which chance leaves marks everywhere. */
static bool try_pairs(trial *t, const qw_set *read)
{
	static const uint8_t written[] = {QW_SET_GBK, QW_SET_BIG5};
	for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
		qw_layers l = {.count = 1, .layer = {{written[i], (uint8_t)read->id}}};
		if (read->id < QW_SET_LATIN1 && qw_set_may_pair(written[i], read->id)
		    && !try_policies(t, &l))
			return false;
	}
	return true;
}

/* Does what is left beside the marks read like no text that anybody wrote? */
static bool reads_badly(const qw_cell *kept, size_t n)
{
	int64_t bits = 0, wide = 0;
	for (size_t i = 1; i < n; i++)
		if (kept[i] >= 0x80) {
			bits += qw_model_pair(kept[i - 1], kept[i]);
			wide++;
		}
	return bits > wide * GOOD * QW_BIT;
}

/* What lost so much that no whole piece of it is left. */
static bool try_unfound(trial *t)
{
	qw_candidates *r = t->r;
	qw_cell kept[SAMPLE];
	size_t n = 0;
	for (size_t i = t->from; i < t->to; i++)
		if (!is_mark(t->line, i))
			kept[n++] = t->line->cell[i];
	qw_readers readers;
	qw_readers_find(&readers, r->search.set, kept, n, kept, n, INT64_MAX);
	for (size_t i = 0; i < readers.count; i++) {
		const qw_set *set = &r->search.set[readers.set[i]];
		qw_layers l = {.count = 1, .layer = {{QW_SET_UTF8, (uint8_t)set->id}}};
		if (qw_set_may_pair(QW_SET_UTF8, set->id)
		    && utf8_share(set, kept, n, set->id >= QW_SET_LATIN1) >= SHARE && !try_policies(t, &l))
			return false;
	}
	bool pairs = (t->open->fffd || t->open->question) && reads_badly(kept, n);
	for (size_t i = 0; pairs && i < readers.count && !(t->count > 0 && t->best[0].good); i++)
		if (!try_pairs(t, &r->search.set[readers.set[i]]))
			return false;
	return true;
}

static void take_sample(trial *t)
{
	size_t from = t->open->from, to = t->open->to;
	while (from > 0 && t->line->cell[from - 1] >= 0x80 && t->open->to - from < SAMPLE / 2)
		from--;
	to = t->line->length - from > SAMPLE ? from + SAMPLE : t->line->length;
	if (to > from && t->line->cell[to - 1] == '\n')
		to--;
	t->from = from;
	t->to = to;
}

/* What is left of GBK or Big5 that was read as UTF-8, and of that in other encodings. */
static bool try_remains(qw_candidates *r, const qw_slice *line, const qw_expected *e)
{
	static const struct { uint16_t sign; uint8_t read; } outer[] = {
		{0xFFFD, QW_SET_UTF8}, {0x951F, QW_SET_GBK}, {0x65A4, QW_SET_GBK},
		{0xBF, QW_SET_LATIN1}, {0xBF, QW_SET_WINDOWS_1252}, {0x5699, QW_SET_BIG5},
	};
	bool seen[sizeof outer / sizeof *outer] = {false};
	for (size_t i = 0; i < line->length; i++)
		for (size_t k = 0; k < sizeof outer / sizeof *outer; k++)
			seen[k] |= line->cell[i] == outer[k].sign;
	for (size_t k = 0; k < sizeof outer / sizeof *outer; k++) {
		qw_layers l = {.count = 2, .loss = 1,
		               .layer = {{QW_SET_UTF8, outer[k].read}, {QW_SET_GBK, QW_SET_UTF8}}};
		if (outer[k].read == QW_SET_UTF8) {
			l.count = 1;
			l.layer[0] = l.layer[1];
		}
		if (seen[k] && line->length <= LONG && !qw_expected_has(e, &l)
		    && !qw_candidates_try(r, &l, line, false, 0))
			return false;
	}
	return true;
}

/* What the best chain explains is no loss, even if it does not read well yet: it may be another
 * layer. Bytes are hardly ever UTF-8 by chance, but in other sets chance reads anything. */
static void cover_frames(qw_candidates *r)
{
	qw_layers best[CHAINS];
	size_t chains = found_chains(r, best);
	if (chains == 0 || best[0].layer[best[0].count - 1].written != QW_SET_UTF8)
		return;
	for (size_t i = 0; i < r->count; i++) {
		const qw_frame *f = &r->candidate[i].frame;
		for (size_t k = f->from; qw_layers_alike(&r->candidate[i].layers, best) && k < f->to; k++)
			r->covered[k] = 1;
	}
}

/* The chain with its policy, on all of the line or near the sample. What lost nothing is no
 * matter of a policy: it would have been found without one, if it were worth it. */
static bool try_reading(trial *t, const qw_layers *l)
{
	qw_candidates *r = t->r;
	size_t first = r->count, from = r->original.length;
	if (t->line->length <= LONG ? !qw_candidates_try(r, l, t->line, false, 0)
	                            : !qw_candidates_try_near(r, l, t->line, t->from, t->to))
		return false;
	while (from < r->original.length && r->lead[from] == QW_BEAM_SURE)
		from++;
	if (from == r->original.length)
		r->count = first;
	return true;
}

/* Of readings that are the same but for the policy one will be taken: another may turn out to be
 * right. */
static void note_rivals(trial *t)
{
	qw_candidates *r = t->r;
	for (size_t i = 0; i < t->count; i++)
		if (t->best[i].good && qw_layers_alike(&t->best[i].layers, &t->best[0].layers)
		    && t->best[i].bits - t->best[0].bits < CLOSE * QW_BIT)
			r->rival[r->rivals++] = t->best[i].layers;
}

bool qw_candidates_find_lossy(qw_candidates *r, const qw_slice *line, const qw_expected *e)
{
	cover_frames(r);
	open_ends open = unexplained(r, line);
	trial t = {.r = r, .line = line, .open = &open};
	qw_layers chain[CHAINS];
	if (!open.stretch && !open.fffd && (r->count == 0 || !open.question))
		return true;
	if (!qw_candidates_is_patient(&r->vain, PATIENCE))
		return true;
	if ((open.stretch || open.fffd) && !try_remains(r, line, e))
		return false;
	if (!open.stretch && r->count == 0)
		return true;
	take_sample(&t);
	size_t chains = found_chains(r, chain);
	for (size_t i = 0; i < chains; i++)
		if (!try_policies(&t, &chain[i]))
			return false;
	if (open.stretch && !try_unfound(&t))
		return false;
	note_rivals(&t);
	for (size_t i = 0; i < t.count && i < TRIED; i++) {
		const qw_layers *l = &t.best[i].layers;
		if (!qw_expected_has(e, l) && !try_reading(&t, l))
			return false;
	}
	/* Marks and other chains may be others the next time. */
	if (open.stretch && !open.fffd && !open.question && r->count == 0)
		qw_vain_note(&r->searched, QW_VAIN_LOSS, line, open.first, open.last);
	return true;
}

static bool holds_bytes(const qw_slice *line)
{
	size_t i = 0;
	while (i < line->length && !qw_cell_is_raw(line->cell[i]))
		i++;
	return i < line->length;
}

static bool add_shift(qw_candidates *r, const qw_slice *line, const qw_range *range,
                      const qw_expected *e)
{
	static const uint8_t set[] = {QW_SET_GBK, QW_SET_BIG5};
	for (size_t i = 0; i < sizeof set / sizeof *set && line->length <= LONG; i++) {
		if (r->bytes != QW_SET_UTF8 && r->bytes != set[i])
			continue;
		qw_layers l = {.count = 1, .layer = {{set[i], set[i]}}, .loss = qw_loss_shift};
		r->lossy.bytes = r->bytes == set[i];
		/* In the bytes themselves what can't be decoded tells of most losses. */
		qw_bits untold = r->bytes == QW_SET_UTF8 || holds_bytes(line) ? 0 : UNTOLD * QW_BIT;
		bool expected = r->lossy.expected = qw_expected_has(e, &l);
		qw_bits price = expected ? qw_expected_price(e, &l) + untold : 0;
		if (!qw_candidates_try_part(r, &l, line, range, expected, price))
			return false;
	}
	return true;
}

bool qw_candidates_add_shift(qw_candidates *r, const qw_slice *line, const qw_expected *e)
{
	return add_shift(r, line, &(qw_range){0, line->length}, e);
}

/* Bits that a place must promise. */
static int64_t least_hope(void)
{
	qw_layers l = {.count = 1, .layer = {{QW_SET_GBK, QW_SET_GBK}}, .loss = qw_loss_shift};
	return ((int64_t)qw_layers_price(&l) + QW_CANDIDATE_TORN) * QW_BIT;
}

/* The next place of the line that promises enough, and was not searched in vain. */
static bool next_hope(const qw_candidates *r, const qw_slice *line, size_t *from, size_t *to,
                      int64_t *hope)
{
	qw_weighed weighed = {line->cell, r->surprise.sum, line->length, true};
	while (qw_surprise_next(&r->surprise, line->cell, *to, from, to)) {
		*hope = qw_worth_hope(&weighed, *from, *to);
		if (*hope >= least_hope() && !qw_vain_has(&r->searched, QW_VAIN_SHIFT, line, *from, *to))
			return true;
	}
	return false;
}

/* May a place of the line be worth the price of a loss? */
static bool promises(qw_candidates *r, const qw_slice *line)
{
	int64_t most = 0, hope;
	size_t from, to = 0;
	while (next_hope(r, line, &from, &to, &hope))
		most = hope > most ? hope : most;
	return most > 0
	    && (most >= LITTLE * QW_BIT || qw_candidates_is_patient(&r->vain_shifts, SHIFTLESS));
}

/* Near the places that promise something. */
static bool add_shifts(qw_candidates *r, const qw_slice *line, const qw_expected *e)
{
	qw_range range = {0, 0};
	size_t from, to = 0;
	int64_t hope;
	while (next_hope(r, line, &from, &to, &hope)) {
		qw_range here = qw_range_around(line, from, to, BESIDE);
		if (here.from <= range.to) {
			range.to = here.to;
			continue;
		}
		if (range.to > 0 && !add_shift(r, line, &range, e))
			return false;
		range = here;
	}
	if (range.to > 0 && !add_shift(r, line, &range, e))
		return false;
	for (to = 0; r->count == 0 && next_hope(r, line, &from, &to, &hope);)
		qw_vain_note(&r->searched, QW_VAIN_SHIFT, line, from, to);
	return true;
}

bool qw_candidates_find_shift(qw_candidates *r, const qw_slice *line, const qw_expected *e)
{
	qw_candidates_clear(r);
	if (line->length > LONG)
		return true;
	if (!qw_surprise_sum(&r->surprise, line->cell, line->length)
	    || !qw_candidates_uncover(r, line->length))
		return false;
	bool expected = qw_expected_get(e, 0) != NULL || holds_bytes(line);
	if (expected)
		return qw_candidates_add_shift(r, line, e);
	return !promises(r, line) || add_shifts(r, line, e);
}
