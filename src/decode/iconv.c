/* SPDX-License-Identifier: Apache-2.0 */
/* Any other encoding that iconv(3) knows. It is asked for one code point after the
 * other, since only so each cell learns which bytes it came from. */
#include "config.h"
#include "decode/decoder.h"

#include <errno.h>
#include <string.h>

enum {
	LONGEST = 16,      /* bytes of a character or a shift */
	CELLS_AT_ONCE = 4  /* code points that one byte may complete */
};

/* What iconv writes: UTF-32 in the byte order of this machine. */
static const char *target(void)
{
	const union { uint32_t word; unsigned char byte[4]; } one = {1};
	return one.byte[0] == 1 ? "UTF-32LE" : "UTF-32BE";
}

/* iconv(3) wants a pointer to bytes that it does not write to; some declare it so. */
static size_t call(iconv_t cd, const unsigned char *in, size_t *in_left, qw_cell *cells,
                   size_t room, size_t *made)
{
	union { const unsigned char *from; char *to; } source = {in};
	char *to = (char *)cells;
	size_t left = room * sizeof *cells;
	size_t result = iconv(cd, in != NULL ? &source.to : NULL, in_left, &to, &left);
	*made = room - left / sizeof *cells;
	return result;
}

static void put(const qw_cell *cells, size_t count, uint32_t at, uint32_t end, qw_text *out)
{
	for (size_t k = 0; k < count; k++)
		qw_text_add(out, cells[k], at, end);
}

static size_t put_raw(unsigned char byte, qw_reason reason, uint32_t at, qw_text *out)
{
	qw_text_add(out, qw_cell_raw(byte, reason), at, at + 1);
	return 1;
}

/* Read the fewest bytes that make a cell or change the converter's state, so that
 * the cells don't depend on how the input was cut. Returns how many; 0: the rest has
 * to wait for more. */
static size_t step(iconv_t cd, const unsigned char *p, size_t n, bool final, uint32_t at,
                   qw_text *out)
{
	qw_cell cells[CELLS_AT_ONCE];
	for (size_t length = 1; length <= n && length <= LONGEST; length++) {
		size_t left = length, made;
		bool stopped = call(cd, p, &left, cells, CELLS_AT_ONCE, &made) == (size_t)-1;
		int why = stopped ? errno : 0;
		size_t used = length - left;
		put(cells, made, at, at + (uint32_t)used, out);
		if (used > 0)
			return used;
		if (why != EINVAL)
			return put_raw(p[0], QW_REASON_UNMAPPED, at, out);
	}
	if (n >= LONGEST || final)
		return put_raw(p[0], QW_REASON_TOO_SHORT, at, out);
	return 0;
}

static size_t run_iconv(qw_decoder *d, const unsigned char *p, size_t n, bool final,
                        uint32_t from, qw_text *out)
{
	size_t i = 0;
	if (!qw_text_reserve(out, n))
		return 0;
	while (i < n && !out->failed) {
		size_t used = step(d->iconv, p + i, n - i, final, from + (uint32_t)i, out);
		if (used == 0)
			break;
		i += used;
	}
	uint32_t end = from + (uint32_t)i;
	if (final) {
		/* A converter may have kept a letter back, to see whether a mark follows. */
		qw_cell cells[CELLS_AT_ONCE];
		size_t made = 0;
		call(d->iconv, NULL, NULL, cells, CELLS_AT_ONCE, &made);
		put(cells, made, end, end, out);
	}
	if (!out->failed)
		out->at[out->length] = end;
	return i;
}

/* Only what a name may hold: glibc takes "//" for options and "," for lists. */
static bool is_plain_name(const char *name)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz" "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                        "0123456789-_.:+()");
	return n > 0 && n < QW_DECODER_NAME && name[n] == '\0';
}

/* EUC-JP is Shift_JIS in other bytes, but for the characters of JIS X 0212. */
static size_t one_euc_jp(qw_decoder *d, const unsigned char *p, size_t n, qw_cell out[2],
                         unsigned *count, qw_reason *reason)
{
	if (p[0] < 0x80)
		return qw_charset_decode(d->charset, p, 1, out, count, reason);
	*reason = n < 2 ? QW_REASON_TOO_SHORT : QW_REASON_STRAY_BYTE;
	if (n < 2 || p[1] < 0xA1 || p[1] == 0xFF)
		return 0;
	if (p[0] == 0x8E)
		return 2 * qw_charset_decode(d->charset, p + 1, 1, out, count, reason);
	if (p[0] < 0xA1 || p[0] == 0xFF)
		return 0;
	unsigned row = p[0] - 0xA1u, column = p[1] - 0xA1u;
	unsigned lead = row / 2 + (row < 62 ? 0x81 : 0xC1);
	unsigned trail = row % 2 != 0 ? column + 0x9F : column + (column < 63 ? 0x40 : 0x41);
	const unsigned char pair[] = {(unsigned char)lead, (unsigned char)trail};
	return qw_charset_decode(d->charset, pair, 2, out, count, reason);
}

qw_status qw_iconv_setup(qw_decoder *d, const char *name)
{
	if (!is_plain_name(name))
		return QW_E_ENCODING;
	d->iconv = iconv_open(target(), name);
	if (d->iconv == (iconv_t)-1)
		return errno == ENOMEM ? QW_E_NOMEM : QW_E_ENCODING;
	d->iconv_open = true;
	qw_decoder_set_name(d, name);
	d->run = run_iconv;
	if (qw_same_name(name, "euc-jp")) {
		d->charset = qw_charset_find("shift_jis");
		d->one = one_euc_jp;
	}
	return QW_OK;
}

void qw_iconv_close(qw_decoder *d)
{
	if (d->iconv_open)
		iconv_close(d->iconv);
}
