/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/search.h"

#include "damage/mojibake/hash.h"
#include "damage/mojibake/layer.h"
#include "damage/mojibake/readers.h"

#include <string.h>

enum {
	SIGHT = 4096,     /* cells of the line that say which of like sets it was */
	BREAKS = 16,     /* of so many cells one may fail to be read, and one more */
	COVER = 70,      /* per cent of a text that a reading must hold for */
	GOOD = 11,       /* bits of a cell in text that needs no further undoing, */
	GOOD_CELLS = 6,  /* when it has so many Han */
	GLANCE = 32,     /* cells that show a single layer */
	AROUND = 3,      /* cells beside a stretch that may belong to it */
	WORST = 12       /* bits by which a result may be too dear on a sample alone */
};

void qw_search_init(qw_search *s, const qw_allocator *a)
{
	for (qw_set_id id = 0; id < QW_SETS; id++)
		s->set[id] = qw_set_get(id);
	qw_text_init(&s->texts, a);
	qw_text_init(&s->scratch, a);
	s->nodes = s->count = 0;
}

void qw_search_free(qw_search *s)
{
	qw_text_free(&s->texts);
	qw_text_free(&s->scratch);
}

/* ---- texts and what can be made of them ---- */

/* The longest piece of the undone text: cells [*first, *end), of which at[] tells the
 * borders in the input. */
static void longest_piece(const qw_text *t, size_t *first, size_t *end)
{
	size_t begin = 0;
	*first = *end = 0;
	for (size_t k = 0; k < t->length; k++)
		if (t->cell[k] == QW_PIECE_BREAK) {
			if (t->at[k] - t->at[begin] > t->at[*end] - t->at[*first]) {
				*first = begin;
				*end = k;
			}
			begin = k + 1;
		}
}

static uint64_t hash_of(const qw_cell *c, size_t n)
{
	uint64_t h = n;
	for (size_t i = 0; i < n; i++)
		h = qw_hash_add(h, c[i]);
	return h;
}

/* The same text is known already: the chain stays whose reader holds more of what stands
 * around, or that is likelier. */
static bool is_known(qw_search *s, const qw_search_node *new)
{
	for (size_t i = 0; i < s->nodes; i++) {
		qw_search_node *old = &s->node[i];
		if (old->hash != new->hash || old->length != new->length)
			continue;
		if (old->layers.count == new->layers.count
		    && (new->cover > old->cover || (new->cover == old->cover
		        && qw_layers_price(&new->layers) < qw_layers_price(&old->layers)))) {
			old->layers = new->layers;
			old->cover = new->cover;
		}
		return true;
	}
	return false;
}

static bool is_wide(const qw_cell *c, size_t n)
{
	size_t i = 0;
	while (i < n && c[i] < 0x80)
		i++;
	return i < n;
}

/* What the parent's text from border `from` to `to` cost as part of the sample. */
static int64_t share_of(const qw_search_node *parent, size_t cells)
{
	return parent->damaged * (int64_t)cells / (int64_t)parent->length;
}

/* Undo W-as-R in the parent's text; the result, if any, is a new node. */
static bool add_node(qw_search *s, size_t number, qw_set_id written, qw_set_id read,
                     size_t cover)
{
	const qw_search_node *parent = &s->node[number];
	qw_layer_input in = {s->texts.cell + parent->first, NULL, parent->length, true};
	size_t first, end;
	qw_text_clear(&s->scratch);
	if (!qw_layer_undo(&s->set[written], &s->set[read], in,
	                   1 + parent->length / BREAKS + (number == 0 ? s->around : 0), &s->scratch))
		return !s->scratch.failed;
	longest_piece(&s->scratch, &first, &end);
	size_t cells = (s->scratch.at[end] - s->scratch.at[first]) / 2, n = end - first;
	const qw_cell *c = s->scratch.cell + first;
	if (cells * 100 < (number == 0 ? s->core : parent->length) * COVER || !is_wide(c, n))
		return true;
	qw_search_node node = {.layers = parent->layers, .first = s->texts.length, .length = n,
	                       .hash = hash_of(c, n), .cover = cover,
	                       .damaged = share_of(parent, cells)};
	node.layers.layer[node.layers.count].written = (uint8_t)written;
	node.layers.layer[node.layers.count++].read = (uint8_t)read;
	if (is_known(s, &node) || s->nodes == QW_SEARCH_NODES)
		return true;
	node.bits = qw_model_text(QW_MODEL_START, c, n);
	for (size_t i = 0; i < n; i++)
		qw_text_add(&s->texts, c[i], 0, 0);
	s->node[s->nodes++] = node;
	return !s->texts.failed;
}

static bool is_good(const qw_search *s, const qw_search_node *n)
{
	size_t han = 0, ascii = 0;
	for (size_t i = n->first; i < n->first + n->length; i++) {
		han += qw_cell_is_han(s->texts.cell[i]);
		ascii += s->texts.cell[i] < 0x80;
	}
	return han >= GOOD_CELLS && 2 * han >= n->length - ascii
	    && n->bits < (int64_t)n->length * GOOD * QW_BIT && n->bits < n->damaged;
}

