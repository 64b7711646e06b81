/* SPDX-License-Identifier: Apache-2.0 */
/* The encodings that text is written in and read as: those of set.def, and for the
 * forward direction every one that src/charset knows. */
#ifndef QW_DAMAGE_MOJIBAKE_SET_H
#define QW_DAMAGE_MOJIBAKE_SET_H

#include "charset/charset.h"

typedef enum {
#define SET(id, name, charset, written, read) QW_SET_##id,
#include "damage/mojibake/set.def"
#undef SET
	QW_SETS
} qw_set_id;

typedef struct {
	qw_set_id id;            /* QW_SETS: none of set.def, only a table */
	const qw_charset *charset; /* NULL: no table, the id says which */
	const qw_charset *patch; /* of one that is patched: what is no UTF-8 is read by it */
} qw_set;

/* One of set.def. */
qw_set qw_set_get(qw_set_id id);

/* By a name of set.def or an alias of src/charset, not ended by NUL. False: unknown. */
bool qw_set_find(const char *name, size_t length, qw_set *set);

const char *qw_set_name(qw_set_id id);

/* Prices in bits; 0: not in this direction. */
unsigned qw_set_written(qw_set_id id);
unsigned qw_set_read(qw_set_id id);

/* Is X-as-Y an accident that happens? Language models work on UTF-8, and only what GBK and
 * Big5 look like in Latin-1 was taken for UTF-8. */
bool qw_set_may_pair(qw_set_id written, qw_set_id read);

/* Does it read as UTF-8 what is UTF-8, and anything else byte by byte? */
bool qw_set_is_patched(qw_set_id id);

/* The bytes of a code point, leniently as in qw_charset_encode(). 0: none. */
size_t qw_set_encode(const qw_set *set, qw_cell c, unsigned char out[4]);

/* All byte sequences that c may come of, as in qw_charset_encodings(), and whether there may be
 * several. */
size_t qw_set_encodings(const qw_set *set, qw_cell c, unsigned char out[][4], size_t room);
bool qw_set_is_ambiguous(const qw_set *set, qw_cell c);

/* One character of p[0..n), as qw_charset_decode() does it. */
size_t qw_set_decode(const qw_set *set, const unsigned char *p, size_t n, qw_cell out[2],
                     unsigned *count, qw_reason *reason);

#endif
