/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/layer.h"

#include "model/model.h"

#include <string.h>

enum {
	HELD = 12,      /* bytes at hand: an unfinished character and the next cells */
	OUT_OF_STEP = 48, /* cells in which a border must be common to both texts */
	READINGS = 4,   /* codes that a character may have, */
	AHEAD = 3,      /* cells behind it that help to choose one, */
	STUCK = 40      /* and bits that each byte of theirs costs that is no text */
};

typedef struct {
	const qw_set *written, *read;
	qw_layer_input in;
	qw_text *out;
	unsigned char byte[HELD];  /* of the character that is not complete yet */
	uint32_t border[HELD];     /* in front of each byte */
	size_t held;
	size_t piece;              /* where the piece begins in `out`, */
	uint32_t begin;            /* and its border in the input */
	uint32_t even;             /* the last border where all were in step */
	size_t breaks;
} undoer;

static uint32_t border_at(const undoer *u, size_t i)
{
	return u->in.at != NULL ? u->in.at[i] : (uint32_t)(2 * i);
}

typedef enum { FITS, WAITS, FAILS } reading;

/* The next character of p[0..n). */
static inline reading read_next(const qw_set *written, const unsigned char *p, size_t n,
                                qw_cell c[2], unsigned *count, size_t *used)
{
	qw_reason reason = QW_REASON_NONE;
	*used = qw_set_decode(written, p, n, c, count, &reason);
	return *used > 0 ? FITS : reason == QW_REASON_TOO_SHORT ? WAITS : FAILS;
}

/* How much p[0..n) surprises behind what has been undone; `ends`: nothing follows. What is no
 * text costs so many bits a byte that no text can be worse. */
static int64_t bits_of(const undoer *u, const unsigned char *p, size_t n, bool ends)
{
	const qw_text *out = u->out;
	qw_cell before = out->length > u->piece ? out->cell[out->length - 1] : QW_MODEL_START, c[2];
	int64_t bits = 0;
	unsigned count;
	for (size_t at = 0, used; at < n; at += used) {
		reading r = read_next(u->written, p + at, n - at, c, &count, &used);
		if (r != FITS)
			return bits + (r == FAILS || ends ? (int64_t)(n - at) * STUCK * QW_BIT : 0);
		bits += qw_model_pair(before, c[0]);
		before = c[0];
	}
	return bits;
}

typedef struct {
	unsigned char code[READINGS][4];
	size_t length[READINGS];
	size_t count;
} code_list;

/* The codes of cell i; a character outside of the set has none. */
static code_list codes_of(const undoer *u, size_t i)
{
	code_list c;
	if (!qw_set_is_ambiguous(u->read, u->in.cell[i])) {
		c.length[0] = qw_set_encode(u->read, u->in.cell[i], c.code[0]);
		c.count = c.length[0] > 0;
		return c;
	}
	c.count = qw_set_encodings(u->read, u->in.cell[i], c.code, READINGS);
	c.count = c.count < READINGS ? c.count : READINGS;
	for (size_t k = 0; k < c.count; k++)
		for (c.length[k] = 1; c.length[k] < 4 && c.code[k][c.length[k]] != 0;)
			c.length[k]++;
	return c;
}

/* The bits of p[0..n) and the cells from i on, with the best of their codes. It calls
 * itself for AHEAD cells, no more. */
static int64_t bits_ahead(const undoer *u, unsigned char *p, size_t n, size_t i, unsigned ahead)
{
	bool ends = i < u->in.length ? u->in.cell[i] == '\n' : !u->in.goes_on;
	if (ahead == 0 || ends || i >= u->in.length)
		return bits_of(u, p, n, ends);
	int64_t least = INT64_MAX;
	code_list c = codes_of(u, i);
	for (size_t k = 0; k < c.count; k++) {
		memcpy(p + n, c.code[k], c.length[k]);
		int64_t bits = bits_ahead(u, p, n + c.length[k], i + 1, ahead - 1);
		least = bits < least ? bits : least;
	}
	return c.count > 0 ? least : bits_of(u, p, n, true);
}

/* A character may have several codes, as the euro sign has the byte 80 and a pair of its
 * own in GBK, and many kanji in Shift_JIS. That is taken with which this character and the
 * next ones surprise least. */
