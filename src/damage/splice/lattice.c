/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/splice/lattice.h"

#include "damage/splice/mark.h"
#include "model/logarithm.h"

#include <stdlib.h>

enum {
	BEAM = 48,              /* hypotheses that survive a step */
	BRANCHES = 1024,        /* hypotheses that one step may make */
	CHOICES = 8,            /* values of an unknown byte that are followed up, */
	TRACELESS = 3,          /* fewer where nothing says that there is one */
	NODES = 1 << 16,        /* characters that one search may try */
	RUN_MAX = 4096,         /* cells of the longest torn run */
	ENTRIES = 256           /* straddles in one run */
};

/* A node that is no character but the note of a pair. */
#define NOTE_NODE 0xC0000000u

/* Costs in bits beside those of the model. */
enum {
	NEW_ENTRY = 6,          /* a straddling character not seen with a note elsewhere */
	LITERAL_MARK = 10,      /* "?" is just a question mark */
	LITERAL_NOTE = 24,      /* "(reading)" is the author's */
	ORPHAN = 8,             /* a lead byte and the ASCII byte behind it were eaten */
	EATEN_UNKNOWN = 10,     /* nothing says which */
	UNDECODABLE = 8,        /* "?" stands for a pair that the decoder could not map */
	DROPPED = 14,           /* such a pair vanished without a trace */
	UNSEEN = 3,             /* a restored character that the text has nowhere else */
	UNBALANCED = 6          /* a quotation mark that closes nothing, or one left open */
};

enum {
	IN_STEP = -1,
	UNKNOWN = 0x100,        /* some lead byte */
	UNKNOWN_USER = 0x101    /* one that, behind `last`, gave no proper character */
};

typedef struct {
	int64_t cost;
	uint32_t position;      /* next damaged cell */
	uint32_t node;          /* last character, 0: none yet */
	qw_cell previous, open;
	int16_t pending;        /* lead byte that waits for its trail byte, IN_STEP or UNKNOWN */
	uint8_t before_last, last; /* the last two original bytes */
	uint16_t lost, guessed; /* bytes that nothing but the model tells */
	uint16_t newlines;      /* of these, LF maybe */
} hypothesis;

typedef struct {
	uint32_t parent, source;
	qw_cell cell;
} node;

struct qw_lattice {
	qw_allocator allocator;
	const qw_torn *torn;
	hypothesis now[BEAM], next[BRANCHES];
	size_t alive, made;
	node *nodes;
	uint32_t node_count;
	bool thorough;          /* look for pairs that vanished without a trace, too */
	int64_t budget;         /* hypotheses that may still be made; eight look-ups cost one */
	qw_entry entry[ENTRIES];
};

qw_lattice *qw_lattice_new(const qw_allocator *a)
{
	qw_lattice *l = a->resize(a->ctx, NULL, 0, sizeof *l);
	if (l == NULL)
		return NULL;
	l->allocator = *a;
	l->nodes = a->resize(a->ctx, NULL, 0, NODES * sizeof *l->nodes);
	if (l->nodes == NULL) {
		a->resize(a->ctx, l, sizeof *l, 0);
		return NULL;
	}
	return l;
}

void qw_lattice_free(qw_lattice *l)
{
	if (l == NULL)
		return;
	qw_allocator a = l->allocator;
	qw_release(&a, l->nodes, NODES, sizeof *l->nodes);
	a.resize(a.ctx, l, sizeof *l, 0);
}

/* --- one character, one byte ------------------------------------------------ */

/* Write a character that needs no choice: its bits tell nothing. */
static bool emit_given(qw_lattice *l, hypothesis *h, qw_cell c)
{
	if (l->node_count >= NODES)
		return false;
	l->nodes[l->node_count] = (node){h->node, h->position, c};
	h->node = l->node_count++;
	h->previous = c;
	return true;
}

static void remember(hypothesis *h, unsigned char byte)
{
	h->before_last = h->last;
	h->last = byte;
}

