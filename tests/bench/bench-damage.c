/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "bench-damage.h"

#include "qingwen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a page may meet, the common ones more often. */
static const char *const chains[] = {
	"utf8-as-latin1", "gbk-as-latin1", "utf8-as-windows-1252", "utf8-as-gbk",
	"gbk-as-windows-1252", "utf8-as-latin1", "gbk-as-big5", "utf8-as-latin1,utf8-as-latin1",
	"utf8-as-windows-1252", "gbk-as-shift_jis", "gbk-as-latin1,utf8-as-latin1",
	"utf8-as-windows-1251", "utf8-as-gbk", "gbk-as-euc-kr", "utf8-as-macroman",
	"utf8-as-windows-1252,utf8-as-windows-1252", "gbk-as-windows-1251", "utf8-as-cp437",
};

void bench_fail(int status, const char *what)
{
	fprintf(stderr, "bench-text: %s\n", what);
	exit(status);
}

/* Does the chain say which program lost what? Then it is to lose something. */
static bool may_lose(const char *chain)
{
	return strstr(chain, "-as-") != NULL && strchr(chain, ':') != NULL;
}

/* Append p[0..n), damaged. False: it lost something, and nothing was appended. */
static bool damage(const char *chain, const unsigned char *p, size_t n, qw_buffer *out)
{
	static const char lost[] = "\xEF\xBF\xBD";
	qw_error error;
	char *damaged;
	size_t length;
	if (qw_damage(chain, p, n, NULL, &damaged, &length, &error) != QW_OK)
		bench_fail(1, error.message);
	bool kept = may_lose(chain) || memmem(damaged, length, lost, sizeof lost - 1) == NULL;
	if (kept)
		qw_buffer_add(out, damaged, length);
	qw_free(NULL, damaged, length);
	return kept;
}

void bench_damage(const char *chain, const qw_buffer *text, qw_buffer *out)
{
	damage(chain, text->data, text->length, out);
}

/* The length of the line at p, without its LF: all lines have one. */
static size_t line_length(const qw_buffer *text, size_t at)
{
	const unsigned char *p = text->data + at;
	const unsigned char *newline = memchr(p, '\n', text->length - at);
	return newline != NULL ? (size_t)(newline - p) : text->length - at;
}

void bench_damage_lines(const char *chain, const qw_buffer *text, qw_buffer *out)
{
	for (size_t i = 0, n; i < text->length; i += n + 1) {
		n = line_length(text, i);
		if (damage(chain, text->data + i, n, out))
			qw_buffer_add_byte(out, '\n');
	}
}

void bench_damage_some(size_t every, const qw_buffer *text, qw_buffer *out)
{
	size_t number = 0, count = sizeof chains / sizeof *chains;
	for (size_t i = 0, n; i < text->length; i += n + 1, number++) {
		n = line_length(text, i);
		if (number % every != 0
		    || !damage(chains[number / every % count], text->data + i, n, out))
			qw_buffer_add(out, text->data + i, n);
		qw_buffer_add_byte(out, '\n');
	}
}
