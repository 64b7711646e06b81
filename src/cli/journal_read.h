/* SPDX-License-Identifier: Apache-2.0 */
/* The lines of a journal, read as if a stranger had written them. */
#ifndef QW_CLI_JOURNAL_READ_H
#define QW_CLI_JOURNAL_READ_H

#include "cli/digest.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { CLI_JOURNAL_FORMAT = 1 };

/* What every journal begins with, so that none is taken for a text. */
#define CLI_JOURNAL_MARK "{\"type\":\"journal\",\"format\":"

struct cli_lines {
	int fd;
	off_t at;                   /* byte behind the last line */
	uint64_t number;            /* of the last line, from 1 */
	char *line;                 /* it, without its LF */
	size_t length;
	bool torn;                  /* bytes behind the last LF: half a line */
	bool failed;                /* errno says why nothing more can be read */

	/* The rest belongs to journal_read.c. */
	char *buffer;
	size_t begin, end, capacity;
};

/* Read `fd` from the byte `at` on; the descriptor's place does not matter. */
void cli_lines_begin(struct cli_lines *l, int fd, off_t at);

/* The next line. False: there is none. One that no record needs is empty and counts. */
bool cli_lines_next(struct cli_lines *l);

void cli_lines_end(struct cli_lines *l);

/*
 * The object in a line. One in it is one level deep, and its members are called "before.size";
 * what an array holds is not kept.
 */

enum { CLI_FIELDS = 24 };

struct cli_field {
	char *key;
	char *text;                 /* NULL: it is no string */
	size_t length;
	uint64_t count;             /* UINT64_MAX: it is no count */
};

struct cli_record {
	struct cli_field field[CLI_FIELDS];
	size_t count;
	const char *type;           /* its "type" */
};

/* NULL: it is none, or a name comes twice. Free it. */
struct cli_record *cli_record_parse(const char *line, size_t n);
void cli_record_free(struct cli_record *record);

/* Is there such a line, of that type? */
bool cli_record_is(const struct cli_record *record, const char *type);

/* A string; NULL: there is none. */
const char *cli_record_text(const struct cli_record *record, const char *key);

/* False: it is not there, or none. */
bool cli_record_count(const struct cli_record *record, const char *key, uint64_t *count);

/* The bytes that cli_json_exact() wrote; free *bytes, which has a NUL behind it. */
bool cli_record_bytes(const struct cli_record *record, const char *key, char **bytes, size_t *n);

/* "file", a path below the root of the journal; free it. NULL: it is none. */
char *cli_record_path(const struct cli_record *record);

/* "size" and "sha256" of an object. */
bool cli_record_digest(const struct cli_record *record, const char *key,
                       struct cli_digest *digest);

#endif