static bool emit(qw_lattice *l, hypothesis *h, qw_cell c)
{
	h->cost += qw_model_pair(h->previous, c);
	return emit_given(l, h, c);
}

/* Quotation marks come in pairs. */
static void balance(hypothesis *h, qw_cell c)
{
	qw_cell closed = qw_mark_closes(c);
	if (closed != 0) {
		h->cost += closed == h->open ? -UNBALANCED * QW_BIT / 2 : UNBALANCED * QW_BIT;
		h->open = 0;
	} else if (qw_mark_opens(c)) {
		h->cost += h->open != 0 ? UNBALANCED * QW_BIT : 0;
		h->open = c;
	}
}

/* The hypothesis takes one more original byte. False: it can't. */
static bool feed(qw_lattice *l, hypothesis *h, unsigned char byte)
{
	remember(h, byte);
	if (h->pending >= 0) {
		unsigned char lead = (unsigned char)h->pending;
		qw_cell c = qw_view_cell(l->torn->view, lead, byte);
		h->pending = IN_STEP;
		if (l->torn->table->state[qw_pair(lead, byte)] == QW_PAIR_UNSEEN)
			h->cost += UNSEEN * QW_BIT;
		balance(h, c);
		return c != 0 && !qw_cell_is_private(c) && emit(l, h, c);
	}
	if (byte < 0x80)
		return emit(l, h, byte);
	if (byte == 0x80 || byte == 0xFF)
		return false;
	h->pending = byte;
	return true;
}

static hypothesis *push(qw_lattice *l, const hypothesis *h, size_t position, int cost_bits)
{
	if (l->made == BRANCHES)
		return NULL;
	hypothesis *made = &l->next[l->made++];
	*made = *h;
	made->cost += (int64_t)cost_bits * QW_BIT;
	made->position = (uint32_t)position;
	return made;
}

static void drop_last(qw_lattice *l) { l->made--; }

/* Push, then feed; what does not fit is taken back. */
static void push_byte(qw_lattice *l, const hypothesis *h, size_t position, int cost_bits,
                      unsigned char byte)
{
	hypothesis *made = push(l, h, position, cost_bits);
	if (made != NULL && !feed(l, made, byte))
		drop_last(l);
}

/* --- the cells of a torn run ------------------------------------------------- */

/* May the pair carry this note? Every occurrence of a table character carries the
 * same one, so a character seen plain or with another note is ruled out. */
static bool may_carry(const qw_torn *t, uint16_t pair, const qw_note *note, int *cost)
{
	const qw_entry *e = qw_table_find(t->table, pair);
	if (e != NULL) {
		*cost = 0;
		return qw_entry_is(e, t->cell + note->text, note->length);
	}
	*cost = NEW_ENTRY;
	return t->table->state[pair] == QW_PAIR_UNSEEN;
}

/* Remember on the path that the pair carries the note. */
static bool take_note(qw_lattice *l, hypothesis *h, uint16_t pair, const qw_note *note)
{
	if (l->node_count >= NODES)
		return false;
	l->nodes[l->node_count] = (node){h->node, (uint32_t)note->text, NOTE_NODE | pair};
	h->node = l->node_count++;
	return true;
}

static void step_note(qw_lattice *l, const hypothesis *h, const qw_note *note)
{
	const qw_torn *t = l->torn;
	uint16_t pair = qw_pair(h->before_last, h->last);
	qw_cell c = qw_view_cell(t->view, h->before_last, h->last);
	int cost;
	if (c != 0 && qw_reading_fits(c, note->reading) && may_carry(t, pair, note, &cost)) {
		hypothesis *made = push(l, h, note->end, cost);
		if (made != NULL && !take_note(l, made, pair, note))
			drop_last(l);
	} else if (h->pending < 0)
		push_byte(l, h, h->position + 1, LITERAL_NOTE, '(');
}

