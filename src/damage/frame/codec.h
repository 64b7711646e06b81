/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-16 that was read as something else: with its bytes swapped, byte by byte, or in pairs. */
#ifndef QW_DAMAGE_FRAME_CODEC_H
#define QW_DAMAGE_FRAME_CODEC_H

#include "damage/damage.h"

enum {
	QW_FRAME_BREAK = 0x100,  /* instead of a byte: what was not read from UTF-16, */
	QW_FRAME_LOST            /* or what could not be read */
};

typedef struct {
	const qw_kind *kind;
	const qw_charset *read;  /* a set of bytes; NULL: UTF-16 in the other byte order */
	bool pairs;              /* of one byte or two */
	bool no_users;           /* whose user areas are nothing to the reader */
	bool big;                /* the higher byte was written first */
} qw_frame_codec;

/* That of a damage of the registry; kind is NULL where it is of another sort. */
qw_frame_codec qw_frame_codec_of(const qw_kind *d);

/* Damage c[0..n). The offsets of what is appended are numbers of cells. LF, and what is no
 * character, stays: fields and lines are damaged, each alone. */
void qw_frame_write(const qw_frame_codec *codec, const qw_cell *c, size_t n, qw_text *out);

/* Append the bytes that c[0..n) was read from, each a cell; its offset is the number of the
 * character. */
void qw_frame_bytes(const qw_frame_codec *codec, const qw_cell *c, size_t n, qw_text *bytes);

/* The character that the reader makes of a pair; 0: none. */
qw_cell qw_frame_pair(const qw_frame_codec *codec, unsigned char lead, unsigned char trail);

/* The character of UTF-16 at byte k, U+FFFD where a part of it was lost. Returns how many bytes it
 * has; 0: there is none. */
size_t qw_frame_read(const qw_frame_codec *codec, const qw_text *bytes, size_t k, qw_cell *c);

/* The forward direction of these damages, see qw_kind. */
bool qw_frame_apply(const qw_kind *d, const qw_cell *parameters, size_t n_parameters,
                    const qw_cell *c, size_t n, qw_text *out, size_t *bad);

#endif