static size_t fitting_bytes(const undoer *u, size_t i, unsigned char out[4])
{
	unsigned char bytes[2 * HELD + 4 * AHEAD];
	code_list c = codes_of(u, i);
	int64_t least = INT64_MAX;
	size_t best = 0;
	memcpy(bytes, u->byte, u->held);
	for (size_t k = 0; k < c.count; k++) {
		memcpy(bytes + u->held, c.code[k], c.length[k]);
		int64_t bits = bits_ahead(u, bytes, u->held + c.length[k], i + 1, AHEAD);
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
static bool wants_nbsp(const undoer *u)
{
	return u->held > 0 && u->written->id == QW_SET_UTF8 && u->read->id >= QW_SET_LATIN1;
}

/* "Ã " was a no-break space behind its lead byte; or that and a blank, which are one where
 * somebody made one blank of several: "voilà le" or "voilàle"? */
static size_t ascii_bytes(const undoer *u, size_t i, unsigned char out[4])
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

static size_t bytes_of(const undoer *u, size_t i, unsigned char out[4])
{
	qw_cell c = u->in.cell[i];
	if (c < 0x80 && u->read->id != QW_SET_GPT2)
		return ascii_bytes(u, i, out);
	if (qw_set_is_ambiguous(u->read, c))
		return fitting_bytes(u, i, out);
	return qw_set_encode(u->read, c, out);
}

static void add(undoer *u, qw_cell c, uint32_t from, uint32_t to)
{
	qw_text_add(u->out, c, from, to);
}

/* The piece ends at its last even border; returns that. */
static uint32_t end_piece(undoer *u, bool goes_on)
{
	qw_text *out = u->out;
	while (!goes_on && out->length > u->piece && (out->at[out->length] & 1) != 0)
		out->length--;
	u->held = 0;
	uint32_t end = out->length > u->piece ? out->at[out->length] : u->begin;
	if (out->length > u->piece || out->length == 0
	    || out->cell[out->length - 1] != QW_PIECE_BREAK)
		add(u, QW_PIECE_BREAK, end, end);
	u->piece = out->length;
	return end;
}

/* The proof: is p[0..n) what somebody's encoder writes for c? A decoder may read codes that
 * nobody writes. */
static bool is_code_of(const qw_set *set, qw_cell c, const unsigned char *p, size_t n)
{
	unsigned char code[READINGS][4];
	if (set->charset == NULL || c < 0x80)
		return true; /* one code a character, or the decoder would have refused it */
	if (n == 2 && qw_charset_pair_of(set->charset, c) == (p[0] << 8 | p[1]))
		return true;
	size_t own = qw_charset_encode(set->charset, c, code[0]);
	if (own == n && memcmp(code[0], p, n) == 0)
		return true;
	size_t codes = qw_charset_encodings(set->charset, c, code, READINGS);
	for (size_t k = 0; k < codes && k < READINGS; k++)
		if (memcmp(code[k], p, n) == 0 && (n == 4 || code[k][n] == 0))
			return true;
	return false;
}

/* Of the readings that vendors have for some signs of Big5, the one that surprises least. */
static qw_cell usual_reading(const undoer *u, qw_cell c)
{
	static const struct { uint16_t one, other; } readings[] = {
		{0x2027, 0x2022}, {0xFE51, 0xFF64}, {0xAF, 0x203E}, {0xFF5E, 0x223C}, {0x2295, 0x2641},
		{0x2299, 0x2609}, {0x2215, 0xFF0F}, {0xFE68, 0xFF3C},
	};
	const qw_text *out = u->out;
	qw_cell before = out->length > u->piece ? out->cell[out->length - 1] : QW_MODEL_START;
	for (size_t i = 0; i < sizeof readings / sizeof *readings; i++)
		if (c == readings[i].one && (c == 0xFE68 || c == 0x2215
		    || qw_model_pair(before, readings[i].other) < qw_model_pair(before, c)))
			return readings[i].other;
	return c;
}

/* The cells of the characters that are complete. False: what is held is no text. */
static bool read_held(undoer *u, uint32_t behind)
{
	while (u->held > 0) {
		qw_cell c[2];
		unsigned count;
		size_t used;
		reading r = read_next(u->written, u->byte, u->held, c, &count, &used);
		if (r != FITS)
			return r == WAITS;
		if ((c[0] < 0x20 && c[0] != '\t' && c[0] != '\r')
		    || (count == 1 && !is_code_of(u->written, c[0], u->byte, used)))
			return false;
		if (count == 1 && u->written->id == QW_SET_BIG5)
			c[0] = usual_reading(u, c[0]);
		uint32_t to = used < u->held ? u->border[used] : behind;
		u->even = (to & 1) == 0 ? to : u->even;
		add(u, c[0], u->border[0], to);
		if (count == 2)
			add(u, c[1], to | 1, to);
		u->held -= used;
		memmove(u->byte, u->byte + used, u->held);
		memmove(u->border, u->border + used, u->held * sizeof *u->border);
	}
	return true;
}

/* Take cell i. False: the piece ends in front of it or before. */
static bool take_cell(undoer *u, size_t i)
{
	unsigned char bytes[4];
	if (u->in.cell[i] == '\n' || u->in.cell[i] == QW_PIECE_BREAK)
		return false;
	size_t n = bytes_of(u, i, bytes);
	uint32_t border = border_at(u, i);
	for (size_t k = 0; k < n; k++) {
		u->byte[u->held] = bytes[k];
		u->border[u->held++] = k > 0 ? border | 1 : border;
	}
	uint32_t behind = border_at(u, i + 1);
	return n > 0 && read_held(u, behind) && behind - u->even <= 2 * OUT_OF_STEP;
}

/* The next piece begins at cell i, or at the first behind it with an even border. */
static size_t begin_piece(undoer *u, size_t i)
{
	while (i < u->in.length && (border_at(u, i) & 1) != 0)
		i++;
	u->begin = u->even = border_at(u, i);
	return i;
}

/* The cell whose border in front has this number, at or before i. */
static size_t cell_at(const undoer *u, size_t i, uint32_t border)
{
	while (i > 0 && border_at(u, i) > border)
		i--;
	return i;
}

bool qw_layer_undo(const qw_set *written, const qw_set *read, qw_layer_input in,
                   size_t most_breaks, qw_text *out)
{
	undoer u = {.written = written, .read = read, .in = in, .out = out,
	            .piece = out->length};
	for (size_t i = begin_piece(&u, 0); i < in.length;) {
		if (take_cell(&u, i)) {
			i++;
			continue;
		}
		/* From the last border where all are in step, the next cell is tried. */
		i = begin_piece(&u, cell_at(&u, i, end_piece(&u, false)) + 1);
		if (++u.breaks > most_breaks || out->failed)
			return false;
	}
	end_piece(&u, in.goes_on);
	return !out->failed;
}
