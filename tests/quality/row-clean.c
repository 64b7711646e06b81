/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "row.h"

enum { SAMPLES = 100 }; /* from all files */

static void judge_clean(run *r, const void *bytes, size_t n, row *w)
{
	qw_buffer_clear(&r->original);
	qw_buffer_clear(&r->damaged);
	qw_buffer_add(&r->original, bytes, n);
	qw_buffer_add(&r->damaged, bytes, n);
	run_case(r, w);
}

void row_clean(run *r, const corpus *c, const char *text)
{
	row w = run_row("none", "", text, "document");
	uint64_t changed = 0;
	for (size_t i = 0; i < c->files; i++) {
		judge_clean(r, c->file[i].data, c->file[i].length, &w);
		changed += tally_changed_lines(&r->original, judge_repaired(r->judge));
	}
	w.tally.cases = c->lines;
	w.tally.exact = c->lines - changed;
	run_print(&w);
}

void row_clean_lines(run *r, const corpus *c, const char *text)
{
	row w = run_row("none", "", text, "line");
	w.sample_every = c->lines / SAMPLES + 1;
	for (size_t i = 0; i < c->files; i++)
		for (size_t k = 0; k < c->file[i].lines; k++)
			judge_clean(r, c->file[i].line[k].byte, c->file[i].line[k].length, &w);
	run_print(&w);
}
