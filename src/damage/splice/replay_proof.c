/* SPDX-License-Identifier: Apache-2.0 */
/* The proof: the bytes of the original and the damaged text are walked side by side. */
#include "config.h"
#include "damage/splice/replay_internal.h"

#include "damage/splice/mark.h"

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

static bool is_improper(const walk *w, unsigned lead, unsigned trail)
{
	qw_cell c = qw_view_cell(w->r->view, (unsigned char)lead, (unsigned char)trail);
	return c == 0 || qw_cell_is_private(c);
}

/* Does the lead byte at k stand before anything that is no trail byte? */
static bool is_lone_lead(const qw_replay *r, size_t k)
{
	return k < r->length && r->unit[k] > 0x80 && r->unit[k] < QW_NO_BYTES
	    && (r->insert[k] != 0 || k + 1 == r->length || !qw_replay_is_trail(r->unit[k + 1]));
}

/* Is the mark at hand that of a lone lead byte behind pairs which vanished? */
static bool mark_is_for_lead(const walk *w)
{
	const qw_replay *r = w->r;
	size_t k = w->unit, width = qw_mark_lost(w->seen, w->length, w->at);
	while (k + 1 < r->length && !is_lone_lead(r, k) && (r->insert[k] | r->insert[k + 1]) == 0
	       && (r->unit[k] | r->unit[k + 1]) < QW_NO_BYTES && r->unit[k] > 0x80
	       && is_improper(w, r->unit[k], r->unit[k + 1]))
		k += 2;
	size_t behind = w->at + width;
	return is_lone_lead(r, k)
	    && (behind >= w->length || qw_mark_lost(w->seen, w->length, behind) == 0);
}

/* A pair that the decoder could not map; `unit` is behind it. */
static bool see_improper(walk *w, unsigned lead, unsigned trail)
{
	if (!is_improper(w, lead, trail))
		return false;
	if (w->r->view->through_big5 && see(w, 0x3000))
		return true;
	if (w->at < w->length && qw_mark_lost(w->seen, w->length, w->at) > 0 && mark_is_for_lead(w))
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
	return k + 1 < r->length && may_lead_mark(r->unit[k]) && r->unit[k + 1] < QW_NO_BYTES
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
	/* The mark may itself be torn by the prefix of the one behind it. */
	if (is_mark_at(r, k + 2) && w->at < w->length && qw_mark_lost(w->seen, w->length, w->at) > 0)
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
	if (next >= QW_NO_BYTES || !qw_replay_is_trail(next)) {
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
	if (byte >= 0x80 && byte != QW_NO_BYTES)
		return step_lead(w);
	qw_cell c = byte == QW_NO_BYTES ? w->original[r->source[w->unit]] : byte;
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
	if (!qw_replay_prepare(r, c, n))
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