static void straddle(qw_lattice *l, const hypothesis *h, const qw_note *note, uint16_t pair,
                     int cost)
{
	hypothesis *made = push(l, h, note->end, cost);
	if (made != NULL && !(feed(l, made, qw_trail_of(pair)) && take_note(l, made, pair, note)))
		drop_last(l);
}

/* "?reading)": the byte behind the last one makes a character that is read so. */
static void step_straddle(qw_lattice *l, const hypothesis *h, const qw_note *note)
{
	unsigned char trail[128];
	l->budget -= 128 / 8;
	size_t found = qw_reading_with_lead(l->torn->view, note->reading, h->last, trail,
	                                    sizeof trail);
	if (found > sizeof trail)
		found = sizeof trail;
	for (size_t i = 0; i < found; i++) {
		int cost;
		uint16_t pair = qw_pair(h->last, trail[i]);
		if (trail[i] > 0x80 && may_carry(l->torn, pair, note, &cost))
			straddle(l, h, note, pair, cost);
	}
}

/* Does a tag go on at cell[i] whose "<" was eaten? */
static bool tag_rest(const qw_torn *t, size_t i)
{
	size_t k = i + (i < t->length && t->cell[i] == '/');
	size_t letters = k;
	while (k < t->length && k < letters + 12 && (t->cell[k] | 32) >= 'a'
	       && (t->cell[k] | 32) <= 'z')
		k++;
	if (k < t->length && k == letters + 1 && t->cell[k] >= '1' && t->cell[k] <= '6')
		k++;
	return k > letters && k < t->length && t->cell[k] == '>';
}

/* The ASCII byte that stood in front of cell[i]: of a tag, or between two Chinese
 * characters mostly a blank; what nothing tells stays the "?" that the decoder wrote. */
static unsigned char eaten_byte(const qw_torn *t, size_t i)
{
	if (tag_rest(t, i))
		return '<';
	return i < t->length && qw_cell_is_han(t->cell[i]) ? ' ' : '?';
}

static bool ends_sentence(qw_cell c)
{
	return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0x201D || c == 0x2026;
}

/* The index of prefixed punctuation behind prefixes at i; length: none. */
static size_t prefixed_mark(const qw_torn *t, size_t i)
{
	i = qw_mark_behind_prefixes(t->cell, t->length, i);
	return i < t->length && qw_mark_is_prefixed(t->cell[i]) ? i : t->length;
}

/* --- unknown bytes ------------------------------------------------------------------ */

typedef struct {
	unsigned char byte, second;
	qw_bits cost;
} choice;

/* Keep `c` in the sorted list of the cheapest. */
static size_t keep_cheapest(choice *list, size_t count, choice c)
{
	size_t place = count;
	while (place > 0 && list[place - 1].cost > c.cost)
		place--;
	if (place == CHOICES)
		return count;
	size_t last = count < CHOICES ? count : CHOICES - 1;
	for (size_t i = last; i > place; i--)
		list[i] = list[i - 1];
	list[place] = c;
	return last + 1;
}

/* Did the pair leave no proper character behind? */
static bool is_improper(const qw_torn *t, unsigned char lead, unsigned char trail)
{
	qw_cell c = qw_view_cell(t->view, lead, trail);
	return c == 0 || qw_cell_is_private(c);
}

static bool may_lead_improper(unsigned byte)
{
	return (byte >= 0xA2 && byte <= 0xAF) || byte >= 0xF8;
}

/* The likeliest trail bytes behind the pending lead byte; `user`: only those that
 * may themselves lead an improper pair. */
static size_t likely_trails(qw_lattice *l, const hypothesis *h, bool user, choice *list)
{
	size_t count = 0;
	l->budget -= 128 / 8;
	for (unsigned byte = 0x81; byte <= 0xFE; byte++) {
		qw_cell c = qw_view_cell(l->torn->view, (unsigned char)h->pending,
		                               (unsigned char)byte);
		if (c != 0 && !qw_cell_is_private(c) && (!user || may_lead_improper(byte)))
			count = keep_cheapest(list, count, (choice){(unsigned char)byte, 0,
			                      qw_model_pair(h->previous, c)});
	}
	return count;
}

