/* SPDX-License-Identifier: Apache-2.0 */
/* Encodings of seven bits, in which shifts say what the bytes behind them mean: HZ
 * (RFC 1843) and ISO-2022-CN (RFC 1922). Shifts make no cells. In both a line ends the
 * shift it is in, so that what is broken spoils one line at most. */
#include "config.h"
#include "decode/decoder.h"

#include <string.h>

enum { ESC = 0x1B, SO = 0x0E, SI = 0x0F, SS2 = 'N' };

static bool is_code(unsigned char b) { return b > 0x20 && b < 0x7F; }

static size_t refuse(qw_reason why, qw_reason *reason)
{
	*reason = why;
	return 0;
}

static size_t plain(const unsigned char *p, qw_cell out[2], qw_reason *reason)
{
	out[0] = p[0];
	return p[0] < 0x80 ? 1 : refuse(QW_REASON_STRAY_BYTE, reason);
}

/* A pair of a set of eight bits. */
static size_t pair(const qw_charset *cs, const unsigned char *p, size_t n, qw_cell out[2],
                   unsigned *count, qw_reason *reason)
{
	if (n < 2)
		return refuse(QW_REASON_TOO_SHORT, reason);
	if (!is_code(p[0]) || !is_code(p[1]))
		return refuse(QW_REASON_STRAY_BYTE, reason);
	const unsigned char bytes[] = {p[0] | 0x80, p[1] | 0x80};
	size_t used = qw_charset_decode(cs, bytes, 2, out, count, reason);
	/* What GBK keeps for its users is not assigned here. */
	return used > 0 && qw_cell_is_private(out[0]) ? refuse(QW_REASON_UNMAPPED, reason) : used;
}

/* ---- HZ ---- */

static size_t shift_hz(qw_decoder *d, bool pairs, unsigned *count)
{
	d->shift.set = pairs ? 'A' : 0;
	*count = 0;
	return 2;
}

/* Behind "~{". The last row of GB2312 is 77, so "~}" is no pair, and the "~" of it
 * no trail byte: where a byte is missing the text behind is nevertheless in step. */
static size_t one_hz_pair(qw_decoder *d, const unsigned char *p, size_t n, qw_cell out[2],
                          unsigned *count, qw_reason *reason)
{
	if (n < 2 || (n < 3 && p[1] == '~'))
		return refuse(QW_REASON_TOO_SHORT, reason);
	if (p[0] == '~' && p[1] == '}')
		return shift_hz(d, false, count);
	if (p[0] > 0x77 || (n > 2 && p[1] == '~' && p[2] == '}'))
		return refuse(QW_REASON_STRAY_BYTE, reason);
	return pair(d->charset, p, n, out, count, reason);
}

static size_t one_hz(qw_decoder *d, const unsigned char *p, size_t n, qw_cell out[2],
                     unsigned *count, qw_reason *reason)
{
	*count = 1;
	if (p[0] == '\n')
		d->shift.set = 0;
	if (d->shift.set != 0)
		return one_hz_pair(d, p, n, out, count, reason);
	if (p[0] != '~')
		return plain(p, out, reason);
	if (n < 2)
		return refuse(QW_REASON_TOO_SHORT, reason);
	if (p[1] == '{')
		return shift_hz(d, true, count);
	if (p[1] == '\n') /* the line goes on */
		return shift_hz(d, false, count);
	out[0] = '~';
	return p[1] == '~' ? 2 : refuse(QW_REASON_STRAY_BYTE, reason);
}

/* ---- ISO-2022-CN, in which SO means GB2312 where nothing else was said ---- */

/* What "ESC $ ) A" and the like say: which set SO means from now on, or SS2. */
static bool designate(qw_decoder *d, const unsigned char *p)
{
	if (p[1] != '$' || (p[2] == '*' && p[3] == 'H'))
		return p[1] == '$';
	if (p[2] != ')' || (p[3] != 'A' && p[3] != 'G'))
		return false;
	d->shift.designated = (char)p[3];
	if (d->shift.set != 0)
		d->shift.set = d->shift.designated;
	return true;
}

static size_t one_escape(qw_decoder *d, const unsigned char *p, size_t n, qw_cell out[2],
                         unsigned *count, qw_reason *reason)
{
	if (n < 4)
		return refuse(QW_REASON_TOO_SHORT, reason);
	if (p[1] == SS2 && is_code(p[2]) && is_code(p[3])) {
		const unsigned char plane_2[] = {0x8E, 0xA2, p[2] | 0x80, p[3] | 0x80};
		if (qw_charset_decode(qw_charset_find("euc-tw"), plane_2, 4, out, count, reason) != 0)
			return 4;
	}
	*count = 0;
	return designate(d, p) ? 4 : refuse(QW_REASON_STRAY_BYTE, reason);
}

static size_t one_cn(qw_decoder *d, const unsigned char *p, size_t n, qw_cell out[2],
                     unsigned *count, qw_reason *reason)
{
	*count = 1;
	if (p[0] == ESC)
		return one_escape(d, p, n, out, count, reason);
	if (p[0] == SO || p[0] == SI || p[0] == '\n')
		d->shift.set = p[0] != SO ? 0 : d->shift.designated != 0 ? d->shift.designated : 'A';
	*count = p[0] != SO && p[0] != SI;
	if (*count == 0)
		return 1;
	if (d->shift.set == 0 || p[0] <= 0x20)
		return plain(p, out, reason);
	const qw_charset *cs = d->shift.set == 'A' ? d->charset : qw_charset_find("euc-tw");
	return pair(cs, p, n, out, count, reason);
}

/* ---- both ---- */

static size_t run_shift(qw_decoder *d, const unsigned char *p, size_t n, bool final,
                        uint32_t from, qw_text *out)
{
	size_t i = 0;
	if (!qw_text_reserve(out, n))
		return 0;
	while (i < n) {
		qw_cell c[2];
		unsigned count;
		qw_reason reason;
		uint32_t at = from + (uint32_t)i;
		size_t used = d->one(d, p + i, n - i, c, &count, &reason);
		if (used == 0 && reason == QW_REASON_TOO_SHORT && !final)
			break;
		if (used == 0)
			used = qw_add_raw(out, p + i, reason == QW_REASON_UNMAPPED ? 2 : 1, at, reason);
		else if (count > 0)
			qw_add_cell(out, c[0], at);
		i += used;
	}
	out->at[out->length] = from + (uint32_t)i;
	return i;
}

bool qw_shift_setup(qw_decoder *d, const char *name)
{
	static const struct {
		const char *alias, *name;
		qw_decode_one_fn *one;
	} known[] = {
		{"hz", "hz", one_hz}, {"hz-gb-2312", "hz", one_hz}, {"hz-gb2312", "hz", one_hz},
		{"iso-2022-cn", "iso-2022-cn", one_cn}, {"csiso2022cn", "iso-2022-cn", one_cn},
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (qw_same_name(name, known[i].alias)) {
			qw_decoder_set_name(d, known[i].name);
			d->charset = qw_charset_find("gbk");
			d->run = run_shift;
			d->one = known[i].one;
			d->wide = true;
			return true;
		}
	return false;
}

/* How text begins to be shifted: "~{" of HZ, "ESC $" and SO of ISO-2022. */
bool qw_shift_found(const unsigned char *p, size_t n)
{
	return memmem(p, n, "~{", 2) != NULL || memmem(p, n, "\x1B$", 2) != NULL
	    || memchr(p, SO, n) != NULL;
}
