/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/record/text.h"

#include "cli/unicode.h"

static int digit(unsigned char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The unit of UTF-16 behind a backslash and u; -1: there is none. */
static int32_t read_hex(const unsigned char *p, size_t n)
{
	int32_t c = 0;
	if (n < 6 || p[0] != '\\' || p[1] != 'u')
		return -1;
	for (size_t i = 2; i < 6; i++) {
		int d = digit(p[i]);
		if (d < 0)
			return -1;
		c = c * 16 + d;
	}
	return c;
}

/* Also of surrogates. */
static size_t encode(uint32_t c, unsigned char text[4])
{
	if (c < 0x80) {
		text[0] = (unsigned char)c;
		return 1;
	}
	if (c < 0x800) {
		text[0] = (unsigned char)(0xC0 | c >> 6);
		text[1] = (unsigned char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		text[0] = (unsigned char)(0xE0 | c >> 12);
		text[1] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
		text[2] = (unsigned char)(0x80 | (c & 0x3F));
		return 3;
	}
	text[0] = (unsigned char)(0xF0 | c >> 18);
	text[1] = (unsigned char)(0x80 | (c >> 12 & 0x3F));
	text[2] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
	text[3] = (unsigned char)(0x80 | (c & 0x3F));
	return 4;
}

static struct cli_unit read_escape(const unsigned char *raw, size_t n)
{
	static const char letters[] = "bfnrt", controls[] = "\b\f\n\r\t";
	struct cli_unit unit = {.raw = 1, .text = {raw[0]}, .length = 1};
	int32_t c = read_hex(raw, n);
	if (c >= 0) {
		int32_t low = c >= 0xD800 && c < 0xDC00 ? read_hex(raw + 6, n - 6) : -1;
		bool pair = low >= 0xDC00 && low < 0xE000;
		unit.raw = pair ? 12 : 6;
		unit.escaped = true;
		unit.length = encode(pair ? 0x10000 + ((uint32_t)(c - 0xD800) << 10)
		                            + (uint32_t)(low - 0xDC00) : (uint32_t)c, unit.text);
	} else if (n > 1) {
		const char *letter = raw[1] != 0 ? strchr(letters, raw[1]) : NULL;
		unit.raw = 2;
		unit.text[0] = letter != NULL ? (unsigned char)controls[letter - letters] : raw[1];
	}
	return unit;
}

struct cli_unit cli_unit_read(enum cli_writing writing, const unsigned char *raw, size_t n)
{
	uint32_t c;
	if (writing == CLI_JSON_STRING && raw[0] == '\\')
		return read_escape(raw, n);
	struct cli_unit unit = {.raw = 1, .length = 1};
	if (writing == CLI_CSV_QUOTED && raw[0] == '"' && n > 1) {
		unit.raw = 2;
	} else if (raw[0] >= 0x80) {
		unit.raw = unit.length = cli_utf8_next(raw, n, &c);
		if (unit.raw == 0)
			unit.raw = unit.length = 1;
	}
	memcpy(unit.text, raw, unit.length);
	return unit;
}

/* Four hexadecimal digits that a parser has seen. */
static uint32_t seen_hex(const unsigned char *p)
{
	uint32_t c = 0;
	for (size_t i = 0; i < 4; i++)
		c = c * 16 + (p[i] & 15u) + (p[i] >> 6) * 9u;
	return c;
}

/* The escapes at the beginning of raw[0..n) that are a character each, which files have where
 * all that is not ASCII is escaped. Returns how many bytes they take. */
static size_t read_row(const unsigned char *raw, size_t n, unsigned char **to)
{
	size_t at = 0;
	while (n - at >= 6 && raw[at] == '\\' && raw[at + 1] == 'u') {
		uint32_t c = seen_hex(raw + at + 2);
		if (c >= 0xD800 && c < 0xE000)
			break;
		*to += encode(c, *to);
		at += 6;
	}
	return at;
}

const unsigned char *cli_text_read(enum cli_writing writing, const unsigned char *raw, size_t n,
                                   struct cli_bytes *room, size_t *length)
{
	int sign = writing == CLI_JSON_STRING ? '\\' : '"';
	const unsigned char *end = raw + n;
	*length = n;
	if (writing == CLI_PLAIN || n == 0 || memchr(raw, sign, n) == NULL)
		return raw;
	room->length = 0;
	unsigned char *to = cli_bytes_room(room, n); /* no text is longer than its writing */
	while (raw < end) {
		if (writing == CLI_JSON_STRING)
			raw += read_row(raw, (size_t)(end - raw), &to);
		const unsigned char *next = raw < end ? memchr(raw, sign, (size_t)(end - raw)) : NULL;
		size_t run = (size_t)((next != NULL ? next : end) - raw);
		memcpy(to, raw, run);
		to += run;
		raw += run;
		if (next == NULL || (writing == CLI_JSON_STRING && run > 0))
			continue;
		struct cli_unit unit = cli_unit_read(writing, raw, (size_t)(end - raw));
		memcpy(to, unit.text, unit.length);
		to += unit.length;
		raw += unit.raw;
	}
	*length = room->length = (size_t)(to - room->data);
	return room->data;
}

bool cli_text_habit(const unsigned char *record, size_t n, enum cli_habit *habit)
{
	bool ascii = false;
	*habit = CLI_WRITES_RAW;
	if (!cli_text_is_utf8(record, n, &ascii) || !ascii)
		return true;
	for (const unsigned char *p = record, *end = record + n;
	     (p = memchr(p, '\\', (size_t)(end - p))) != NULL;) {
		struct cli_unit unit = read_escape(p, (size_t)(end - p));
		if (unit.escaped && unit.text[0] >= 0x80) {
			*habit = CLI_WRITES_ESCAPES;
			return true;
		}
		p += unit.raw;
	}
	return false;
}

static bool eight_are_ascii(const unsigned char *p)
{
	uint64_t eight;
	memcpy(&eight, p, sizeof eight);
	return (eight & UINT64_C(0x8080808080808080)) == 0;
}

bool cli_text_is_utf8(const unsigned char *p, size_t n, bool *ascii)
{
	const unsigned char *end = p + n;
	uint32_t c;
	*ascii = true;
	while (p < end) {
		if (*p < 0x80) {
			p += end - p >= 8 && eight_are_ascii(p) ? 8 : 1;
			continue;
		}
		*ascii = false;
		/* Nearly all Chinese: no border cuts E1 to EC. */
		while (end - p >= 3 && (unsigned)p[0] - 0xE1 < 0xC && (p[1] & 0xC0) == 0x80
		       && (p[2] & 0xC0) == 0x80)
			p += 3;
		if (p == end || *p < 0x80)
			continue;
		size_t step = cli_utf8_next(p, (size_t)(end - p), &c);
		if (step == 0)
			return false;
		p += step;
	}
	return true;
}