/* Where all punctuation is prefixed, a prefix and nothing else tells of it. */
static bool contradicts_prefix(const qw_torn *t, qw_cell c)
{
	return (t->prefix == QW_PREFIX_YES && !qw_mark_is_prefixed(c))
	    || (t->prefix == QW_PREFIX_NO && qw_mark_is_prefixed(c));
}

/* The likeliest lead bytes in front of a known trail byte. */
static size_t likely_leads(qw_lattice *l, const hypothesis *h, unsigned char trail, choice *list)
{
	size_t count = 0;
	l->budget -= 128 / 8;
	for (unsigned byte = 0x81; byte <= 0xFE; byte++) {
		qw_cell c = qw_view_cell(l->torn->view, (unsigned char)byte, trail);
		if (c == 0 || qw_cell_is_private(c)
		    || (h->pending == UNKNOWN_USER && !is_improper(l->torn, h->last, (unsigned char)byte)))
			continue;
		if (h->node == 0 && contradicts_prefix(l->torn, c))
			continue;
		count = keep_cheapest(list, count, (choice){(unsigned char)byte, 0,
		                      qw_model_pair(h->previous, c)});
	}
	return count;
}

/* The likeliest characters of which both bytes are unknown: the first ends an
 * improper pair, the second begins another one. */
static size_t likely_pairs(qw_lattice *l, const hypothesis *h, choice *list)
{
	size_t count = 0;
	l->budget -= 128 * 22 / 8;
	for (unsigned lead = 0x81; lead <= 0xFE; lead++) {
		if (h->pending == UNKNOWN_USER && !is_improper(l->torn, h->last, (unsigned char)lead))
			continue;
		for (unsigned trail = 0xA2; trail <= 0xFE; trail++) {
			if (!may_lead_improper(trail))
				continue;
			qw_cell c = qw_view_cell(l->torn->view, (unsigned char)lead, (unsigned char)trail);
			if (c != 0 && !qw_cell_is_private(c))
				count = keep_cheapest(list, count, (choice){(unsigned char)lead,
				        (unsigned char)trail, qw_model_pair(h->previous, c)});
		}
	}
	return count;
}

/* One unknown byte, which ends the pending character or begins another one. */
static void unknown_byte(qw_lattice *l, const hypothesis *from, size_t position, int cost)
{
	choice list[CHOICES];
	hypothesis guess = *from;
	const hypothesis *h = &guess;
	guess.guessed++;
	if (h->pending < 0) {
		hypothesis *made = push(l, h, position, cost);
		if (made != NULL)
			made->pending = UNKNOWN;
		return;
	}
	size_t count = likely_trails(l, h, false, list);
	for (size_t i = 0; i < count; i++)
		push_byte(l, h, position, cost, list[i].byte);
}

/* A lead byte lost together with the ASCII byte that it took for its trail. */
static void step_orphan(qw_lattice *l, const hypothesis *h, size_t behind)
{
	size_t mark = prefixed_mark(l->torn, behind);
	if (mark < l->torn->length) {
		unknown_byte(l, h, mark, ORPHAN);
		return;
	}
	if (h->pending < 0 || h->pending >= UNKNOWN)
		return;
	size_t first = l->made;
	if (!qw_mark_eats(l->torn->cell[h->position])) {
		unknown_byte(l, h, behind, ORPHAN);
		return;
	}
	unsigned char eaten = eaten_byte(l->torn, behind);
	unknown_byte(l, h, behind, eaten == '<' ? ORPHAN : ORPHAN + EATEN_UNKNOWN);
	for (size_t i = first; i < l->made; i++) {
		hypothesis *made = &l->next[i];
		/* A sentence's end and Chinese behind it: maybe a new line began there. That is
		 * reported, the LF is not put back. */
		bool newline = eaten == ' ' && ends_sentence(made->previous);
		made->newlines = (uint16_t)(made->newlines + newline);
		made->lost = (uint16_t)(made->lost + (eaten == '?'));
		made->guessed = (uint16_t)(made->guessed + (eaten == ' '));
		emit_given(l, made, eaten);
		remember(&l->next[i], eaten);
	}
}

