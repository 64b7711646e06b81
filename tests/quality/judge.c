/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "judge.h"

#include "align.h"
#include "corpus.h"
#include "qingwen.h"
#include "text/text.h"

#include <stdlib.h>
#include <string.h>

/* A place that repair changed: bytes of the damaged text, bytes of the repaired one. */
typedef struct {
	size_t offset, length, after;
	uint32_t guessed;
	double confidence, bits;
	size_t out_from, out_to;
} place;

struct judge {
	qw_session *session;
	qw_buffer repaired;
	place *place;
	size_t places, capacity;
	qw_text original_cells, repaired_cells;
	uint32_t *to;            /* by cell of the original: its partner */
	uint32_t *origin;        /* by cell of the repaired text: its partner */
	unsigned char *flag;     /* by cell of the repaired text */
	size_t to_capacity, origin_capacity, flag_capacity;
	confidence confidence;
};

enum { CHANGED = 1, DROPPED = 2 /* repair took something away in front of it */ };

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
	if (j->places == j->capacity) {
		j->capacity = 2 * j->capacity + 64;
		j->place = corpus_must(realloc(j->place, j->capacity * sizeof *j->place));
	}
	const qw_span *s = event->of.span;
	j->place[j->places++] = (place){.offset = (size_t)s->offset, .length = (size_t)s->length,
	                                .after = s->after_length, .guessed = s->guessed,
	                                .confidence = s->confidence, .bits = s->bits};
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
	free(j->to);
	free(j->origin);
	free(j->flag);
	free(j);
}

const qw_buffer *judge_repaired(const judge *j) { return &j->repaired; }

const confidence *judge_confidence(const judge *j) { return &j->confidence; }

static int by_offset(const void *a, const void *b)
{
	const place *x = a, *y = b;
	return (x->offset > y->offset) - (x->offset < y->offset);
}

/* Where the places are in the repaired text. */
static void find_places(judge *j)
{
	size_t in = 0, out = 0;
	if (j->places > 1)
		qsort(j->place, j->places, sizeof *j->place, by_offset);
	for (size_t i = 0; i < j->places; i++) {
		place *p = &j->place[i];
		out += p->offset > in ? p->offset - in : 0;
		p->out_from = out;
		out += p->after;
		p->out_to = out;
		in = p->offset + p->length > in ? p->offset + p->length : in;
	}
}

/* The first cell at or behind a byte, searched from cell i on. */
static size_t cell_at(const qw_text *t, size_t i, size_t byte)
{
	while (i < t->length && t->at[i] < byte)
		i++;
	return i;
}

static void flag_places(judge *j)
{
	const qw_text *t = &j->repaired_cells;
	size_t i = 0;
	for (size_t k = 0; k < j->places; k++) {
		i = cell_at(t, i, j->place[k].out_from);
		j->flag[i] |= DROPPED;
		for (; i < t->length && t->at[i] < j->place[k].out_to; i++)
			j->flag[i] |= CHANGED;
	}
}

/* Is nothing missing or too much between the neighbours of cells [from, to)? Where a
 * neighbour is no character of the original itself, nobody can tell. */
static bool is_seamless(const judge *j, size_t from, size_t to)
{
	size_t front = 0;       /* where the place should begin in the original */
	if (to == j->repaired_cells.length || j->origin[to] == ALIGN_NONE)
		return true;
	if (from > 0 && j->origin[from - 1] == ALIGN_NONE)
		return true;
	if (from > 0)
		front = j->origin[from - 1] + (size_t)1;
	return j->origin[to] - front == to - from;
}

/* Of the guessed characters of a place those are right that are not known to be wrong. */
static void count_place(judge *j, const place *p, size_t from, size_t to, tally *t)
{
	uint32_t wrong = 0, guessed = p->guessed;
	bool whole = is_seamless(j, from, to);
	for (size_t i = from; i < to; i++) {
		wrong += j->origin[i] == ALIGN_NONE;
		whole = whole && (i == from || j->origin[i] == j->origin[i - 1] + 1);
	}
	t->guessed += guessed;
	t->guessed_right += wrong < guessed ? guessed - wrong : 0;
	confidence_add(&j->confidence, p->confidence, p->bits, whole && wrong == 0);
}

static void count_places(judge *j, tally *t)
{
	const qw_text *cells = &j->repaired_cells;
	size_t i = 0;
	for (size_t k = 0; k < j->places; k++) {
		size_t from = cell_at(cells, i, j->place[k].out_from);
		i = cell_at(cells, from, j->place[k].out_to);
		count_place(j, &j->place[k], from, i, t);
	}
}

/* Did repair change anything in cells [from, to)? */
static bool is_changed(const judge *j, size_t from, size_t to)
{
	bool changed = (j->flag[to] & DROPPED) != 0;
	for (; from < to; from++)
		changed = changed || j->flag[from] != 0;
	return changed;
}

static void count_characters(const judge *j, tally *t)
{
	size_t behind = 0, n = j->original_cells.length; /* the cell behind the last partner */
	for (size_t i = 0; i < n;) {
		size_t end = i;
		while (end < n && j->to[end] == ALIGN_NONE)
			end++;
		size_t next = end < n ? j->to[end] : j->repaired_cells.length;
		if (end > i && is_changed(j, behind, next))
			t->wrong += end - i;
		else
			t->left += end - i;
		t->right += end < n;
		behind = next + 1;
		i = end + 1;
	}
}

static void *grow(void *array, size_t *capacity, size_t n, size_t size)
{
	if (n <= *capacity)
		return array;
	*capacity = 2 * n;
	return corpus_must(realloc(array, 2 * n * size));
}

static void compare(judge *j, tally *t)
{
	const qw_text *o = &j->original_cells, *r = &j->repaired_cells;
	j->to = grow(j->to, &j->to_capacity, o->length + 1, sizeof *j->to);
	j->origin = grow(j->origin, &j->origin_capacity, r->length + 1, sizeof *j->origin);
	j->flag = grow(j->flag, &j->flag_capacity, r->length + 1, sizeof *j->flag);
	memset(j->flag, 0, r->length + 1);
	align(o->cell, o->length, r->cell, r->length, j->to);
	for (size_t i = 0; i < r->length; i++)
		j->origin[i] = ALIGN_NONE;
	for (size_t i = 0; i < o->length; i++)
		if (j->to[i] != ALIGN_NONE)
			j->origin[j->to[i]] = (uint32_t)i;
	flag_places(j);
	count_characters(j, t);
	count_places(j, t);
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
	j->places = 0;
	if (qw_session_feed(j->session, damaged->data, damaged->length) != QW_OK
	    || qw_session_finish(j->session) != QW_OK)
		corpus_fail(qw_session_error(j->session)->message);
	find_places(j);
	to_cells(&j->original_cells, original);
	to_cells(&j->repaired_cells, &j->repaired);
	bool exact = tally_same(original, &j->repaired);
	t->cases++;
	t->exact += exact;
	t->characters += j->original_cells.length;
	compare(j, t);
	tally_lines(t, original, damaged, &j->repaired);
	return exact;
}
