/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/journal_diff.h"

#include "cli/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BUFFER = 256 * 1024 }; /* and no line is longer */

struct side {
	int fd;
	uint64_t read;              /* bytes of the file */
	unsigned char *buffer;
	size_t begin, end;          /* what of the buffer is not used yet */
	bool at_end;
};

struct piece {
	const unsigned char *p;
	size_t n;
};

struct diff {
	struct side old, new;
	const struct cli_places *places;
	size_t next;                /* place that is not behind yet */
	uint64_t offset;            /* of the line in the old file */
	cli_change_fn found;
	void *ctx;
};

static bool fill(struct side *s)
{
	memmove(s->buffer, s->buffer + s->begin, s->end - s->begin);
	s->end -= s->begin;
	s->begin = 0;
	if (s->end == BUFFER)
		return false;
	ssize_t n;
	do
		n = pread(s->fd, s->buffer + s->end, BUFFER - s->end, (off_t)s->read);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return false;
	s->at_end = n == 0;
	s->read += (uint64_t)n;
	s->end += (size_t)n;
	return true;
}

/* The next line with its LF; n 0: there is none. False: it can't be had. */
static bool next_line(struct side *s, struct piece *line)
{
	size_t seen = 0;
	for (;;) {
		const unsigned char *lf = memchr(s->buffer + s->begin + seen, '\n',
		                                 s->end - s->begin - seen);
		if (lf != NULL || s->at_end)
			break;
		seen = s->end - s->begin;
		if (!fill(s))
			return false;
	}
	line->p = s->buffer + s->begin;
	line->n = s->end - s->begin;
	const unsigned char *lf = memchr(line->p, '\n', line->n);
	if (lf != NULL)
		line->n = (size_t)(lf - line->p) + 1;
	s->begin += line->n;
	return true;
}

static bool is_same(struct piece a, struct piece b)
{
	return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
}

/* The offset of a piece of the old line that begins at `line`. */
static bool tell(struct diff *d, const unsigned char *line, struct piece old, struct piece new,
                 const struct cli_place *place)
{
	if (is_same(old, new))
		return true;
	struct cli_change change = {.offset = d->offset + (uint64_t)(old.p - line),
	                            .old = old.p, .old_length = old.n, .new = new.p,
	                            .new_length = new.n, .place = place};
	return d->found(d->ctx, &change);
}

static bool is_trail(unsigned char byte)
{
	return (byte & 0xC0) == 0x80;
}

/* Length of the character at `at`, if both pieces, equally long, had one of UTF-8 there. */
static size_t step(struct piece old, struct piece new, size_t at)
{
	size_t end = at + 1;
	while (end < old.n && (is_trail(old.p[end]) || is_trail(new.p[end])))
		end++;
	return end - at;
}

/* Pieces of one length: what differs are characters that were converted one to one. */
static bool tell_characters(struct diff *d, const unsigned char *line, struct piece old,
                            struct piece new)
{
	for (size_t at = 0, from = 0, n; at <= old.n; at += n) {
		n = at < old.n ? step(old, new, at) : 1;
		if (at < old.n && memcmp(old.p + at, new.p + at, n) != 0)
			continue;
		struct piece a = {old.p + from, at - from}, b = {new.p + from, at - from};
		if (at > from && !tell(d, line, a, b, NULL))
			return false;
		from = at + n;
	}
	return true;
}

/* Without what both have in front and at the end, as far as it is whole characters. */
static bool tell_middle(struct diff *d, const unsigned char *line, struct piece old,
                        struct piece new, const struct cli_place *place)
{
	size_t most = old.n < new.n ? old.n : new.n, front = 0, back = 0;
	while (front < most && old.p[front] == new.p[front])
		front++;
	while (front > 0 && ((front < old.n && is_trail(old.p[front]))
	                     || (front < new.n && is_trail(new.p[front]))))
		front--;
	while (back < most - front && old.p[old.n - 1 - back] == new.p[new.n - 1 - back])
		back++;
	while (back > 0 && is_trail(old.p[old.n - back]))
		back--;
	old = (struct piece){old.p + front, old.n - front - back};
	new = (struct piece){new.p + front, new.n - front - back};
	return tell(d, line, old, new, place);
}

/* The places of a line are where they should be if the rest of it kept its length. */
static bool fits(const struct cli_place *place, size_t count, uint64_t offset, struct piece old,
                 struct piece new)
{
	uint64_t from = offset, grown = new.n;
	for (size_t i = 0; i < count; i++) {
		if (place[i].offset < from || place[i].length > offset + old.n - place[i].offset)
			return false;
		from = place[i].offset + place[i].length;
		grown += place[i].length;
		if (grown < place[i].after)
			return false;
		grown -= place[i].after;
	}
	return grown == old.n;
}

static const struct cli_place *least_sure(const struct cli_place *place, size_t count)
{
	const struct cli_place *least = count > 0 ? place : NULL;
	for (size_t i = 1; i < count; i++)
		if (place[i].confidence < least->confidence)
			least = &place[i];
	return least;
}

static bool tell_line(struct diff *d, struct piece old, struct piece new,
                      const struct cli_place *place, size_t count)
{
	const unsigned char *line = old.p;
	if (!fits(place, count, d->offset, old, new))
		return tell_middle(d, line, old, new, least_sure(place, count));
	for (size_t i = 0; i <= count; i++) {
		size_t gap = i < count ? (size_t)(place[i].offset - d->offset) - (size_t)(old.p - line)
		                       : old.n;
		struct piece a = {old.p, gap}, b = {new.p, gap};
		if (!tell_characters(d, line, a, b))
			return false;
		if (i == count)
			break;
		a = (struct piece){old.p + gap, (size_t)place[i].length};
		b = (struct piece){new.p + gap, (size_t)place[i].after};
		if (!tell(d, line, a, b, &place[i]))
			return false;
		old = (struct piece){a.p + a.n, old.n - gap - a.n};
		new = (struct piece){b.p + b.n, new.n - gap - b.n};
	}
	return true;
}

static bool compare(struct diff *d)
{
	struct piece old, new;
	for (;;) {
		if (!next_line(&d->old, &old) || !next_line(&d->new, &new))
			return false;
		if (old.n == 0 || new.n == 0)
			return old.n == 0 && new.n == 0;
		const struct cli_place *place = d->places->place;
		size_t from = d->next;
		while (d->next < d->places->count && place[d->next].offset < d->offset + old.n)
			d->next++;
		if (!is_same(old, new)
		    && !tell_line(d, old, new, place != NULL ? place + from : NULL, d->next - from))
			return false;
		d->offset += old.n;
	}
}

bool cli_changes(int old, int new, const struct cli_places *places, cli_change_fn found,
                 void *ctx)
{
	struct diff d = {.old.fd = old, .new.fd = new, .places = places, .found = found, .ctx = ctx};
	d.old.buffer = cli_resize(NULL, BUFFER, 1);
	d.new.buffer = cli_resize(NULL, BUFFER, 1);
	bool compared = !places->too_many && compare(&d);
	free(d.old.buffer);
	free(d.new.buffer);
	return compared;
}
