/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/sample_text.h"

#include "cli/i18n.h"
#include "cli/memory.h"
#include "cli/message.h"
#include "cli/unicode.h"

#include <errno.h>
#include <iconv.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum {
	AROUND = 30,     /* characters shown on each side, */
	BYTES = 240,     /* and bytes read for them: whole units of any width */
	SHOWN = 200      /* characters of the change itself */
};

#define OPEN "\xE2\x9F\xA6"
#define CLOSE "\xE2\x9F\xA7"

/* --- the change -------------------------------------------------------------------------- */

static void add(char *text, size_t *length, const char *bytes, size_t n)
{
	memcpy(text + *length, bytes, n);
	*length += n;
}

/* Bytes of the character at s[0..n). */
static size_t width(const char *s, size_t n)
{
	uint32_t c;
	size_t length = cli_utf8_next((const unsigned char *)s, n, &c);
	return length > 0 ? length : 1;
}

char *cli_sample_mark(const qw_span *span, size_t most, size_t *length, bool *cut)
{
	size_t n = span->after_length < most ? span->after_length : most, at = 0;
	char *text = cli_resize(NULL, n + 6 * span->guesses + 1, 1);
	*length = 0;
	*cut = n < span->after_length;
	for (size_t i = 0; i < span->guesses && span->guess[i].offset < n; i++) {
		size_t from = span->guess[i].offset, wide = width(span->after + from, n - from);
		add(text, length, span->after + at, from - at);
		/* Guesses side by side have one pair of marks. */
		if (i > 0 && from == at && *length >= 3)
			*length -= 3;
		else
			add(text, length, OPEN, 3);
		add(text, length, span->after + from, wide);
		add(text, length, CLOSE, 3);
		at = from + wide;
	}
	add(text, length, span->after + at, n - at);
	text[*length] = '\0';
	return text;
}

/* --- what stands around it --------------------------------------------------------------- */

/* Bytes from `at` of the file; fewer at its end, none if it can't be read. */
static size_t read_at(int fd, uint64_t at, size_t n, char *bytes)
{
	ssize_t done;
	do
		done = pread(fd, bytes, n, (off_t)at);
	while (done < 0 && errno == EINTR);
	return done > 0 ? (size_t)done : 0;
}

static bool is_utf8(const char *encoding)
{
	static const char *const names[] = {"", "utf-8", "ascii", "unknown", "cesu-8"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcasecmp(encoding, names[i]) == 0)
			return true;
	return false;
}

/* p[0..n) as UTF-8 in out[0..room), as far as it goes; *all: all of it. Returns the bytes. */
static size_t decode(const char *encoding, char *p, size_t n, char *out, size_t room, bool *all)
{
	iconv_t converter = iconv_open("UTF-8", encoding);
	char *to = out;
	size_t left = room;
	*all = false;
	if (converter == (iconv_t)-1)
		return 0;
	*all = iconv(converter, &p, &n, &to, &left) != (size_t)-1;
	iconv_close(converter);
	return room - left;
}

/* The text before byte `at` of the file. Where a character begins is tried. */
static size_t text_before(const struct cli_change *c, int fd, char *out, size_t room)
{
	char bytes[BYTES];
	uint64_t from = c->offset > BYTES ? c->offset - BYTES : 0;
	size_t n = read_at(fd, from, (size_t)(c->offset - from), bytes), skip = 0;
	bool all = false;
	if (is_utf8(c->encoding)) {
		while (from > 0 && skip < n && skip < 3 && (bytes[skip] & 0xC0) == 0x80)
			skip++;
		memcpy(out, bytes + skip, n - skip);
		return n - skip;
	}
	for (; skip < 4 && skip < n; skip++) {
		size_t length = decode(c->encoding, bytes + skip, n - skip, out, room, &all);
		if (all)
			return length;
	}
	return 0;
}

static size_t text_behind(const struct cli_change *c, int fd, char *out, size_t room)
{
	char bytes[BYTES];
	bool all;
	size_t n = read_at(fd, c->offset + c->length, BYTES, bytes);
	if (!is_utf8(c->encoding))
		return decode(c->encoding, bytes, n, out, room, &all);
	memcpy(out, bytes, n);
	return n;
}

/* The last characters of the line. */
static void put_before(FILE *out, const char *text, size_t n)
{
	size_t from = n, shown = 0;
	while (from > 0 && shown < AROUND && text[from - 1] != '\n') {
		size_t before = from;
		from--;
		while (from > 0 && before - from < 4 && (text[from] & 0xC0) == 0x80)
			from--;
		shown++;
	}
	cli_put_masked(out, text + from, n - from, CLI_NO_LIMIT);
}

static void put_behind(FILE *out, const char *text, size_t n)
{
	const char *end = memchr(text, '\n', n);
	size_t to = 0;
	n = end != NULL ? (size_t)(end - text) : n;
	for (size_t shown = 0; to < n && shown < AROUND; shown++)
		to += width(text + to, n - to);
	cli_put_masked(out, text, to, CLI_NO_LIMIT);
}

/* --- the text ---------------------------------------------------------------------------- */

static void put_head(FILE *out, const struct cli_change *c, const char *name)
{
	cli_put_masked_string(out, name);
	fprintf(out, ":%" PRIu64 ":%" PRIu64 ": ", c->line, c->column);
	cli_put_masked_string(out, c->kind);
	fprintf(out, _(", confidence %.3f"), c->confidence);
	if (c->guessed > 0)
		fprintf(out, _(", %" PRIu32 " guessed"), c->guessed);
	if (c->lost > 0)
		fprintf(out, _(", %" PRIu32 " lost"), c->lost);
	if (!c->proven)
		fputs(_(", not proven"), out);
	fputc('\n', out);
}

char *cli_sample_text(const struct cli_change *c, int fd, const char *name)
{
	char before[4 * BYTES], behind[4 * BYTES], *text = NULL;
	size_t length, n = text_before(c, fd, before, sizeof before);
	size_t m = text_behind(c, fd, behind, sizeof behind);
	FILE *out = open_memstream(&text, &length);
	if (out == NULL)
		return NULL;
	put_head(out, c, name);
	for (int i = 0; i < 2; i++) {
		fputs(i == 0 ? "- " : "+ ", out);
		put_before(out, before, n);
		fputc('[', out);
		cli_put_masked(out, i == 0 ? c->before : c->after,
		               i == 0 ? c->before_length : c->after_length, SHOWN);
		fputs((i == 0 ? c->before_cut : c->after_cut) ? "...]" : "]", out);
		put_behind(out, behind, m);
		fputc('\n', out);
	}
	fputc('\n', out);
	bool wrong = ferror(out) != 0;
	if (fclose(out) != 0 || wrong) {
		free(text);
		return NULL;
	}
	return text;
}
