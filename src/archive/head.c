/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "archive/head.h"

#include <string.h>
#include <strings.h>

size_t arc_head_length(const unsigned char *p, size_t n)
{
	const unsigned char *lf;
	for (size_t i = 0; i < n && (lf = memchr(p + i, '\n', n - i)) != NULL;) {
		i = (size_t)(lf - p) + 1;
		if (i < n && p[i] == '\n')
			return i + 1;
		if (i + 1 < n && p[i] == '\r' && p[i + 1] == '\n')
			return i + 2;
	}
	return 0;
}

/* Where the line that begins at `at` ends, its LF included. */
static size_t line_end(const struct arc_bytes *h, size_t at)
{
	const unsigned char *lf = memchr(h->p + at, '\n', h->n - at);
	return lf != NULL ? (size_t)(lf - h->p) + 1 : h->n;
}

static bool is_blank(unsigned char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Where the field that begins at `at` ends, with the lines in which it goes on. */
static size_t field_end(const struct arc_bytes *h, size_t at)
{
	do
		at = line_end(h, at);
	while (at < h->n && (h->p[at] == ' ' || h->p[at] == '\t'));
	return at;
}

static bool has_name(const struct arc_bytes *h, size_t at, size_t end, const char *name)
{
	size_t n = strlen(name);
	if (end - at <= n || strncasecmp((const char *)h->p + at, name, n) != 0)
		return false;
	for (at += n; at < end && (h->p[at] == ' ' || h->p[at] == '\t'); at++)
		continue;
	return at < end && h->p[at] == ':';
}

bool arc_head_find(const struct arc_bytes *h, const char *name, struct arc_value *value)
{
	*value = (struct arc_value){.p = "", .n = 0};
	for (size_t at = h->n > 0 ? line_end(h, 0) : 0, end; at < h->n; at = end) {
		end = field_end(h, at);
		if (!has_name(h, at, end, name))
			continue;
		const unsigned char *p = memchr(h->p + at, ':', end - at), *last = h->p + end;
		for (p++; p < last && is_blank(*p); p++)
			continue;
		for (; last > p && is_blank(last[-1]); last--)
			continue;
		*value = (struct arc_value){.p = (const char *)p, .n = (size_t)(last - p)};
		return true;
	}
	return false;
}

bool arc_value_is(const struct arc_value *value, const char *word)
{
	return value->n == strlen(word) && strncasecmp(value->p, word, value->n) == 0;
}

bool arc_value_number(const struct arc_value *value, uint64_t *number)
{
	*number = 0;
	for (size_t i = 0; i < value->n; i++) {
		unsigned digit = (unsigned char)value->p[i] - (unsigned)'0';
		if (digit > 9 || *number > (UINT64_MAX / 2 - digit) / 10)
			return false;
		*number = *number * 10 + digit;
	}
	return value->n > 0;
}

static const struct arc_edit *edit_of(const struct arc_bytes *h, size_t at, size_t end,
                                      const struct arc_edit *edits, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (has_name(h, at, end, edits[i].name))
			return &edits[i];
	return NULL;
}

bool arc_head_edit(struct arc_bytes *out, const struct arc_bytes *h, const struct arc_edit *edits,
                   size_t count)
{
	size_t at = h->n > 0 ? line_end(h, 0) : 0, end;
	arc_bytes_add(out, h->p, at);
	for (; at < h->n; at = end) {
		end = field_end(h, at);
		const struct arc_edit *edit = edit_of(h, at, end, edits, count);
		if (edit == NULL) {
			arc_bytes_add(out, h->p + at, end - at);
		} else if (edit->value != NULL) {
			const unsigned char *colon = memchr(h->p + at, ':', end - at);
			bool cr = end - at >= 2 && h->p[end - 2] == '\r';
			arc_bytes_add(out, h->p + at, (size_t)(colon - h->p) + 1 - at);
			arc_bytes_add_string(out, " ");
			arc_bytes_add_string(out, edit->value);
			arc_bytes_add_string(out, cr ? "\r\n" : "\n");
		}
	}
	return !out->failed;
}
