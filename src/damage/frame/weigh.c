/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/frame/weigh.h"

#include "damage/escape/undo.h"

enum {
	HAN = 3,         /* that a part has at least, */
	LETTERS = 4,     /* or of these and letters of ASCII, */
	ALONE = 8,       /* in a line without Han: lists, too, have NUL behind single letters */
	FEW = 4,         /* Han for each letter of another script, at least */
	MARK = 0xFEFF,   /* may begin any piece, and is no text */
	LOST = 0xFFFD
};

enum {                   /* bits */
	UNIT = 16,       /* that a unit says at most, whatever letters it was read as */
	FALL = 40,       /* by which the gain falls before a part is over */
	TORN = 8,        /* a part that ends beside letters that hardly anything else leaves */
	GAP = 4,         /* a character that the reader lost, and that stays lost */
	DENSE = 3        /* by which each character is better, on the average */
};

/* The part at hand, and its best beginning. */
typedef struct {
	qw_frames *f;
	const qw_slice *line;
	size_t least;            /* letters of a part */
	size_t first;
	qw_cell before;          /* the last character */
	int64_t gain;
	size_t han, letters, foreign, characters;
	qw_frame_part best;
	bool failed;
} run;

void qw_frames_init(qw_frames *f, const qw_allocator *a)
{
	*f = (qw_frames){.count = 0};
	qw_text_init(&f->bytes, a);
}

void qw_frames_free(qw_frames *f)
{
	qw_release(&f->bytes.allocator, f->part, f->capacity, sizeof *f->part);
	qw_text_free(&f->bytes);
}

/* Bits/256 against a part that begins, or ends, at cell i. */
static qw_bits edge(const run *r, size_t i, bool front)
{
	static const uint32_t made = QW_SEEN_RARE | QW_SEEN_FOREIGN | QW_SEEN_PRIVATE
	                           | QW_SEEN_CONTROL | QW_SEEN_HANGUL | QW_SEEN_BROKEN;
	size_t unit = r->f->codec.read == NULL ? 1 : 2, border = front ? 0 : r->line->length;
	for (size_t away = 0; away < unit && i != border; away++, front ? i-- : i++)
		if ((qw_scan_class(r->line->cell[front ? i - 1 : i]) & made) != 0)
			return TORN * QW_BIT;
	return 0;
}

static void begin(run *r, size_t k)
{
	size_t i = r->f->bytes.at[k];
	r->first = k;
	r->before = i > 0 ? r->line->cell[i - 1] : QW_MODEL_START;
	r->gain = -edge(r, i, true);
	r->han = r->letters = r->foreign = r->characters = 0;
}

/* What was best is a part of its own; the next one begins at byte k. */
static void settle(run *r, size_t k)
{
	qw_frames *f = r->f;
	void *array = f->part;
	if (r->best.gain > 0) {
		if (!qw_grow(&f->bytes.allocator, &array, &f->capacity, f->count + 1, sizeof *f->part)) {
			r->failed = true;
			return;
		}
		f->part = array;
		f->part[f->count++] = r->best;
		f->gain += r->best.gain;
	}
	r->best.gain = 0;
	begin(r, k);
}

static bool may_return(const qw_frames *f, qw_cell c)
{
	return qw_escape_may_return(c) || qw_escape_is_harmless(c) || c == MARK
	    || ((f->codec.read == NULL || f->codec.pairs) && c == LOST);
}

/* What the cells of bytes [k, end) cost as they were found. */
static int64_t found(const run *r, size_t k, size_t end)
{
	const qw_text *bytes = &r->f->bytes;
	const int64_t most = (int64_t)(end - k) / 2 * UNIT * QW_BIT;
	int64_t bits = 0;
	for (size_t i = bytes->at[k]; i < bytes->at[end] && bits < most; i++)
		bits += qw_model_pair(i > 0 ? r->line->cell[i - 1] : QW_MODEL_START, r->line->cell[i]);
	return bits < most ? bits : most;
}

