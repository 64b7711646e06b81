/* SPDX-License-Identifier: Apache-2.0 */
/* A splice forward: replace bytes, decode, as the faulty program and the decoder
 * behind it did. It makes damaged text, and it proves repairs. */
#ifndef QW_DAMAGE_SPLICE_REPLAY_H
#define QW_DAMAGE_SPLICE_REPLAY_H

#include "damage/splice/view.h"
#include "damage/splice/table.h"
#include "text/text.h"

/* The order in which the program went through its table, which matters where
 * two entries overlap. */
typedef enum { QW_ORDER_PAIR = 0, QW_ORDER_CODE_POINT, QW_ORDER_REVERSE, QW_ORDERS } qw_order;

/* What the decoder wrote for bytes that stand for no character; forwards only, the proof
 * grants all of it. Pairs of the user areas, and those without any character: */
typedef enum {
	QW_USER_KEEP = 0,        /* private-use characters, where there are some */
	QW_USER_LOSE,            /* what it wrote for all that it could not decode */
	QW_USER_DROP             /* nothing */
} qw_user_policy;

typedef struct {
	qw_user_policy user;
	bool replacement;        /* U+FFFD, and the ASCII byte behind a lead byte stays; else "?"
	                            for both */
} qw_decoder;

typedef struct {
	qw_allocator allocator;
	const qw_view *view;
	const qw_table *table;
	qw_order order;
	bool per_character;      /* characters were replaced, not bytes: no straddles */
	bool prefixes;           /* the table has entries of punctuation, which go in front of it */
	qw_decoder decoder;
	/* scratch */
	uint16_t *unit;          /* a byte, or 0x100: a cell that has no bytes */
	uint32_t *source;        /* index of the cell it came from */
	uint16_t *insert;        /* number of the entry whose note goes behind the unit; 0: none */
	uint16_t *prefix;        /* of that which goes in front of it; only if there are prefixes */
	bool failed;             /* no memory; nothing is proven any more */
	size_t length, unit_capacity, source_capacity, insert_capacity, prefix_capacity;
} qw_replay;

void qw_replay_init(qw_replay *r, const qw_view *view, const qw_table *table,
                    const qw_allocator *a);
void qw_replay_free(qw_replay *r);

/* Append what becomes of c[0..n). False: no memory. */
bool qw_replay_apply(qw_replay *r, const qw_cell *c, size_t n, qw_text *out);

/* Where the two part: replaying c[0..n) yields seen[0..m) up to index *seen_at of
 * seen, made from c up to *original_at. True: all of it. Prefixes in front of punctuation
 * are free, and a private-use character or an undecodable pair may have become
 * "?" or vanished. */
bool qw_replay_proves(qw_replay *r, const qw_cell *c, size_t n, const qw_cell *seen, size_t m,
                      size_t *original_at, size_t *seen_at);

#endif
