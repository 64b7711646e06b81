/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "row.h"

#include "walk.h"

#include <string.h>

enum {
	DOCUMENTS = 100,        /* of a row */
	PIECES = 20             /* lines of each document */
};

static const harm_splice_policy plain = {"", "", false};

static row begin_row(size_t size, const harm_splice_policy *policy, const char *text,
                     const char *length)
{
	char name[40];
	snprintf(name, sizeof name, "splice of %zu", size);
	row w = run_row(name, policy->name, text, length);
	w.sample_every = 0; /* no other program repairs splices */
	return w;
}

static void run_spliced(run *r, row *w)
{
	if (harm_splice((const char *)r->chain.data, &r->original, &r->damaged))
		run_case(r, w);
}

void row_spliced_documents(run *r, const corpus *c, size_t size,
                           const harm_splice_policy *policy, const char *text, harm_form form)
{
	row w = begin_row(size, policy, text, "document");
	walk d = walk_begin(c, form, NULL, DOCUMENTS);
	while (walk_next(&d, &r->original)) {
		harm_through_view(policy, &r->original);
		if (harm_table(&r->original, size, policy, &r->chain))
			run_spliced(r, &w);
	}
	run_print(&w);
}

/* Every tenth line of r->document. */
static void judge_pieces(run *r, size_t length, row *w)
{
	const unsigned char *p = r->document.data, *end = p + r->document.length;
	for (size_t number = 0; p < end; number++) {
		const unsigned char *newline = memchr(p, '\n', (size_t)(end - p));
		size_t whole = (size_t)(newline - p), n = whole;
		if (length > 0)
			n = harm_bytes_of(p, whole, length);
		qw_buffer_clear(&r->original);
		qw_buffer_add(&r->original, p, n);
		if (n > 0 && number % (HARM_DOCUMENT_LINES / PIECES) == 0)
			run_spliced(r, w);
		p = newline + 1;
	}
}

void row_spliced_pieces(run *r, const corpus *c, size_t size, const char *text, size_t length)
{
	char name[24] = "line";
	if (length > 0)
		snprintf(name, sizeof name, "%zu", length);
	row w = begin_row(size, &plain, text, name);
	walk d = walk_begin(c, HARM_GBK_LINES, NULL, DOCUMENTS);
	while (walk_next(&d, &r->document))
		if (harm_table(&r->document, size, &plain, &r->chain))
			judge_pieces(r, length, &w);
	run_print(&w);
}
