/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/worth.h"

#include "damage/mojibake/loss.h"

enum {
	USUAL = 4,       /* characters: there are more short words than short accidents */
	ALPHABET = 8,    /* letters, and more, in whose order there may be sense, */
	DRAWING = 6,     /* or lines that make a drawing */
	NEAR = 64        /* cells around a damage in which a box speaks against it */
};

enum {                   /* bits */
	WELL_HAN = 7,    /* a Han of text that reads well, */
	WELL = 3,        /* and what is several cells of other letters when it is damaged */
	SHORT = 4,       /* for each character that the damage has less than usual */
	ALONE = 9,       /* for each that no other stands beside */
	PLAIN = 13,      /* of a character, above which repaired text is no better, */
	PLAIN_ASCII = 6, /* and of one that is ASCII, */
	PLAIN_LATE = 9,  /* where one byte late chance makes text of nearly anything */
	NOTHING = 1 << 16, /* where nothing comes back, or nothing was */
	SOMETHING = 16,  /* a mark that stands for a byte of a character, but hardly more, */
	REMAINS = 16,    /* a character of which something is left beside U+FFFD */
	EATEN = 5,       /* for a blank that was a no-break space, */
	SINGLE = 16,     /* and when hardly a letter stands beside it that is not ASCII */
	LIST = 64,       /* against a list of signs or of single letters, or boxes among them */
	HALF = 12,       /* against a half-width kana: capitals look like them */
	SIGNS = 16,      /* against signs that are in no word */
	FOREIGN = 32,    /* a Chinese system's mojibake that holds no Chinese */
	ODD = 16,        /* a letter that hardly anybody writes, */
	KNOWN = 3,       /* by which a letter costs less behind one of its script than the model,
	                    which never saw it, says */
	ODDEST = 64      /* and all of them together at most */
};

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
		{0x00, 0x7F, 0}, {0xA0, 0xFF, 0}, {0x100, 0x17E, 8}, {0x370, 0x52F, 1},
		{0x1E00, 0x1EFF, 2}, {0x2010, 0x203A, 0}, {0x2100, 0x27BF, 4}, {0x3000, 0x30FF, 0},
		{0xAC00, 0xD7A3, 0}, {0xFEFF, 0xFEFF, ODDEST}, {0xFF00, 0xFFEF, 0},
	};
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (c >= ranges[i].first && c <= ranges[i].last)
			return ranges[i].bits;
	return ODD;
}

/* Letters of the scripts between Cyrillic and the punctuation come in words. */
static bool same_script(qw_cell a, qw_cell b)
{
	return a >= 0x530 && a < 0x1E00 && a >> 7 == b >> 7;
}

/* Bits against all of them. */
static int oddity_of(const qw_cell *c, size_t n)
{
	int bits = 0;
	for (size_t i = 0; i < n && bits < ODDEST; i++)
		bits += i > 0 && same_script(c[i], c[i - 1]) ? -KNOWN : oddness(c[i]);
	return bits;
}

static bool is_letter(qw_cell c)
{
	return (c | 0x20) - 'a' < 26 || (c >= 0xC0 && c != 0xD7 && c != 0xF7 && c < 0x2000)
	    || (c >= 0x2500 && c < 0x25A0) || (c >= 0x3021 && c < 0xFF00) || c >= 0xFF66;
}

/* Are there letters in what is damaged, or beside it? Signs alone are a list of signs. */
static bool has_letters(const qw_weighed *line, const qw_frame *f)
{
	for (size_t i = f->from; i < f->to; i++) {
		if (line->cell[i] < 0x80)
			continue;
		if (is_letter(line->cell[i]) || (i > 0 && is_letter(line->cell[i - 1]))
		    || (i + 1 < line->length && is_letter(line->cell[i + 1])))
			return true;
	}
	return false;
}

static bool is_chinese(uint8_t set) { return set < QW_SET_LATIN1 && set != QW_SET_UTF8; }

/* Bits against originals that hold no Chinese. */
static int oddity(const qw_layers *l, const qw_weighed *line, const qw_frame *f, const qw_cell *c)
{
	size_t n = f->out_to - f->out_from;
	int bits = has_letters(line, f) ? 0 : SIGNS;
	if (holds_han(c, n))
		return 0;
	for (size_t i = 0; i < l->count; i++)
		if (is_chinese(l->layer[i].written) || is_chinese(l->layer[i].read))
			bits = FOREIGN;
	return bits + oddity_of(c, n);
}

