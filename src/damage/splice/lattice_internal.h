/* SPDX-License-Identifier: Apache-2.0 */
/* The search of lattice.h from inside: hypotheses, their costs, and their steps. */
#ifndef QW_DAMAGE_SPLICE_LATTICE_INTERNAL_H
#define QW_DAMAGE_SPLICE_LATTICE_INTERNAL_H

#include "damage/splice/lattice.h"
#include "damage/splice/mark.h"
#include "model/model.h"

enum {
	QW_BEAM = 48,           /* hypotheses that survive a step */
	QW_BRANCHES = 1024,     /* hypotheses that one step may make */
	QW_CHOICES = 8,         /* values of an unknown byte that are followed up */
	QW_NODES = 1 << 16,     /* characters that one search may try */
	QW_ENTRIES = 256,       /* straddles in one run, */
	QW_GUESSES = 256        /* and guesses whose places are told */
};

/* A node that is no character but the note of a pair. */
#define QW_NOTE_NODE 0xC0000000u

/* Costs in bits beside those of the model. */
enum {
	QW_COST_NEW_ENTRY = 6,  /* a straddling character not seen with a note elsewhere */
	QW_COST_LITERAL_MARK = 10, /* "?" is just a question mark */
	QW_COST_LITERAL_NOTE = 24, /* "(reading)" is the author's */
	QW_COST_ORPHAN = 8,     /* a lead byte and the ASCII byte behind it were eaten */
	QW_COST_EATEN_UNKNOWN = 10, /* nothing says which */
	QW_COST_UNDECODABLE = 8, /* "?" stands for a pair that the decoder could not map */
	QW_COST_UNSEEN = 3,     /* a restored character that the text has nowhere else */
	QW_COST_UNBALANCED = 6  /* a quotation mark that closes nothing, or one left open */
};

/* What a hypothesis may have in place of a lead byte. */
enum {
	QW_IN_STEP = -1,        /* nothing waits for its trail byte */
	QW_UNKNOWN = 0x100,     /* some lead byte */
	QW_UNKNOWN_USER = 0x101, /* one that, behind `last`, gave no proper character */
	QW_UNKNOWN_TWICE = 0x102 /* the same, and the pair before it vanished, too */
};

typedef struct {
	int64_t cost;
	uint32_t position;      /* next damaged cell */
	uint32_t node;          /* last character, 0: none yet */
	qw_cell before, previous; /* the last two characters */
	qw_open_marks open;
	int16_t pending;        /* lead byte that waits for its trail byte, or one of the above */
	uint8_t before_last, last; /* the last two original bytes */
	bool guess;             /* nothing but the model tells the next character */
	uint16_t lost;          /* characters that nothing tells */
	uint16_t newlines;      /* of these, LF maybe */
	uint16_t dropped, shown; /* pairs without a character that vanished, or left a mark */
	uint16_t nth;           /* of those that are sorted */
} qw_hypothesis;

/* A character on the path of hypotheses, or the note of a pair. */
typedef struct {
	uint32_t parent;
	uint32_t source;        /* the damaged cell it came from; of a note, its text */
	qw_cell cell;
	bool guess;             /* nothing but the model told it */
} qw_node;

struct qw_lattice {
	qw_allocator allocator;
	const qw_torn *torn;
	qw_hypothesis now[QW_BEAM], next[QW_BRANCHES];
	size_t alive, made;     /* of now, of next */
	size_t rank;            /* of the hypothesis that takes a step */
	qw_node *nodes;
	uint32_t node_count;
	bool thorough;          /* look for pairs that vanished without a trace, too */
	int64_t budget;         /* hypotheses that may still be made; eight look-ups cost as one */
	qw_entry entry[QW_ENTRIES];
	uint32_t guess[QW_GUESSES];
};

/* lattice_path.c: how a hypothesis grows. */

