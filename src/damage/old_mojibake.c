/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/old_mojibake.h"

#include "text/utf8.h"

/* Bytes that arrive one by one and must be UTF-8. */
typedef struct {
	unsigned char byte[QW_UTF8_MAX];
	size_t length, need;
} sequence;

/* True: all is well so far; *done says whether a character ended. */
static bool take_byte(sequence *s, unsigned char byte, qw_cell *c, bool *done)
{
	*done = false;
	if (s->length == 0)
		s->need = byte < 0x80 ? 1 : byte < 0xC2 ? 0 : byte < 0xE0 ? 2
		        : byte < 0xF0 ? 3 : byte < 0xF5 ? 4 : 0;
	if (s->need == 0 || (s->length > 0 && (byte & 0xC0) != 0x80))
		return false;
	s->byte[s->length++] = byte;
	if (s->length < s->need)
		return true;
	*done = true;
	qw_utf8_decode(s->byte, s->length, c);
	s->length = 0;
	return !qw_cell_is_raw(*c);
}

static bool may_begin(const qw_charset *cs, qw_cell c)
{
	unsigned char bytes[4];
	return c >= 0x80 && qw_charset_encode(cs, c, bytes) > 0 && bytes[0] >= 0xC2 && bytes[0] <= 0xF4;
}

/* Do the bytes of one of the readings of `c` go on with the sequence? */
static bool goes_on(const qw_charset *cs, sequence s, qw_cell c)
{
	unsigned char bytes[2][4];
	size_t readings = qw_charset_encodings(cs, c, bytes, 2);
	for (size_t r = 0; r < readings && r < 2; r++) {
		qw_cell ignored;
		bool done;
		sequence trial = s;
		if (take_byte(&trial, bytes[r][0], &ignored, &done))
			return true;
	}
	return false;
}

static bool takes_all(sequence *s, const unsigned char *bytes, size_t count)
{
	for (size_t k = 0; k < count; k++) {
		qw_cell ignored;
		bool done;
		if (!take_byte(s, bytes[k], &ignored, &done))
			return false;
	}
	return true;
}

/* The bytes of c[i] that go on with the sequence. Some characters stand for several
 * codes, as the euro sign for the byte 80 and a pair of its own in GBK: what is UTF-8,
 * up to the next cell, decides. Returns how many; 0: none fit. */
static size_t fitting_bytes(const qw_charset *cs, const sequence *s, const qw_cell *c, size_t n,
                            size_t i, unsigned char bytes[4])
{
	size_t count = qw_charset_encode(cs, c[i], bytes);
	if (c[i] != 0x20AC || count != 2)
		return count;
	sequence pair = *s, single = *s;
	unsigned char byte80 = 0x80;
	bool as_pair = takes_all(&pair, bytes, 2), as_single = takes_all(&single, &byte80, 1);
	if (as_pair && as_single)
		as_pair = i + 1 < n && c[i + 1] != '\n' ? goes_on(cs, pair, c[i + 1]) : pair.length == 0;
	if (as_pair || !as_single)
		return count;
	bytes[0] = byte80;
	return 1;
}

/* A run of cells whose bytes are UTF-8, and its best part: from where the bits of the
 * original have been fewest against those of the text to where they were most fewer. */
typedef struct {
	const qw_charset *cs;
	const qw_cell *cell;
	const uint32_t *at;
	size_t length;
	qw_text *out;
	sequence sequence;
	size_t began;            /* cell in which the character at hand begins */
	size_t step, step_out;   /* the last place where cells and characters are in step */
	size_t from, from_out;   /* where the part at hand begins */
	int64_t gain, best;      /* bits/256 of it up to the step, and at most so far */
	qw_frame frame;          /* up to the most */
} run;

enum { FALL = 40 }; /* bits by which the gain falls before a part is over */

/* Take the bytes of one cell. *wide: a character that is not ASCII ended in it. */
static bool take_cell(run *r, size_t i, bool *wide)
{
	unsigned char bytes[4];
	size_t count = fitting_bytes(r->cs, &r->sequence, r->cell, r->length, i, bytes);
	*wide = false;
	for (size_t k = 0; k < count; k++) {
		qw_cell original;
		bool done;
		if (r->sequence.length == 0)
			r->began = i;
		if (!take_byte(&r->sequence, bytes[k], &original, &done))
			return false;
		if (done) {
			qw_text_add(r->out, original, r->at[r->began], r->at[i + 1]);
			*wide = *wide || original >= 0x80;
		}
	}
	return count > 0 && !r->out->failed;
}

static qw_cell in_front(const qw_cell *c, size_t i)
{
	return i > 0 ? c[i - 1] : QW_MODEL_START;
}

