/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/html_sample.h"

#include "cli/html_text.h"
#include "cli/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BYTES_MAX = 4 }; /* of a character */

/* So many bytes are at most `limit` characters. */
static size_t prefix(const char *bytes, size_t n, size_t limit)
{
	size_t at = 0;
	uint32_t cell;
	for (size_t i = 0; i < limit && at < n; i++)
		at += cli_html_next(bytes + at, n - at, &cell);
	return at;
}

static struct cli_sample_text text_of(const char *bytes, size_t n)
{
	if (bytes == NULL)
		return (struct cli_sample_text){.bytes = NULL};
	size_t shown = prefix(bytes, n, CLI_SAMPLE_TEXT);
	return (struct cli_sample_text){cli_copy(bytes, shown), shown, n - shown};
}

/* What is in the file before `offset`, as far as the line and the sample go. */
static struct cli_sample_text read_left(int fd, uint64_t offset)
{
	char bytes[CLI_SAMPLE_AROUND * BYTES_MAX];
	uint64_t from = offset > sizeof bytes ? offset - sizeof bytes : 0;
	ssize_t got = pread(fd, bytes, (size_t)(offset - from), (off_t)from);
	if (got < 0 || (uint64_t)got != offset - from)
		return (struct cli_sample_text){.bytes = NULL};
	size_t n = (size_t)got, begin = n;
	while (begin > 0 && bytes[begin - 1] != '\n')
		begin--;
	/* A character may be cut, but not after the line's beginning. */
	if (begin == 0 && from > 0)
		while (begin < n && begin < BYTES_MAX && ((unsigned char)bytes[begin] & 0xC0) == 0x80)
			begin++;
	size_t count = 0;
	uint32_t cell;
	for (size_t at = begin; at < n; count++)
		at += cli_html_next(bytes + at, n - at, &cell);
	if (count > CLI_SAMPLE_AROUND)
		begin += prefix(bytes + begin, n - begin, count - CLI_SAMPLE_AROUND);
	return (struct cli_sample_text){cli_copy(bytes + begin, n - begin), n - begin,
	                                begin > 0 && bytes[begin - 1] != '\n'};
}

static struct cli_sample_text read_right(int fd, uint64_t offset)
{
	char bytes[CLI_SAMPLE_AROUND * BYTES_MAX + BYTES_MAX];
	ssize_t got = pread(fd, bytes, sizeof bytes, (off_t)offset);
	if (got <= 0)
		return (struct cli_sample_text){.bytes = NULL};
	const char *end = memchr(bytes, '\n', (size_t)got);
	size_t n = end != NULL ? (size_t)(end - bytes) : (size_t)got;
	size_t shown = prefix(bytes, n, CLI_SAMPLE_AROUND);
	return (struct cli_sample_text){cli_copy(bytes, shown), shown,
	                                shown < n || (end == NULL && (size_t)got == sizeof bytes)};
}

/* What stands around, but only where the file is known to be read as it is: in UTF-8. */
static void read_around(struct cli_sample *s, const struct cli_finding *f)
{
	char bytes[CLI_SAMPLE_TEXT * BYTES_MAX];
	size_t n = s->before.n;
	if (f->fd < 0 || s->before.bytes == NULL || n > sizeof bytes
	    || pread(f->fd, bytes, n, (off_t)f->offset) != (ssize_t)n
	    || memcmp(bytes, s->before.bytes, n) != 0
	    || n + s->before.left_out != f->length)
		return;
	s->left = read_left(f->fd, f->offset);
	if (s->before.left_out == 0)
		s->right = read_right(f->fd, f->offset + f->length);
}

/* Places of which nobody handed over what stands there. */
static void read_before(struct cli_sample *s, const struct cli_finding *f)
{
	char bytes[CLI_SAMPLE_TEXT * BYTES_MAX];
	size_t want = f->length < sizeof bytes ? (size_t)f->length : sizeof bytes;
	ssize_t got = f->fd >= 0 ? pread(f->fd, bytes, want, (off_t)f->offset) : -1;
	if (got <= 0)
		return;
	s->before = text_of(bytes, (size_t)got);
	s->before.left_out = f->length - s->before.n;
}

