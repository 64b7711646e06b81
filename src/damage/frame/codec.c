/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/frame/codec.h"

#include "charset/table.h"

#include <string.h>

enum { REPLACEMENT = 0xFFFD, EURO = 0x20AC };

/* What reads the bytes. */
typedef struct {
	const qw_frame_codec *codec;
	qw_text *out;
	qw_cell high;            /* the first half of a pair of surrogates; 0: none */
	unsigned char lead;      /* or of a pair of bytes */
	uint32_t from;           /* the cell that it was written for */
} reader;

qw_frame_codec qw_frame_codec_of(const qw_kind *d)
{
	static const char big[] = "utf16be-";
	if (d->apply != qw_frame_apply)
		return (qw_frame_codec){.kind = NULL};
	const qw_charset *read = qw_charset_find(d->read_as);
	return (qw_frame_codec){.kind = d, .read = read,
	                        .pairs = read != NULL && read->shape != QW_CHARSET_SINGLE,
	                        .big = memcmp(d->name, big, strlen(big)) == 0};
}

static bool is_high(qw_cell unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
static bool is_low(qw_cell unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }
static qw_cell swapped(qw_cell unit) { return unit >> 8 | (unit & 0xFF) << 8; }

static qw_cell paired(qw_cell high, qw_cell low)
{
	return 0x10000 + ((high - 0xD800) << 10 | (low - 0xDC00));
}

/* The units of a character. */
static size_t units_of(qw_cell c, qw_cell unit[2])
{
	if (c < 0x10000) {
		unit[0] = c;
		return 1;
	}
	unit[0] = 0xD7C0 + (c >> 10);
	unit[1] = 0xDC00 + (c & 0x3FF);
	return 2;
}

/* Does it stay as it is? A mark for what could not be read was made by the reader. */
static bool stays(const qw_frame_codec *codec, qw_cell c)
{
	return c == '\n' || !qw_cell_is_code_point(c) || (codec->read == NULL && c == REPLACEMENT);
}

/* ---- forward ---- */

static void end_pair(reader *r)
{
	if (r->high != 0 || r->lead != 0)
		qw_text_add(r->out, REPLACEMENT, r->from, r->from + 1);
	r->high = r->lead = 0;
}

static void read_unit(reader *r, qw_cell unit, uint32_t i)
{
	if (r->high != 0 && is_low(unit)) {
		qw_text_add(r->out, paired(r->high, unit), r->from, i + 1);
		r->high = 0;
		return;
	}
	end_pair(r);
	if (is_high(unit)) {
		r->high = unit;
		r->from = i;
	} else {
		qw_text_add(r->out, is_low(unit) ? REPLACEMENT : unit, i, i + 1);
	}
}

qw_cell qw_frame_pair(const qw_frame_codec *codec, unsigned char lead, unsigned char trail)
{
	qw_cell c = trail >= 0x40 ? qw_charset_of_pair(codec->read, lead, trail) : 0;
	return codec->no_users && qw_cell_is_private(c) ? 0 : c;
}

/* A byte that begins no pair with the next one becomes a mark; ASCII stays. */
static void read_pairs(reader *r, unsigned char b, uint32_t i)
{
	qw_cell c = 0;
	if (r->lead != 0)
		c = qw_frame_pair(r->codec, r->lead, b);
	if (c != 0)
		qw_text_add(r->out, c, r->from, i + 1);
	else
		end_pair(r);
	r->lead = 0;
	if (c != 0)
		return;
	if (b > 0x80 && b < 0xFF) {
		r->lead = b;
		r->from = i;
	} else {
		qw_text_add(r->out, b < 0x80 ? b : b == 0x80 ? EURO : REPLACEMENT, i, i + 1);
	}
}

static void read_byte(reader *r, qw_cell byte, uint32_t i)
{
	const unsigned char b = (unsigned char)byte;
	qw_cell c[2];
	unsigned count;
	qw_reason reason;
	if (r->codec->pairs) {
		read_pairs(r, b, i);
		return;
	}
	/* Browsers read what is no character as the control of the same number. */
	bool known = qw_charset_decode(r->codec->read, &b, 1, c, &count, &reason) == 1;
	qw_text_add(r->out, known ? c[0] : b, i, i + 1);
}

static void write_unit(reader *r, qw_cell unit, uint32_t i)
{
	if (r->codec->read == NULL) {
		read_unit(r, swapped(unit), i);
		return;
	}
	qw_cell written = r->codec->big ? swapped(unit) : unit;
	read_byte(r, written & 0xFF, i);
	read_byte(r, written >> 8, i);
}

void qw_frame_write(const qw_frame_codec *codec, const qw_cell *c, size_t n, qw_text *out)
{
	reader r = {.codec = codec, .out = out};
	for (size_t i = 0; i < n; i++) {
		qw_cell unit[2];
		if (stays(codec, c[i])) {
			end_pair(&r);
			qw_text_add(out, c[i], (uint32_t)i, (uint32_t)i + 1);
			continue;
		}
		for (size_t k = 0, units = units_of(c[i], unit); k < units; k++)
			write_unit(&r, unit[k], (uint32_t)i);
	}
	end_pair(&r);
}

bool qw_frame_apply(const qw_kind *d, const qw_cell *parameters, size_t n_parameters,
                    const qw_cell *c, size_t n, qw_text *out, size_t *bad)
{
	const qw_frame_codec codec = qw_frame_codec_of(d);
	(void)parameters;
	*bad = 0;
	if (n_parameters > 0)
		return false;
	qw_frame_write(&codec, c, n, out);
	return !out->failed;
}

/* ---- backward ---- */

static void add_swapped(const qw_frame_codec *codec, qw_cell c, uint32_t i, qw_text *bytes)
{
	qw_cell unit[2];
	size_t units = units_of(c, unit);
	for (size_t k = 0; k < units; k++) {
		/* Little-endian is read where big-endian was written, and the reverse. */
		qw_cell read = codec->big ? unit[k] : swapped(unit[k]);
		qw_text_add(bytes, c == REPLACEMENT ? QW_FRAME_LOST : read & 0xFF, i, i + 1);
		qw_text_add(bytes, c == REPLACEMENT ? QW_FRAME_LOST : read >> 8, i, i + 1);
	}
}

/* The byte of a letter, or QW_FRAME_BREAK. */
static qw_cell byte_of(const qw_frame_codec *codec, qw_cell c)
{
	unsigned char byte[4];
	if (c < 0x80)
		return c;
	if (qw_charset_encode(codec->read, c, byte) == 1)
		return byte[0];
	return c < 0xA0 ? c : QW_FRAME_BREAK;
}

/* The two bytes of a character, or one. */
static void add_pair(const qw_frame_codec *codec, qw_cell c, uint32_t i, qw_text *bytes)
{
	unsigned char b[4];
	if (c < 0x80 || c == EURO || c == REPLACEMENT) {
		qw_text_add(bytes, c < 0x80 ? c : c == EURO ? 0x80 : QW_FRAME_LOST, i, i + 1);
		return;
	}
	size_t n = qw_charset_encode(codec->read, c, b);
	qw_text_add(bytes, n == 2 ? b[0] : QW_FRAME_BREAK, i, i + 1);
	if (n == 2)
		qw_text_add(bytes, b[1], i, i + 1);
}

void qw_frame_bytes(const qw_frame_codec *codec, const qw_cell *c, size_t n, qw_text *bytes)
{
	for (size_t i = 0; i < n; i++) {
		if (c[i] == '\n' || !qw_cell_is_code_point(c[i]))
			qw_text_add(bytes, QW_FRAME_BREAK, (uint32_t)i, (uint32_t)i + 1);
		else if (codec->read == NULL)
			add_swapped(codec, c[i], (uint32_t)i, bytes);
		else if (codec->pairs)
			add_pair(codec, c[i], (uint32_t)i, bytes);
		else
			qw_text_add(bytes, byte_of(codec, c[i]), (uint32_t)i, (uint32_t)i + 1);
	}
}

/* The unit at byte k; QW_CELL_HOLE: there is none. */
static qw_cell unit_at(const qw_frame_codec *codec, const qw_text *bytes, size_t k)
{
	if (k + 2 > bytes->length)
		return QW_CELL_HOLE;
	qw_cell a = bytes->cell[k], b = bytes->cell[k + 1];
	if (a == QW_FRAME_BREAK || b == QW_FRAME_BREAK)
		return QW_CELL_HOLE;
	/* Of what is swapped a mark stands for both; of pairs it is one byte. */
	if (a == QW_FRAME_LOST && (b == QW_FRAME_LOST || codec->pairs))
		return REPLACEMENT;
	if (b == QW_FRAME_LOST && codec->pairs)
		return REPLACEMENT;
	if (a > 0xFF || b > 0xFF)
		return QW_CELL_HOLE;
	return codec->big ? a << 8 | b : b << 8 | a;
}

size_t qw_frame_read(const qw_frame_codec *codec, const qw_text *bytes, size_t k, qw_cell *c)
{
	*c = unit_at(codec, bytes, k);
	if (!is_high(*c))
		return *c == QW_CELL_HOLE || is_low(*c) ? 0 : 2;
	qw_cell low = unit_at(codec, bytes, k + 2);
	*c = is_low(low) ? paired(*c, low) : QW_CELL_HOLE;
	return is_low(low) ? 4 : 0;
}
