/* SPDX-License-Identifier: Apache-2.0 */
/* Documents that hold several encodings: lines, or parts of them, were written in another one
 * than the rest, and nobody converted them when they came here. Each stretch of bytes is read
 * as what makes it likeliest; to change the encoding costs bits. */
#ifndef QW_DECODE_MIXED_H
#define QW_DECODE_MIXED_H

#include "charset/charset.h"
#include "model/model.h"
#include "scan/scan.h"
#include "text/text.h"

/* The encodings that Chinese text has, in the order of their bits. */
typedef enum {
	QW_MIXED_UTF8,
	QW_MIXED_GB18030,
	QW_MIXED_BIG5,
	QW_MIXED_ALL             /* how many there are */
} qw_mixed_encoding;

/* A stretch in another encoding than the document's. */
typedef struct {
	uint32_t from, to;       /* bytes from the start of the window */
	qw_mixed_encoding encoding;
	bool proven;             /* written in it again, the text gives the same bytes */
	int64_t bits;            /* by which it reads better so */
	size_t seen, seen_end;   /* in qw_mixed.seen */
} qw_foreign;

/* The part of a line that one encoding has. */
typedef struct {
	size_t from, to;         /* bytes of the line */
	qw_mixed_encoding encoding;
} qw_mixed_part;

/* What a window leaves for the next one. */
typedef struct {
	unsigned known;          /* bits of the encodings that were found so far */
	bool inside;             /* it ended inside of a line, */
	qw_cell before;          /* with this cell */
	int64_t bits[QW_MIXED_ALL]; /* what it costs to go on in each encoding */
} qw_mixed_state;

typedef struct {
	qw_allocator allocator;
	const qw_charset *charset[QW_MIXED_ALL]; /* NULL: UTF-8 */
	bool explains;           /* somebody wants to know: fill proven, bits and seen */

	/* Of the window at hand. */
	uint32_t *quoted;        /* where lines begin that stay as they are if they can be read */
	size_t quotes, quoted_capacity;
	qw_line *line;           /* what the scan says of each line that was read */
	size_t lines, line_capacity;
	qw_foreign *foreign;
	size_t count, capacity;
	qw_text seen;            /* what the foreign stretches are in the document's encoding */

	/* Of the document. */
	qw_mixed_encoding main;
	qw_mixed_state state;

	/* Of the line at hand: the way through it, and its parts. */
	uint8_t *step;
	size_t step_capacity;
	qw_mixed_part *part;
	size_t parts, part_capacity;
} qw_mixed;

void qw_mixed_init(qw_mixed *m, const qw_allocator *a);
void qw_mixed_free(qw_mixed *m);

/* Begin a document of that encoding. False: it is none of those that get mixed. */
bool qw_mixed_begin(qw_mixed *m, const char *name);

/* A name as chains have it. */
const char *qw_mixed_name(qw_mixed_encoding e);

/* The line that begins at byte `from` of the window, behind those said before, is quoted by the
 * text: it stays in the document's encoding if it can be read so. False: no memory. */
bool qw_mixed_quote(qw_mixed *m, uint32_t from);

/* Read a window: append the cells of p[0..n), whose offsets begin at 0, to the empty `out`, and
 * list the foreign stretches. Unless `final`, a line that has no LF yet is left alone; where
 * there is no LF at all, only an unfinished character is. Returns the bytes consumed.
 * out->failed tells of missing memory. */
size_t qw_mixed_read(qw_mixed *m, const unsigned char *p, size_t n, bool final, qw_text *out);

/* The window p[0..n) was sound text in the document's encoding, and nobody read it. */
void qw_mixed_pass(qw_mixed *m, const unsigned char *p, size_t n);

#endif
