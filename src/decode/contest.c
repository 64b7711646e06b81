/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "decode/contest.h"

#include <string.h>

bool qw_contest_read(qw_contest *c, const char *name, qw_sample_kind kind, qw_reading *cost)
{
	qw_status status;
	qw_decoder *d = qw_decoder_new(name, c->allocator, &status);
	if (d == NULL) {
		c->starved = c->starved || status == QW_E_NOMEM;
		return false;
	}
	qw_text text;
	qw_sample sample;
	qw_stretch s;
	bool done = true;
	qw_text_init(&text, c->allocator);
	qw_sample_begin(&sample, kind, c->p, c->n, c->final);
	while (done && qw_sample_next(&sample, &s)) {
		bool ascii_before = kind == QW_SAMPLE_STRETCHES && s.p > c->p;
		cost->before = ascii_before ? s.p[-1] : QW_MODEL_START;
		done = qw_reading_add_stretch(cost, d, &s, &text);
	}
	c->starved = c->starved || !done;
	qw_text_free(&text);
	qw_decoder_free(d);
	return done;
}

qw_entry *qw_contest_enter(qw_contest *c, const char *name, int64_t bits, const qw_reading *cost)
{
	if (c->entries == QW_ENTRIES)
		return NULL;
	qw_entry *e = &c->entry[c->entries++];
	*e = (qw_entry){.name = name, .bits = bits, .cost = *cost};
	return e;
}

qw_entry *qw_contest_find(qw_contest *c, const char *name)
{
	for (size_t i = 0; i < c->entries; i++)
		if (strcmp(c->entry[i].name, name) == 0)
			return &c->entry[i];
	return NULL;
}

void qw_contest_sort(qw_contest *c)
{
	for (size_t i = 1; i < c->entries; i++)
		for (size_t k = i; k > 0 && c->entry[k].bits < c->entry[k - 1].bits; k--) {
			qw_entry e = c->entry[k];
			c->entry[k] = c->entry[k - 1];
			c->entry[k - 1] = e;
		}
}

bool qw_costs_more(const qw_reading *r, int bits_of_letter, int slack)
{
	return r->letter_bits > (r->letters * bits_of_letter + slack) * QW_BIT;
}