/* The bits of the originals where they would stand. */
static int64_t bits_of(const qw_weighed *line, const qw_frame *f, const qw_cell *original)
{
	size_t n = f->out_to - f->out_from;
	qw_cell before = f->from > 0 ? line->cell[f->from - 1] : QW_MODEL_START;
	int64_t bits = qw_model_text(before, original, n);
	if (f->to < line->length)
		bits += qw_model_pair(original[n - 1], line->cell[f->to])
		      - qw_model_pair(line->cell[f->to - 1], line->cell[f->to]);
	return bits;
}

/* Characters that are not ASCII, and the letters among them beside which no other stands. */
static size_t count_wide(const qw_cell *c, size_t n, size_t *alone)
{
	size_t wide = 0;
	*alone = 0;
	for (size_t i = 0; i < n; i++) {
		if (c[i] < 0x80)
			continue;
		wide++;
		*alone += is_letter(c[i]) && (i == 0 || c[i - 1] < 0x80 || !is_letter(c[i - 1]))
		       && (i + 1 == n || c[i + 1] < 0x80 || !is_letter(c[i + 1]));
	}
	return wide;
}

/* Bits against blanks that were bytes of a character: a single capital before a blank may be
 * one. A Han that was read one byte late is no capital. */
static int eaten_blanks(const qw_layers *l, const qw_weighed *line, const qw_frame *f,
                        const qw_cell *original)
{
	size_t there = 0, left = 0, wide = 0;
	for (size_t i = f->from; i < f->to; i++) {
		there += line->cell[i] == ' ';
		wide += line->cell[i] >= 0x80;
	}
	for (size_t i = 0; i < f->out_to - f->out_from; i++)
		left += original[i] == ' ';
	bool single = l->loss != qw_loss_shift && (wide == 1 || (wide == 2 && there > left));
	return (there > left ? (int)(there - left) * EATEN : 0) + (single ? SINGLE : 0);
}

/* Boxes stand for what some program could not show: more is lost there than bytes can tell. */
static bool has_boxes(const qw_weighed *line, const qw_frame *f)
{
	size_t from = f->from > NEAR ? f->from - NEAR : 0;
	size_t to = line->length - f->to > NEAR ? f->to + NEAR : line->length;
	for (size_t i = from; i < to; i++)
		if (line->cell[i] == 0x25A1)
			return true;
	return false;
}

/* Is all of what is damaged a drawing, which repeats few kinds of lines and blocks, one sign
 * over and over, or an alphabet in its order? */
static bool is_drawing(const qw_weighed *line, const qw_frame *f)
{
	size_t wide = 0, lines = 0, same = 0, rising = 0, kinds = 0;
	uint64_t seen = 0;
	qw_cell before = 0;
	for (size_t i = f->from; i < f->to; i++) {
		qw_cell c = line->cell[i];
		if (c < 0x80)
			continue;
		wide++;
		lines += c >= 0x2500 && c < 0x25A0;
		kinds += (seen >> (c & 63) & 1) == 0;
		seen |= (uint64_t)1 << (c & 63);
		same += c == before;
		rising += c > before && c < 0x530; /* Latin, Greek, Cyrillic */
		before = c;
	}
	return (wide >= DRAWING && lines == wide && kinds * 2 <= wide) || (wide > 3 && same + 1 == wide)
	    || (wide >= ALPHABET && rising + wide / 16 >= wide);
}

static size_t half_width_kana(const qw_cell *c, size_t n)
{
	size_t count = 0;
	for (size_t i = 0; i < n; i++)
		count += c[i] >= 0xFF61 && c[i] <= 0xFF9F;
	return count;
}

/* Bits/256 by which the original reads worse than rare words do (`most` bits a character), from
 * its first character that is not ASCII to its last. */
static int64_t roughness(const qw_cell *c, size_t n, int most)
{
	size_t from = 0, ascii = 0;
	while (from < n && c[from] < 0x80)
		from++;
	while (n > from && c[n - 1] < 0x80)
		n--;
	for (size_t i = from; i < n; i++)
		ascii += c[i] < 0x80;
	int64_t plain = (int64_t)((n - from - ascii) * (size_t)most + ascii * PLAIN_ASCII) * QW_BIT;
	int64_t bits = qw_model_text(from > 0 ? c[from - 1] : QW_MODEL_START, c + from, n - from);
	return bits > plain ? bits - plain : 0;
}

