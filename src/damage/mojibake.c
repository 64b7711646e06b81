/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake.h"

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

/* The bytes of a cell that go on with the sequence. Browsers and Windows read the byte
 * 0x80 of GBK as the euro sign, which also has a pair of its own: what is UTF-8 decides.
 * Returns how many; 0: none fit. */
static size_t fitting_bytes(const qw_charset *cs, const sequence *s, qw_cell c, unsigned char bytes[4])
{
	size_t count = qw_charset_encode(cs, c, bytes);
	if (c != 0x20AC || count != 2)
		return count;
	sequence trial = *s;
	qw_cell ignored;
	bool done;
	bool pair = take_byte(&trial, bytes[0], &ignored, &done) && take_byte(&trial, bytes[1], &ignored, &done);
	if (!pair || s->length + 1 == s->need) {
		bytes[0] = 0x80;
		return 1;
	}
	return count;
}

/* Take the bytes of one cell. *wide: a character that is not ASCII ended in it. */
static bool take_cell(const qw_charset *cs, sequence *s, const qw_cell *c, const uint32_t *at,
                      size_t i, size_t *began, bool *wide, qw_text *out)
{
	unsigned char bytes[4];
	size_t count = fitting_bytes(cs, s, c[i], bytes);
	*wide = false;
	for (size_t k = 0; k < count; k++) {
		qw_cell original;
		bool done;
		if (s->length == 0)
			*began = i;
		if (!take_byte(s, bytes[k], &original, &done))
			return false;
		if (done) {
			qw_text_add(out, original, at[*began], at[i + 1]);
			*wide = *wide || original >= 0x80;
		}
	}
	return count > 0;
}

/* The longest run of cells from c[from] whose bytes are UTF-8; it ends behind a
 * cell in which a character ended that is not ASCII. */
static void longest_run(const qw_charset *cs, const qw_cell *c, const uint32_t *at, size_t n,
                        size_t from, qw_frame *frame, qw_text *out)
{
	sequence s = {.length = 0};
	size_t first = out->length, began = from;
	*frame = (qw_frame){from, from, first, first};
	for (size_t i = from; i < n && c[i] != '\n'; i++) {
		bool wide;
		if (!take_cell(cs, &s, c, at, i, &began, &wide, out))
			break;
		if (s.length == 0 && wide) {
			frame->to = i + 1;
			frame->out_to = out->length;
		}
	}
	if (!out->failed)
		out->length = frame->out_to;
}

/* A frame holds a character that opens the gate; it begins at most so far before:
 * mojibake in a double-byte set hardly goes on longer without one. */
static size_t reach_back(const qw_kind *d)
{
	return (d->gate & QW_SEEN_LATIN) != 0 ? 0 : 8;
}

bool qw_mojibake_undo(const qw_kind *d, const qw_charset *cs, const qw_cell *c,
                      const uint32_t *at, size_t n, size_t start, qw_frame *frame, qw_text *out)
{
	size_t back = reach_back(d), tried = start;
	bool latin = (d->gate & QW_SEEN_LATIN) != 0;
	for (size_t gate = start; gate < n; gate++) {
		if (latin ? c[gate] - 0xC2 > 0xF4 - 0xC2 : (qw_scan_class(c[gate]) & d->gate) == 0)
			continue;
		/* No lead byte stands before ASCII. */
		if (back == 0 && (gate + 1 == n || c[gate + 1] < 0x80))
			continue;
		size_t i = gate - start > back ? gate - back : start;
		for (i = i > tried ? i : tried; i <= gate; i++) {
			if (!may_begin(cs, c[i]))
				continue;
			longest_run(cs, c, at, n, i, frame, out);
			if (out->failed || frame->to > gate)
				return !out->failed;
			out->length = frame->out_from;
		}
		tried = gate + 1;
	}
	return false;
}

bool qw_mojibake_apply(const qw_kind *d, const qw_cell *parameters, size_t n_parameters,
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
