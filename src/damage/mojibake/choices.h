/* SPDX-License-Identifier: Apache-2.0 */
/* The characters of UTF-8 that lost bytes may complete, ordered by what they cost behind another
 * character. The same few hundred lists are asked for all the time, so the last ones are kept. */
#ifndef QW_DAMAGE_MOJIBAKE_CHOICES_H
#define QW_DAMAGE_MOJIBAKE_CHOICES_H

#include "damage/mojibake/loss.h"

enum { QW_CHOICES_MOST = 256 };  /* of a list; dearer ones hardly ever are right */

/* Which bytes of a sequence of three were lost: */
typedef enum {
	QW_CHOICE_LAST,          /* the last, alone; */
	QW_CHOICE_PAIRED,        /* the last, together with the byte behind it; */
	QW_CHOICE_MIDDLE,        /* the second, alone; */
	QW_CHOICE_TAIL,          /* the second and the third */
	QW_CHOICE_ASCII          /* or a byte of ASCII, together with the last one of `previous` */
} qw_choice_kind;

typedef struct {
	const qw_loss *loss;
	qw_choice_kind kind;
	bool marked;             /* a mark stands for them */
	unsigned char lead, left; /* of the sequence; its other byte, as far as one is left */
	qw_cell previous;        /* the character in front of it */
} qw_choice_of;

typedef struct {
	uint16_t cell;
	uint16_t pair;           /* bits/256 behind `previous`; they ascend by whole bits */
} qw_choice;

typedef struct qw_choices_room qw_choices_room;

typedef struct {
	qw_allocator allocator;
	qw_choices_room *room;   /* NULL until the first is asked for */
} qw_choices;

void qw_choices_init(qw_choices *c, const qw_allocator *a);
void qw_choices_free(qw_choices *c);

/* The list; the next call may overwrite it. NULL: no memory. */
const qw_choice *qw_choices_get(qw_choices *c, const qw_choice_of *of, size_t *count);

#endif
