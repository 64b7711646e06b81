/* SPDX-License-Identifier: Apache-2.0 */
/* The programs whose habits are known: data, for policy.c. */
#ifndef QW_DAMAGE_MOJIBAKE_PROGRAM_H
#define QW_DAMAGE_MOJIBAKE_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How many bytes one replacement stands for, where a lead byte begins no character: itself
 * and the byte behind it, if that is ... */
typedef enum {
	QW_EAT_LEAD,        /* never */
	QW_EAT_GLIBC_GBK,   /* from 40 to FE, but behind FE only up to A0 */
	QW_EAT_HIGH,        /* not ASCII */
	QW_EAT_ORPHAN,      /* neither a character nor a lead byte */
	QW_EAT_NOT_LOW,     /* 30 or above */
	QW_EAT_ANY,         /* anything */
	QW_EAT_ALWAYS       /* anything, even where the first is no lead byte */
} qw_eat;

/* Which single bytes of 80 and above mean something besides letters. */
typedef enum {
	QW_SINGLES_LETTERS, /* none of these: */
	QW_SINGLES_EURO,    /* the euro sign, e.g. 80 in cp936 */
	QW_SINGLES_OWN,     /* and the C1 controls and private use that the table has */
	QW_SINGLES_BYTE     /* and 80 is U+0080 where it has nothing; cp932: A0, FD.. private use */
} qw_singles;

/* An encoding as a program has it. */
typedef struct qw_habit {
	const char *set;    /* of src/charset or "utf8"; ending in "-": all so named; NULL: others */
	const char *table;  /* the one that is read instead; NULL: itself */
	uint8_t eat, singles;
	bool user;          /* user areas are private use; else they can't be read */
} qw_habit;

typedef enum { QW_GIVES_FFFD, QW_GIVES_QUESTION, QW_GIVES_NOTHING } qw_gives;
typedef enum {
	QW_WRITES_QUESTION, /* one "?" */
	QW_WRITES_UNITS,    /* one for each unit of UTF-16 */
	QW_WRITES_ENTITY,   /* &#20013; */
	QW_WRITES_NOTHING
} qw_writes;

struct qw_program {
	const char *name;
	uint8_t unread, unwritten;  /* qw_gives, qw_writes */
	bool lenient;       /* writes whatever any vendor reads from some code */
	bool browser;       /* writes GBK with 80 for the euro sign and without codes of four bytes,
	                       Big5 without those of Hong Kong below A1 */
	const qw_habit *habits; /* up to the one without a set */
};

/* NULL behind the last; the first is nobody in particular and has no name. */
const struct qw_program *qw_program_number(size_t i);

#endif
