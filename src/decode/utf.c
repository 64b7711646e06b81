/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8, UTF-16 and UTF-32; and ASCII, the part they share. */
#include "config.h"
#include "decode/decoder.h"

#include "text/utf8.h"

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

/* One character, or the raw bytes of half a one; 0: it is not finished. */
static size_t step_utf16(const qw_decoder *d, const unsigned char *p, size_t n, bool final,
                         uint32_t at, qw_text *out)
{
	if (n < 2)
		return final ? qw_add_raw(out, p, n, at, QW_REASON_TOO_SHORT) : 0;
	qw_cell u = unit(d, p);
	if (!is_high(u) && !is_low(u)) {
		qw_add_cell(out, u, at);
		return 2;
	}
	if (is_high(u) && n < 4 && !final)
		return 0;
	if (is_high(u) && n >= 4 && is_low(unit(d, p + 2))) {
		qw_cell low = unit(d, p + 2);
		qw_add_cell(out, 0x10000 + ((u - 0xD800) << 10) + (low - 0xDC00), at);
		return 4;
	}
	return qw_add_raw(out, p, 2, at, QW_REASON_SURROGATE);
}

/* ---- UTF-32 ---- */

static size_t step_utf32(const qw_decoder *d, const unsigned char *p, size_t n, bool final,
                         uint32_t at, qw_text *out)
{
	if (n < 4)
		return final ? qw_add_raw(out, p, n, at, QW_REASON_TOO_SHORT) : 0;
	qw_cell high = unit(d, p), low = unit(d, p + 2);
	qw_cell c = d->big_endian ? high << 16 | low : low << 16 | high;
	if (c > QW_CODE_POINT_MAX)
		return qw_add_raw(out, p, 4, at, QW_REASON_TOO_LARGE);
	if (is_high(c) || is_low(c))
		return qw_add_raw(out, p, 4, at, QW_REASON_SURROGATE);
	qw_add_cell(out, c, at);
	return 4;
}

typedef size_t step_fn(const qw_decoder *d, const unsigned char *p, size_t n, bool final,
                       uint32_t at, qw_text *out);

static size_t run_steps(step_fn *step, const qw_decoder *d, const unsigned char *p, size_t n,
                        bool final, uint32_t from, qw_text *out)
{
	size_t i = 0;
	if (!qw_text_reserve(out, n))
		return 0;
	while (i < n) {
		size_t used = step(d, p + i, n - i, final, from + (uint32_t)i, out);
		if (used == 0)
			break;
		i += used;
	}
	out->at[out->length] = from + (uint32_t)i;
	return i;
}

static size_t run_utf16(qw_decoder *d, const unsigned char *p, size_t n, bool final,
                        uint32_t from, qw_text *out)
{
	return run_steps(step_utf16, d, p, n, final, from, out);
}

static size_t run_utf32(qw_decoder *d, const unsigned char *p, size_t n, bool final,
                        uint32_t from, qw_text *out)
{
	return run_steps(step_utf32, d, p, n, final, from, out);
}

/* Without a mark or a stated order, UTF-16 and UTF-32 are taken as Windows writes
 * them, as the WHATWG standard does. "unknown" passes as UTF-8 and raw bytes. */
bool qw_utf_setup(qw_decoder *d, const char *name)
{
	static const struct {
		const char *alias, *name;
		qw_decoder_fn *run;
		bool big_endian;
	} known[] = {
		{"utf-8", "utf-8", run_utf8, false}, {"unknown", "unknown", run_utf8, false},
		{"utf-8-sig", "utf-8", run_utf8, false}, {"cp65001", "utf-8", run_utf8, false},
		{"ascii", "ascii", run_ascii, false}, {"us-ascii", "ascii", run_ascii, false},
		{"utf-16le", "utf-16le", run_utf16, false}, {"utf-16be", "utf-16be", run_utf16, true},
		{"utf-16", "utf-16le", run_utf16, false}, {"ucs-2", "utf-16le", run_utf16, false},
		{"ucs-2le", "utf-16le", run_utf16, false}, {"ucs-2be", "utf-16be", run_utf16, true},
		{"utf-32le", "utf-32le", run_utf32, false}, {"utf-32be", "utf-32be", run_utf32, true},
		{"utf-32", "utf-32le", run_utf32, false}, {"ucs-4le", "utf-32le", run_utf32, false},
		{"ucs-4be", "utf-32be", run_utf32, true}, {"ucs-4", "utf-32be", run_utf32, true},
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (qw_same_name(name, known[i].alias)) {
			qw_decoder_set_name(d, known[i].name);
			d->run = known[i].run;
			d->big_endian = known[i].big_endian;
			return true;
		}
	return false;
}
