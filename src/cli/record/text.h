/* SPDX-License-Identifier: Apache-2.0 */
/* A value's text: read from the bytes of its record, and written back as they were. */
#ifndef QW_CLI_RECORD_TEXT_H
#define QW_CLI_RECORD_TEXT_H

#include "cli/record/bytes.h"
#include "cli/record/find.h"

/* One character, or one byte of what is no UTF-8, as it is written. */
struct cli_unit {
	size_t raw;                  /* bytes of the record */
	unsigned char text[4];
	size_t length;               /* of `text`. Half of a surrogate pair, which only an escape
	                                can write, has the three bytes that UTF-8 has no use for */
	bool escaped;                /* as backslash u */
};

/* The unit at the beginning of raw[0..n), n > 0. */
struct cli_unit cli_unit_read(enum cli_writing writing, const unsigned char *raw, size_t n);

/* The text of raw[0..n): either raw itself, or all of it in `room`, which is cleared. */
const unsigned char *cli_text_read(enum cli_writing writing, const unsigned char *raw, size_t n,
                                   struct cli_bytes *room, size_t *length);

/* What is known of the record, or the file, where the value has nothing to go by: write all
 * that is not ASCII with escapes. */
enum cli_habit { CLI_WRITES_RAW, CLI_WRITES_ESCAPES };

/* Add to `out` how after[0..m) is written where before[0..n), which is the text of raw[0..r),
 * stood: what is the same keeps its bytes, what is new is escaped as the rest was. In CSV the
 * result has quotes around it if `quotes` comes back true. */
struct cli_text_change {
	enum cli_writing writing;
	const unsigned char *raw, *before, *after;
	size_t r, n, m;
	enum cli_habit habit;
	bool quotes;                 /* CLI_PLAIN in CSV: it needs some now */
};
void cli_text_write(struct cli_text_change *change, struct cli_bytes *out);

/* The record's own habit; false: it says nothing of it. */
bool cli_text_habit(const unsigned char *record, size_t n, enum cli_habit *habit);

/* Is it UTF-8 all over? *ascii says whether it is no more than that. */
bool cli_text_is_utf8(const unsigned char *p, size_t n, bool *ascii);

#endif
