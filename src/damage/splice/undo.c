/* SPDX-License-Identifier: Apache-2.0 */
/* One pass over a line: notes and prefixes fall away, torn places are mended. */
#include "config.h"
#include "damage/splice/undo_internal.h"

#include "damage/splice/mark.h"

#include <string.h>

unsigned qw_mark_number(qw_cell c)
{
	static const uint16_t mark[QW_PREFIXED_MARKS] = {0xFF0C, 0x3002, 0x3001,
	                                                 0xFF1F, 0xFF01, 0xFF1B};
	unsigned i = c >> 8 == 0x30 || c >> 8 == 0xFF ? 0 : QW_PREFIXED_MARKS;
	while (i < QW_PREFIXED_MARKS && mark[i] != c)
		i++;
	return i;
}

bool qw_pass_add_place(qw_pass *p, qw_place place)
{
	qw_splice_undo *u = p->undo;
	void *array = u->place;
	if (!qw_grow(&u->allocator, &array, &u->capacity, u->places + 1, sizeof *u->place))
		return false;
	u->place = array;
	u->place[u->places++] = place;
	return true;
}

static void keep(qw_pass *p)
{
	p->safe = p->i;
	p->safe_out = p->out->length;
	qw_text_add(p->out, p->cell[p->i], p->at[p->i], p->at[p->i + 1]);
	p->i++;
}

/* Drop cells up to `end`, which the splice inserted. */
static bool drop(qw_pass *p, size_t end)
{
	uint32_t out = (uint32_t)p->out->length;
	qw_place place = {.from = (uint32_t)p->i, .to = (uint32_t)end, .out_from = out,
	                  .out_to = out, .exact = 1, .lead = 64 * QW_BIT};
	p->i = end;
	return qw_pass_add_place(p, place);
}

/* A letter that, as the trail byte behind the last byte, makes a character read so. */
static bool is_letter_straddle(const qw_pass *p, const qw_note *note)
{
	if (p->out->length < p->line_out + 2)
		return false;
	uint16_t before = qw_view_pair(p->undo->view, p->out->cell[p->out->length - 2]);
	qw_cell letter = qw_pass_last(p);
	if (before == 0 || letter < 0x40 || letter > 0x7E)
		return false;
	qw_cell c = qw_view_cell(p->undo->view, qw_trail_of(before), (unsigned char)letter);
	uint16_t pair = qw_pair(qw_trail_of(before), (unsigned char)letter);
	if (c == 0 || !qw_reading_fits(c, note->reading))
		return false;
	const qw_entry *e = qw_table_find(p->undo->table, pair);
	if (e != NULL)
		return qw_entry_is(e, p->cell + note->text, note->length);
	return p->undo->table->state[pair] == QW_PAIR_UNSEEN
	    && qw_table_add(p->undo->table, pair, c, p->cell + note->text, note->length, note->reading);
}

/* Is there a lost lead byte at cell[k], then prefixed punctuation? */
static bool prefixed_behind(const qw_pass *p, size_t k)
{
	size_t width = qw_mark_lost(p->cell, p->length, k);
	k = qw_mark_behind_prefixes(p->cell, p->length, k + width);
	return width > 0 && k < p->length && qw_mark_is_prefixed(p->cell[k]);
}

bool qw_pass_all_prefixed(const qw_splice_undo *u)
{
	uint32_t all = 0, prefixed = 0;
	for (unsigned i = 0; i < QW_PREFIXED_MARKS; i++) {
		all += u->mark[i].all;
		prefixed += u->mark[i].prefixed;
	}
	return all >= 4 && prefixed == all;
}

/* Blanks and control characters in front of punctuation: control characters go,
 * blanks where every such mark of the segment has them. Returns the index of the
 * mark, or p->i where they stay. */
