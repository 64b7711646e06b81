/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/sample.h"

#include "cli/memory.h"
#include "cli/sample_text.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_MOST = 1024 }; /* bytes of a change that are kept */

static uint64_t mix(uint64_t x)
{
	x += UINT64_C(0x9E3779B97F4A7C15);
	x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
	return x ^ x >> 31;
}

void cli_sample_init(struct cli_sample *s, const struct cli_options *options,
                     atomic_uint_fast64_t *bound)
{
	*s = (struct cli_sample){.seed = options->seed, .most = (size_t)options->sample,
	                         .bound = bound};
}

static void free_change(struct cli_change *c)
{
	free(c->name);
	free(c->kind);
	free(c->before);
	free(c->after);
	free(c->text);
}

void cli_sample_free(struct cli_sample *s)
{
	for (size_t i = 0; i < s->count; i++)
		free_change(&s->change[i]);
	free(s->change);
	s->change = NULL;
	s->count = 0;
}

/* --- the heap ---------------------------------------------------------------------------- */

static void swap(struct cli_change *a, struct cli_change *b)
{
	struct cli_change c = *a;
	*a = *b;
	*b = c;
}

/* The first one may have too low a key for its place. */
static void sink(struct cli_sample *s)
{
	struct cli_change *c = s->change;
	for (size_t i = 0;;) {
		size_t next = 2 * i + 1;
		if (next + 1 < s->count && c[next + 1].key > c[next].key)
			next++;
		if (next >= s->count || c[next].key <= c[i].key)
			return;
		swap(&c[i], &c[next]);
		i = next;
	}
}

/* The last one may have too high a key for its place. */
static void rise(struct cli_sample *s)
{
	struct cli_change *c = s->change;
	for (size_t i = s->count - 1; i > 0 && c[(i - 1) / 2].key < c[i].key; i = (i - 1) / 2)
		swap(&c[(i - 1) / 2], &c[i]);
}

static bool wants(const struct cli_sample *s, uint64_t key)
{
	return key <= atomic_load(s->bound) && (s->count < s->most || key < s->change[0].key);
}

/* It is wanted. */
static void take(struct cli_sample *s, const struct cli_change *change)
{
	if (s->count < s->most) {
		s->change = cli_resize(s->change, s->count + 1, sizeof *s->change);
		s->change[s->count++] = *change;
		rise(s);
		return;
	}
	free_change(&s->change[0]);
	s->change[0] = *change;
	sink(s);
}

/* --- files ------------------------------------------------------------------------------- */

void cli_sample_begin(struct cli_sample *s, uint64_t file)
{
	s->file = file;
	s->number = s->fresh = 0;
}

static bool is_change(const qw_span *s)
{
	return s->before_length != s->after_length
	    || memcmp(s->before, s->after, s->before_length) != 0;
}

static void look_at(struct cli_sample *s, const struct cli_run *run, const qw_span *span)
{
	uint64_t key = mix(mix(mix(s->seed) ^ s->file) ^ s->number++);
	if (!wants(s, key))
		return;
	struct cli_change c = {
		.key = key, .file = s->file, .document = run->document,
		.member = run->member,
		.name = run->member > 0 ? cli_copy(run->file, strlen(run->file)) : NULL,
		.offset = run->offset + span->offset, .length = span->length,
		.line = run->line + span->line, .column = span->column,
		.kind = cli_copy(span->kind, strlen(span->kind)), .confidence = span->confidence,
		.guessed = span->guessed, .lost = span->lost, .proven = span->proven,
	};
	c.before_length = span->before_length < TEXT_MOST ? span->before_length : TEXT_MOST;
	c.before_cut = c.before_length < span->before_length;
	c.before = cli_copy(span->before, c.before_length);
	c.after = cli_sample_mark(span, TEXT_MOST, &c.after_length, &c.after_cut);
	take(s, &c);
	s->fresh++;
}

void cli_sample_event(struct cli_sample *s, const struct cli_run *run, const qw_event *event)
{
	if (event->type == QW_EVENT_SPAN && is_change(event->of.span))
		look_at(s, run, event->of.span);
	if (event->type != QW_EVENT_DOCUMENT || s->fresh == 0)
		return;
	for (size_t i = 0; i < s->count; i++)
		if (s->change[i].document == run->document && s->change[i].member == run->member)
			snprintf(s->change[i].encoding, sizeof s->change[i].encoding, "%s",
			         event->of.report->encoding);
	s->fresh = 0;
}

void cli_sample_end(struct cli_sample *s, int fd, const char *name)
{
	for (size_t i = 0; i < s->count; i++)
		s->change[i].text = cli_sample_text(&s->change[i], fd, s->change[i].name != NULL
		                                    ? s->change[i].name : name);
}

void cli_sample_add(struct cli_sample *s, struct cli_sample *from)
{
	for (size_t i = 0; i < from->count; i++) {
		if (wants(s, from->change[i].key))
			take(s, &from->change[i]);
		else
			free_change(&from->change[i]);
	}
	free(from->change);
	from->change = NULL;
	from->count = 0;
	if (s->count > 0 && s->count == s->most)
		atomic_store(s->bound, s->change[0].key);
}

static int by_place(const void *a, const void *b)
{
	const struct cli_change *x = a, *y = b;
	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	if (x->member != y->member)
		return x->member < y->member ? -1 : 1;
	return (x->offset > y->offset) - (x->offset < y->offset);
}

void cli_sample_print(struct cli_sample *s)
{
	if (s->count > 1)
		qsort(s->change, s->count, sizeof *s->change, by_place);
	for (size_t i = 0; i < s->count; i++)
		if (s->change[i].text != NULL)
			fputs(s->change[i].text, stdout);
}
