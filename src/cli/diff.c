/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/diff.h"

#include "cli/i18n.h"

#include "cli/memory.h"
#include "cli/message.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 64 * 1024, HUNK = 500 }; /* bytes read; lines that differ in a hunk */

bool cli_diff_has_colour(void)
{
	const char *term = getenv("TERM"), *no = getenv("NO_COLOR");
	return isatty(STDOUT_FILENO) && term != NULL && strcmp(term, "dumb") != 0
	    && (no == NULL || no[0] == '\0');
}

static void clear(struct cli_diff_line *l)
{
	l->length = 0;
	l->ended = false;
}

void cli_diff_begin(struct cli_diff *d, FILE *out, const char *name, int in)
{
	d->out = out;
	d->name = name;
	d->in = in;
	if (d->block == NULL)
		d->block = cli_resize(NULL, BLOCK, 1);
	d->at = d->used = d->kept = 0;
	d->offset = 0;
	d->differs = d->any = d->failed = false;
	d->number = 1;
	d->changed = d->lines = d->same = 0;
	clear(&d->old);
	clear(&d->new);
}

static void add(struct cli_diff_line *l, const void *bytes, size_t n)
{
	if (l->length < CLI_DIFF_SHOWN) {
		size_t room = CLI_DIFF_SHOWN - l->length;
		memcpy(l->bytes + l->length, bytes, n < room ? n : room);
	}
	l->length += n;
}

/* Bytes of the file that were not looked at yet; none at its end. */
static size_t look(struct cli_diff *d)
{
	if (d->at == d->used) {
		ssize_t n;
		do
			n = pread(d->in, d->block, BLOCK, (off_t)d->offset);
		while (n < 0 && errno == EINTR);
		d->at = 0;
		d->used = n > 0 ? (size_t)n : 0;
		d->offset += d->used;
	}
	return d->used - d->at;
}

/* The next at most n bytes of the old line. */
static void take_old(struct cli_diff *d, const char *expected, size_t n)
{
	while (n > 0 && !d->old.ended) {
		size_t length = look(d);
		if (length == 0)
			break;
		length = length < n ? length : n;
		const unsigned char *p = d->block + d->at, *end = memchr(p, '\n', length);
		if (end != NULL)
			length = (size_t)(end - p);
		d->differs |= memcmp(p, expected, length) != 0;
		add(&d->old, p, length);
		d->at += length + (end != NULL);
		d->old.ended = end != NULL;
		expected += length;
		n -= length;
	}
	d->differs |= n > 0;
}

/* What of the old line is left. */
static void take_rest(struct cli_diff *d)
{
	while (!d->old.ended) {
		size_t length = look(d);
		if (length == 0)
			break;
		const unsigned char *p = d->block + d->at, *end = memchr(p, '\n', length);
		if (end != NULL)
			length = (size_t)(end - p);
		d->differs |= length > 0;
		add(&d->old, p, length);
		d->at += length + (end != NULL);
		d->old.ended = end != NULL;
	}
	d->differs |= d->old.ended != d->new.ended;
}

static const char *colour(const struct cli_diff *d, char sign)
{
	return !d->colour ? "" : sign == '-' ? "\033[31m" : sign == '+' ? "\033[32m"
	     : sign == '@' ? "\033[36m" : "";
}

static void put_line(const struct cli_diff *d, FILE *out, char sign, const struct cli_diff_line *l)
{
	const char *begin = colour(d, sign);
	bool cut = l->length > CLI_DIFF_SHOWN;
	fprintf(out, "%s%c", begin, sign);
	cli_put_masked(out, l->bytes, cut ? CLI_DIFF_SHOWN : l->length, CLI_NO_LIMIT);
	fprintf(out, "%s%s\n", cut ? "..." : "", begin[0] != '\0' ? "\033[m" : "");
	if (!l->ended)
		fputs(_("\\ No newline at end of file\n"), out);
}

static bool open_hunk(struct cli_diff *d)
{
	d->body = open_memstream(&d->body_text, &d->body_length);
	d->minus = open_memstream(&d->minus_text, &d->minus_length);
	d->plus = open_memstream(&d->plus_text, &d->plus_length);
	if (d->body == NULL || d->minus == NULL || d->plus == NULL) {
		d->failed = true;
		return false;
	}
	d->first = d->number - d->kept;
	d->lines = d->kept;
	d->same = 0;
	for (size_t i = 0; i < d->kept; i++)
		put_line(d, d->body, ' ', &d->before[i]);
	d->kept = 0;
	return true;
}

