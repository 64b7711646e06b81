/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mixed/apply.h"

#include <string.h>

enum { CODE = 4 }; /* bytes of a character at most */

/* Bytes that wait to be read. */
typedef struct {
	const qw_set *file;
	const qw_text *in;
	unsigned char byte[2 * CODE];
	size_t from[2 * CODE]; /* the cell that each byte was written for */
	size_t length;
	qw_text *out;
} reader;

/* Read one character of what is held, or what is none. */
static void read_cell(reader *r)
{
	qw_cell c[CODE];
	unsigned count;
	qw_reason reason;
	size_t used = qw_set_decode(r->file, r->byte, r->length, c, &count, &reason);
	if (used == 0) {
		used = r->file->charset != NULL
			? qw_charset_bad(r->file->charset, r->byte, r->length, reason) : 1;
		for (count = 0; count < used; count++)
			c[count] = qw_cell_raw(r->byte[count], reason);
	}
	for (unsigned k = 0; k < count; k++)
		qw_text_add(r->out, c[k], r->in->at[r->from[0]], r->in->at[r->from[used - 1] + 1]);
	r->length -= used;
	memmove(r->byte, r->byte + used, r->length);
	memmove(r->from, r->from + used, r->length * sizeof *r->from);
}

bool qw_mixed_apply(const qw_set *written, const qw_set *file, const qw_text *in, qw_text *out,
                    size_t *bad)
{
	reader r = {.file = file, .in = in, .out = out};
	*bad = 0;
	for (size_t i = 0; i < in->length; i++) {
		size_t more = qw_set_encode(written, in->cell[i], r.byte + r.length);
		if (more == 0) {
			*bad = i + 1;
			return false;
		}
		for (size_t k = 0; k < more; k++)
			r.from[r.length++] = i;
		while (r.length >= CODE)
			read_cell(&r);
	}
	while (r.length > 0)
		read_cell(&r);
	return !out->failed;
}

const char *qw_mixed_pair_name(size_t i)
{
	static const char *const names[] = {
		"gb18030-in-utf8", "big5-in-utf8", "utf8-in-gb18030", "big5-in-gb18030",
		"utf8-in-big5", "gb18030-in-big5",
	};
	return i < sizeof names / sizeof *names ? names[i] : NULL;
}
