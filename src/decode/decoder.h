/* SPDX-License-Identifier: Apache-2.0 */
/* What the families of encodings share: a decoder, and which function runs it. */
#ifndef QW_DECODE_DECODER_H
#define QW_DECODE_DECODER_H

#include "charset/charset.h"
#include "charset/name.h"
#include "decode/decode.h"

#include <iconv.h>

enum { QW_DECODER_NAME = 64 }; /* bytes of a name, with its NUL */

typedef size_t qw_decoder_fn(qw_decoder *d, const unsigned char *p, size_t n, bool final,
                             uint32_t from, qw_text *out);

/* One character at p[0..n), with the results of qw_charset_decode(); a shift has none. */
typedef size_t qw_decode_one_fn(qw_decoder *d, const unsigned char *p, size_t n,
                                qw_cell out[2], unsigned *count, qw_reason *reason);

/* shift.c: what the shifts so far say. */
typedef struct {
	char set;                  /* in which bytes are now; 0: ASCII */
	char designated;           /* which SO means; 0: nothing was said */
} qw_shift;

struct qw_decoder {
	qw_allocator allocator;
	qw_decoder_fn *run;
	qw_decode_one_fn *one;     /* where a byte too many or too few shifts what is behind it;
	                              NULL: it is not so */
	bool wide;                 /* and no byte is ASCII for sure */
	char name[QW_DECODER_NAME];
	const qw_charset *charset; /* table.c */
	bool pairs;                /* table.c: it has codes of two bytes */
	bool big_endian;           /* utf.c */
	qw_shift shift;
	bool iconv_open;           /* iconv.c: whether `iconv` is */
	iconv_t iconv;
};

/* Each family sets up d for a name if the name is one of its own. */
bool qw_utf_setup(qw_decoder *d, const char *name);
bool qw_shift_setup(qw_decoder *d, const char *name);
bool qw_table_setup(qw_decoder *d, const char *name);
qw_status qw_iconv_setup(qw_decoder *d, const char *name);
void qw_iconv_close(qw_decoder *d);

/* Give d its canonical name: `name` in small letters. */
void qw_decoder_set_name(qw_decoder *d, const char *name);

/* Append the next n bytes, which begin at offset `at`, as raw cells. There must
 * be room for them. Returns n. */
size_t qw_add_raw(qw_text *out, const unsigned char *p, size_t n, uint32_t at, qw_reason reason);

/* Append a cell where there is room for it. */
static inline void qw_add_cell(qw_text *out, qw_cell c, uint32_t at)
{
	out->cell[out->length] = c;
	out->at[out->length++] = at;
}

/* shift.c: may text of seven bits be more than ASCII? */
bool qw_shift_found(const unsigned char *p, size_t n);

/* utf.c: as qw_utf8_decode(), but a pair of surrogates is a character, of six bytes. */
size_t qw_cesu_decode(const unsigned char *p, size_t n, qw_cell *c);

/* bom.c: the mark that p begins with; NULL: none. */
typedef struct {
	const char *name;
	size_t length;
} qw_bom;
const qw_bom *qw_bom_find(const unsigned char *p, size_t n);

#endif
