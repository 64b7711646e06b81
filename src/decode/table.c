/* SPDX-License-Identifier: Apache-2.0 */
/* The sets that we have tables of. */
#include "config.h"
#include "decode/decoder.h"

static size_t one(qw_decoder *d, const unsigned char *p, size_t n, qw_cell out[2],
                  unsigned *count, qw_reason *reason)
{
	return qw_charset_decode(d->charset, p, n, out, count, reason);
}

static size_t step(const qw_decoder *d, const unsigned char *p, size_t n, bool final,
                   uint32_t at, qw_text *out)
{
	qw_cell c[2];
	unsigned count;
	qw_reason reason;
	size_t used = qw_charset_decode(d->charset, p, n, c, &count, &reason);
	if (used == 0) {
		if (reason == QW_REASON_TOO_SHORT && !final)
			return 0;
		return qw_add_raw(out, p, qw_charset_bad(d->charset, p, n, reason), at, reason);
	}
	for (unsigned i = 0; i < count; i++)
		qw_add_cell(out, c[i], at);
	return used;
}

static size_t run_table(qw_decoder *d, const unsigned char *p, size_t n, bool final,
                        uint32_t from, qw_text *out)
{
	size_t i = 0;
	if (!qw_text_reserve(out, n)) /* no character has more code points than bytes */
		return 0;
	while (i < n) {
		if (p[i] < 0x80) { /* true of every set with a table */
			qw_add_cell(out, p[i], from + (uint32_t)i);
			i++;
			continue;
		}
		size_t used = step(d, p + i, n - i, final, from + (uint32_t)i, out);
		if (used == 0)
			break;
		i += used;
	}
	out->at[out->length] = from + (uint32_t)i;
	return i;
}

bool qw_table_setup(qw_decoder *d, const char *name)
{
	d->charset = qw_charset_find(name);
	if (d->charset == NULL)
		return false;
	qw_decoder_set_name(d, qw_charset_name(d->charset));
	d->pairs = qw_charset_pair_of(d->charset, 0x3000) != 0;
	d->run = run_table;
	d->one = d->pairs ? one : NULL;
	return true;
}
