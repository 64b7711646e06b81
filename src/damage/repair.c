/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/repair.h"

#include "damage/debris.h"
#include "damage/escape/escape.h"
#include "damage/frame/frame.h"
#include "damage/line_repair.h"
#include "damage/splice/splice.h"

#include <string.h>

struct qw_repair {
	qw_allocator allocator;
	qw_line_repair line;
	qw_frame_repair frame;
	qw_escape *escape;       /* made when the first escape is seen */
	qw_entities entities;
	qw_splice *splice;       /* made when the first note is seen */
};

qw_repair *qw_repair_new(const qw_allocator *a)
{
	qw_repair *r = a->resize(a->ctx, NULL, 0, sizeof *r);
	if (r == NULL)
		return NULL;
	*r = (qw_repair){.allocator = *a};
	qw_line_repair_init(&r->line, a);
	qw_frame_repair_init(&r->frame, a);
	return r;
}

void qw_repair_free(qw_repair *r)
{
	if (r == NULL)
		return;
	qw_allocator a = r->allocator;
	qw_splice_free(r->splice);
	if (r->escape != NULL) {
		qw_escape_free(r->escape);
		a.resize(a.ctx, r->escape, sizeof *r->escape, 0);
	}
	qw_frame_repair_free(&r->frame);
	qw_line_repair_free(&r->line);
	a.resize(a.ctx, r, sizeof *r, 0);
}

void qw_repair_trust(qw_repair *r, qw_bits least)
{
	r->line.least = r->frame.least = least;
}

void qw_repair_entities(qw_repair *r, qw_entities entities)
{
	r->entities = entities;
}

void qw_repair_encoding(qw_repair *r, const char *name)
{
	static const struct { const char *name; qw_set_id set; } sets[] = {
		{"gb", QW_SET_GBK}, {"cp936", QW_SET_GBK}, {"big5", QW_SET_BIG5}, {"cp950", QW_SET_BIG5},
	};
	r->line.found.bytes = QW_SET_UTF8;
	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
		if (strncmp(name, sets[i].name, strlen(sets[i].name)) == 0)
			r->line.found.bytes = sets[i].set;
}

void qw_repair_reset(qw_repair *r)
{
	if (r->escape != NULL)
		qw_escape_reset(r->escape);
	qw_line_repair_reset(&r->line);
	if (r->splice != NULL)
		qw_splice_reset(r->splice);
}

static bool undo_splices(qw_repair *r, qw_page *page, qw_plan *plan)
{
	if (r->splice == NULL && (page->seen & QW_SEEN_NOTE) == 0)
		return true;
	if (r->splice == NULL && (r->splice = qw_splice_new(&r->allocator)) == NULL)
		return false;
	qw_splice_trust(r->splice, r->line.least);
	return qw_splice_page(r->splice, page, plan);
}

/* `again`: in what mojibake held. */
static bool undo_escapes(qw_repair *r, qw_page *page, qw_plan *plan, bool again)
{
	if (r->escape == NULL && (page->seen & QW_SEEN_ESCAPE) == 0
	    && r->entities != QW_ENTITIES_NAMED)
		return true;
	if (r->escape == NULL) {
		r->escape = r->allocator.resize(r->allocator.ctx, NULL, 0, sizeof *r->escape);
		if (r->escape == NULL)
			return false;
		qw_escape_init(r->escape, &r->allocator);
		r->escape->entities = r->entities;
	}
	return qw_escape_page(r->escape, page, plan, again);
}

bool qw_repair_page(qw_repair *r, qw_page *page, qw_plan *plan)
{
	if (!undo_escapes(r, page, plan, false) || !qw_frame_repair_page(&r->frame, page, plan)
	    || !qw_line_repair_page(&r->line, page, plan)
	    || !undo_escapes(r, page, plan, true) || !undo_splices(r, page, plan)
	    || !qw_line_repair_shifts(&r->line, page, plan) || !qw_debris_page(page, plan))
		return false;
	qw_plan_sort(plan);
	return true;
}
