/* SPDX-License-Identifier: Apache-2.0 */
/* The debris of a page, but for what an author quotes. */
#include "config.h"
#include "damage/debris.h"

#include "damage/mention.h"

#include <string.h>

enum {
	QUOTED = 4       /* Han for each lost character, or more: the quotes of sound text */
};

/* Lines that are worth a look. */
static const uint32_t GATES = QW_SEEN_BROKEN | QW_SEEN_RARE | QW_SEEN_FOREIGN | QW_SEEN_HANGUL
                            | QW_SEEN_FILL;

typedef struct {
	qw_page *page;
	qw_plan *plan;           /* takes what is found; NULL: it is only counted */
	bool asked, mentions;    /* a word for mojibake stands on the page; is that known? */
	bool trust_quotes;       /* what stands between quotation marks is an author's */
	uint64_t quoted, free;   /* lost characters between quotation marks, and elsewhere */
} survey;

static bool is_between(const qw_slice *line, const qw_debris *d, qw_cell opens, qw_cell closes)
{
	size_t from = d->from, to = d->to;
	/* “锟斤拷！” */
	if (to < line->length && (line->cell[to] == 0xFF01 || line->cell[to] == '!'
	                          || line->cell[to] == 0x3002 || line->cell[to] == 0xFF0C))
		to++;
	return from > 0 && to < line->length && line->cell[from - 1] == opens
	    && line->cell[to] == closes;
}

static bool is_quoted(const qw_slice *line, const qw_debris *d)
{
	static const qw_cell mark[][2] = {
		{0x201C, 0x201D}, {0x2018, 0x2019}, {0x300C, 0x300D}, {0x300E, 0x300F}, {'"', '"'},
		{'`', '`'}, {'\'', '\''}, {'(', ')'}, {0xFF08, 0xFF09}, {0x300A, 0x300B},
		{0x3010, 0x3011},
	};
	for (size_t i = 0; i < sizeof mark / sizeof *mark; i++)
		if (is_between(line, d, mark[i][0], mark[i][1]))
			return true;
	return false;
}

static bool add(survey *s, size_t number, const qw_slice *line, const qw_debris *d)
{
	qw_plan *plan = s->plan;
	bool begun = plan->segments > 0
	          && strcmp(plan->segment[plan->segments - 1].kind, "debris") == 0;
	qw_plan_segment *segment = begun ? &plan->segment[plan->segments - 1]
	                                 : qw_plan_begin(plan, "debris");
	if (segment == NULL)
		return false;
	segment->stands = true;
	const qw_cell *cell = line->cell + d->from;
	size_t n = d->to - d->from;
	for (size_t i = 0; i < n; i++)
		plan->debris_han += qw_cell_is_han(cell[i]);
	qw_plan_span span = {.line = (uint32_t)number, .from = line->at[d->from],
	                     .to = line->at[d->to], .lost = d->lost, .differs = true};
	return qw_plan_add(plan, &span, cell, n, cell, n);
}

/* Most pages have no debris, so they are searched for words only when it is found. */
static bool is_about_mojibake(survey *s, size_t number)
{
	if (!s->asked)
		s->mentions = qw_mentions_mojibake(s->page, 0, s->page->lines);
	s->asked = true;
	return s->mentions && qw_is_about_mojibake(s->page, number);
}

static bool look_at(survey *s, size_t number)
{
	qw_slice line;
	qw_debris d;
	bool sure = false;
	if (!qw_page_cells(s->page, number, &line))
		return false;
	for (size_t at = 0; !sure && qw_debris_next(&line, &at, &d);)
		sure = !d.doubtful;
	if (!sure || is_about_mojibake(s, number))
		return true;
	for (size_t at = 0; qw_debris_next(&line, &at, &d);) {
		bool quoted = is_quoted(&line, &d);
		*(quoted ? &s->quoted : &s->free) += d.lost;
		if (s->plan != NULL && !(quoted && s->trust_quotes) && !add(s, number, &line, &d))
			return false;
	}
	return true;
}

static bool look(survey *s)
{
	for (size_t i = 0; i < s->page->lines; i++)
		if ((s->page->line[i].scan.seen & GATES) != 0 && !look_at(s, i))
			return false;
	return true;
}

bool qw_debris_page(qw_page *page, qw_plan *plan)
{
	survey s = {.page = page};
	if ((page->seen & GATES) == 0)
		return true;
	if (!look(&s))
		return false;
	if (s.quoted + s.free == 0)
		return true;
	uint64_t han = 0;
	for (size_t i = 0; i < page->lines; i++)
		han += page->line[i].scan.han;
	s.trust_quotes = s.quoted >= s.free && (s.quoted + s.free) * QUOTED <= han;
	s.plan = plan;
	return look(&s);
}
