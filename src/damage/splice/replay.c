/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/splice/replay.h"

#include "damage/splice/mark.h"

#include <string.h>

enum {
	NO_BYTES = 0x100,
	CHAIN_MAX = 64          /* matches that overlap one another; real ones are two or three */
};

void qw_replay_init(qw_replay *r, const qw_view *view, const qw_table *table,
                    const qw_allocator *a)
{
	*r = (qw_replay){.allocator = *a, .view = view, .table = table};
}

void qw_replay_free(qw_replay *r)
{
	qw_release(&r->allocator, r->unit, r->unit_capacity, sizeof *r->unit);
	qw_release(&r->allocator, r->source, r->source_capacity, sizeof *r->source);
	qw_release(&r->allocator, r->insert, r->insert_capacity, sizeof *r->insert);
	qw_replay_init(r, r->view, r->table, &(qw_allocator){r->allocator.resize, r->allocator.ctx});
}

static bool make_room(qw_replay *r, size_t n)
{
	void *unit = r->unit, *source = r->source, *insert = r->insert;
	if (n > SIZE_MAX / 2 - 1)
		return false;
	bool done = qw_grow(&r->allocator, &unit, &r->unit_capacity, 2 * n + 1, sizeof *r->unit);
	r->unit = unit;
	done = done && qw_grow(&r->allocator, &source, &r->source_capacity, 2 * n + 1,
	                       sizeof *r->source);
	r->source = source;
	done = done && qw_grow(&r->allocator, &insert, &r->insert_capacity, 2 * n + 1,
	                       sizeof *r->insert);
	r->insert = insert;
	return done;
}

static void encode(qw_replay *r, const qw_cell *c, size_t n)
{
	size_t k = 0;
	for (size_t i = 0; i < n; i++) {
		uint16_t pair = c[i] < 0x80 ? 0 : qw_view_pair(r->view, c[i]);
		r->source[k] = (uint32_t)i;
		r->source[k + 1] = (uint32_t)i;
		if (pair != 0) {
			r->unit[k++] = pair >> 8;
			r->unit[k++] = pair & 0xFF;
		} else {
			r->unit[k++] = c[i] < 0x80 ? (uint16_t)c[i] : NO_BYTES;
		}
	}
	r->length = k;
}

/* --- replacing: which entries match where -------------------------------------- */

static uint16_t entry_at(const qw_replay *r, size_t k)
{
	if (k + 1 >= r->length || r->unit[k] < 0x80 || (r->unit[k] | r->unit[k + 1]) >= NO_BYTES)
		return 0;
	return r->table->index[r->unit[k] << 8 | r->unit[k + 1]];
}

static uint32_t order_key(const qw_replay *r, uint16_t entry)
{
	const qw_entry *e = &r->table->entry[entry - 1];
	return r->order == QW_ORDER_PAIR ? e->pair
	     : r->order == QW_ORDER_CODE_POINT ? e->character : 0xFFFFu - e->pair;
}

/* Matches from k on that overlap one another: the entry that comes first in the
 * table wins its place; its note parts the bytes of the match behind it. */
static size_t resolve_chain(qw_replay *r, size_t k)
{
	size_t end = k;
	while (end - k < CHAIN_MAX && entry_at(r, end) != 0)
		end++;
	for (size_t left = end - k; left > 0; left--) {
		size_t best = end;
		for (size_t i = k; i < end; i++) {
			uint16_t e = entry_at(r, i);
			bool parted = i > k && r->insert[i] != 0;
			if (!parted && r->insert[i + 1] == 0
			    && (best == end || order_key(r, e) < order_key(r, entry_at(r, best))))
				best = i;
		}
		if (best == end)
			break;
		r->insert[best + 1] = entry_at(r, best);
	}
	return end;
}

static bool in_step(const qw_replay *r, size_t k)
{
	return r->source[k] == r->source[k + 1] && (k == 0 || r->source[k - 1] != r->source[k]);
}

static void replace(qw_replay *r)
{
	memset(r->insert, 0, (r->length + 1) * sizeof *r->insert);
	for (size_t k = 0; k + 1 < r->length;) {
		uint16_t e = entry_at(r, k);
		if (e == 0) {
			k++;
		} else if (r->per_character) {
			if (in_step(r, k))
				r->insert[k + 1] = e;
			k++;
		} else if (entry_at(r, k + 1) == 0) {
			r->insert[k + 1] = e;
			k++;
		} else {
			k = resolve_chain(r, k);
		}
	}
}

