/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "row.h"

#include "walk.h"

enum {
	CASES = 1000,           /* of a row */
	DOCUMENTS = 100,
	ATTEMPTS = 100,         /* places tried for each case, */
	GRACE = 10              /* and for so many cases more before a row gives up */
};

/* Is another place worth a try? */
static bool goes_on(const row *w, uint64_t attempt)
{
	return w->tally.cases < CASES && attempt < ATTEMPTS * (w->tally.cases + GRACE);
}

static row begin_row(const run *r, const row_kind *k, const char *length, char *series,
                     size_t size)
{
	row w = run_row(k->damage, k->policy, k->text, length);
	run_series(r, &w, series, size);
	return w;
}

void row_phrases(run *r, const row_kind *k, size_t length)
{
	char series[256], name[24];
	snprintf(name, sizeof name, "%zu", length);
	row w = begin_row(r, k, name, series, sizeof series);
	for (uint64_t i = 0; goes_on(&w, i); i++)
		if (harm_phrase(k->corpus, series, i, length, &r->original))
			run_case_of(r, k->chain, &w);
	run_print(&w);
}

void row_lines(run *r, const row_kind *k)
{
	char series[256];
	row w = begin_row(r, k, "line", series, sizeof series);
	for (uint64_t i = 0; goes_on(&w, i); i++)
		if (harm_line(k->corpus, series, i, &r->original))
			run_case_of(r, k->chain, &w);
	run_print(&w);
}

void row_documents(run *r, const row_kind *k)
{
	row w = run_row(k->damage, k->policy, k->text, "document");
	walk d = walk_begin(k->corpus, HARM_LINES, k->chain, DOCUMENTS);
	while (walk_next(&d, &r->original))
		run_case_of(r, k->chain, &w);
	run_print(&w);
}

void row_pages(run *r, const row_kind *k, bool part)
{
	char series[256];
	row w = begin_row(r, k, part ? "part" : "paragraph", series, sizeof series);
	for (uint64_t i = 0; goes_on(&w, i); i++)
		if (harm_page(k->corpus, series, i, k->chain, part, &r->original, &r->damaged))
			run_case(r, &w);
	run_print(&w);
}