/* A pair of shifted bytes that nothing tells: it ends the pending character and
 * begins another one. `improper`: it left no character behind. */
static void lost_pair(qw_lattice *l, const hypothesis *h, size_t position, bool improper)
{
	choice list[CHOICES];
	size_t count = likely_trails(l, h, improper, list);
	bool traceless = position == h->position;
	for (size_t i = 0; i < count && !(traceless && i == TRACELESS); i++) {
		size_t before = l->made;
		push_byte(l, h, position, traceless ? DROPPED : UNDECODABLE, list[i].byte);
		if (l->made > before)
			l->next[before].pending = improper ? UNKNOWN_USER : UNKNOWN;
	}
}

static void step_mark(qw_lattice *l, const hypothesis *h, size_t width)
{
	const qw_torn *t = l->torn;
	size_t behind = h->position + width;
	qw_note note;
	bool straddled = qw_mark_note(t->cell, t->length, h->position, width, &note);
	if (straddled)
		step_straddle(l, h, &note);
	if (straddled && !l->thorough)
		return;
	step_orphan(l, h, behind);
	if (h->pending >= 0)
		lost_pair(l, h, behind, true);
	else {
		hypothesis *made = push(l, h, h->position + 1, LITERAL_MARK);
		if (made != NULL && !emit(l, made, t->cell[h->position]))
			drop_last(l);
	}
}

static void step_other(qw_lattice *l, const hypothesis *h)
{
	qw_cell c = l->torn->cell[h->position];
	if (h->pending >= 0 && qw_mark_is_byte_80(c)) {
		push_byte(l, h, h->position + 1, 0, 0x80);
		return;
	}
	uint16_t pair = c < 0x80 ? (uint16_t)0 : qw_view_pair(l->torn->view, c);
	if (c < 0x80) {
		push_byte(l, h, h->position + 1, 0, (unsigned char)c);
		return;
	}
	if (pair == 0 && h->pending >= 0) {
		/* Byte tables to Big5 differ in rare variants. */
		if (l->torn->view->through_big5 && qw_cell_is_han(c))
			lost_pair(l, h, h->position + 1, false);
		return;
	}
	hypothesis *made = push(l, h, h->position + 1, 0);
	if (made == NULL)
		return;
	bool fits = pair == 0 ? emit(l, made, c)
	    : feed(l, made, (unsigned char)(pair >> 8))
	   && feed(l, made, (unsigned char)pair);
	if (!fits)
		drop_last(l);
}

/* The next byte settles an unknown lead byte. */
static void settle_unknown(qw_lattice *l, const hypothesis *h)
{
	choice list[CHOICES];
	qw_cell c = l->torn->cell[h->position];
	uint16_t pair = c < 0x80 ? (uint16_t)0 : qw_view_pair(l->torn->view, c);
	unsigned char byte = c < 0x80 ? (unsigned char)c : qw_lead_of(pair);
	if (byte < 0x40)
		return;
	size_t count = likely_leads(l, h, byte, list);
	for (size_t i = 0; i < count; i++) {
		hypothesis settled = *h;
		settled.pending = list[i].byte;
		settled.last = list[i].byte;
		step_other(l, &settled);
	}
}

