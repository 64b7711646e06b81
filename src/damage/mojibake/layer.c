/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/layer_internal.h"

#include "model/model.h"

#include <string.h>

enum { OUT_OF_STEP = 256 }; /* cells in which a border must be common to both texts */

static uint32_t border_at(const qw_undoer *u, size_t i)
{
	return u->in.at != NULL ? u->in.at[i] : (uint32_t)(2 * i);
}

static void add(qw_undoer *u, qw_cell c, uint32_t from, uint32_t to)
{
	qw_text_add(u->out, c, from, to);
}

/* The piece ends at its last even border; returns that. */
static uint32_t end_piece(qw_undoer *u, bool goes_on)
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
	unsigned char code[QW_LAYER_READINGS][4];
	if (set->charset == NULL || c < 0x80)
		return true; /* one code a character, or the decoder would have refused it */
	if (n == 2 && qw_charset_pair_of(set->charset, c) == (p[0] << 8 | p[1]))
		return true;
	size_t own = qw_charset_encode(set->charset, c, code[0]);
	if (own == n && memcmp(code[0], p, n) == 0)
		return true;
	size_t codes = qw_charset_encodings(set->charset, c, code, QW_LAYER_READINGS);
	for (size_t k = 0; k < codes && k < QW_LAYER_READINGS; k++)
		if (memcmp(code[k], p, n) == 0 && (n == 4 || code[k][n] == 0))
			return true;
	return false;
}

/* Of the readings that vendors have for some signs of Big5, the one that surprises least. */
static qw_cell usual_reading(const qw_undoer *u, qw_cell c)
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
static bool read_held(qw_undoer *u, uint32_t behind)
{
	while (u->held > 0) {
		qw_cell c[2];
		unsigned count;
		size_t used;
		qw_fit r = qw_layer_read(u->written, u->byte, u->held, c, &count, &used);
		if (r != QW_FITS)
			return r == QW_WAITS;
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
static bool take_cell(qw_undoer *u, size_t i)
{
	unsigned char bytes[4];
	if (u->in.cell[i] == '\n' || u->in.cell[i] == QW_PIECE_BREAK)
		return false;
	size_t n = qw_layer_bytes(u, i, bytes);
	uint32_t border = border_at(u, i);
	for (size_t k = 0; k < n; k++) {
		u->byte[u->held] = bytes[k];
		u->border[u->held++] = k > 0 ? border | 1 : border;
	}
	uint32_t behind = border_at(u, i + 1);
	return n > 0 && read_held(u, behind) && behind - u->even <= 2 * OUT_OF_STEP;
}

/* The next piece begins at cell i, or at the first behind it with an even border. */
static size_t begin_piece(qw_undoer *u, size_t i)
{
	while (i < u->in.length && (border_at(u, i) & 1) != 0)
		i++;
	u->begin = u->even = border_at(u, i);
	return i;
}

/* The cell whose border in front has this number, at or before i. */
static size_t cell_at(const qw_undoer *u, size_t i, uint32_t border)
{
	while (i > 0 && border_at(u, i) > border)
		i--;
	return i;
}

bool qw_layer_undo(const qw_set *written, const qw_set *read, qw_layer_input in,
                   size_t most_breaks, qw_text *out)
{
	qw_undoer u = {.written = written, .read = read, .in = in, .out = out,
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