static bool prepare(qw_replay *r, const qw_cell *c, size_t n)
{
	if (!make_room(r, n)) {
		r->failed = true;
		return false;
	}
	encode(r, c, n);
	replace(r);
	return true;
}

/* --- decoding -------------------------------------------------------------------- */

/* The decoder pairs bytes; a lead byte before anything that is no trail byte takes
 * it along and both become "?". */
static bool is_trail(unsigned byte)
{
	return byte >= 0x40 && byte <= 0xFE && byte != 0x7F;
}

/* Append the note of an entry, its "(" eaten or not. */
static void add_note(const qw_entry *e, bool eaten, uint32_t at, qw_text *out)
{
	if (!eaten)
		qw_text_add(out, '(', at, at);
	for (size_t i = 0; i < e->length; i++)
		qw_text_add(out, e->text[i], at, at);
	qw_text_add(out, ')', at, at);
}

bool qw_replay_apply(qw_replay *r, const qw_cell *c, size_t n, qw_text *out)
{
	if (!prepare(r, c, n))
		return false;
	for (size_t k = 0; k < r->length; k++) {
		uint32_t at = r->source[k];
		unsigned byte = r->unit[k];
		uint16_t note = r->insert[k];
		if (byte <= 0x80 || byte == NO_BYTES) {
			qw_cell shown = byte == NO_BYTES ? c[at] : byte == 0x80 ? 0x20AC : byte;
			qw_text_add(out, shown, at, at + 1);
		} else if (note != 0 || k + 1 == r->length || !is_trail(r->unit[k + 1])) {
			/* A lone lead byte eats the ASCII byte behind it. */
			qw_text_add(out, '?', at, at + 1);
			if (note != 0) {
				add_note(&r->table->entry[note - 1], true, at, out);
				continue;
			}
			if (k + 1 < r->length && r->unit[k + 1] < 0x80)
				k++;
			continue;
		} else {
			qw_cell pair = qw_view_cell(r->view, (unsigned char)byte,
			                                  (unsigned char)r->unit[k + 1]);
			qw_text_add(out, pair != 0 ? pair : '?', at, at + 1);
			note = r->insert[++k];
		}
		if (note != 0)
			add_note(&r->table->entry[note - 1], false, at, out);
	}
	return !out->failed;
}

/* --- proving ----------------------------------------------------------------------- */

typedef struct {
	const qw_replay *r;
	const qw_cell *original, *seen;
	size_t length, at;      /* of seen */
	size_t unit;
	bool eaten;             /* the mark seen last stands for an ASCII byte, too */
} walk;

static bool see(walk *w, qw_cell c)
{
	if (w->at < w->length && w->seen[w->at] == c) {
		w->at++;
		return true;
	}
	return false;
}

/* Any character that stands for the pair: vendors differ; and byte tables to Big5
 * have variants of their own, which stand for no pair that we know. */
static bool see_pair(walk *w, unsigned lead, unsigned trail)
{
	if (w->at == w->length || w->seen[w->at] < 0x80)
		return false;
	qw_cell c = w->seen[w->at];
	uint16_t pair = qw_view_pair(w->r->view, c);
	bool variant = pair == 0 && w->r->view->through_big5 && qw_cell_is_han(c);
	bool stands = pair == qw_pair((unsigned char)lead, (unsigned char)trail) || variant;
	w->at += stands;
	return stands;
}

static bool see_lost(walk *w)
{
	size_t width = w->at < w->length ? qw_mark_lost(w->seen, w->length, w->at) : 0;
	w->eaten = width > 0 && qw_mark_eats(w->seen[w->at]);
	w->at += width;
	return width > 0;
}

/* A pair that the decoder could not map. */
static bool see_improper(walk *w, unsigned lead, unsigned trail)
{
	qw_cell c = qw_view_cell(w->r->view, (unsigned char)lead, (unsigned char)trail);
	if (c != 0 && !qw_cell_is_private(c))
		return false;
	if (w->r->view->through_big5 && see(w, 0x3000))
		return true;
	see_lost(w);
	return true; /* it may have vanished without a trace */
}

static bool see_note(walk *w, uint16_t entry, bool eaten)
{
	const qw_entry *e = &w->r->table->entry[entry - 1];
	if (!eaten && !see(w, '('))
		return false;
	for (size_t i = 0; i < e->length; i++)
		if (!see(w, e->text[i]))
			return false;
	return see(w, ')');
}

