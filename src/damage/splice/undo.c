/* SPDX-License-Identifier: Apache-2.0 */
/* One pass over a line: notes and prefixes fall away, torn places are mended. */
#include "config.h"
#include "damage/splice/undo_internal.h"

#include "damage/splice/mark.h"
#include "damage/splice/marks.h"

#include <string.h>

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
	                  .out_to = out, .exact = 1, .lead = 64 * QW_BIT,
	                  .leads = p->undo->leads};
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

/* Is there a lost lead byte at cell[k], then prefixed punctuation, which may itself be
 * torn so once? */
static bool prefixed_behind(const qw_pass *p, size_t k)
{
	for (int tears = 0; tears < 2; tears++) {
		size_t width = k < p->length ? qw_mark_lost(p->cell, p->length, k) : 0;
		if (width == 0)
			return false;
		k = qw_mark_behind_prefixes(p->cell, p->length, k + width);
		if (k < p->length && qw_mark_is_prefixed(p->cell[k]))
			return true;
	}
	return false;
}

/* May the prefixes at p->i, up to the mark at k, go? Control characters always; as many
 * blanks as each such mark of the segment has. */
static bool may_drop(const qw_pass *p, size_t k)
{
	if (k == p->i || p->cell[p->i] != ' ')
		return k > p->i;
	if (k - p->i > p->undo->least_blanks)
		return false;
	unsigned mark = qw_mark_number(p->cell[k]);
	if (mark == QW_PREFIXED_MARKS)
		return qw_marks_all_blank(p->undo);
	const qw_mark_count *count = &p->undo->mark[mark];
	return count->blank == count->all && (count->all >= 3 || qw_marks_all_blank(p->undo));
}

/* Blanks and control characters in front of punctuation: the index of the mark, or p->i
 * where they stay. */
static size_t prefix_end(const qw_pass *p)
{
	size_t k = qw_mark_behind_prefixes(p->cell, p->length, p->i);
	/* The prefixed mark may itself be torn by the prefix of one that straddles it. */
	bool marked = k < p->length
	    && (qw_mark_number(p->cell[k]) < QW_PREFIXED_MARKS || prefixed_behind(p, k));
	return marked && may_drop(p, k) ? k : p->i;
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
	u->leads = 0;
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
