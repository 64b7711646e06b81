/* SPDX-License-Identifier: Apache-2.0 */
/* Encodings against each other: each reads the same sample, and what the model finds
 * least surprising comes first. Not all samples suit all encodings: in those in which
 * ASCII is ASCII, only what stands around other bytes makes a difference; where a
 * character is two bytes, everything does. So each entry counts what it costs more
 * than another one on the same sample. */
#ifndef QW_DECODE_CONTEST_H
#define QW_DECODE_CONTEST_H

#include "decode/reading.h"

enum { QW_ENTRIES = 24 };

typedef struct {
	const char *name;        /* static */
	int64_t bits;            /* 1/256, with the price, against the first one read as it is */
	qw_reading cost;         /* on its sample */
	bool foreign;            /* no encoding of Chinese */
} qw_entry;

typedef struct {
	const qw_allocator *allocator;
	const unsigned char *p;
	size_t n;
	bool final;
	bool starved;            /* memory ran out */
	const char *first;       /* the first reading: that of UTF-8, or ASCII */
	qw_entry entry[QW_ENTRIES];
	size_t entries;
} qw_contest;

/* Read the sample as `name`: its cost goes to *cost, in which `dearest` and `all` are set.
 * False: no memory, or the name is unknown. */
bool qw_contest_read(qw_contest *c, const char *name, qw_sample_kind kind, qw_reading *cost);

/* Enter a reading whose bits compare as they are. NULL: there is no room. */
qw_entry *qw_contest_enter(qw_contest *c, const char *name, int64_t bits, const qw_reading *cost);

/* The same name again? NULL: no. */
qw_entry *qw_contest_find(qw_contest *c, const char *name);

/* The least surprising first; those that draw stay in their order. */
void qw_contest_sort(qw_contest *c);

/* Does a letter cost more than that? `slack`: of all of them so much is forgiven. */
bool qw_costs_more(const qw_reading *r, int bits_of_letter, int slack);

#endif
