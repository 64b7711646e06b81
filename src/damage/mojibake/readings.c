/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/readings.h"

#include <string.h>

enum { STRETCHES = 8 };  /* of the text that are searched */

void qw_readings_init(qw_readings *r, const qw_allocator *a)
{
	qw_candidates_init(&r->candidates, a);
	qw_text_init(&r->texts, a);
	r->count = 0;
}

void qw_readings_free(qw_readings *r)
{
	qw_candidates_free(&r->candidates);
	qw_text_free(&r->texts);
}

static bool is_listed(const qw_readings *r, const qw_cell *c, size_t n)
{
	for (size_t i = 0; i < r->count; i++)
		if (r->reading[i].length == n
		    && memcmp(r->texts.cell + r->reading[i].first, c, n * sizeof *c) == 0)
			return true;
	return false;
}

/* The least likely one gives way, but never the text as it stands. */
static size_t last_place(const qw_readings *r)
{
	size_t last = r->count - 1;
	return r->reading[last].layers.count > 0 ? last : last - 1;
}

/* In the order of their gains. */
static void insert(qw_readings *r, const qw_reading_of *new)
{
	size_t at = r->count;
	while (at > 0 && r->reading[at - 1].gain < new->gain)
		at--;
	size_t end = r->count < QW_READINGS ? r->count : last_place(r);
	if (at > end)
		return;
	memmove(r->reading + at + 1, r->reading + at, (end - at) * sizeof *r->reading);
	r->reading[at] = *new;
	r->count += r->count < QW_READINGS;
}

/* The same text by another chain is no other reading: chains come in the order of their
 * gains. */
static bool add(qw_readings *r, const qw_layers *l, const qw_slice *text)
{
	qw_reading_of new = {.layers = *l, .first = r->texts.length};
	if (!qw_candidates_read(&r->candidates, l, text, &r->texts, &new.gain))
		return false;
	new.length = r->texts.length - new.first;
	if (is_listed(r, r->texts.cell + new.first, new.length))
		r->texts.length = new.first;
	else
		insert(r, &new);
	return true;
}

bool qw_readings_find(qw_readings *r, const qw_slice *text)
{
	qw_candidates *c = &r->candidates;
	size_t from, to = 0;
	r->count = 0;
	qw_text_clear(&r->texts);
	qw_text_append(&r->texts, text->cell, text->at, text->length);
	insert(r, &(qw_reading_of){.length = text->length});
	if (r->texts.failed || !qw_surprise_sum(&c->surprise, text->cell, text->length))
		return false;
	for (size_t i = 0; i < STRETCHES; i++) {
		if (!qw_surprise_next(&c->surprise, text->cell, to, &from, &to))
			break;
		if (!qw_search_run(&c->search, text->cell, text->length, c->surprise.sum, from, to,
		                   INT64_MAX))
			return false;
		for (size_t k = 0; k < c->search.count; k++)
			if (!add(r, &c->search.found[k].layers, text))
				return false;
	}
	return true;
}
