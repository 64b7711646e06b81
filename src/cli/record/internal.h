/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of cli/record share about a run. */
#ifndef QW_CLI_RECORD_INTERNAL_H
#define QW_CLI_RECORD_INTERNAL_H

#include "cli/record/bytes.h"
#include "cli/record/records.h"
#include "cli/record/rows.h"
#include "cli/record/text.h"

/* Bytes of a record that are replaced: by r->patched[from..to). */
struct cli_patch {
	size_t at, end;              /* of the record */
	size_t from, to;
};

/* A walk through the bytes of a value, for places that are told. */
struct cli_cursor {
	size_t raw, text;            /* bytes of the record; of the value's text */
	uint64_t column;             /* of `raw`, from 1 */
	bool known;
};

struct cli_records {
	struct cli_run *run;
	const struct cli_paths *paths;
	const char *name;            /* of the file, to show */

	/* Cutting (records.c). */
	struct cli_bytes pending;    /* the beginning of a record */
	enum cli_row_state state;    /* at its end */
	bool begun;                  /* what the file begins with is known */
	bool passes;                 /* the record is too long: it goes through to its end */
	uint64_t offset, line;       /* of the record; line from 1 */
	struct cli_record_counts counts, earlier; /* of this text, of those before it */
	qw_report sum;

	/* Decoding (decode.c). */
	qw_session *wide, *decoder;  /* UTF-16 and UTF-32, whole; records of other encodings */
	char encoding[64];           /* that the file's records seem to be in; "": UTF-8 */
	struct cli_bytes sample;     /* that say so, */
	size_t sample_next;          /* and how many are looked at next */
	uint64_t utf8, others;       /* records of more than ASCII that are UTF-8, and that are not */
	struct cli_bytes decoded;
	char record_encoding[64];    /* of this record, if it is not UTF-8 */
	bool wide_failed;

	/* The record at hand: bytes as they came, text as it is read. */
	const unsigned char *raw, *text;
	size_t raw_length, length;
	bool is_decoded;
	struct cli_found found;
	struct cli_columns columns;
	struct cli_bytes patched;
	struct cli_patch *patch;
	size_t patches, patch_capacity;

	/* The value at hand (value.c). */
	const struct cli_value *value;
	const unsigned char *before; /* its text */
	size_t before_length;
	struct cli_bytes unescaped;  /* room for it */
	struct cli_bytes after;      /* what comes out, from the first difference on */
	size_t same;                 /* bytes that came out as they went in */
	bool differs;
	struct cli_cursor base;      /* of the values of this record */
	uint64_t lines;              /* LF of the record before byte `lines_to` */
	size_t lines_to;
	struct cli_cursor cursor[3]; /* of segments, spans, bytes that can't be decoded */
	enum cli_habit habit;        /* of the file */
	bool habit_known;
	enum cli_habit record_habit; /* of the record, or else of the file */
	bool record_habit_known;

	/* What was found in the record (quality.c). */
	struct cli_tally tally;
	uint64_t exact, guessed, lost, han;
	double confidence;
	struct cli_bytes header;     /* the first row, for records that are set apart */
	bool header_dropped;
};

/* decode.c. Let r->text be the record in UTF-8. False: the run was told why not. */
bool cli_record_decode(struct cli_records *r);
/* The first bytes of the file, which are r->pending, may say that lines are no lines of bytes:
 * then all of it goes through r->wide. */
bool cli_record_look(struct cli_records *r);
bool cli_record_wide(struct cli_records *r, const unsigned char *bytes, size_t n);
bool cli_record_wide_end(struct cli_records *r);
void cli_record_decode_free(struct cli_records *r);

/* value.c. Repair a value of the record, and add a patch if that changes it. */
bool cli_record_value(struct cli_records *r, const struct cli_value *value);
void cli_record_patch(struct cli_records *r, size_t at, size_t end, size_t from);

/* quality.c. Add the annotation; is the record to be set apart? */
void cli_record_clear_quality(struct cli_records *r);
void cli_record_annotate(struct cli_records *r);
void cli_record_annotate_header(struct cli_records *r);
bool cli_record_is_lost(const struct cli_records *r);
/* Write to where such records go. False: it failed. */
bool cli_record_drop(struct cli_records *r, const void *bytes, size_t n);

/* records.c. The record's bytes take their way. */
bool cli_records_cut(struct cli_records *r, const unsigned char *bytes, size_t n);
bool cli_record_put(struct cli_records *r, const void *bytes, size_t n);

/* warn.c */
/* Count it, tell the report (which has no language) and people, who get a translation. */
void cli_record_broken(struct cli_records *r, const char *why);
void cli_record_tell(struct cli_records *r, const char *type, const char *why);

#endif
