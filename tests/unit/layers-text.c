/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "unit/layers-text.h"

#include "damage/mojibake/apply.h"
#include "damage/mojibake/layer.h"

#include <stdlib.h>
#include <string.h>

enum { TRIES = 40 }; /* characters that are tried in one place */

static qw_text empty(void)
{
	qw_text t;
	qw_allocator a = qw_allocator_default();
	qw_text_init(&t, &a);
	return t;
}

qw_layers one_layer(qw_set_id written, qw_set_id read)
{
	qw_layers l = {.count = 1};
	l.layer[0].written = (uint8_t)written;
	l.layer[0].read = (uint8_t)read;
	return l;
}

bool is_pair(qw_set_id written, qw_set_id read)
{
	return qw_set_may_pair(written, read) && qw_set_written(written) > 0 && qw_set_read(read) > 0
	    && read != QW_SET_SCAR && !qw_set_is_patched(read);
}

qw_layers random_layers(generator *g, unsigned count)
{
	qw_layers l = {.count = 0};
	while (l.count < count) {
		qw_set_id written = (qw_set_id)pick(g, QW_SETS), read = (qw_set_id)pick(g, QW_SETS);
		/* X-as-Y,Y-as-Z is X-as-Z. */
		bool joined = l.count > 0 && l.layer[l.count - 1].written == read;
		if (!is_pair(written, read) || joined)
			continue;
		l.layer[l.count].written = (uint8_t)written;
		l.layer[l.count++].read = (uint8_t)read;
	}
	return l;
}

bool apply_layers(const qw_layers *l, const qw_text *in, qw_text *out)
{
	qw_text text = empty();
	bool whole = true;
	qw_text_append(&text, in->cell, in->at, in->length);
	for (size_t i = l->count; i-- > 0 && whole;) {
		qw_set written = qw_set_get(l->layer[i].written), read = qw_set_get(l->layer[i].read);
		qw_text next = empty();
		size_t bad;
		whole = qw_mojibake_apply(&written, &read, "strict", strlen("strict"), &text, &next, &bad);
		qw_text_free(&text);
		text = next;
	}
	*out = text;
	return whole;
}

bool undo_layers(const qw_layers *l, const qw_text *damaged, qw_text *out)
{
	qw_layer_input in = {damaged->cell, NULL, damaged->length, false};
	qw_text before = empty();
	for (size_t i = 0; i < l->count; i++) {
		qw_set written = qw_set_get(l->layer[i].written), read = qw_set_get(l->layer[i].read);
		*out = empty();
		if (!qw_layer_undo(&written, &read, in, SIZE_MAX, out))
			abort();
		qw_text_free(&before);
		before = *out;
		in = (qw_layer_input){out->cell, out->at, out->length, false};
	}
	/* One break, behind the piece, which is none of the text. */
	size_t first = 0;
	while (first < out->length && out->cell[first] != QW_PIECE_BREAK)
		first++;
	bool whole = first + 1 == out->length && out->at[first] == 2 * damaged->length;
	out->length -= out->length > 0;
	return whole;
}

/* Han that the set writes and reads as itself. */
static qw_cell random_han(generator *g, const qw_set *set)
{
	for (;;) {
		qw_cell c = 0x4E00 + (qw_cell)pick(g, 0x51A6), back[2];
		unsigned char code[4];
		unsigned count;
		qw_reason reason;
		size_t n = qw_set_encode(set, c, code);
		if (n > 0 && qw_set_decode(set, code, n, back, &count, &reason) == n && back[0] == c)
			return c;
	}
}

static bool survives(const qw_layers *l, const qw_text *t)
{
	qw_text out;
	bool whole = apply_layers(l, t, &out);
	qw_text_free(&out);
	return whole;
}

qw_text surviving_text(generator *g, const qw_layers *l, size_t length)
{
	qw_set set = qw_set_get(l->layer[l->count - 1].written);
	qw_text t = empty();
	size_t good = 0;
	for (unsigned tries = 0; good < length && tries < TRIES; tries++) {
		/* One may leave half of a pair, so that it takes two or three. */
		for (unsigned i = 0; i < 3 && t.length < good + 3; i++) {
			qw_text_add(&t, random_han(g, &set), (uint32_t)t.length, (uint32_t)t.length + 1);
			if (survives(l, &t)) {
				good = t.length;
				tries = 0;
			}
		}
		t.length = good;
	}
	return t;
}

bool same_cells(const qw_text *a, const qw_text *b)
{
	return a->length == b->length
	    && (a->length == 0 || memcmp(a->cell, b->cell, a->length * sizeof *a->cell) == 0);
}