static void note_guesses(struct cli_sample *s, const struct cli_finding *f)
{
	if (f->event->type != QW_EVENT_SPAN || s->after.bytes == NULL)
		return;
	const qw_span *span = f->event->of.span;
	size_t at = 0, guess = 0;
	uint32_t cell;
	for (size_t i = 0; at < s->after.n; i++) {
		while (guess < span->guesses && span->guess[guess].offset < at)
			guess++;
		s->is_guess[i] = guess < span->guesses && span->guess[guess].offset == at;
		at += cli_html_next(s->after.bytes + at, s->after.n - at, &cell);
	}
}

static struct cli_sample sample_of(const struct cli_finding *f, uint64_t hash)
{
	struct cli_sample s = {
		.hash = hash, .content = f->content, .file = cli_copy(f->file, strlen(f->file)),
		.chain = cli_copy(f->kind, strlen(f->kind)), .line = f->line, .column = f->column,
		.last_line = f->last_line, .offset = f->offset, .exact = f->exact, .guessed = f->guessed,
		.lost = f->lost, .unproven = f->unproven, .confidence = f->confidence,
		.is_range = f->event->type == QW_EVENT_SEGMENT,
		.before = text_of(f->before, f->before_length),
		.after = text_of(f->after, f->after_length),
	};
	if (s.before.bytes == NULL)
		read_before(&s, f);
	note_guesses(&s, f);
	read_around(&s, f);
	return s;
}

static void free_sample(struct cli_sample *s)
{
	free(s->file);
	free(s->chain);
	free(s->before.bytes);
	free(s->after.bytes);
	free(s->left.bytes);
	free(s->right.bytes);
}

static int compare_numbers(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int compare(const void *a, const void *b)
{
	const struct cli_sample *x = a, *y = b;
	int order = compare_numbers(x->rank, y->rank);
	order = order != 0 ? order : compare_numbers(x->hash, y->hash);
	order = order != 0 ? order : strcmp(x->file, y->file);
	return order != 0 ? order : compare_numbers(x->offset, y->offset);
}

static size_t last_of(const struct cli_samples *s)
{
	size_t last = 0;
	for (size_t i = 1; i < s->count; i++)
		if (compare(&s->sample[i], &s->sample[last]) > 0)
			last = i;
	return last;
}

/* Take the sample, or free it. */
static void insert(struct cli_samples *to, struct cli_sample *s)
{
	size_t at = to->count;
	for (size_t i = 0; i < to->count; i++)
		if (to->sample[i].content == s->content)
			at = i;
	if (at == to->count && to->count < to->room) {
		if (to->sample == NULL)
			to->sample = cli_resize(NULL, to->room, sizeof *to->sample);
		to->sample[to->count++] = *s;
		return;
	}
	if (at == to->count)
		at = last_of(to);
	struct cli_sample *old = &to->sample[at];
	struct cli_sample *worse = compare(s, old) < 0 ? old : s;
	free_sample(worse);
	if (worse == old)
		*old = *s;
}

/* The finaliser of SplitMix64, so that all bits count. */
static uint64_t mix(uint64_t x)
{
	x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
	return x ^ x >> 31;
}

void cli_samples_add(struct cli_samples *to, const struct cli_finding *f)
{
	uint64_t hash = mix(f->content);
	/* Whatever comes later in the file loses against the same, and against what is full of
	 * smaller ones; most findings end here. */
	for (size_t i = 0; i < to->count; i++)
		if (to->sample[i].content == f->content)
			return;
	if (to->count == to->room && hash > to->sample[last_of(to)].hash)
		return;
	struct cli_sample s = sample_of(f, hash);
	insert(to, &s);
}

void cli_samples_move(struct cli_samples *to, struct cli_samples *from)
{
	cli_samples_sort(from);
	for (size_t i = 0; i < from->count; i++) {
		from->sample[i].rank = i;
		insert(to, &from->sample[i]);
	}
	from->count = 0;
}

void cli_samples_sort(struct cli_samples *s)
{
	if (s->count > 1)
		qsort(s->sample, s->count, sizeof *s->sample, compare);
}

void cli_samples_free(struct cli_samples *s)
{
	for (size_t i = 0; i < s->count; i++)
		free_sample(&s->sample[i]);
	free(s->sample);
	*s = (struct cli_samples){.room = s->room};
}
