/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/splice/undo.h"

#include "damage/splice/mark.h"

#include <string.h>

enum {
	RANKS = 12,             /* originals that are tried at a torn place */
	CERTAIN = 20,           /* bits to the runner-up that make a choice no guess */
	GOOD = 8, SLACK = 8     /* bits of a character of text, and of a run beyond them */
};

unsigned qw_mark_number(qw_cell c)
{
	static const uint16_t mark[QW_PREFIXED_MARKS] = {0xFF0C, 0x3002, 0x3001,
	                                                 0xFF1F, 0xFF01, 0xFF1B};
	unsigned i = c >> 8 == 0x30 || c >> 8 == 0xFF ? 0 : QW_PREFIXED_MARKS;
	while (i < QW_PREFIXED_MARKS && mark[i] != c)
		i++;
	return i;
}

typedef struct {
	qw_splice_undo *undo;
	const qw_cell *cell;
	const uint32_t *at;
	size_t length, i;
	qw_text *out;
	size_t line_out;        /* where the line begins in out */
	size_t safe, safe_out;  /* the last character that was kept, here and in out */
	size_t balanced;        /* up to where quotation marks have been paired */
	qw_cell open;
} pass;

static bool add_place(pass *p, qw_place place)
{
	qw_splice_undo *u = p->undo;
	void *array = u->place;
	if (!qw_grow(&u->allocator, &array, &u->capacity, u->places + 1, sizeof *u->place))
		return false;
	u->place = array;
	u->place[u->places++] = place;
	return true;
}

static qw_cell last_out(const pass *p)
{
	return p->out->length > p->line_out ? p->out->cell[p->out->length - 1] : 0;
}

static void keep(pass *p)
{
	p->safe = p->i;
	p->safe_out = p->out->length;
	qw_text_add(p->out, p->cell[p->i], p->at[p->i], p->at[p->i + 1]);
	p->i++;
}

/* Drop cells up to `end`, which the splice inserted. */
static bool drop(pass *p, size_t end)
{
	uint32_t out = (uint32_t)p->out->length;
	qw_place place = {.from = (uint32_t)p->i, .to = (uint32_t)end, .out_from = out,
	                  .out_to = out, .exact = 1, .lead = 64 * QW_BIT};
	p->i = end;
	return add_place(p, place);
}

