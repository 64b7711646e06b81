/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/encode.h"

#include "cli/unicode.h"

#include <errno.h>
#include <string.h>

enum { BUFFER = 16 * 1024, MARK = 0xFEFF, REPLACEMENT = 0xFFFD, BYTE = 0x110000 };

/* Hand over what a call of iconv(3) wrote. */
static int pass(struct cli_encoder *e, const char *bytes, size_t n)
{
	if (n == 0)
		return 0;
	e->begun = true;
	return e->write(e->ctx, bytes, n);
}

/* Convert p[0..n), characters of UTF-8. *done: how many bytes of them; fewer: the next one has no
 * place in the encoding. Returns other than 0 when they could not be written. */
static int convert(struct cli_encoder *e, const unsigned char *p, size_t n, size_t *done)
{
	union { const unsigned char *from; char *to; } in = {p};
	char buffer[BUFFER];
	size_t left = n;
	int failed = 0;
	while (left > 0 && failed == 0) {
		char *out = buffer;
		size_t room = sizeof buffer;
		size_t result = iconv(e->converter, &in.to, &left, &out, &room);
		failed = pass(e, buffer, sizeof buffer - room);
		if (result == (size_t)-1 && errno != E2BIG)
			break;
	}
	*done = n - left;
	return failed;
}

/* Count lines, and the columns of the last one. */
static void advance(struct cli_encoder *e, const unsigned char *p, size_t n)
{
	for (const unsigned char *end; n > 0 && (end = memchr(p, '\n', n)) != NULL;) {
		e->line++;
		e->column = 1;
		n -= (size_t)(end + 1 - p);
		p = end + 1;
	}
	for (size_t i = 0; i < n; i++)
		e->column += (p[i] & 0xC0) != 0x80;
}

static int put_ascii(struct cli_encoder *e, const char *text)
{
	size_t done;
	return convert(e, (const unsigned char *)text, strlen(text), &done);
}

/* A byte that is no text can only be written as what it is not: U+FFFD, where the encoding has
 * that. */
static int put_instead(struct cli_encoder *e, uint32_t c)
{
	char entity[16];
	if (c >= BYTE) {
		size_t done;
		int failed = convert(e, (const unsigned char *)"\xEF\xBF\xBD", 3, &done);
		if (failed != 0 || done > 0)
			return failed;
		c = REPLACEMENT;
	}
	snprintf(entity, sizeof entity, "&#x%lX;", (unsigned long)c);
	return put_ascii(e, e->unmappable == CLI_UNMAPPABLE_ENTITY ? entity : "?");
}

/* The next character can't be written. */
static int lose(struct cli_encoder *e, uint32_t c)
{
	if (e->lost++ == 0) {
		e->lost_line = e->line;
		e->lost_column = e->column;
		e->lost_character = c;
	}
	e->stuck = e->unmappable == CLI_UNMAPPABLE_ERROR;
	e->column++;
	return e->stuck ? -1 : put_instead(e, c);
}

/* p[0..n) is UTF-8. */
static int put_characters(struct cli_encoder *e, const unsigned char *p, size_t n)
{
	int failed = 0;
	while (n > 0 && failed == 0) {
		uint32_t c;
		size_t done;
		failed = convert(e, p, n, &done);
		advance(e, p, done);
		p += done;
		n -= done;
		if (n == 0 || failed != 0)
			break;
		size_t length = cli_utf8_next(p, n, &c);
		failed = lose(e, c);
		p += length;
		n -= length;
	}
	return failed;
}

/* How many bytes at the end of p[0..n) begin a character that goes on. */
static size_t unfinished(const unsigned char *p, size_t n)
{
	for (size_t back = 1; back <= 3 && back <= n; back++) {
		unsigned char byte = p[n - back];
		size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC2 ? 2 : 1;
		if ((byte & 0xC0) != 0x80)
			return length > back && byte < 0xF5 ? back : 0;
	}
	return 0;
}