static size_t prefix_end(const qw_pass *p)
{
	size_t k = qw_mark_behind_prefixes(p->cell, p->length, p->i);
	bool blank_only = true;
	for (size_t i = p->i; i < k; i++)
		blank_only = blank_only && p->cell[i] == ' ';
	unsigned mark = k < p->length ? qw_mark_number(p->cell[k]) : QW_PREFIXED_MARKS;
	/* The prefixed mark may itself be torn by the prefix of one that straddles it. */
	if (mark == QW_PREFIXED_MARKS)
		return k < p->length && k > p->i && (!blank_only || qw_pass_all_prefixed(p->undo))
		    && prefixed_behind(p, k) ? k : p->i;
	const qw_mark_count *count = &p->undo->mark[mark];
	bool every = count->all >= 3 && count->prefixed == count->all;
	return !blank_only || every ? k : p->i;
}

/* Is there a tear at the mark? Behind it a note goes on, or prefixed punctuation. */
static bool is_torn(const qw_pass *p, size_t width)
{
	size_t k = p->i + width;
	qw_note note;
	if (p->undo->replay->per_character || k >= p->length || qw_pass_last(p) == 0)
		return false;
	return qw_mark_note(p->cell, p->length, p->i, width, &note) || prefixed_behind(p, p->i);
}

/* Copy up to the next cell that a splice may have put there. */
static void keep_run(qw_pass *p)
{
	size_t end = p->i;
	while (end < p->length && p->cell[end] > '?' && p->cell[end] != 0xFFFD)
		end++;
	/* There is room: the line was reserved for. */
	if (end == p->i || !qw_text_reserve(p->out, end - p->i))
		return;
	memcpy(p->out->cell + p->out->length, p->cell + p->i, (end - p->i) * sizeof *p->cell);
	memcpy(p->out->at + p->out->length, p->at + p->i, (end - p->i + 1) * sizeof *p->at);
	p->out->length += end - p->i;
	p->i = end;
	p->safe = end - 1;
	p->safe_out = p->out->length - 1;
}

/* The note that the character before it always has. */
static size_t known_note(const qw_pass *p)
{
	qw_cell c = qw_pass_last(p);
	uint16_t pair = c < 0x80 ? 0 : qw_view_pair(p->undo->view, c);
	const qw_entry *e = pair != 0 ? qw_table_find(p->undo->table, pair) : NULL;
	return e != NULL ? qw_entry_at(e, p->cell, p->length, p->i) : 0;
}

static bool one(qw_pass *p)
{
	qw_cell c = p->cell[p->i];
	qw_note note;
	size_t known = c == '(' ? known_note(p) : 0;
	if (known != 0)
		return drop(p, known);
	if (c == '(' && !p->undo->replay->per_character
	    && qw_note_at(p->cell, p->length, p->i, &note) && is_letter_straddle(p, &note))
		return drop(p, note.end);
	if (qw_mark_is_prefix(c)) {
		size_t end = prefix_end(p);
		if (end > p->i)
			return drop(p, end);
	}
	size_t width = qw_mark_lost(p->cell, p->length, p->i);
	if (width > 0 && is_torn(p, width)) {
		size_t here = p->i;
		if (!qw_pass_mend(p))
			return false;
		if (p->i > here)
			return true;
		p->undo->unsolved++;
	}
	keep(p);
	return true;
}

bool qw_splice_undo_line(qw_splice_undo *u, const qw_cell *c, const uint32_t *at, size_t n,
                         qw_text *out)
{
	qw_pass p = {.undo = u, .cell = c, .at = at, .length = n, .out = out,
	          .line_out = out->length, .safe_out = out->length, .balanced = out->length};
	u->places = 0;
	u->unsolved = 0;
	if (!qw_text_reserve(out, n + 1))
		return false;
	for (;;) {
		keep_run(&p);
		if (p.i == n)
			return !out->failed && !u->table->failed && !u->replay->failed;
		if (!one(&p) || out->failed)
			return false;
	}
}
