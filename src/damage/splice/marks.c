/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/splice/marks.h"

#include "damage/splice/mark.h"

unsigned qw_mark_number(qw_cell c)
{
	static const uint16_t mark[QW_PREFIXED_MARKS] = {0xFF0C, 0x3002, 0x3001,
	                                                 0xFF1F, 0xFF01, 0xFF1B};
	unsigned i = c >> 8 == 0x30 || c >> 8 == 0xFF ? 0 : QW_PREFIXED_MARKS;
	while (i < QW_PREFIXED_MARKS && mark[i] != c)
		i++;
	return i;
}

void qw_marks_clear(qw_splice_undo *u)
{
	for (unsigned i = 0; i < QW_PREFIXED_MARKS; i++)
		u->mark[i] = (qw_mark_count){0, 0, 0};
	u->least_blanks = SIZE_MAX;
}

static size_t blanks_before(const qw_slice *line, size_t i)
{
	size_t from = i;
	while (from > 0 && line->cell[from - 1] == ' ')
		from--;
	/* Behind a loss one may be eaten. */
	return from > 0 && qw_mark_lost(line->cell, line->length, from - 1) > 0 ? 0 : i - from;
}

void qw_marks_count(qw_splice_undo *u, const qw_slice *line)
{
	for (size_t i = 0; i < line->length; i++) {
		qw_cell c = line->cell[i];
		if (c >> 8 != 0x30 && c >> 8 != 0xFF)
			continue; /* no punctuation: nearly always */
		unsigned mark = qw_mark_number(c);
		if (mark == QW_PREFIXED_MARKS)
			continue;
		/* Of a prefix that tore the character before it, only the loss is left. */
		qw_cell before = i > 0 ? line->cell[i - 1] : 0;
		bool lost = i > 0 && qw_mark_lost(line->cell, line->length, i - 1) > 0;
		u->mark[mark].all++;
		u->mark[mark].prefixed += lost || qw_mark_is_prefix(before);
		u->mark[mark].blank += lost || before == ' ';
		size_t blanks = blanks_before(line, i);
		u->least_blanks = blanks > 0 && blanks < u->least_blanks ? blanks : u->least_blanks;
	}
}

static qw_mark_count all_marks(const qw_splice_undo *u)
{
	qw_mark_count sum = {0, 0, 0};
	for (unsigned i = 0; i < QW_PREFIXED_MARKS; i++) {
		sum.all += u->mark[i].all;
		sum.prefixed += u->mark[i].prefixed;
		sum.blank += u->mark[i].blank;
	}
	return sum;
}

bool qw_marks_all_prefixed(const qw_splice_undo *u)
{
	qw_mark_count sum = all_marks(u);
	return sum.all >= 4 && sum.prefixed == sum.all;
}

bool qw_marks_all_blank(const qw_splice_undo *u)
{
	qw_mark_count sum = all_marks(u);
	return sum.all >= 4 && sum.blank == sum.all;
}

bool qw_marks_are_blank(qw_page *page, size_t number, bool *is)
{
	qw_slice line;
	*is = true;
	if ((page->line[number].scan.seen & QW_SEEN_HAN) == 0)
		return true;
	if (!qw_page_cells(page, number, &line))
		return false;
	for (size_t i = 0; i < line.length && *is; i++)
		*is = qw_mark_number(line.cell[i]) == QW_PREFIXED_MARKS
		   || (i > 0 && line.cell[i - 1] == ' ');
	return true;
}
