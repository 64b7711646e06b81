/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/apply.h"

#include <string.h>

enum { HELD = 8 };  /* bytes at hand: one character of either encoding, and the next */

/* Bytes that wait to be read. */
typedef struct {
	const qw_set *read;
	bool strict;
	unsigned char byte[HELD];
	size_t length;
	qw_text *out;
	uint32_t from, to;   /* of the character that is being written */
} reader;

/* Read one character of what is held. False: under strict, there is none. */
static bool read_one(reader *r)
{
	qw_cell c[2];
	unsigned count;
	qw_reason reason;
	size_t used = qw_set_decode(r->read, r->byte, r->length, c, &count, &reason);
	if (used == 0) {
		if (r->strict)
			return false;
		c[0] = 0xFFFD;
		used = count = 1;
	}
	for (unsigned k = 0; k < count; k++)
		qw_text_add(r->out, c[k], r->from, r->to);
	r->length -= used;
	memmove(r->byte, r->byte + used, r->length);
	return true;
}

bool qw_mojibake_apply(const qw_set *written, const qw_set *read, const char *policy,
                       size_t length, const qw_text *in, qw_text *out, size_t *bad)
{
	reader r = {.read = read, .strict = length == 6 && memcmp(policy, "strict", 6) == 0,
	            .out = out};
	*bad = 0;
	if (length > 0 && !r.strict)
		return false;
	for (size_t i = 0, n = in->length; i < n || r.length > 0; i += i < n) {
		if (i < n) {
			size_t more = qw_set_encode(written, in->cell[i], r.byte + r.length);
			r.from = in->at[i];
			r.to = in->at[i + 1];
			if (more == 0 && r.strict) {
				*bad = i + 1;
				return false;
			}
			if (more == 0)
				r.byte[r.length + more++] = '?';
			r.length += more;
		}
		while (r.length >= HELD / 2 || (i >= n && r.length > 0))
			if (!read_one(&r)) {
				*bad = i < n ? i + 1 : n;
				return false;
			}
	}
	return !out->failed;
}