/* The lead byte is unknown, and so is what follows: another improper pair. */
static void settle_pair(qw_lattice *l, const hypothesis *h, size_t position)
{
	choice list[CHOICES];
	size_t count = likely_pairs(l, h, list);
	for (size_t i = 0; i < count; i++) {
		hypothesis settled = *h;
		size_t before = l->made;
		settled.pending = list[i].byte;
		push_byte(l, &settled, position, UNDECODABLE, list[i].second);
		if (l->made > before)
			l->next[before].pending = UNKNOWN_USER;
	}
}

/* The lead byte is unknown, its trail byte was eaten: the character is one that the
 * note reads. */
static void settle_straddle(qw_lattice *l, const hypothesis *h, const qw_note *note)
{
	size_t count;
	const uint16_t *character = qw_reading_characters(note->reading, &count);
	l->budget -= (int64_t)count / 8;
	for (size_t i = 0; i < count; i++) {
		uint16_t pair = qw_view_pair(l->torn->view, character[i]);
		int cost;
		if (pair == 0 || !is_improper(l->torn, h->last, qw_lead_of(pair))
		    || !qw_reading_fits(character[i], note->reading)
		    || !may_carry(l->torn, pair, note, &cost))
			continue;
		hypothesis settled = *h;
		settled.pending = settled.last = qw_lead_of(pair);
		straddle(l, &settled, note, pair, cost);
	}
}

static void step_unknown(qw_lattice *l, const hypothesis *h)
{
	const qw_torn *t = l->torn;
	size_t width = qw_mark_lost(t->cell, t->length, h->position);
	bool hole = t->view->through_big5 && t->cell[h->position] == 0x3000;
	qw_note note;
	if (width > 0 || hole)
		settle_pair(l, h, h->position + width + hole);
	if (h->pending == UNKNOWN_USER && width > 0
	    && qw_mark_note(t->cell, t->length, h->position, width, &note))
		settle_straddle(l, h, &note);
	if (width == 0 && !hole)
		settle_unknown(l, h);
}

static void step(qw_lattice *l, const hypothesis *h)
{
	const qw_torn *t = l->torn;
	if (h->pending >= UNKNOWN) {
		step_unknown(l, h);
		return;
	}
	size_t width = qw_mark_lost(t->cell, t->length, h->position);
	qw_note note;
	if (width > 0)
		step_mark(l, h, width);
	else if (t->view->through_big5 && t->cell[h->position] == 0x3000 && h->pending >= 0)
		lost_pair(l, h, h->position + 1, true);
	else if (qw_note_at(t->cell, t->length, h->position, &note))
		step_note(l, h, &note);
	else if (h->pending < 0 && qw_mark_is_prefix(t->cell[h->position])
	         && t->cell[h->position] != ' ' && prefixed_mark(t, h->position) < t->length)
		push(l, h, prefixed_mark(t, h->position), 0);
	else {
		step_other(l, h);
		if (l->thorough && h->pending >= 0 && t->cell[h->position] >= 0x80)
			lost_pair(l, h, h->position, true);
	}
}

/* --- the search ---------------------------------------------------------------- */

static int by_cost(const void *a, const void *b)
{
	const hypothesis *x = a, *y = b;
	if (x->cost != y->cost)
		return x->cost < y->cost ? -1 : 1;
	return (x->node > y->node) - (x->node < y->node);
}

/* Keep the best. */
static void prune(qw_lattice *l)
{
	qsort(l->next, l->made, sizeof *l->next, by_cost);
	l->alive = 0;
	for (size_t i = 0; i < l->made && l->alive < BEAM; i++)
		l->now[l->alive++] = l->next[i];
}

/* The hypotheses that are furthest behind take a step; the others wait. */
static void advance(qw_lattice *l)
{
	uint32_t behind = UINT32_MAX;
	for (size_t i = 0; i < l->alive; i++)
		if (l->now[i].position < behind)
			behind = l->now[i].position;
	l->made = 0;
	for (size_t i = 0; i < l->alive; i++) {
		if (l->now[i].position > behind || behind >= l->torn->length) {
			if (l->now[i].position > behind || l->now[i].pending < 0)
				push(l, &l->now[i], l->now[i].position, 0);
		} else {
			step(l, &l->now[i]);
		}
	}
}

