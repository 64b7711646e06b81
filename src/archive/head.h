/* SPDX-License-Identifier: Apache-2.0 */
/* Heads of WARC records and HTTP messages: a first line, fields "Name: value", of which a
 * line that begins with a blank goes on, and an empty line. Lines end with CR LF or LF. */
#ifndef QW_ARCHIVE_HEAD_H
#define QW_ARCHIVE_HEAD_H

#include "archive/bytes.h"

#include <stdint.h>

/* The value of a field, without blanks around it. */
struct arc_value {
	const char *p;
	size_t n;
};

/* The length of the head that begins there, its empty line included; 0: it does not end. */
size_t arc_head_length(const unsigned char *p, size_t n);

/* The first field of this name. False: there is none, and its value is empty. */
bool arc_head_find(const struct arc_bytes *head, const char *name, struct arc_value *value);

/* Is it this word, whatever its case? */
bool arc_value_is(const struct arc_value *value, const char *word);

/* A number in decimal. */
bool arc_value_number(const struct arc_value *value, uint64_t *number);

/* The fields of this name get another value; NULL: they go. */
struct arc_edit {
	const char *name, *value;
};

bool arc_head_edit(struct arc_bytes *out, const struct arc_bytes *head,
                   const struct arc_edit *edits, size_t count);

#endif
