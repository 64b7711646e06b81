/* SPDX-License-Identifier: Apache-2.0 */
/* Text back into its record. A repair adds no line and takes none away, so each line is
 * compared with the one that it was; in between what is the same at both ends keeps its bytes. */
#include "config.h"
#include "cli/record/text.h"

#include "cli/unicode.h"

enum { BMP = 0x10000, ASCII = 0x80 };

/* How the value was written so far. */
struct manner {
	bool escapes;                /* all that is not ASCII */
	bool upper;                  /* hexadecimal digits */
	bool halves;                 /* of surrogate pairs */
	unsigned char as[ASCII];     /* what stands for a character: 0 it itself, 1 backslash and a
	                                letter, 2 backslash u */
	unsigned char seen[BMP / 8]; /* characters that are backslash u in spite of !escapes */
};

static void see(struct manner *m, const unsigned char *raw, const struct cli_unit *unit, bool *raws)
{
	uint32_t c = unit->text[0];
	if (!unit->escaped) {
		if (c >= ASCII)
			*raws = true;
		else if (raw[0] == '\\' && unit->raw == 2)
			m->as[c] = 1;
		return;
	}
	for (size_t i = 2; i < 6; i++)
		m->upper |= raw[i] >= 'A' && raw[i] <= 'F';
	if (c < ASCII) {
		m->as[c] = 2;
		return;
	}
	m->escapes = true;
	if (unit->length == 3 && c == 0xED && unit->text[1] >= 0xA0)
		m->halves = true;
	else if (cli_utf8_next(unit->text, unit->length, &c) > 0 && c < BMP)
		m->seen[c / 8] |= (unsigned char)(1u << c % 8);
}

static void learn(struct manner *m, const struct cli_text_change *change)
{
	bool raws = false;
	*m = (struct manner){.escapes = false};
	for (size_t at = 0; at < change->r;) {
		struct cli_unit unit = cli_unit_read(change->writing, change->raw + at, change->r - at);
		see(m, change->raw + at, &unit, &raws);
		at += unit.raw;
	}
	if (raws)
		m->escapes = false;
	else if (!m->escapes)
		m->escapes = change->habit == CLI_WRITES_ESCAPES;
}

static void put_hex(struct cli_bytes *out, uint32_t c, bool upper)
{
	const char *digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
	if (c >= BMP) {
		put_hex(out, 0xD800 + ((c - BMP) >> 10), upper);
		c = 0xDC00 + (c & 0x3FF);
	}
	cli_bytes_add(out, "\\u", 2);
	for (int shift = 12; shift >= 0; shift -= 4)
		cli_bytes_put(out, (unsigned char)digits[c >> shift & 15]);
}

static void put_ascii(struct cli_bytes *out, const struct manner *m, unsigned char c)
{
	static const char letters[] = "bfnrt", controls[] = "\b\f\n\r\t";
	const char *control = c != 0 ? strchr(controls, c) : NULL;
	bool must = c < 0x20 || c == '"' || c == '\\';
	if (m->as[c] == 2 || (c < 0x20 && control == NULL)) {
		put_hex(out, c, m->upper);
	} else if (m->as[c] == 1 || must) {
		cli_bytes_put(out, '\\');
		cli_bytes_put(out, control != NULL ? (unsigned char)letters[control - controls] : c);
	} else {
		cli_bytes_put(out, c);
	}
}

/* One character of JSON. Returns how many bytes it took. */
static size_t put_json(struct cli_bytes *out, const struct manner *m, const unsigned char *p,
                       size_t n)
{
	uint32_t c;
	if (p[0] < ASCII) {
		put_ascii(out, m, p[0]);
		return 1;
	}
	size_t length = cli_utf8_next(p, n, &c);
	bool half = length == 0 && m->halves && n >= 3 && p[0] == 0xED && p[1] >= 0xA0
	         && p[1] < 0xC0 && (p[2] & 0xC0) == 0x80;
	if (half)
		put_hex(out, 0xD000 + ((p[1] & 0x3Fu) << 6) + (p[2] & 0x3Fu), m->upper);
	else if (length > 0 && (m->escapes || (c < BMP && (m->seen[c / 8] >> c % 8 & 1) != 0)))
		put_hex(out, c, m->upper);
	else
		cli_bytes_add(out, p, length > 0 ? length : 1);
	return half ? 3 : length > 0 ? length : 1;
}

static void put_text(struct cli_text_change *change, const struct manner *m,
                     const unsigned char *p, size_t n, struct cli_bytes *out)
{
	for (size_t at = 0; at < n;) {
		if (change->writing == CLI_JSON_STRING) {
			at += put_json(out, m, p + at, n - at);
			continue;
		}
		if (change->writing == CLI_CSV_QUOTED && p[at] == '"')
			cli_bytes_put(out, '"');
		change->quotes |= strchr("\",\r\n", p[at]) != NULL && p[at] != '\0';
		cli_bytes_put(out, p[at++]);
	}
}

/* Where in the value the walk is. */
struct place {
	size_t raw, text;
};

/* On to the last unit that ends at or before byte `text` (or, `over`, to the first that
 * ends at or behind it), and copy on the way if `out`. */
static void walk(const struct cli_text_change *change, struct place *at, size_t text, bool over,
                 struct cli_bytes *out)
{
	size_t from = at->raw;
	while (at->text < text && at->raw < change->r) {
		struct cli_unit unit = cli_unit_read(change->writing, change->raw + at->raw,
		                                     change->r - at->raw);
		if (!over && at->text + unit.length > text)
			break;
		at->raw += unit.raw;
		at->text += unit.length;
	}
	if (out != NULL)
		cli_bytes_add(out, change->raw + from, at->raw - from);
}

static size_t line_end(const unsigned char *p, size_t from, size_t n)
{
	const unsigned char *end = from < n ? memchr(p + from, '\n', n - from) : NULL;
	return end != NULL ? (size_t)(end - p) + 1 : n;
}

static size_t same_front(const unsigned char *a, const unsigned char *b, size_t most)
{
	size_t n = 0;
	while (n < most && a[n] == b[n])
		n++;
	return n;
}

static size_t same_back(const unsigned char *a, const unsigned char *b, size_t most)
{
	size_t n = 0;
	while (n < most && *--a == *--b)
		n++;
	return n;
}

/* before[at->text..stop) became after[from..to). */
static void write_line(struct cli_text_change *change, const struct manner *m, struct place *at,
                       size_t stop, size_t from, size_t to, struct cli_bytes *out)
{
	const unsigned char *before = change->before + at->text, *after = change->after + from;
	size_t begin = at->text, n = stop - begin, k = to - from, least = n < k ? n : k;
	size_t front = same_front(before, after, least);
	walk(change, at, begin + front, false, out);
	front = at->text - begin;
	size_t back = same_back(before + n, after + k, least - front);
	walk(change, at, stop - back, true, NULL);
	put_text(change, m, after + front, k - front - (stop - at->text), out);
	walk(change, at, stop, false, out);
}

void cli_text_write(struct cli_text_change *change, struct cli_bytes *out)
{
	struct manner manner;
	struct place at = {0};
	size_t from = 0;
	change->quotes = false;
	learn(&manner, change);
	while (at.text < change->n || from < change->m) {
		size_t stop = line_end(change->before, at.text, change->n);
		size_t to = line_end(change->after, from, change->m);
		if (stop == change->n) /* whatever happened to the lines, nothing is left out */
			to = change->m;
		else if (to == change->m)
			stop = change->n;
		write_line(change, &manner, &at, stop, from, to, out);
		from = to;
	}
}
