/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "tally.h"

#include <string.h>

/* The line that begins at `at`, with its LF; empty: none. */
static qw_buffer line_at(const qw_buffer *b, size_t at)
{
	const unsigned char *from = b->data + at, *newline = NULL;
	size_t left = b->length - at;
	if (left > 0)
		newline = memchr(from, '\n', left);
	return (qw_buffer){.data = b->data + at,
	                   .length = newline != NULL ? (size_t)(newline - from) + 1 : left};
}

bool tally_same(const qw_buffer *a, const qw_buffer *b)
{
	return a->length == b->length && (a->length == 0 || memcmp(a->data, b->data, a->length) == 0);
}

void tally_lines(tally *t, const qw_buffer *original, const qw_buffer *damaged,
                 const qw_buffer *repaired)
{
	uint64_t lines = 0, exact = 0;
	size_t o = 0, s = 0, d = 0, r = 0;
	const qw_buffer *sound = t->bytes != NULL ? t->sound : original;
	while (o < original->length && d < damaged->length && r < repaired->length) {
		qw_buffer a = line_at(original, o), b = line_at(damaged, d), c = line_at(repaired, r);
		qw_buffer whole = line_at(sound, s);
		lines += !tally_same(&whole, &b);
		exact += !tally_same(&whole, &b) && tally_same(&a, &c);
		o += a.length;
		s += whole.length;
		d += b.length;
		r += c.length;
	}
	if (o < original->length || d < damaged->length || r < repaired->length)
		return;
	t->lines += lines;
	t->exact_lines += exact;
}

uint64_t tally_changed_lines(const qw_buffer *a, const qw_buffer *b)
{
	uint64_t changed = 0;
	for (size_t i = 0, k = 0; i < a->length;) {
		qw_buffer of_a = line_at(a, i), of_b = {.length = 0};
		if (k < b->length)
			of_b = line_at(b, k);
		changed += !tally_same(&of_a, &of_b);
		i += of_a.length;
		k += of_b.length;
	}
	return changed;
}
