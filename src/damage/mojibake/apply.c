/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/apply.h"

#include "damage/mojibake/policy.h"

#include <string.h>

enum { HELD = QW_CODEC_AHEAD + QW_CODEC_BYTES }; /* bytes at hand */

/* Bytes that wait to be read. */
typedef struct {
	qw_codec codec;
	const qw_text *in;
	unsigned char byte[HELD];
	size_t from[HELD];   /* the cell that each byte was written for */
	size_t length;
	qw_text *out;
} reader;

/* Write in->cell[i]. False: under strict, it can't be. */
static bool write_cell(reader *r, const qw_codec *written, size_t i)
{
	size_t more;
	if (!qw_codec_write(written, r->in->cell[i], r->byte + r->length, &more))
		return false;
	for (size_t k = 0; k < more; k++)
		r->from[r->length + k] = i;
	r->length += more;
	return true;
}

/* Read one character of what is held. False: under strict, there is none. */
static bool read_cell(reader *r)
{
	qw_cell c[2];
	unsigned count;
	size_t used = qw_codec_read(&r->codec, r->byte, r->length, c, &count);
	if (used == 0)
		return false;
	for (unsigned k = 0; k < count; k++)
		qw_text_add(r->out, c[k], r->in->at[r->from[0]], r->in->at[r->from[used - 1] + 1]);
	r->length -= used;
	memmove(r->byte, r->byte + used, r->length);
	memmove(r->from, r->from + used, r->length * sizeof *r->from);
	return true;
}

bool qw_mojibake_apply(const qw_set *written, const qw_set *read, const char *policy,
                       size_t length, const qw_text *in, qw_text *out, size_t *bad)
{
	qw_policy p;
	*bad = 0;
	if (!qw_policy_find(policy, length, &p))
		return false;
	qw_codec writer = qw_codec_of(&p, written);
	reader r = {.codec = qw_codec_of(&p, read), .in = in, .out = out};
	for (size_t i = 0, n = in->length; i < n || r.length > 0; i += i < n) {
		if (i < n && !write_cell(&r, &writer, i)) {
			*bad = i + 1;
			return false;
		}
		while (r.length >= QW_CODEC_AHEAD || (i >= n && r.length > 0))
			if (!read_cell(&r)) {
				*bad = r.from[0] + 1;
				return false;
			}
	}
	return !out->failed;
}