/* The bytes of p[0..n) before the first that is no UTF-8. */
static size_t sound(const unsigned char *p, size_t n)
{
	size_t i = 0, length;
	uint32_t c;
	while (i < n && (length = p[i] < 0x80 ? 1 : cli_utf8_next(p + i, n - i, &c)) > 0)
		i += length;
	return i;
}

static int put_text(struct cli_encoder *e, const unsigned char *p, size_t n)
{
	int failed = 0;
	if (!e->open)
		return pass(e, (const char *)p, n);
	while (n > 0 && failed == 0) {
		size_t good = sound(p, n);
		failed = put_characters(e, p, good);
		if (good < n && failed == 0)
			failed = lose(e, BYTE + p[good]);
		good += good < n;
		p += good;
		n -= good;
	}
	return failed;
}

/* --- the mark ---------------------------------------------------------------------------- */

/* Did the file come with the mark of UTF-16 or UTF-32, of which no text is left? */
static bool had_wide_mark(const struct cli_encoder *e)
{
	static const unsigned char marks[][4] = {{0xFF, 0xFE}, {0xFE, 0xFF}, {0, 0, 0xFE, 0xFF}};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t length = i < 2 ? 2 : 4;
		if (e->head_length >= length && memcmp(e->head, marks[i], length) == 0)
			return true;
	}
	return false;
}

/* The text begins with p[0..n), which is a character at least. Put a mark in front, and return
 * how many of the bytes are one. */
static size_t begin_text(struct cli_encoder *e, const unsigned char *p, size_t n, int *failed)
{
	bool marked = n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0;
	bool mark = e->bom == CLI_BOM_YES ? !e->begun
	          : e->bom == CLI_BOM_KEEP && (marked || (e->wide && had_wide_mark(e)));
	e->text = true;
	e->column += marked;
	*failed = mark ? pass(e, (const char *)e->mark, e->mark_length) : 0;
	return marked ? 3 : 0;
}

static int put_whole(struct cli_encoder *e, const unsigned char *p, size_t n)
{
	int failed = 0;
	size_t marked = n > 0 && !e->text ? begin_text(e, p, n, &failed) : 0;
	return failed != 0 ? failed : put_text(e, p + marked, n - marked);
}

/* --- files ------------------------------------------------------------------------------- */

void cli_encoder_begin(struct cli_encoder *e, bool alone)
{
	e->head_length = e->holds = 0;
	e->text = e->stuck = false;
	e->line = e->column = 1;
	e->lost = 0;
	e->begun = e->begun && !alone;
	if (e->open)
		iconv(e->converter, NULL, NULL, NULL, NULL);
}

void cli_encoder_look(struct cli_encoder *e, const unsigned char *bytes, size_t n)
{
	for (size_t i = 0; i < n && e->head_length < sizeof e->head; i++)
		e->head[e->head_length++] = bytes[i];
}

/* What is held is at most three bytes: the next ones complete it, one by one. */
int cli_encoder_put(void *ctx, const void *bytes, size_t n)
{
	struct cli_encoder *e = ctx;
	const unsigned char *p = bytes;
	int failed = e->stuck ? -1 : 0;
	while (e->holds > 0 && n > 0 && failed == 0) {
		e->held[e->holds++] = *p++;
		n--;
		size_t rest = unfinished(e->held, e->holds);
		failed = put_whole(e, e->held, e->holds - rest);
		memmove(e->held, e->held + e->holds - rest, rest);
		e->holds = rest;
	}
	if (failed != 0 || n == 0)
		return failed;
	e->holds = unfinished(p, n);
	memcpy(e->held, p + n - e->holds, e->holds);
	return put_whole(e, p, n - e->holds);
}

int cli_encoder_end(struct cli_encoder *e)
{
	char buffer[64], *out = buffer;
	size_t room = sizeof buffer, holds = e->holds;
	e->holds = 0;
	int failed = put_whole(e, e->held, holds);
	if (failed != 0 || !e->open)
		return failed;
	iconv(e->converter, NULL, NULL, &out, &room); /* back from where shifts led */
	return pass(e, buffer, sizeof buffer - room);
}
