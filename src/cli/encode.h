/* SPDX-License-Identifier: Apache-2.0 */
/* Repaired text on its way out: in another encoding than UTF-8, and with a byte order mark or
 * without. Text is converted as it comes. */
#ifndef QW_CLI_ENCODE_H
#define QW_CLI_ENCODE_H

#include "qingwen.h"

#include <iconv.h>
#include <stdbool.h>
#include <stdio.h>

/* What becomes of characters that the encoding does not have. */
enum cli_unmappable { CLI_UNMAPPABLE_ERROR, CLI_UNMAPPABLE_ENTITY, CLI_UNMAPPABLE_REPLACE };

enum cli_bom { CLI_BOM_KEEP, CLI_BOM_YES, CLI_BOM_NO };

struct cli_encoder {
	const char *name;           /* as it was given; NULL: UTF-8 */
	iconv_t converter;
	bool open, wide;            /* converter; UTF-16 or UTF-32 */
	enum cli_bom bom;
	enum cli_unmappable unmappable;
	qw_write_fn write;          /* takes what comes out */
	void *ctx;
	unsigned char mark[8];
	size_t mark_length;         /* 0: the encoding has none */

	/* The output. */
	bool begun;                 /* something is in it */

	/* The file. */
	unsigned char head[4];      /* its first bytes as they came */
	size_t head_length;
	bool text;                  /* some of it came */
	unsigned char held[4];      /* the beginning of a character, */
	size_t holds;               /* so many bytes */
	uint64_t line, column;      /* of the next one, from 1 */
	uint64_t lost;              /* characters that could not be written, */
	uint64_t lost_line, lost_column; /* the first one's place, */
	uint32_t lost_character;    /* and what it is; above U+10FFFF: 110000 + the byte */
	bool stuck;                 /* it was the last */
};

/* Does the text need one at all? */
bool cli_encoder_wanted(const char *name, enum cli_bom bom);

/* Is there such an encoding, and has it the mark that is asked for? Otherwise a message says
 * what is wrong. An encoder that can't be made is as if it had been freed. */
bool cli_encoder_init(struct cli_encoder *e, const char *name, enum cli_bom bom,
                      enum cli_unmappable unmappable);
void cli_encoder_free(struct cli_encoder *e);

/* A file begins; `alone`: it is an output of its own. */
void cli_encoder_begin(struct cli_encoder *e, bool alone);

/* The next bytes of the file as it came: what it begins with may be a mark. */
void cli_encoder_look(struct cli_encoder *e, const unsigned char *bytes, size_t n);

/* The next bytes of its repaired text; a qw_write_fn. */
int cli_encoder_put(void *e, const void *bytes, size_t n);

/* That was all of it. Other than 0: the rest could not be written. */
int cli_encoder_end(struct cli_encoder *e);

/* Say which character stopped it. */
void cli_encoder_complain(const struct cli_encoder *e, const char *file);

/* Say how many characters could not be written as they are, if any. */
void cli_encoder_warn(const struct cli_encoder *e, const char *file);

#endif
