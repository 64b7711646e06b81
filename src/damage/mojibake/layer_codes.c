/* SPDX-License-Identifier: Apache-2.0 */
/* Which bytes a character was read from, where it has several codes. */
#include "config.h"
#include "damage/mojibake/layer_internal.h"

#include "model/model.h"

#include <string.h>

enum {
	AHEAD = 3,      /* cells behind a character that help to choose its code, */
	FURTHER = 3,    /* bits that another code than the first costs in a scar, */
	A_BYTE = 5,     /* bits that a byte of text costs, about, */
	STUCK = 40      /* and bits that each byte of theirs costs that is no text */
};

/* How far bytes have been read, the last cell, and how much the cells surprise. */
typedef struct {
	size_t at;
	qw_cell before;
	int64_t bits;
} progress;

static progress begin(const qw_undoer *u)
{
	const qw_text *out = u->out;
	bool first = out->length == u->piece;
	return (progress){.before = first ? QW_MODEL_START : out->cell[out->length - 1]};
}

/* How much p[0..n) surprises behind what has been undone; `ends`: nothing follows. What is no
 * text costs so many bits a byte that no text can be worse. */
static int64_t bits_of(const qw_undoer *u, const unsigned char *p, size_t n, bool ends, progress *s)
{
	qw_cell c[2];
	unsigned count;
	for (size_t used; s->at < n; s->at += used) {
		qw_fit r = qw_layer_read(u->written, p + s->at, n - s->at, c, &count, &used);
		if (r != QW_FITS)
			return s->bits + (r == QW_FAILS || ends ? (int64_t)(n - s->at) * STUCK * QW_BIT : 0);
		s->bits += qw_model_pair(s->before, c[0]);
		s->before = c[0];
	}
	return s->bits;
}

typedef struct {
	unsigned char code[QW_LAYER_READINGS][4];
	size_t length[QW_LAYER_READINGS];
	size_t count;
} code_list;

/* The codes of cell i; a character outside of the set has none. */
static code_list codes_of(const qw_undoer *u, size_t i)
{
	code_list c = {.count = 0};
	if (!qw_set_is_ambiguous(u->read, u->in.cell[i])) {
		c.length[0] = qw_set_encode(u->read, u->in.cell[i], c.code[0]);
		c.count = c.length[0] > 0;
		return c;
	}
	c.count = qw_set_encodings(u->read, u->in.cell[i], c.code, QW_LAYER_READINGS);
	c.count = c.count < QW_LAYER_READINGS ? c.count : QW_LAYER_READINGS;
	for (size_t k = 0; k < c.count; k++)
		for (c.length[k] = 1; c.length[k] < 4 && c.code[k][c.length[k]] != 0;)
			c.length[k]++;
	return c;
}

/* Most letters of a scar, or between UTF-8, are what they seem; the codes of encodings are on a
 * par. */
static int64_t further_bits(const qw_undoer *u, size_t k)
{
	bool seems = u->read->id == QW_SET_SCAR || qw_set_is_patched(u->read->id);
	return k > 0 && seems ? FURTHER * QW_BIT : 0;
}

/* bits_of(), and what the bytes will cost that have not been read, of the longest codes that
 * there could be, when those of `ahead` cells are still to come: so texts compare of which one
 * has read more. */
static int64_t bits_so_far(const qw_undoer *u, const unsigned char *p, size_t n, unsigned ahead,
                           bool ends, progress *s)
{
	int64_t bits = bits_of(u, p, n, ends, s);
	return bits + (int64_t)(u->held + 4 * (AHEAD + 1 - ahead) - s->at) * A_BYTE * QW_BIT;
}

/* These bits of p[0..n) and the cells from i on, with the best of their codes; or `most` and
 * more, when they cost so much: what has been read only gets dearer. It calls itself for AHEAD
 * cells, no more. */
static int64_t bits_ahead(const qw_undoer *u, unsigned char *p, size_t n, size_t i, unsigned ahead,
                          int64_t most, progress s)
{
	bool ends = i < u->in.length ? u->in.cell[i] == '\n' : !u->in.goes_on;
	if (ahead == 0 || ends || i >= u->in.length)
		return bits_so_far(u, p, n, ahead, ends, &s);
	if (bits_so_far(u, p, n, ahead, false, &s) >= most)
		return most;
	int64_t least = most;
	code_list c = codes_of(u, i);
	for (size_t k = 0; k < c.count; k++) {
		int64_t bits = further_bits(u, k);
		memcpy(p + n, c.code[k], c.length[k]);
		bits += bits_ahead(u, p, n + c.length[k], i + 1, ahead - 1, least - bits, s);
		least = bits < least ? bits : least;
	}
	return c.count > 0 ? least : bits_so_far(u, p, n, ahead, true, &s);
}

/* A character may have several codes, as the euro sign has the byte 80 and a pair of its
 * own in GBK, and many kanji in Shift_JIS. That is taken with which this character and the
 * next ones surprise least. */
static size_t fitting_bytes(const qw_undoer *u, size_t i, unsigned char out[4])
{
	unsigned char bytes[2 * QW_LAYER_HELD + 4 * AHEAD];
	code_list c = codes_of(u, i);
	int64_t least = INT64_MAX;
	size_t best = 0;
	memcpy(bytes, u->byte, u->held);
	for (size_t k = 0; k < c.count; k++) {
		memcpy(bytes + u->held, c.code[k], c.length[k]);
		int64_t bits = further_bits(u, k);
		bits += bits_ahead(u, bytes, u->held + c.length[k], i + 1, AHEAD, least - bits, begin(u));
		if (bits < least) {
			least = bits;
			best = k;
		}
	}
	if (c.count == 0)
		return 0;
	memcpy(out, c.code[best], 4);
	return c.length[best];
}

/* Is a byte wanted where a blank stands? Programs turn the no-break space, A0 in most sets of
 * one byte, into a blank. */
static bool wants_nbsp(const qw_undoer *u)
{
	return u->held > 0 && u->written->id == QW_SET_UTF8 && u->read->id >= QW_SET_LATIN1;
}

/* "Ã " was a no-break space behind its lead byte; or that and a blank, which are one where
 * somebody made one blank of several: "voilà le" or "voilàle"? */
static size_t ascii_bytes(const qw_undoer *u, size_t i, unsigned char out[4])
{
	qw_cell c = u->in.cell[i], next = i + 1 < u->in.length ? u->in.cell[i + 1] : '\n';
	out[0] = (unsigned char)c;
	if (c != ' ' || !wants_nbsp(u))
		return 1;
	out[0] = 0xA0;
	out[1] = ' ';
	bool grave = u->held == 1 && u->byte[0] == 0xC3;
	return grave && qw_model_pair(0xE0, ' ') + qw_model_pair(' ', next) < qw_model_pair(0xE0, next)
	     ? 2 : 1;
}

size_t qw_layer_bytes(const qw_undoer *u, size_t i, unsigned char out[4])
{
	qw_cell c = u->in.cell[i];
	if (c < 0x80 && u->read->id != QW_SET_GPT2)
		return ascii_bytes(u, i, out);
	if (qw_set_is_ambiguous(u->read, c))
		return fitting_bytes(u, i, out);
	return qw_set_encode(u->read, c, out);
}
