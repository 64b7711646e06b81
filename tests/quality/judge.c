/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "judge-internal.h"

#include "corpus.h"

#include <stdlib.h>
#include <string.h>

void *judge_grow(void *array, size_t *capacity, size_t n, size_t size)
{
	if (n <= *capacity)
		return array;
	*capacity = 2 * n;
	return corpus_must(realloc(array, 2 * n * size));
}

static int put(void *ctx, const void *bytes, size_t n)
{
	judge *j = ctx;
	qw_buffer_add(&j->repaired, bytes, n);
	return 0;
}

static void note(void *ctx, const qw_event *event)
{
	judge *j = ctx;
	if (event->type != QW_EVENT_SPAN)
		return;
	const qw_span *s = event->of.span;
	j->place = judge_grow(j->place, &j->capacity, j->places + 1, sizeof *j->place);
	j->guess = judge_grow(j->guess, &j->guess_capacity, j->guesses + s->guesses, sizeof *j->guess);
	j->place[j->places++] = (place){.offset = (size_t)s->offset, .length = (size_t)s->length,
	                                .after = s->after_length, .guessed = s->guessed,
	                                .confidence = s->confidence, .bits = s->bits,
	                                .guess = j->guesses, .guesses = s->guesses};
	for (size_t i = 0; i < s->guesses; i++)
		j->guess[j->guesses++] = s->guess[i];
}

judge *judge_new(void)
{
	judge *j = corpus_must(calloc(1, sizeof *j));
	qw_allocator a = qw_allocator_default();
	qw_options options;
	qw_options_init(&options);
	options.script = QW_SCRIPT_KEEP;
	options.event = note;
	options.event_ctx = j;
	qw_buffer_init(&j->repaired, &a);
	qw_text_init(&j->original_cells, &a);
	qw_text_init(&j->repaired_cells, &a);
	j->session = corpus_must(qw_session_new(&options, put, j, NULL));
	return j;
}

void judge_free(judge *j)
{
	qw_session_free(j->session);
	qw_buffer_free(&j->repaired);
	qw_text_free(&j->original_cells);
	qw_text_free(&j->repaired_cells);
	free(j->place);
	free(j->guess);
	free(j->to);
	free(j->origin);
	free(j->flag);
	free(j);
}

const qw_buffer *judge_repaired(const judge *j) { return &j->repaired; }

const confidence *judge_confidence(const judge *j, judge_measure measure)
{
	return &j->confidence[measure];
}

static void to_cells(qw_text *t, const qw_buffer *b)
{
	qw_text_clear(t);
	qw_text_add_utf8(t, b->data, b->length, 0);
	if (t->failed || b->failed)
		corpus_fail("no memory");
}

bool judge_case(judge *j, const qw_buffer *original, const qw_buffer *damaged, tally *t)
{
	qw_buffer_clear(&j->repaired);
	j->places = j->guesses = 0;
	if (qw_session_feed(j->session, damaged->data, damaged->length) != QW_OK
	    || qw_session_finish(j->session) != QW_OK)
		corpus_fail(qw_session_error(j->session)->message);
	to_cells(&j->original_cells, original);
	to_cells(&j->repaired_cells, &j->repaired);
	bool exact = tally_same(original, &j->repaired);
	t->cases++;
	t->exact += exact;
	t->characters += judge_counted(t, &j->original_cells, 0, j->original_cells.length);
	judge_count(j, damaged, t);
	tally_lines(t, original, damaged, &j->repaired);
	return exact;
}
