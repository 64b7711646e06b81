/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/scar/decode.h"

#include "text/utf8.h"

#include <string.h>

static bool encode(const qw_charset *cs, const qw_cell *c, size_t n, qw_buffer *bytes)
{
	bytes->length = 0;
	for (size_t i = 0; i < n; i++) {
		int byte = qw_scar_byte(cs, c[i]);
		if (byte < 0)
			return false;
		qw_buffer_add_byte(bytes, (unsigned char)byte);
	}
	return !bytes->failed;
}

static bool in(unsigned char byte, unsigned char first, unsigned char last)
{
	return byte >= first && byte <= last;
}

/* A trail byte other than 85 and A0, which are white space themselves. */
static bool is_trail(unsigned char byte)
{
	return in(byte, 0x80, 0xBF) && byte != 0x85 && byte != 0xA0;
}

/* Is p[0..n) a sequence of UTF-8 in which one trail byte, A0, became a blank? Returns its
 * length; 0: no. */
static size_t altered(const unsigned char *p, size_t n)
{
	if (n >= 2 && memchr("\xC2\xC3\xC5\xCE\xD0\xD9", p[0], 6) != NULL && p[1] == ' ')
		return 2;
	if (n >= 3 && (p[0] == 0xE2 || p[0] == 0xE3) && p[1] == ' ' && is_trail(p[2]))
		return 3;
	if (n >= 3 && in(p[0], 0xE0, 0xE3) && is_trail(p[1]) && p[2] == ' ')
		return 3;
	if (n < 4 || p[0] != 0xF0)
		return 0;
	unsigned blanks = 0, trails = 0;
	for (size_t i = 1; i < 4; i++) {
		blanks += p[i] == ' ';
		trails += in(p[i], 0x80, 0xBF);
	}
	return blanks == 1 && trails == 2 ? 4 : 0;
}

static bool begins(const unsigned char *p, size_t n, const char *word)
{
	size_t length = strlen(word);
	return n >= length && memcmp(p, word, length) == 0;
}

/* Is p[0..n) an "à" of which a word of its own was left, so that the blank behind it is one? */
static bool is_a_grave(const unsigned char *p, size_t n)
{
	static const char *const others[] = {" ", "quele", "quela", "quilo", "s "};
	if (!begins(p, n, "\xC3 "))
		return false;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (begins(p + 2, n - 2, others[i]))
			return false;
	return true;
}

/* One character of UTF-8 from p[0..n), n > 0, with A0 back where a blank stands for it.
 * Returns the bytes used; 0: it is none. */
static size_t next(const unsigned char *p, size_t n, bool restore, qw_cell *c)
{
	unsigned char sequence[QW_UTF8_MAX];
	size_t length = restore ? altered(p, n) : 0, used = length;
	const unsigned char *from = p;
	if (length > 0) {
		for (size_t i = 0; i < length; i++)
			sequence[i] = p[i] == ' ' ? 0xA0 : p[i];
		from = sequence;
		/* The blank belongs to the text as well. */
		if (is_a_grave(p, n))
			used = 1;
	} else {
		length = n;
	}
	size_t decoded = qw_utf8_decode(from, length, c);
	if (qw_cell_is_raw(*c))
		return 0;
	return from == p ? decoded : used;
}

static bool decode(const qw_buffer *bytes, bool restore, qw_text *out)
{
	for (size_t i = 0; i < bytes->length;) {
		qw_cell c;
		size_t used = next(bytes->data + i, bytes->length - i, restore, &c);
		if (used == 0)
			return false;
		qw_text_add(out, c, 0, 0);
		i += used;
	}
	return !out->failed;
}

bool qw_scar_decode(const qw_scar_classes *classes, const qw_cell *c, size_t n,
                    qw_buffer *scratch, qw_text *out)
{
	size_t before = out->length;
	for (size_t i = 0; i < QW_SCAR_CHARSETS; i++) {
		const qw_charset *cs = classes->charset[i];
		/* In the Macintosh's Roman a dash and a blank would look like a sequence. */
		bool restore = strcmp(qw_charset_name(cs), "macintosh") != 0;
		if (encode(cs, c, n, scratch) && decode(scratch, restore, out))
			return true;
		if (scratch->failed || out->failed)
			return false;
		out->length = before;
	}
	return false;
}
