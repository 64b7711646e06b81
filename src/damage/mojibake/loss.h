/* SPDX-License-Identifier: Apache-2.0 */
/* What programs make of bytes that they can't read, turned round: a mark, or nothing, is
 * all that is left of which bytes? */
#ifndef QW_DAMAGE_MOJIBAKE_LOSS_H
#define QW_DAMAGE_MOJIBAKE_LOSS_H

#include "damage/mojibake/policy.h"
#include "model/model.h"
#include "text/alloc.h"

enum {
	QW_LOSS_POLICIES = 32,   /* numbers of policies are below; 0: nothing is lost */
	QW_LOSS_TAILS_OF_LEAD = 1024,
	QW_LOSS_TAILS = 8 * QW_LOSS_TAILS_OF_LEAD,
	QW_LOSS_RARE = 24,       /* bits of a character that is too rare to be guessed, */
	QW_LOSS_RARE_TAIL = 18,  /* from its first byte alone, */
	QW_LOSS_COMMON = 16,     /* and where nothing at all is known */
	QW_LOSS_MARKED = 4       /* with the number of bytes: a mark stands for them */
};

enum { QW_LOSS_NEVER, QW_LOSS_SOMETIMES, QW_LOSS_ALWAYS };

/* One encoding as one program reads it. */
typedef struct {
	qw_policy policy;
	qw_set read;
	uint8_t number;          /* of the policy */
	qw_cell mark;            /* what stands for bytes that were lost; 0: nothing */
	bool loses;              /* anything of what this set holds, */
	bool unmarked;           /* some are dropped without a mark */
	bool nbsp_to_space;
	bool shift;              /* single bytes were lost before the text was read */
	bool remains;            /* bytes of a double-byte set were read as UTF-8 */
	bool single;             /* a set of one byte a character */
	/* What becomes of a byte b, 80 or more, and the one behind it: 0: they are read; else how
	 * many of them are lost, and whether there is a mark. */
	uint8_t fate[128][256];
	uint8_t last[128];       /* and of one at the end of the text */
	/* Is byte b lost alone, without a mark and with one? QW_LOSS_EVER. */
	uint8_t one[128][2];
	/* The pairs of which both are lost, by the first byte: second[first[b]..first[b + 1]). ASCII
	 * is among the second ones as far as a sentence may go on with it. */
	uint16_t first[129];
	uint8_t second[128 * 256];
	/* Characters of three bytes of UTF-8 the last two of which are lost, without a mark and with
	 * one, by the first byte, which is E0 + k: tail[][tails[][k]..tails[][k + 1]). */
	uint16_t tails[2][17];
	uint16_t tail[2][QW_LOSS_TAILS];
	/* Where single bytes were lost: the characters that are likely where nothing is left of one,
	 * tail[0][0..common). */
	uint16_t common;
} qw_loss;

/* The number that stands for single bytes that were lost in text of the set itself. */
extern const uint8_t qw_loss_shift;

/* The words of policy number i, from 1; NULL behind the last. */
const char *qw_loss_policy(unsigned i);

/* Bits: how rare it is among programs. */
unsigned qw_loss_price(unsigned i);

/* What it leaves where bytes are lost; 0: nothing. */
qw_cell qw_loss_mark(unsigned i);

/* Did something turn no-break spaces into blanks later? */
bool qw_loss_takes_blanks(unsigned i);

/* May the policy lose bytes that were read as `read`, and leave this mark (0: none)? */
bool qw_loss_concerns(unsigned i, const qw_set *read, qw_cell mark);

/* Fill in what policy number i does when it reads this set; of UTF-8 only that it does. */
void qw_loss_init(qw_loss *loss, unsigned i, const qw_set *read);

/* Is what is left of the text ever read from this code, a byte or two? A program that loses some
 * bytes loses all of their kind, so where one is seen it was another program. */
bool qw_loss_reads(const qw_loss *loss, uint16_t code);

/* Those that were needed so far. */
enum { QW_LOSSES = 64 };
typedef struct {
	qw_allocator allocator;
	qw_loss *entry[QW_LOSSES];
	size_t count, oldest;
} qw_losses;

void qw_losses_init(qw_losses *l, const qw_allocator *a);
void qw_losses_free(qw_losses *l);

/* Policy number i reading a set of set.def. It lives until QW_LOSSES others were asked for.
 * NULL: no memory. */
const qw_loss *qw_losses_get(qw_losses *l, unsigned i, const qw_set *read);

#endif