/* A letter that, as the trail byte behind the last byte, makes a character read so. */
static bool is_letter_straddle(const pass *p, const qw_note *note)
{
	if (p->out->length < p->line_out + 2)
		return false;
	uint16_t before = qw_view_pair(p->undo->view, p->out->cell[p->out->length - 2]);
	qw_cell letter = last_out(p);
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
static bool prefixed_behind(const pass *p, size_t k)
{
	size_t width = qw_mark_lost(p->cell, p->length, k);
	k = qw_mark_behind_prefixes(p->cell, p->length, k + width);
	return width > 0 && k < p->length && qw_mark_is_prefixed(p->cell[k]);
}

/* Does every mark of the segment that may carry a prefix carry one? */
static bool all_prefixed(const qw_splice_undo *u)
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
static size_t prefix_end(const pass *p)
{
	size_t k = qw_mark_behind_prefixes(p->cell, p->length, p->i);
	bool blank_only = true;
	for (size_t i = p->i; i < k; i++)
		blank_only = blank_only && p->cell[i] == ' ';
	unsigned mark = k < p->length ? qw_mark_number(p->cell[k]) : QW_PREFIXED_MARKS;
	/* The prefixed mark may itself be torn by the prefix of one that straddles it. */
	if (mark == QW_PREFIXED_MARKS)
		return k < p->length && k > p->i && (!blank_only || all_prefixed(p->undo))
		    && prefixed_behind(p, k) ? k : p->i;
	const qw_mark_count *count = &p->undo->mark[mark];
	bool every = count->all >= 3 && count->prefixed == count->all;
	return !blank_only || every ? k : p->i;
}

/* The straddling characters of a mended run join the table, so that the proof
 * expects them everywhere. */
static bool learn(qw_splice_undo *u, const qw_mended *found)
{
	for (size_t i = 0; i < found->entries; i++) {
		const qw_entry *e = &found->entry[i];
		if (!qw_table_add(u->table, e->pair, e->character, e->text, e->length, e->reading))
			return false;
	}
	return true;
}

/* Does replaying the original of the run, from the last character before it that
 * came through unharmed, give the damaged run? A note on its last character may
 * still follow. */
static bool proven(pass *p, size_t end)
{
	size_t x, y = 0, length = p->out->length - p->safe_out, seen = end - p->safe;
	return qw_replay_proves(p->undo->replay, p->out->cell + p->safe_out, length,
	                        p->cell + p->safe, seen, &x, &y)
	    || (y == seen && x + 2 >= length);
}

/* Write the original of a rank. True: written and proven. */
static bool try_rank(pass *p, size_t rank, qw_mended *found)
{
	size_t first_out = p->out->length, entries = p->undo->table->entries;
	if (qw_lattice_write(p->undo->lattice, rank, p->out, found) && learn(p->undo, found)
	    && proven(p, found->end))
		return true;
	p->out->length = first_out;
	qw_table_shrink(p->undo->table, entries);
	return false;
}

/* How many cells of the best differ from the runner-up's. */
static uint32_t differing(const qw_text *t, size_t a, size_t b, size_t end)
{
	uint32_t count = 0;
	for (size_t i = 0; a + i < b; i++)
		count += b + i >= end || t->cell[a + i] != t->cell[b + i];
	return count;
}

/* The next best original that is proven too and reads otherwise makes the best a
 * guess. */
static void compare_runner_up(pass *p, size_t rank, size_t fits, int64_t cost,
                              qw_place *place)
{
	qw_mended other;
	size_t first = place->out_from, end = p->out->length, entries = p->undo->table->entries;
	place->lead = 64 * QW_BIT;
	place->exact = (uint32_t)(end - first);
	while (++rank < fits) {
		if (!try_rank(p, rank, &other))
			continue;
		uint32_t guessed = differing(p->out, first, end, p->out->length);
		p->out->length = end;
		p->out->at[end] = p->at[p->i];
		qw_table_shrink(p->undo->table, entries);
		if (guessed == 0)
			continue;
		place->lead = (qw_bits)(other.cost - cost);
		if (place->lead >= CERTAIN * QW_BIT)
			return;
		place->guessed = guessed;
		place->exact -= guessed;
		return;
	}
}

/* The quotation mark of the line that is still open. */
static qw_cell open_mark(pass *p)
{
	for (; p->balanced < p->out->length; p->balanced++) {
		qw_cell c = p->out->cell[p->balanced];
		if (c < 0x80)
			continue;
		if (qw_mark_opens(c))
			p->open = c;
		else if (qw_mark_closes(c) != 0)
			p->open = 0;
	}
	return p->open;
}

/* What the cell in front of a torn place says of the character there. */
static qw_prefix prefix_of(const pass *p)
{
	qw_cell c = p->i > 0 ? p->cell[p->i - 1] : 0;
	if (qw_mark_is_prefix(c) && c != ' ')
		return QW_PREFIX_YES;
	if (!all_prefixed(p->undo))
		return QW_PREFIX_UNKNOWN;
	return c == ' ' ? QW_PREFIX_YES : QW_PREFIX_NO;
}

static void give_back(pass *p, size_t first_out, size_t entries)
{
	p->out->length = first_out;
	qw_table_shrink(p->undo->table, entries);
}

/* Search, and write the first original that is proven; *rank is that of it, or the
 * number of those that fit. */
static size_t search(pass *p, const qw_torn *torn, bool thorough, size_t *rank, qw_mended *found)
{
	size_t fits = qw_lattice_search(p->undo->lattice, torn, p->i, last_out(p), thorough);
	fits = fits < RANKS ? fits : RANKS;
	for (*rank = 0; *rank < fits && !try_rank(p, *rank, found); ++*rank)
		;
	return fits;
}

/* Is the original as likely as text is? If not, more may have been lost. */
static bool is_good(const pass *p, size_t first_out, const qw_mended *found)
{
	int64_t length = (int64_t)(p->out->length - first_out) + 1;
	return found->cost < (length * GOOD + SLACK) * QW_BIT;
}

static bool mend(pass *p)
{
	qw_splice_undo *u = p->undo;
	qw_torn torn = {u->view, u->table, p->cell, p->at, p->length, prefix_of(p), open_mark(p)};
	qw_mended found = {.end = p->i};
	size_t first_out = p->out->length, from = p->i, rank, entries = u->table->entries;
	size_t fits = search(p, &torn, false, &rank, &found);
	if (rank == fits || !is_good(p, first_out, &found)) {
		give_back(p, first_out, entries);
		fits = search(p, &torn, true, &rank, &found);
	}
	if (rank == fits) {
		u->unsolved++;
		keep(p);
		return !p->out->failed;
	}
	p->i = found.end;
	if (p->out->length == first_out + (found.end - from) && found.entries == 0
	    && p->out->cell[first_out] == p->cell[from])
		return true; /* a question mark after all */
	qw_place place = {.from = (uint32_t)from, .to = (uint32_t)found.end,
	                  .out_from = (uint32_t)first_out, .out_to = (uint32_t)p->out->length,
	                  .lost = found.lost, .newlines = found.newlines};
	compare_runner_up(p, rank, fits, found.cost, &place);
	uint32_t unsure = found.guessed > place.guessed ? found.guessed - place.guessed : 0;
	place.guessed += unsure;
	place.exact -= place.exact < unsure + found.lost ? place.exact : unsure + found.lost;
	return add_place(p, place);
}

/* Is there a tear at the mark? Behind it a note goes on, or prefixed punctuation. */
static bool is_torn(const pass *p, size_t width)
{
	size_t k = p->i + width;
	qw_note note;
	if (p->undo->replay->per_character || k >= p->length || last_out(p) == 0)
		return false;
	return qw_mark_note(p->cell, p->length, p->i, width, &note) || prefixed_behind(p, p->i);
}

/* Copy up to the next cell that a splice may have put there. */
static void keep_run(pass *p)
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
static size_t known_note(const pass *p)
{
	qw_cell c = last_out(p);
	uint16_t pair = c < 0x80 ? 0 : qw_view_pair(p->undo->view, c);
	const qw_entry *e = pair != 0 ? qw_table_find(p->undo->table, pair) : NULL;
	return e != NULL ? qw_entry_at(e, p->cell, p->length, p->i) : 0;
}

static bool one(pass *p)
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
	if (width > 0 && is_torn(p, width))
		return mend(p);
	keep(p);
	return true;
}

bool qw_splice_undo_line(qw_splice_undo *u, const qw_cell *c, const uint32_t *at, size_t n,
                         qw_text *out)
{
	pass p = {.undo = u, .cell = c, .at = at, .length = n, .out = out,
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
