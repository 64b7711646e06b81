/* SPDX-License-Identifier: Apache-2.0 */
/* Where an escape stands: in addresses, code and markup it is meant. */
#ifndef QW_DAMAGE_ESCAPE_CONTEXT_H
#define QW_DAMAGE_ESCAPE_CONTEXT_H

#include "damage/escape/undo.h"

/* Where a mark stands next, once that was looked for. */
typedef struct { size_t from, at; } qw_escape_next;

/* What was read of a line up to a place. */
typedef struct {
	const qw_cell *cell;
	size_t length, at;
	size_t piece_end;        /* of the piece read last, 0: there was none */
	size_t stretch;          /* where the letters and signs begin that `at` goes on with */
	size_t parentheses;      /* that are open in an address */
	bool address, scheme;    /* the stretch is one; "http://" tells so, or "www." */
	bool kept;               /* and the piece read last was in it */
	bool tag;                /* in "<a ..." */
	size_t tick, quote;      /* 1 + the cell of a ` or quotation mark that is open; 0: none is */
	qw_escape_next tick_end, prime_end, quote_end;
	size_t judged;           /* the quotation mark of which is known: */
	bool string;             /* is it that of a program's string? */
	size_t sign;             /* 1 + the cell of "=" behind the key that the line begins with */
	bool remark;             /* something ended the value behind it */
	bool wide;               /* and the line holds Han that are not escaped */
} qw_escape_context;

qw_escape_context qw_escape_context_of(const qw_cell *c, size_t n);

/* Signs of Chinese text, which are in no address and part words. */
bool qw_escape_is_sign(qw_cell c);

/* Is the next piece of the line, in their order, meant as it stands? */
bool qw_escape_is_meant(qw_escape_context *x, const qw_escapes *e, const qw_escape_piece *p);

#endif
