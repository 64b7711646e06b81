/* SPDX-License-Identifier: Apache-2.0 */
/* compare-lines DAMAGED ORIGINAL REPAIRED: count the lines that were damaged, those of
 * them that are right again, the sound ones, and those of them that were changed. White
 * space and control characters don't count; U+3013 in the original is any character. */
#include "config.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
	unsigned char *data;
	size_t length, at;
} text;

typedef struct { const unsigned char *p, *end; } line;

static text read_all(const char *name)
{
	text t = {NULL, 0, 0};
	FILE *f = fopen(name, "rb");
	size_t room = 0, n;
	do {
		room += 1 << 20;
		t.data = f != NULL ? realloc(t.data, room) : NULL;
		if (t.data == NULL) {
			perror(name);
			exit(99);
		}
		n = fread(t.data + t.length, 1, room - t.length, f);
		t.length += n;
	} while (n > 0);
	fclose(f);
	return t;
}

static bool next_line(text *t, line *l)
{
	if (t->at == t->length)
		return false;
	unsigned char *newline = memchr(t->data + t->at, '\n', t->length - t->at);
	l->p = t->data + t->at;
	l->end = newline != NULL ? newline : t->data + t->length;
	t->at = (size_t)(l->end - t->data) + (newline != NULL);
	return true;
}

static size_t width(const line *l)
{
	size_t n = *l->p < 0xC0 ? 1 : *l->p < 0xE0 ? 2 : *l->p < 0xF0 ? 3 : 4;
	size_t left = (size_t)(l->end - l->p);
	return n < left ? n : left;
}

/* Blanks and controls, U+0080..U+00A0, U+3000. */
static size_t ignored(const line *l)
{
	size_t n = width(l);
	if (*l->p <= ' ' || *l->p == 0x7F || (n == 2 && l->p[0] == 0xC2 && l->p[1] <= 0xA0)
	    || (n == 3 && memcmp(l->p, "\xE3\x80\x80", 3) == 0))
		return n;
	return 0;
}

static void skip(line *l)
{
	size_t n;
	while (l->p < l->end && (n = ignored(l)) > 0)
		l->p += n;
}

static bool same(line original, line other)
{
	for (;;) {
		skip(&original);
		skip(&other);
		if (original.p == original.end || other.p == other.end)
			return original.p == original.end && other.p == other.end;
		size_t n = width(&original), m = width(&other);
		bool any = n == 3 && memcmp(original.p, "\xE3\x80\x93", 3) == 0;
		if (!any && (n != m || memcmp(original.p, other.p, n) != 0))
			return false;
		original.p += n;
		other.p += m;
	}
}

int main(int argc, char **argv)
{
	unsigned damaged = 0, exact = 0, sound = 0, changed = 0;
	line d, o, r;
	if (argc != 4) {
		fputs("usage: compare-lines DAMAGED ORIGINAL REPAIRED\n", stderr);
		return 99;
	}
	text a = read_all(argv[1]), b = read_all(argv[2]), c = read_all(argv[3]);
	while (next_line(&a, &d)) {
		if (!next_line(&b, &o) || !next_line(&c, &r)) {
			fputs("compare-lines: not as many lines\n", stderr);
			return 1;
		}
		bool right = same(o, r);
		if (same(o, d)) {
			sound++;
			changed += !right;
		} else {
			damaged++;
			exact += right;
		}
	}
	printf("%u %u %u %u\n", damaged, exact, sound, changed);
	free(a.data);
	free(b.data);
	free(c.data);
	return 0;
}