/* All are in step at the same place, and no note follows on their last character. */
static bool settled(const qw_lattice *l)
{
	qw_note note;
	for (size_t i = 0; i < l->alive; i++)
		if (l->now[i].pending >= 0 || l->now[i].position != l->now[0].position)
			return false;
	return !qw_note_at(l->torn->cell, l->torn->length, l->now[0].position, &note);
}

static void write_entry(qw_lattice *l, const node *from, qw_mended *mended)
{
	const qw_torn *t = l->torn;
	qw_note note;
	if (mended->entries == ENTRIES || !qw_note_tail(t->cell, t->length, from->source, &note))
		return;
	qw_entry *e = &l->entry[mended->entries++];
	*e = (qw_entry){.pair = (uint16_t)from->cell, .reading = note.reading,
	                .length = (uint8_t)note.length};
	e->character = qw_view_cell(t->view, qw_lead_of(e->pair),
	                                  qw_trail_of(e->pair));
	for (size_t i = 0; i < note.length; i++)
		e->text[i] = t->cell[note.text + i];
}

static bool is_character(const node *n) { return n->cell < NOTE_NODE; }

void qw_lattice_allow(qw_lattice *l, size_t cells)
{
	enum { BASE = 100000, PER_CELL = 60 };
	l->budget = BASE + (int64_t)cells * PER_CELL;
}

bool qw_lattice_write(qw_lattice *l, size_t rank, qw_text *out, qw_mended *mended)
{
	const qw_torn *t = l->torn;
	const hypothesis *h = &l->now[rank];
	size_t count = 0;
	for (uint32_t k = h->node; k != 0; k = l->nodes[k].parent)
		count += is_character(&l->nodes[k]);
	if (!qw_text_reserve(out, count))
		return false;
	*mended = (qw_mended){.end = h->position, .cost = h->cost, 
	                       .lost = h->lost, .guessed = h->guessed,
	                       .newlines = h->newlines, .entry = l->entry};
	size_t place = out->length + count;
	out->at[place] = t->at[h->position];
	for (uint32_t k = h->node; k != 0; k = l->nodes[k].parent) {
		if (!is_character(&l->nodes[k])) {
			write_entry(l, &l->nodes[k], mended);
			continue;
		}
		out->cell[--place] = l->nodes[k].cell;
		out->at[place] = t->at[l->nodes[k].source];
	}
	out->length += count;
	return true;
}

/* What stands behind the run has its say. */
static void look_behind(qw_lattice *l)
{
	const qw_torn *t = l->torn;
	size_t i = l->now[0].position;
	if (i >= t->length || qw_mark_lost(t->cell, t->length, i) > 0)
		return;
	for (size_t k = 0; k < l->alive; k++)
		l->now[k].cost += qw_model_pair(l->now[k].previous, t->cell[i]);
	qsort(l->now, l->alive, sizeof *l->now, by_cost);
}

size_t qw_lattice_search(qw_lattice *l, const qw_torn *torn, size_t from, qw_cell before,
                         bool thorough)
{
	uint16_t pair = before < 0x80 ? (uint16_t)before : qw_view_pair(torn->view, before);
	l->torn = torn;
	l->thorough = thorough;
	l->node_count = 1;
	l->alive = 1;
	l->now[0] = (hypothesis){.position = (uint32_t)from, .previous = before,
	                         .open = torn->open, .pending = IN_STEP,
	                         .before_last = qw_lead_of(pair), .last = qw_trail_of(pair)};
	do {
		advance(l);
		prune(l);
		l->budget -= (int64_t)l->made;
		if (l->alive == 0 || l->budget < 0 || l->now[0].position - from > RUN_MAX
		    || l->node_count >= NODES)
			return 0;
	} while (!settled(l));
	look_behind(l);
	return l->alive;
}
