/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "encodings-write.h"

#include "charset/charset.h"
#include "corpus.h"

#include <iconv.h>
#include <string.h>

/* HZ (RFC 1843): pairs of GB2312 between "~{" and "~}", which ends before the line does. */
static bool write_hz(const qw_text *text, qw_buffer *out)
{
	const qw_charset *gb = qw_charset_find("gbk");
	bool pairs = false;
	for (size_t i = 0; i < text->length; i++) {
		qw_cell c = text->cell[i];
		if (c < 0x80) {
			qw_buffer_add(out, "~}", pairs ? 2 : 0);
			pairs = false;
			qw_buffer_add(out, c == '~' ? "~~" : (char[]){(char)c, 0}, c == '~' ? 2 : 1);
			continue;
		}
		uint16_t code = qw_charset_pair_of(gb, c);
		if (code < 0xA1A1 || code > 0xF7FE || (code & 0xFF) < 0xA1)
			return false;
		qw_buffer_add(out, "~{", pairs ? 0 : 2);
		pairs = true;
		qw_buffer_add(out, (char[]){(char)(code >> 8 & 0x7F), (char)(code & 0x7F)}, 2);
	}
	qw_buffer_add(out, "~}", pairs ? 2 : 0);
	return true;
}

static bool write_iconv(const char *encoding, const qw_text *text, qw_buffer *out)
{
	enum { ROOM = 8, END = 16 }; /* bytes of a character with its shifts */
	iconv_t cd = iconv_open(encoding, "UTF-32LE");
	if (cd == (iconv_t)-1)
		corpus_fail(encoding);
	char *from = (char *)text->cell;
	size_t left = text->length * sizeof *text->cell, room = text->length * ROOM + END;
	char *to = (char *)qw_buffer_reserve(out, room), *begin = to;
	bool done = to != NULL && iconv(cd, &from, &left, &to, &room) == 0
	         && iconv(cd, NULL, NULL, &to, &room) == 0;
	out->length = done ? (size_t)(to - begin) : 0;
	iconv_close(cd);
	return done;
}

bool encodings_write(const char *encoding, const qw_text *text, qw_buffer *out)
{
	qw_buffer_clear(out);
	return strcmp(encoding, "hz") == 0 ? write_hz(text, out) : write_iconv(encoding, text, out);
}