/* Cells and characters are in step again in front of cell i: weigh what lies between. */
static void weigh_step(run *r, size_t i, bool wide)
{
	const qw_text *out = r->out;
	qw_cell before = r->step_out > r->from_out ? out->cell[r->step_out - 1]
	                                           : in_front(r->cell, r->from);
	r->gain += qw_model_text(in_front(r->cell, r->step), r->cell + r->step, i - r->step)
	         - qw_model_text(before, out->cell + r->step_out, out->length - r->step_out);
	r->step = i;
	r->step_out = out->length;
	if (r->gain <= 0) {
		r->gain = 0;
		if (r->best == 0) {
			r->from = i;
			r->from_out = r->step_out;
		}
	} else if (wide && r->gain > r->best) {
		r->best = r->gain;
		r->frame = (qw_frame){r->from, i, r->from_out, r->step_out};
	}
}

/* The best part of the run from c[from] on. *end: how far the run was looked at. */
static void best_part(run *r, size_t from, size_t *end)
{
	size_t first = r->out->length, i = from;
	r->sequence.length = 0;
	r->began = r->step = r->from = from;
	r->step_out = r->from_out = first;
	r->gain = r->best = 0;
	r->frame = (qw_frame){from, from, first, first};
	for (; i < r->length && r->cell[i] != '\n'; i++) {
		bool wide;
		if (!take_cell(r, i, &wide))
			break;
		if (r->sequence.length == 0)
			weigh_step(r, i + 1, wide);
		if (r->best > 0 && r->gain < r->best - FALL * QW_BIT)
			break;
	}
	*end = i;
	if (!r->out->failed)
		r->out->length = r->frame.out_to;
}

/* A frame holds a character that opens the gate; it begins at most so far before:
 * mojibake in a double-byte set hardly goes on longer without one. */
static size_t reach_back(const qw_kind *d)
{
	return (d->gate & QW_SEEN_LATIN) != 0 ? 0 : 8;
}

/* May a frame be held by the character at c[i]? */
static bool opens_gate(const qw_kind *d, const qw_cell *c, size_t n, size_t i)
{
	if ((d->gate & QW_SEEN_LATIN) == 0)
		return (qw_scan_class(c[i]) & d->gate) != 0;
	/* No lead byte stands before ASCII. */
	return c[i] - 0xC2 <= 0xF4 - 0xC2 && i + 1 < n && c[i + 1] >= 0x80;
}

bool qw_old_mojibake_undo(const qw_kind *d, const qw_charset *cs, const qw_cell *c,
                      const uint32_t *at, size_t n, size_t start, qw_frame *frame, qw_text *out)
{
	run r = {.cs = cs, .cell = c, .at = at, .length = n, .out = out};
	size_t back = reach_back(d), tried = start;
	for (size_t gate = start; gate < n; gate++) {
		if (gate < tried || !opens_gate(d, c, n, gate))
			continue;
		size_t i = gate - start > back ? gate - back : start, end = gate;
		for (i = i > tried ? i : tried; i <= gate && end <= gate; i++) {
			if (!may_begin(cs, c[i]))
				continue;
			best_part(&r, i, &end);
			*frame = r.frame;
			if (out->failed || frame->to > frame->from)
				return !out->failed;
		}
		/* What a run without a gain has passed is not looked at again. */
		tried = end > gate ? end : gate + 1;
	}
	return false;
}

bool qw_old_mojibake_apply(const qw_kind *d, const qw_cell *parameters, size_t n_parameters,
                       const qw_cell *c, size_t n, qw_text *out, size_t *bad)
{
	const qw_charset *cs = qw_charset_find(d->read_as);
	unsigned char bytes[QW_UTF8_MAX + QW_UTF8_MAX];
	size_t held = 0;
	(void)parameters;
	*bad = 0;
	if (n_parameters > 0)
		return false;
	for (size_t i = 0; i < n || held > 0;) {
		while (i < n && held < QW_UTF8_MAX)
			held += qw_utf8_encode(c[i++], bytes + held);
		qw_cell read[2];
		unsigned count = 1;
		qw_reason reason;
		size_t used = qw_charset_decode(cs, bytes, held, read, &count, &reason);
		if (used == 0) {
			/* What the decoder can't map becomes a replacement character. */
			read[0] = 0xFFFD;
			used = count = 1;
		}
		for (unsigned k = 0; k < count; k++)
			qw_text_add(out, read[k], (uint32_t)i, (uint32_t)i);
		held -= used;
		for (size_t k = 0; k < held; k++)
			bytes[k] = bytes[k + used];
	}
	return !out->failed;
}