/* Write a character that needs no choice: its bits tell nothing. */
bool qw_lattice_emit_given(qw_lattice *l, qw_hypothesis *h, qw_cell c);

/* Write a character, for the bits of the model. False, here and below: it can't be. */
bool qw_lattice_emit(qw_lattice *l, qw_hypothesis *h, qw_cell c);

/* The hypothesis takes one more original byte. */
bool qw_lattice_feed(qw_lattice *l, qw_hypothesis *h, unsigned char byte);

/* Make a hypothesis that goes on from h at `position`; NULL: there is no room. */
qw_hypothesis *qw_lattice_push(qw_lattice *l, const qw_hypothesis *h, size_t position,
                               int cost_bits);

/* Take back the hypothesis made last. */
static inline void qw_lattice_drop_last(qw_lattice *l) { l->made--; }

/* Push, then feed; what does not fit is taken back. */
void qw_lattice_push_byte(qw_lattice *l, const qw_hypothesis *h, size_t position, int cost_bits,
                          unsigned char byte);

static inline void qw_hypothesis_remember(qw_hypothesis *h, unsigned char byte)
{
	h->before_last = h->last;
	h->last = byte;
}

/* May the pair carry this note? Every occurrence of a table character carries the
 * same one, so a character seen plain or with another note is ruled out. */
bool qw_lattice_may_carry(const qw_torn *t, uint16_t pair, const qw_note *note, int *cost);

/* Remember on the path that the pair carries the note. */
bool qw_lattice_take_note(qw_lattice *l, qw_hypothesis *h, uint16_t pair, const qw_note *note);

/* Push, then let the pending lead byte become the pair that carries the note. */
void qw_lattice_straddle(qw_lattice *l, const qw_hypothesis *h, const qw_note *note,
                         uint16_t pair, int cost);

/* lattice_unknown.c: the likeliest bytes, the cheapest first; each returns how many
 * are in `list`. */

typedef struct {
	unsigned char byte, second;
	qw_bits cost;
} qw_choice;

/* Did the pair leave no proper character behind? */
bool qw_lattice_is_improper(const qw_torn *t, unsigned char lead, unsigned char trail);

/* Trail bytes behind the pending lead byte; `user`: only those that may themselves
 * lead an improper pair. */
size_t qw_lattice_likely_trails(qw_lattice *l, const qw_hypothesis *h, bool user,
                                qw_choice list[QW_CHOICES]);

/* Lead bytes in front of a known trail byte. */
size_t qw_lattice_likely_leads(qw_lattice *l, const qw_hypothesis *h, unsigned char trail,
                               qw_choice list[QW_CHOICES]);

/* Characters of which both bytes are unknown: the first ends an improper pair, the
 * second, if `user`, begins another one. */
size_t qw_lattice_likely_pairs(qw_lattice *l, const qw_hypothesis *h, bool user,
                               qw_choice list[QW_CHOICES]);

/* lattice_step.c: make all hypotheses that go on from h over the damaged cell there.
 * The lead byte, if one is pending, is known. */
void qw_lattice_step(qw_lattice *l, const qw_hypothesis *h);

/* The same over a cell that is no mark and no note. */
void qw_lattice_step_other(qw_lattice *l, const qw_hypothesis *h);

/* lattice_orphan.c: a lead byte lost together with the byte that it took for its trail; the
 * next damaged cell is at `behind`. */
void qw_lattice_step_orphan(qw_lattice *l, const qw_hypothesis *h, size_t behind);

/* The same where the pending lead byte is unknown. */
void qw_lattice_settle_orphan(qw_lattice *l, const qw_hypothesis *h, size_t behind);

/* The index of prefixed punctuation behind prefixes at i; length: none. */
size_t qw_lattice_prefixed_mark(const qw_torn *t, size_t i);

/* lattice_settle.c: the same where the pending lead byte is unknown. */
void qw_lattice_settle(qw_lattice *l, const qw_hypothesis *h);

#endif
