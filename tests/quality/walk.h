/* SPDX-License-Identifier: Apache-2.0 */
/* Some of the documents that a corpus has. */
#ifndef QW_QUALITY_WALK_H
#define QW_QUALITY_WALK_H

#include "harm.h"

typedef struct {
	const corpus *corpus;
	harm_form form;
	const char *chain;      /* lines that lose something to it are left out; or NULL */
	size_t file, line, number, every;
} walk;

/* Take every so many, so that there are at most `most`. */
walk walk_begin(const corpus *c, harm_form form, const char *chain, size_t most);

/* The next document that is taken. False: there is none. */
bool walk_next(walk *w, qw_buffer *out);

#endif