static void skip_prefixes(walk *w)
{
	w->at = qw_mark_behind_prefixes(w->seen, w->length, w->at);
}

/* The leads of all prefixed marks. */
static bool may_lead_mark(unsigned byte) { return byte == 0xA1 || byte == 0xA3; }

static bool is_mark_at(const qw_replay *r, size_t k)
{
	return k + 1 < r->length && may_lead_mark(r->unit[k]) && r->unit[k + 1] < NO_BYTES
	    && qw_mark_is_prefixed(qw_view_cell(r->view, (unsigned char)r->unit[k],
	                                        (unsigned char)r->unit[k + 1]));
}

/* A character in step that shows as itself: nearly all. */
static bool see_itself(walk *w)
{
	const qw_replay *r = w->r;
	size_t k = w->unit;
	if (r->insert[k] != 0 || may_lead_mark(r->unit[k]) || k + 1 == r->length
	    || r->source[k] != r->source[k + 1] || may_lead_mark(r->unit[k + 1])
	    || w->at == w->length || w->seen[w->at] != w->original[r->source[k]]
	    || (k > 0 && r->source[k - 1] == r->source[k]))
		return false;
	w->at++;
	w->unit += 2;
	return true;
}

/* The lead byte at `unit` stands before the two bytes of prefixed punctuation:
 * was a prefix put between them, so that the lead byte ate its first? */
static bool torn_by_prefix(walk *w)
{
	const qw_replay *r = w->r;
	size_t k = w->unit, here = w->at;
	if (!is_mark_at(r, k + 1) || !see_lost(w))
		return false;
	qw_cell mark = qw_view_cell(r->view, (unsigned char)r->unit[k + 1],
	                            (unsigned char)r->unit[k + 2]);
	skip_prefixes(w);
	if (w->at < w->length && w->seen[w->at] == mark)
		return true;
	w->at = here;
	return false;
}

static bool step_lead(walk *w)
{
	const qw_replay *r = w->r;
	unsigned byte = r->unit[w->unit], next = w->unit + 1 < r->length ? r->unit[w->unit + 1] : 0;
	uint16_t note = r->insert[w->unit];
	if (see_itself(w)) {
		note = r->insert[w->unit - 1];
		return note == 0 || see_note(w, note, false);
	}
	if (byte == 0x80) {
		w->unit++;
		return (see(w, 0x20AC) || see(w, 0x80) || see_lost(w))
		    && (note == 0 || see_note(w, note, false));
	}
	if (is_mark_at(r, w->unit))
		skip_prefixes(w);
	if (note == 0 && torn_by_prefix(w)) {
		w->unit++;
		return true;
	}
	if (note != 0) {
		w->unit++;
		return see_lost(w) && see_note(w, note, w->eaten);
	}
	if (next >= NO_BYTES || !is_trail(next)) {
		/* The eaten byte is an ASCII character of the original, or a prefix. */
		bool ascii = next < 0x80 && w->unit + 1 < r->length;
		bool lost = see_lost(w);
		w->unit += lost && ascii && w->eaten ? 2 : 1;
		return lost;
	}
	note = r->insert[w->unit + 1];
	w->unit += 2;
	if (!see_pair(w, byte, next) && !see_improper(w, byte, next))
		return false;
	return note == 0 || see_note(w, note, false);
}

static bool step_unit(walk *w)
{
	const qw_replay *r = w->r;
	unsigned byte = r->unit[w->unit];
	if (byte >= 0x80 && byte != NO_BYTES)
		return step_lead(w);
	qw_cell c = byte == NO_BYTES ? w->original[r->source[w->unit]] : byte;
	uint16_t note = r->insert[w->unit];
	w->unit++;
	if (!see(w, c)) {
		skip_prefixes(w);
		if (!see(w, c))
			return false;
	}
	return note == 0 || see_note(w, note, false);
}

bool qw_replay_proves(qw_replay *r, const qw_cell *c, size_t n, const qw_cell *seen, size_t m,
                      size_t *original_at, size_t *seen_at)
{
	walk w = {.r = r, .original = c, .seen = seen, .length = m};
	*original_at = *seen_at = 0;
	if (!prepare(r, c, n))
		return false;
	while (w.unit < r->length) {
		*original_at = r->source[w.unit];
		bool same = step_unit(&w);
		*seen_at = w.at;
		if (!same)
			return false;
	}
	*original_at = n;
	return w.at == m;
}