/* All that was written since it was last moved. Not every libc sets the length of a stream
 * that was rewound and not written to. */
static void move(struct cli_diff *d, FILE *stream, char *const *text)
{
	fflush(stream);
	off_t length = ftello(stream);
	if (length > 0)
		fwrite(*text, 1, (size_t)length, d->body);
	rewind(stream);
}

/* The old lines that differ stand before all of the new ones. */
static void end_block(struct cli_diff *d)
{
	move(d, d->minus, &d->minus_text);
	move(d, d->plus, &d->plus_text);
}

static void close_stream(struct cli_diff *d, FILE **stream)
{
	if (*stream == NULL)
		return;
	bool wrong = ferror(*stream) != 0;
	if (fclose(*stream) != 0 || wrong)
		d->failed = true;
	*stream = NULL;
}

static void put_head(struct cli_diff *d)
{
	static const char *const sides[] = {"--- ", "+++ "};
	for (int i = 0; i < 2 && !d->any; i++) {
		fputs(sides[i], d->out);
		cli_put_masked_string(d->out, d->name);
		fputc('\n', d->out);
	}
	d->any = true;
	fprintf(d->out, "%s@@ -%" PRIu64 ",%" PRIu64 " +%" PRIu64 ",%" PRIu64 " @@%s\n",
	        colour(d, '@'), d->first, d->lines, d->first, d->lines, d->colour ? "\033[m" : "");
}

static void close_hunk(struct cli_diff *d)
{
	if (d->changed > 0 && d->body != NULL && d->minus != NULL && d->plus != NULL)
		end_block(d);
	close_stream(d, &d->minus);
	close_stream(d, &d->plus);
	close_stream(d, &d->body);
	if (d->changed > 0 && !d->failed) {
		put_head(d);
		fwrite(d->body_text, 1, d->body_length, d->out);
	}
	free(d->body_text);
	free(d->minus_text);
	free(d->plus_text);
	d->body_text = d->minus_text = d->plus_text = NULL;
	d->changed = 0;
}

static void keep(struct cli_diff *d)
{
	if (d->kept == CLI_DIFF_CONTEXT)
		memmove(d->before, d->before + 1, --d->kept * sizeof d->before[0]);
	d->before[d->kept++] = d->old;
}

/* A hunk ends behind as many lines of context as it may have in front. */
static void add_same(struct cli_diff *d)
{
	if (d->changed == 0) {
		keep(d);
		return;
	}
	end_block(d);
	put_line(d, d->body, ' ', &d->old);
	d->lines++;
	if (++d->same == CLI_DIFF_CONTEXT)
		close_hunk(d);
}

static void add_changed(struct cli_diff *d)
{
	if (d->changed == 0 && !open_hunk(d))
		return;
	d->same = 0;
	put_line(d, d->minus, '-', &d->old);
	put_line(d, d->plus, '+', &d->new);
	d->lines++;
	if (++d->changed == HUNK)
		close_hunk(d);
}

static void end_line(struct cli_diff *d)
{
	take_rest(d);
	if (!d->failed && d->differs)
		add_changed(d);
	else if (!d->failed)
		add_same(d);
	clear(&d->old);
	clear(&d->new);
	d->differs = false;
	d->number++;
}

void cli_diff_put(struct cli_diff *d, const char *bytes, size_t n)
{
	while (n > 0) {
		const char *end = memchr(bytes, '\n', n);
		size_t length = end != NULL ? (size_t)(end - bytes) : n;
		take_old(d, bytes, length);
		add(&d->new, bytes, length);
		d->new.ended = end != NULL;
		if (end != NULL)
			end_line(d);
		bytes += length + (end != NULL);
		n -= length + (end != NULL);
	}
}

bool cli_diff_end(struct cli_diff *d)
{
	if (d->new.length > 0 || look(d) > 0 || d->old.length > 0)
		end_line(d);
	close_hunk(d);
	return !d->failed;
}

void cli_diff_free(struct cli_diff *d)
{
	free(d->block);
	d->block = NULL;
}