/* All that undoing one layer makes of a node. */
static bool expand(qw_search *s, size_t number, const qw_cell *wider, size_t m)
{
	static const qw_set_id written[] = {QW_SET_UTF8, QW_SET_GBK, QW_SET_BIG5, QW_SET_EUC_TW,
	                                    QW_SET_SHIFT_JIS, QW_SET_EUC_KR};
	const qw_search_node *n = &s->node[number];
	qw_readers r;
	size_t front = number == 0 ? s->front : 0, inner = n->layers.count;
	int64_t price = qw_layers_price(&n->layers);
	qw_readers_find(&r, s->set, s->texts.cell + n->first + front, n->length - front, wider, m,
	                s->hope / QW_BIT - price - qw_set_written(QW_SET_UTF8));
	int outer = inner > 0 ? n->layers.layer[inner - 1].written : -1;
	for (size_t w = 0; w < sizeof written / sizeof *written; w++)
		for (size_t i = 0; i < r.count; i++) {
			/* X-as-Y,Y-as-Z is X-as-Z. */
			if (!qw_set_may_pair(written[w], r.set[i]) || (int)r.set[i] == outer
			    || (price + qw_set_written(written[w]) + qw_set_read(r.set[i])) * QW_BIT > s->hope)
				continue;
			if (!add_node(s, number, written[w], r.set[i], r.cover[i]))
				return false;
		}
	return true;
}

/* ---- the best chains ---- */

static void keep(qw_search *s, const qw_layers *layers, int64_t gain)
{
	size_t at = s->count;
	while (at > 0 && s->found[at - 1].gain < gain)
		at--;
	if (at == QW_SEARCH_FOUND)
		return;
	size_t last = s->count < QW_SEARCH_FOUND ? s->count : QW_SEARCH_FOUND - 1;
	memmove(s->found + at + 1, s->found + at, (last - at) * sizeof *s->found);
	s->found[at] = (qw_found){*layers, gain};
	s->count = last + 1;
}

static void keep_nodes(qw_search *s, size_t from)
{
	for (size_t i = from; i < s->nodes; i++) {
		const qw_search_node *n = &s->node[i];
		int64_t gain = n->damaged - n->bits - (int64_t)qw_layers_price(&n->layers) * QW_BIT;
		if (gain > -WORST * QW_BIT)
			keep(s, &n->layers, gain);
	}
}

static bool any_good(const qw_search *s, size_t from)
{
	for (size_t i = from; i < s->nodes; i++)
		if (is_good(s, &s->node[i]))
			return true;
	return false;
}

/* The ends of what is damaged need not surprise. */
static void widen(const qw_cell *c, size_t n, size_t *from, size_t *to)
{
	for (size_t k = 0; k < AROUND && *from > 0 && c[*from - 1] >= 0x80; k++)
		--*from;
	for (size_t k = 0; k < AROUND && *to < n && c[*to] != '\n'; k++)
		++*to;
}

/* The sample is the only text that is known. */
static bool begin(qw_search *s, const qw_cell *c, const int64_t *sum, size_t from, size_t end)
{
	qw_text_clear(&s->texts);
	s->nodes = s->count = 0;
	for (size_t i = from; i < end; i++)
		qw_text_add(&s->texts, c[i], 0, 0);
	s->node[s->nodes++] = (qw_search_node){
		.length = end - from, .hash = hash_of(c + from, end - from),
		.damaged = sum[end] - sum[from], .bits = sum[end] - sum[from],
	};
	return !s->texts.failed;
}

/* Nearly all text of one double-byte set reads as another, by chance too, and hardly anybody's
 * does who has damaged it otherwise before. */
static bool ends_here(const qw_layers *l)
{
	return l->count > 0 && l->layer[0].written != QW_SET_UTF8 && l->layer[0].read < QW_SET_LATIN1;
}

/* Undo layers from number `layer` on, up to `depth` of them; there is one before or none.
 * *good: a text was found that needs no further undoing. */
static bool deepen(qw_search *s, const qw_cell *wider, size_t m, size_t layer, size_t depth,
                   bool *good)
{
	*good = false;
	for (size_t first = layer; layer < depth && !*good; layer++) {
		size_t last = s->nodes;
		for (size_t i = first; i < last; i++) {
			const qw_search_node *n = &s->node[i];
			if (ends_here(&n->layers))
				continue;
			if (layer == 0 ? !expand(s, i, wider, m)
			               : !expand(s, i, s->texts.cell + n->first, n->length))
				return false;
		}
		keep_nodes(s, last);
		*good = any_good(s, last);
		first = last;
	}
	return true;
}

/* The sample begins with what surprises; a line has one sort of it, mostly, so what
 * stands around tells like sets apart. A single layer shows in a few cells; of many
 * layers each makes the text longer. */
bool qw_search_run(qw_search *s, const qw_cell *c, size_t n, const int64_t *sum, size_t from,
                   size_t to, int64_t hope)
{
	bool good;
	s->hope = hope;
	s->around = to - from;
	s->front = from;
	s->core = to - from < GLANCE ? to - from : GLANCE;
	int64_t layers = hope / (QW_LAYERS_CHEAPEST * QW_BIT);
	size_t depth = layers < QW_LAYERS_MAX ? (size_t)layers : QW_LAYERS_MAX;
	widen(c, n, &from, &to);
	s->around = to - from - s->around;
	s->front -= from;
	const qw_cell *core = c + from + s->front;
	size_t sight = (size_t)(c + n - core) > SIGHT ? SIGHT : (size_t)(c + n - core);
	size_t glance = to - from > GLANCE ? from + GLANCE : to;
	size_t end = to - from > QW_SEARCH_SAMPLE ? from + QW_SEARCH_SAMPLE : to;
	if (!begin(s, c, sum, from, glance) || !deepen(s, core, sight, 0, 1, &good))
		return false;
	if (good || depth < 2)
		return true;
	if (end == glance)
		return deepen(s, core, sight, 1, depth, &good);
	return begin(s, c, sum, from, end) && deepen(s, core, sight, 0, depth, &good);
}
