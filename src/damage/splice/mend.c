/* SPDX-License-Identifier: Apache-2.0 */
/* Torn places: the likeliest original that the proof accepts, and how sure it is. */
#include "config.h"
#include "damage/splice/undo_internal.h"

#include "damage/splice/mark.h"
#include "damage/splice/marks.h"

#include <string.h>

enum {
	RANKS = 12,             /* originals that are tried at a torn place */
	CERTAIN = 20,           /* bits to the runner-up that make a choice no guess; */
	UNRIVALLED = 8,         /* one of the model alone is right as often as with so many */
	GOOD = 8, SLACK = 8,    /* bits of a character of text, and of a run beyond them */
	DROPPED = 4,            /* of a pair that vanished, where others of the segment did, */
	DROPPED_MAYBE = 8,      /* where nothing is known, */
	DROPPED_NOT = 14        /* and where others left something */
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

/* Does replaying the original of the run, which ends `out`, from the last character before
 * it that came through unharmed, give the damaged run? A note on its last character may
 * still follow. */
static bool proven(qw_pass *p, const qw_text *out, size_t safe_out, size_t end)
{
	size_t x, y = 0, length = out->length - safe_out, seen = end - p->safe;
	/* Prefixes at the end belong to the mark behind it. */
	while (end < p->length && qw_mark_is_prefixed(p->cell[end])
	       && qw_mark_is_prefix(p->cell[p->safe + seen - 1]))
		seen--;
	return qw_replay_proves(p->undo->replay, out->cell + safe_out, length,
	                        p->cell + p->safe, seen, &x, &y)
	    || (y == seen && x + 2 >= length);
}

/* Append the original of a rank to `out`, which holds the text from the last unharmed
 * character on at safe_out. True: written and proven. */
static bool try_rank(qw_pass *p, qw_text *out, size_t safe_out, size_t rank, qw_mended *found)
{
	size_t first_out = out->length, entries = p->undo->table->entries;
	if (qw_lattice_write(p->undo->lattice, rank, out, found) && learn(p->undo, found)
	    && proven(p, out, safe_out, found->end))
		return true;
	out->length = first_out;
	qw_table_shrink(p->undo->table, entries);
	return false;
}

/* The leads of the cells that the place became: none is a guess but those that the model
 * alone told. False: no memory. */
static bool begin_leads(qw_splice_undo *u, const qw_mended *found, qw_place *place)
{
	size_t n = place->out_to - place->out_from;
	void *array = u->lead;
	place->leads = u->leads;
	if (!qw_grow(&u->allocator, &array, &u->lead_capacity, u->leads + n, sizeof *u->lead))
		return false;
	u->lead = array;
	for (size_t i = 0; i < n; i++)
		u->lead[u->leads++] = QW_PLACE_SURE;
	for (size_t i = 0; i < found->guesses; i++)
		u->lead[place->leads + found->guess[i]] = UNRIVALLED * QW_BIT;
	return true;
}

/* Cells in which the runner-up, undo->rival from `first` on, differs lead by no more than the
 * place does. Returns whether there is one. */
static bool differs(qw_splice_undo *u, const qw_text *out, const qw_place *place, size_t first,
                    qw_bits lead)
{
	bool any = false;
	for (size_t i = 0; place->out_from + i < place->out_to; i++) {
		if (first + i < u->rival.length
		    && out->cell[place->out_from + i] == u->rival.cell[first + i])
			continue;
		any = true;
		if (lead < CERTAIN * QW_BIT && lead < u->lead[place->leads + i])
			u->lead[place->leads + i] = lead;
	}
	return any;
}

/* The next best original that is proven too and reads otherwise makes the best a
 * guess. False: no memory. */
static bool compare_runner_up(qw_pass *p, size_t rank, size_t fits, int64_t cost,
                              qw_place *place)
{
	qw_mended other;
	qw_splice_undo *u = p->undo;
	size_t entries = u->table->entries, safe = place->out_from - p->safe_out;
	place->lead = 64 * QW_BIT;
	qw_text_clear(&u->rival);
	qw_text_append(&u->rival, p->out->cell + p->safe_out, p->out->at + p->safe_out, safe);
	while (++rank < fits && !u->rival.failed) {
		if (!try_rank(p, &u->rival, 0, rank, &other))
			continue;
		qw_bits lead = (qw_bits)(other.cost - cost);
		bool found = differs(u, p->out, place, safe, lead);
		u->rival.length = safe;
		qw_table_shrink(u->table, entries);
		if (found) {
			place->lead = lead;
			break;
		}
	}
	return !u->rival.failed;
}

static void count_cells(const qw_splice_undo *u, qw_place *place)
{
	uint32_t n = place->out_to - place->out_from, doubtful = place->lost;
	for (uint32_t i = 0; i < n; i++)
		place->guessed += u->lead[place->leads + i] != QW_PLACE_SURE;
	doubtful += place->guessed;
	place->exact = n > doubtful ? n - doubtful : 0;
}

/* The quotation marks of the line that are still open. */
static qw_open_marks open_marks(qw_pass *p)
{
	for (; p->balanced < p->out->length; p->balanced++)
		p->open = qw_mark_open_behind(p->open, p->out->cell[p->balanced]);
	return p->open;
}

/* What the cell in front of a torn place says of the character there. */
static qw_prefix prefix_of(const qw_pass *p)
{
	qw_cell c = p->i > 0 ? p->cell[p->i - 1] : 0;
	if (qw_mark_is_prefix(c) && c != ' ')
		return QW_PREFIX_YES;
	if (!qw_marks_all_prefixed(p->undo))
		return QW_PREFIX_UNKNOWN;
	return c == ' ' && qw_marks_all_blank(p->undo) ? QW_PREFIX_YES : QW_PREFIX_NO;
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
	qw_cell before[2];
	qw_pass_last_two(p, before);
	size_t fits = qw_lattice_search(p->undo->lattice, torn, p->i, before, thorough);
	fits = fits < RANKS ? fits : RANKS;
	for (*rank = 0; *rank < fits && !try_rank(p, p->out, p->safe_out, *rank, found);
	     ++*rank)
		;
	return fits;
}

/* Is the original as likely as text is? If not, more may have been lost. */
static bool is_good(const qw_pass *p, size_t first_out, const qw_mended *found)
{
	int64_t length = (int64_t)(p->out->length - first_out) + 1;
	return found->cost < (length * GOOD + SLACK) * QW_BIT;
}

/* A decoder drops all pairs without a character or none. */
static int drop_bits(const qw_splice_undo *u)
{
	uint32_t shown = u->recall->improper + u->shown;
	return shown > u->dropped ? DROPPED_NOT : shown < u->dropped ? DROPPED : DROPPED_MAYBE;
}

bool qw_pass_mend(qw_pass *p)
{
	qw_splice_undo *u = p->undo;
	bool dropped = !u->view->through_big5
	            && u->recall->improper + u->shown <= u->dropped;
	qw_torn torn = {u->view, u->table, u->recall, p->cell, p->at, p->length, prefix_of(p),
	                drop_bits(u), open_marks(p)};
	qw_mended found = {.end = p->i};
	size_t first_out = p->out->length, from = p->i, rank, entries = u->table->entries;
	size_t fits = search(p, &torn, dropped, &rank, &found);
	if (!dropped && (rank == fits || !is_good(p, first_out, &found))) {
		give_back(p, first_out, entries);
		fits = search(p, &torn, true, &rank, &found);
	}
	if (rank == fits)
		return !p->out->failed;
	p->i = found.end;
	if (p->out->length == first_out + (found.end - from) && found.entries == 0
	    && p->out->cell[first_out] == p->cell[from]) {
		/* A question mark after all, and no place: it stands where it stood. */
		memcpy(p->out->at + first_out, p->at + from,
		       (found.end - from + 1) * sizeof *p->at);
		return true;
	}
	u->shown += found.shown;
	u->dropped += found.dropped;
	qw_place place = {.from = (uint32_t)from, .to = (uint32_t)found.end,
	                  .out_from = (uint32_t)first_out, .out_to = (uint32_t)p->out->length,
	                  .lost = found.lost, .newlines = found.newlines};
	if (!begin_leads(u, &found, &place)
	    || !compare_runner_up(p, rank, fits, found.cost, &place))
		return false;
	count_cells(u, &place);
	return qw_pass_add_place(p, place);
}
