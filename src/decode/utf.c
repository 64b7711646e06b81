/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8 and the CESU-8 that Java and databases make of it, UTF-16 and UTF-32; and ASCII,
 * the part they share. */
#include "config.h"
#include "decode/decoder.h"

#include "text/utf8.h"

#include <string.h>

static size_t run_utf8(qw_decoder *d, const unsigned char *p, size_t n, bool final,
                       uint32_t from, qw_text *out)
{
	(void)d;
	size_t used = final ? n : n - qw_utf8_unfinished(p, n);
	qw_text_add_utf8(out, p, used, from);
	return out->failed ? 0 : used;
}

static size_t run_ascii(qw_decoder *d, const unsigned char *p, size_t n, bool final,
                        uint32_t from, qw_text *out)
{
	(void)d;
	(void)final;
	if (!qw_text_reserve(out, n))
		return 0;
	for (size_t i = 0; i < n; i++) {
		qw_cell raw = qw_cell_raw(p[i], QW_REASON_STRAY_BYTE);
		qw_add_cell(out, p[i] < 0x80 ? p[i] : raw, from + (uint32_t)i);
	}
	out->at[out->length] = from + (uint32_t)n;
	return n;
}

/* ---- UTF-16 ---- */

static qw_cell unit(const qw_decoder *d, const unsigned char *p)
{
	return d->big_endian ? (qw_cell)p[0] << 8 | p[1] : (qw_cell)p[1] << 8 | p[0];
}

static bool is_high(qw_cell u) { return u >= 0xD800 && u <= 0xDBFF; }
static bool is_low(qw_cell u) { return u >= 0xDC00 && u <= 0xDFFF; }

static size_t refuse(qw_reason why, qw_reason *reason)
{
	*reason = why;
	return 0;
}

static size_t one_utf16(qw_decoder *d, const unsigned char *p, size_t n, qw_cell out[2],
                        unsigned *count, qw_reason *reason)
{
	*count = 1;
	if (n < 2)
		return refuse(QW_REASON_TOO_SHORT, reason);
	out[0] = unit(d, p);
	if (!is_high(out[0]) && !is_low(out[0]))
		return 2;
	if (is_high(out[0]) && n < 4)
		return refuse(QW_REASON_TOO_SHORT, reason);
	qw_cell low = is_high(out[0]) ? unit(d, p + 2) : 0;
	if (!is_low(low))
		return refuse(QW_REASON_SURROGATE, reason);
	out[0] = 0x10000 + ((out[0] - 0xD800) << 10) + (low - 0xDC00);
	return 4;
}

/* ---- UTF-32 ---- */

static size_t one_utf32(qw_decoder *d, const unsigned char *p, size_t n, qw_cell out[2],
                        unsigned *count, qw_reason *reason)
{
	*count = 1;
	if (n < 4)
		return refuse(QW_REASON_TOO_SHORT, reason);
	qw_cell high = unit(d, p), low = unit(d, p + 2);
	out[0] = d->big_endian ? high << 16 | low : low << 16 | high;
	if (out[0] > QW_CODE_POINT_MAX)
		return refuse(QW_REASON_TOO_LARGE, reason);
	if (is_high(out[0]) || is_low(out[0]))
		return refuse(QW_REASON_SURROGATE, reason);
	return 4;
}

/* ---- both ---- */

/* A character, or the raw bytes of a unit that is none. */
static size_t run_wide(qw_decoder *d, const unsigned char *p, size_t n, bool final,
                       uint32_t from, qw_text *out)
{
	size_t i = 0, width = d->one == one_utf32 ? 4 : 2;
	if (!qw_text_reserve(out, n))
		return 0;
	while (i < n) {
		qw_cell c[2];
		unsigned count;
		qw_reason reason;
		uint32_t at = from + (uint32_t)i;
		size_t used = d->one(d, p + i, n - i, c, &count, &reason);
		if (used != 0)
			qw_add_cell(out, c[0], at);
		else if (reason == QW_REASON_TOO_SHORT && !final)
			break;
		else if (n - i < width)
			used = qw_add_raw(out, p + i, n - i, at, QW_REASON_TOO_SHORT);
		else /* a pair of which only half is there */
			used = qw_add_raw(out, p + i, width, at, reason == QW_REASON_TOO_SHORT
			                  ? QW_REASON_SURROGATE : reason);
		i += used;
	}
	out->at[out->length] = from + (uint32_t)i;
	return i;
}