/* Bits/256 against originals that chance may have made: bytes of UTF-8 are hardly ever
 * others, but nearly all bytes are text in a double-byte set. */
static int64_t awkwardness(const qw_layers *l, const qw_weighed *line, const qw_frame *f,
                           const qw_cell *original)
{
	size_t n = f->out_to - f->out_from, alone;
	if (is_drawing(line, f))
		return NOTHING * QW_BIT;
	if (l->layer[l->count - 1].written == QW_SET_UTF8)
		return 0;
	size_t wide = count_wide(original, n, &alone);
	int64_t missing = wide < USUAL ? (int64_t)(USUAL - wide) : 0;
	bool list = !has_letters(line, f) || has_boxes(line, f) || (alone > 1 && 2 * alone >= wide);
	return roughness(original, n, l->loss == qw_loss_shift ? PLAIN_LATE : PLAIN)
	     + (missing * SHORT + (int64_t)alone * ALONE) * QW_BIT + (list ? LIST * QW_BIT : 0)
	     + (int64_t)half_width_kana(original, n) * HALF * QW_BIT;
}

static bool reads_utf8(const qw_layers *l)
{
	return l->loss != 0 && l->layer[l->count - 1].read == QW_SET_UTF8;
}

static int64_t above(int64_t bits, int64_t least) { return bits > least ? bits - least : 0; }

/* Bits/256 of the marks that stand where bytes were lost: that they are dear speaks for no repair
 * in particular, but for those beside which something was left that only GBK explains. */
static int64_t marks(const qw_layers *l, const qw_weighed *line, const qw_frame *f,
                     const qw_cell *original)
{
	int64_t bits = 0, left = 0, lost = 0;
	qw_cell before = QW_MODEL_START;
	int64_t usual = l->loss == qw_loss_shift ? SOMETHING * QW_BIT : 0;
	for (size_t i = f->from; l->loss != 0 && i < f->to; i++)
		if (line->cell[i] == 0xFFFD || line->cell[i] == '?')
			bits += above(line->sum[i + 1] - line->sum[i], usual);
	for (size_t i = 0; l->loss != 0 && i < f->out_to - f->out_from; before = original[i++]) {
		if (original[i] == 0xFFFD)
			lost += above(qw_model_pair(before, original[i]), usual);
		left += qw_cell_is_han(original[i]);
	}
	if (!reads_utf8(l))
		return bits - lost;
	if (left == 0)
		return NOTHING * QW_BIT;
	return bits - lost - (left * REMAINS * QW_BIT < bits ? left * REMAINS * QW_BIT : bits);
}

int64_t qw_worth(const qw_layers *l, const qw_weighed *line, const qw_frame *f,
                 const qw_cell *original, bool expected, qw_bits price, int64_t *bits)
{
	*bits = bits_of(line, f, original);
	int64_t gain = line->sum[f->to] - line->sum[f->from] - *bits - f->edges
	             - marks(l, line, f, original);
	if (!qw_loss_takes_blanks(l->loss))
		gain -= (int64_t)eaten_blanks(l, line, f, original) * QW_BIT;
	if (expected)
		return gain - (f->edges > 0 && price < 0 ? 0 : price);
	return gain - ((int64_t)qw_layers_price(l) + oddity(l, line, f, original)) * QW_BIT
	     - awkwardness(l, line, f, original);
}

/* Han and what else is two bytes long; half-width kana are one. */
static bool is_wide(qw_cell c)
{
	return c >= 0x2E80 && !(c >= 0xFF61 && c <= 0xFF9F);
}

/* Bits/256 that a repair can gain at most, before it pays for its chain: it reads well, and
 * its borders are at the ends of the stretch or some dear cells further. */
int64_t qw_worth_hope(const qw_weighed *line, size_t from, size_t to)
{
	int64_t bits = line->sum[to < line->length ? to + 1 : to] - line->sum[from];
	for (size_t i = from; i < to; i++)
		bits -= (is_wide(line->cell[i]) ? WELL_HAN : WELL) * QW_BIT;
	return bits - qw_weigh_edges(line, from, to);
}

