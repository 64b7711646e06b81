/* SPDX-License-Identifier: Apache-2.0 */
/* Torn places: the likeliest original that the proof accepts, and how sure it is. */
#include "config.h"
#include "damage/splice/undo_internal.h"

#include "damage/splice/mark.h"

enum {
	RANKS = 12,             /* originals that are tried at a torn place */
	CERTAIN = 20,           /* bits to the runner-up that make a choice no guess */
	GOOD = 8, SLACK = 8     /* bits of a character of text, and of a run beyond them */
};

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
static bool proven(qw_pass *p, size_t end)
{
	size_t x, y = 0, length = p->out->length - p->safe_out, seen = end - p->safe;
	return qw_replay_proves(p->undo->replay, p->out->cell + p->safe_out, length,
	                        p->cell + p->safe, seen, &x, &y)
	    || (y == seen && x + 2 >= length);
}

/* Write the original of a rank. True: written and proven. */
static bool try_rank(qw_pass *p, size_t rank, qw_mended *found)
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
static void compare_runner_up(qw_pass *p, size_t rank, size_t fits, int64_t cost,
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
static qw_cell open_mark(qw_pass *p)
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
static qw_prefix prefix_of(const qw_pass *p)
{
	qw_cell c = p->i > 0 ? p->cell[p->i - 1] : 0;
	if (qw_mark_is_prefix(c) && c != ' ')
		return QW_PREFIX_YES;
	if (!qw_pass_all_prefixed(p->undo))
		return QW_PREFIX_UNKNOWN;
	return c == ' ' ? QW_PREFIX_YES : QW_PREFIX_NO;
}

static void give_back(qw_pass *p, size_t first_out, size_t entries)
{
	p->out->length = first_out;
	qw_table_shrink(p->undo->table, entries);
}

/* Search, and write the first original that is proven; *rank is that of it, or the
 * number of those that fit. */
static size_t search(qw_pass *p, const qw_torn *torn, bool thorough, size_t *rank,
                     qw_mended *found)
{
	size_t fits = qw_lattice_search(p->undo->lattice, torn, p->i, qw_pass_last(p), thorough);
	fits = fits < RANKS ? fits : RANKS;
	for (*rank = 0; *rank < fits && !try_rank(p, *rank, found); ++*rank)
		;
	return fits;
}

/* Is the original as likely as text is? If not, more may have been lost. */
static bool is_good(const qw_pass *p, size_t first_out, const qw_mended *found)
{
	int64_t length = (int64_t)(p->out->length - first_out) + 1;
	return found->cost < (length * GOOD + SLACK) * QW_BIT;
}

bool qw_pass_mend(qw_pass *p)
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
	if (rank == fits)
		return !p->out->failed;
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
	return qw_pass_add_place(p, place);
}
