/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "row.h"

#include "walk.h"

#include <limits.h>
#include <string.h>

enum {
	CASES = 500,            /* of a row */
	ATTEMPTS = 100000,      /* lines tried for them */
	DOCUMENTS = 6
};

static row begin_row(const run *r, const char *damage, const char *policy, const char *text,
                     const char *length, char *series, size_t size)
{
	row w = run_row(damage, policy, text, length);
	run_series(r, &w, series, size);
	w.tally.lossy = true;
	w.sample_every = 0;
	return w;
}

/* The next line of chance into `line`, with its LF. */
static bool take_line(const corpus *c, const char *holds, const char *series, uint64_t i,
                      qw_buffer *line)
{
	return harm_line(c, series, i, line) && harm_is_moderate(line->data, line->length - 1)
	    && harm_can_write(holds, line->data, line->length);
}

/* Where bytes are lost that nobody has read yet, the text in these bytes is sound. */
static void begin_bytes(run *r, const row_kind *k, row *w, qw_set *set)
{
	const char *policy = strchr(k->policy, '+');
	if (policy == NULL || strncmp(policy, "+bytes", 6) != 0)
		return;
	if (!qw_set_find(k->policy, (size_t)(policy - k->policy), set))
		corpus_fail("no such encoding");
	w->tally.bytes = set;
	w->tally.sound = &r->sound;
}

/* Damage r->original line by line. False: nothing was lost. */
static bool lose(run *r, const row_kind *k, const row *w)
{
	char chain[256];
	bool changed = harm_each_line(k->chain, &r->original, &r->damaged);
	if (w->tally.bytes == NULL)
		return changed;
	snprintf(chain, sizeof chain, "%s+every=%d", k->chain, INT_MAX);
	harm_each_line(chain, &r->original, &r->sound);
	return !tally_same(&r->sound, &r->damaged);
}

void row_lossy_lines(run *r, const row_kind *k)
{
	char series[256];
	qw_set set;
	row w = begin_row(r, k->damage, k->policy, k->text, HARM_MODERATE, series, sizeof series);
	begin_bytes(r, k, &w, &set);
	for (uint64_t i = 0; i < ATTEMPTS && w.tally.cases < CASES; i++)
		if (take_line(k->corpus, k->holds, series, i, &r->original)
		    && lose(r, k, &w))
			run_case(r, &w);
	run_print(&w);
}

void row_lossy_documents(run *r, const row_kind *k)
{
	char series[256];
	qw_set set;
	row w = begin_row(r, k->damage, k->policy, k->text, "document", series, sizeof series);
	begin_bytes(r, k, &w, &set);
	walk d = walk_begin(k->corpus, HARM_MODERATE_LINES, k->holds, DOCUMENTS);
	while (walk_next(&d, &r->original))
		if (lose(r, k, &w))
			run_case(r, &w);
	run_print(&w);
}

static void judge_marked(run *r, row *w)
{
	qw_buffer_clear(&r->damaged);
	qw_buffer_add(&r->damaged, r->original.data, r->original.length);
	run_case(r, w);
}

static const char *name_of(bool fffd) { return fffd ? "clean with U+FFFD" : "clean with ?"; }

void row_marked_lines(run *r, const corpus *c, const char *text, bool fffd)
{
	char series[256];
	row w = begin_row(r, name_of(fffd), "", text, HARM_MODERATE, series, sizeof series);
	for (uint64_t i = 0; i < ATTEMPTS && w.tally.cases < CASES; i++)
		if (take_line(c, NULL, series, i, &r->document)
		    && harm_put_marks(fffd, series, i << 16, &r->document, &r->original))
			judge_marked(r, &w);
	run_print(&w);
}

void row_marked_documents(run *r, const corpus *c, const char *text, bool fffd)
{
	char series[256];
	uint64_t lines = 0, changed = 0;
	row w = begin_row(r, name_of(fffd), "", text, "document", series, sizeof series);
	walk d = walk_begin(c, HARM_MODERATE_LINES, NULL, DOCUMENTS);
	for (uint64_t i = 0; walk_next(&d, &r->document); i++) {
		if (!harm_put_marks(fffd, series, i << 16, &r->document, &r->original))
			continue;
		judge_marked(r, &w);
		lines += harm_lines_of(&r->original);
		changed += tally_changed_lines(&r->original, judge_repaired(r->judge));
	}
	w.tally.cases = lines;
	w.tally.exact = lines - changed;
	run_print(&w);
}