/* ---- CESU-8 ---- */

/* A surrogate of UTF-16, as if it were a character: ED A0 80 to ED BF BF; 0: none. */
static qw_cell surrogate(const unsigned char *p, size_t n)
{
	if (n < 3 || p[0] != 0xED || p[1] < 0xA0 || p[1] > 0xBF || (p[2] & 0xC0) != 0x80)
		return 0;
	return 0xD000 | (qw_cell)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
}

static qw_cell surrogate_pair(const unsigned char *p, size_t n)
{
	qw_cell high = surrogate(p, n), low = is_high(high) ? surrogate(p + 3, n - 3) : 0;
	return is_low(low) ? 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00) : 0;
}

bool qw_cesu_found(const unsigned char *p, size_t n)
{
	for (const unsigned char *at = p; (at = memchr(at, 0xED, n - (size_t)(at - p))) != NULL; at++)
		if (surrogate_pair(at, n - (size_t)(at - p)) != 0)
			return true;
	return false;
}

size_t qw_cesu_decode(const unsigned char *p, size_t n, qw_cell *c)
{
	qw_cell pair = p[0] == 0xED ? surrogate_pair(p, n) : 0;
	if (pair == 0)
		return qw_utf8_decode(p, n, c);
	*c = pair;
	return 6;
}

/* May p be the beginning of a pair, or of any other character? */
static bool is_unfinished(const unsigned char *p, size_t n)
{
	if (p[0] == 0xED && n > 1 && n < 6 && p[1] >= 0xA0 && p[1] <= 0xAF)
		return true;
	return n < QW_UTF8_MAX && qw_utf8_unfinished(p, n) == n;
}

static size_t run_cesu(qw_decoder *d, const unsigned char *p, size_t n, bool final,
                       uint32_t from, qw_text *out)
{
	size_t i = 0;
	(void)d;
	if (!qw_text_reserve(out, n))
		return 0;
	while (i < n && (final || !is_unfinished(p + i, n - i))) {
		qw_cell c;
		size_t used = qw_cesu_decode(p + i, n - i, &c);
		qw_add_cell(out, c, from + (uint32_t)i);
		i += used;
	}
	out->at[out->length] = from + (uint32_t)i;
	return i;
}

/* Without a mark or a stated order, UTF-16 and UTF-32 are taken as Windows writes
 * them, as the WHATWG standard does. "unknown" passes as UTF-8 and raw bytes. */
bool qw_utf_setup(qw_decoder *d, const char *name)
{
	static const struct {
		const char *alias, *name;
		qw_decoder_fn *run;
		qw_decode_one_fn *one;
		bool big_endian;
	} known[] = {
		{"utf-8", "utf-8", run_utf8, NULL, false},
		{"unknown", "unknown", run_utf8, NULL, false},
		{"utf-8-sig", "utf-8", run_utf8, NULL, false},
		{"cp65001", "utf-8", run_utf8, NULL, false},
		{"cesu-8", "cesu-8", run_cesu, NULL, false},
		{"ascii", "ascii", run_ascii, NULL, false},
		{"us-ascii", "ascii", run_ascii, NULL, false},
		{"utf-16le", "utf-16le", run_wide, one_utf16, false},
		{"utf-16be", "utf-16be", run_wide, one_utf16, true},
		{"utf-16", "utf-16le", run_wide, one_utf16, false},
		{"ucs-2", "utf-16le", run_wide, one_utf16, false},
		{"ucs-2le", "utf-16le", run_wide, one_utf16, false},
		{"ucs-2be", "utf-16be", run_wide, one_utf16, true},
		{"utf-32le", "utf-32le", run_wide, one_utf32, false},
		{"utf-32be", "utf-32be", run_wide, one_utf32, true},
		{"utf-32", "utf-32le", run_wide, one_utf32, false},
		{"ucs-4le", "utf-32le", run_wide, one_utf32, false},
		{"ucs-4be", "utf-32be", run_wide, one_utf32, true},
		{"ucs-4", "utf-32be", run_wide, one_utf32, true},
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (qw_same_name(name, known[i].alias)) {
			qw_decoder_set_name(d, known[i].name);
			d->run = known[i].run;
			d->one = known[i].one;
			d->wide = known[i].one != NULL;
			d->big_endian = known[i].big_endian;
			return true;
		}
	return false;
}
