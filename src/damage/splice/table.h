/* SPDX-License-Identifier: Apache-2.0 */
/* The table of a splice: what the faulty program replaced, read off the text.
 * An entry is two bytes of the GBK family, anywhere in the byte stream. */
#ifndef QW_DAMAGE_SPLICE_TABLE_H
#define QW_DAMAGE_SPLICE_TABLE_H

#include "damage/splice/note.h"
#include "text/alloc.h"
#include "text/buffer.h"

enum { QW_PAIRS = 65536 };

static inline unsigned char qw_lead_of(uint16_t pair) { return (unsigned char)(pair >> 8); }
static inline unsigned char qw_trail_of(uint16_t pair) { return (unsigned char)(pair & 0xFF); }
static inline uint16_t qw_pair(unsigned char lead, unsigned char trail)
{
	return (uint16_t)(lead << 8 | trail);
}

/* What the segment showed of a pair so far. */
enum {
	QW_PAIR_UNSEEN = 0,
	QW_PAIR_PLAIN,      /* it stands without a note */
	QW_PAIR_NOTED,      /* in the table: every occurrence carries its note */
	QW_PAIR_BOTH        /* sometimes: an author wrote the notes, or two tables met */
};

typedef struct {
	uint16_t pair;
	uint16_t reading;
	uint8_t length;
	qw_cell character;
	qw_cell text[QW_NOTE_MAX];
} qw_entry;

typedef struct {
	uint16_t pair;
	uint8_t before;
} qw_turn;

typedef struct {
	qw_allocator allocator;
	uint8_t *state;     /* QW_PAIRS, QW_PAIR_* */
	qw_turn *turn;      /* states other than UNSEEN that changed, for going back */
	size_t turns, turn_capacity;
	uint16_t *touched;  /* QW_PAIRS, pairs whose state is not UNSEEN: makes clearing cheap */
	size_t touches;
	uint16_t *index;    /* QW_PAIRS, 1 + number of the entry, 0: none */
	qw_entry *entry;
	size_t entries, capacity;
	bool failed;        /* an entry found no memory */
} qw_table;

/* False: no memory. Free in either case. */
bool qw_table_init(qw_table *t, const qw_allocator *a);
void qw_table_free(qw_table *t);
void qw_table_clear(qw_table *t);

/* How far a table is, and back to there. */
typedef struct { size_t touches, turns, entries; } qw_table_mark;
qw_table_mark qw_table_here(const qw_table *t);
void qw_table_return(qw_table *t, qw_table_mark mark);

/* Remember what a pair was before its state turns. */
void qw_table_turn(qw_table *t, uint16_t pair);

/* Say what the segment shows of a pair; not back to UNSEEN. */
static inline void qw_table_see(qw_table *t, uint16_t pair, uint8_t state)
{
	if (t->state[pair] == state)
		return;
	if (t->state[pair] != QW_PAIR_UNSEEN)
		qw_table_turn(t, pair);
	else if (t->touches < QW_PAIRS)
		t->touched[t->touches++] = pair;
	t->state[pair] = state;
}

/* The entry of a pair, NULL: none. Lives until the next qw_table_add(). */
static inline const qw_entry *qw_table_find(const qw_table *t, uint16_t pair)
{
	return t->index[pair] == 0 ? NULL : &t->entry[t->index[pair] - 1];
}

/* Put a pair with its note into the table. False: no memory, and t->failed. */
bool qw_table_add(qw_table *t, uint16_t pair, qw_cell character, const qw_cell *text,
                  size_t length, qw_reading reading);

/* Forget the entries added last, so that `entries` are left. */
void qw_table_shrink(qw_table *t, size_t entries);

/* Is there "(note)" of the entry at c[i]? Returns the index behind ")", 0: no. */
static inline size_t qw_entry_at(const qw_entry *e, const qw_cell *c, size_t n, size_t i)
{
	if (i > n || n - i < e->length + 2u || c[i] != '(' || c[i + 1 + e->length] != ')')
		return 0;
	for (size_t k = 0; k < e->length; k++)
		if (c[i + 1 + k] != e->text[k])
			return 0;
	return i + 2 + e->length;
}

/* Does the entry carry just this note? */
bool qw_entry_is(const qw_entry *e, const qw_cell *text, size_t length);

/* Append "X=reading Y=reading ..." in the order of the characters. */
void qw_table_print(const qw_table *t, qw_buffer *out);

#endif
