/* SPDX-License-Identifier: Apache-2.0 */
/* One document on its way: bytes are decoded window by window, repaired, converted
 * and written. What a window leaves for the next one lives here. */
#ifndef QW_STREAM_DOCUMENT_H
#define QW_STREAM_DOCUMENT_H

#include "clean/private.h"
#include "convert/convert.h"
#include "convert/punct.h"
#include "damage/repair.h"
#include "decode/decode.h"
#include "decode/mixed.h"
#include "emit/writer.h"

enum { QW_WINDOW = 1 << 18 }; /* bytes in hand at once */

/* How far columns are counted: what is told comes in the order of the text. */
typedef struct {
	size_t line;
	uint32_t at;             /* bytes from the start of the window, or a cell */
	uint64_t column;         /* of `at`, from 1; 0: nothing counted yet */
} qw_told;

/* Where the document names a charset other than UTF-8 as its own. */
typedef struct {
	uint64_t at;             /* bytes from the start of the document */
	size_t length;
} qw_declaration;

enum { QW_DECLARATIONS = 4 };

typedef struct {
	const qw_options *options;
	qw_allocator allocator;
	qw_writer writer;
	qw_repair *repair;
	qw_page page;
	qw_plan plan;
	qw_told told;
	qw_guess *guess;         /* of the span that is told */
	size_t guess_capacity;
	qw_text cleaning;        /* the line at hand, half clean */
	qw_text converted;       /* in simplified characters */
	qw_text punctuated;      /* and with full-width punctuation */
	qw_text marked;          /* and with its guesses marked */
	qw_mixed mixed;
	unsigned char *decision; /* by line of the page */
	size_t decision_capacity;
	qw_line *lines;          /* the scans of the page's lines, side by side */
	size_t lines_capacity;

	/* Of the document at hand. */
	uint64_t number;         /* from 1 */
	uint64_t offset;         /* document bytes before the window */
	uint64_t columns;        /* code points of the window's first line in windows before */
	bool decided;            /* the encoding is known, */
	bool mixes;              /* and parts of the text may be in others */
	const char *declared;    /* what the document or the hint says; NULL: nothing known */
	qw_encoding candidate[QW_DECODE_CANDIDATES]; /* for the report, which outlives the guess */
	qw_decoder *decoder;     /* NULL: UTF-8, or as good as */
	char encoding[64];       /* its name, for the report, which outlives it */
	qw_text carry;           /* decoded cells behind the last LF */
	qw_script_state script;
	qw_region region;
	qw_punct_state punct;
	qw_private_evidence private_use;
	bool looked;             /* for declarations */
	qw_declaration declaration[QW_DECLARATIONS];
	size_t declarations;
	qw_report report;
	qw_error error;
} qw_document;

/* False: no memory. Free in either case. */
bool qw_document_init(qw_document *d, const qw_options *options, qw_write_fn write, void *ctx);
void qw_document_free(qw_document *d);

/* Begin the next document. */
void qw_document_begin(qw_document *d);

/* Work on a window: bytes[0..n), the next of the document. Unless `final`, the end
 * of it may be left for the next window: *used says how much was taken. */
qw_status qw_document_window(qw_document *d, const unsigned char *bytes, size_t n, bool final,
                             size_t *used);

/* The document is complete: finish the report and tell the listener. */
void qw_document_end(qw_document *d);

/* A failure, recorded with its place. */
qw_status qw_document_fail(qw_document *d, qw_status status, uint64_t offset, qw_reason reason);
qw_status qw_document_no_memory(qw_document *d);

#endif