/* Character c is bytes [k, end). */
static void add(run *r, qw_cell c, size_t k, size_t end)
{
	if (c == LOST) {
		r->gain -= GAP * QW_BIT;
		return;
	}
	if (c != MARK)
		r->gain -= qw_model_pair(r->before, c);
	r->gain += found(r, k, end);
	r->before = c == MARK ? QW_MODEL_START : c;
	r->characters++;
	r->han += qw_cell_is_han(c);
	r->letters += (c | 0x20) - 'a' < 26 || qw_cell_is_han(c);
	r->foreign += (qw_scan_class(c) & (QW_SEEN_FOREIGN | QW_SEEN_HANGUL)) != 0;
}

/* Bytes of western text are letters of many scripts in UTF-16, and hardly ever Chinese. */
static bool is_chinese(const run *r)
{
	return r->foreign > 0 ? r->han >= HAN && r->foreign * FEW <= r->han
	                      : r->han >= HAN || r->letters >= r->least;
}

/* The part may end behind byte `end`. False: it had better not have begun. */
static bool step(run *r, size_t end)
{
	const qw_text *bytes = &r->f->bytes;
	if (bytes->at[end] == bytes->at[end - 1])
		return true;
	qw_bits leave = edge(r, bytes->at[end], false), price = r->f->codec.kind->price;
	int64_t gain = r->gain - leave - price;
	if (is_chinese(r) && gain > r->best.gain
	    && r->gain >= (int64_t)r->characters * DENSE * QW_BIT)
		r->best = (qw_frame_part){bytes->at[r->first], bytes->at[end], r->first, end, gain};
	return r->gain >= -edge(r, bytes->at[end], true)
	    && (r->best.gain == 0 || r->gain >= r->best.gain + price - FALL * QW_BIT);
}

/* The parts of bytes [k, end), in which two are one unit. */
static void weigh(run *r, size_t k, size_t end)
{
	begin(r, k);
	while (!r->failed && k + 2 <= end) {
		qw_cell c;
		size_t used = qw_frame_read(&r->f->codec, &r->f->bytes, k, &c);
		if (used == 0 || !may_return(r->f, c)) {
			k += used > 0 ? used : 2;
			settle(r, k);
			continue;
		}
		add(r, c, k, k + used);
		k += used;
		if (!step(r, k))
			settle(r, k);
	}
	if (!r->failed)
		settle(r, end);
}

/* Any byte may be the first: the better one of both ways to pair them is taken. */
static bool weigh_piece(qw_frames *f, const qw_slice *line, size_t least, size_t from, size_t to)
{
	run r = {.f = f, .line = line, .least = least};
	size_t count = f->count;
	int64_t gain = f->gain;
	weigh(&r, from, to);
	if (f->codec.read == NULL)
		return !r.failed;
	size_t even = f->count;
	int64_t even_gain = f->gain - gain;
	weigh(&r, from + 1, to);
	int64_t odd_gain = f->gain - gain - even_gain;
	size_t odd = f->count - even;
	if (odd_gain > even_gain) {
		for (size_t i = 0; i < odd; i++)
			f->part[count + i] = f->part[even + i];
		f->count = count + odd;
		f->gain = gain + odd_gain;
	} else {
		f->count = even;
		f->gain = gain + even_gain;
	}
	return !r.failed;
}

bool qw_frames_find(qw_frames *f, const qw_frame_codec *codec, const qw_slice *line, bool han)
{
	size_t least = han ? LETTERS : ALONE;
	f->codec = *codec;
	f->count = 0;
	f->gain = 0;
	qw_text_clear(&f->bytes);
	qw_frame_bytes(codec, line->cell, line->length, &f->bytes);
	if (f->bytes.failed)
		return false;
	for (size_t from = 0, to; from < f->bytes.length; from = to + 1) {
		for (to = from; to < f->bytes.length && f->bytes.cell[to] != QW_FRAME_BREAK;)
			to++;
		if (to - from >= 2 * HAN && !weigh_piece(f, line, least, from, to))
			return false;
	}
	return true;
}
