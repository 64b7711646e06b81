/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/record/rows.h"

#include "cli/i18n.h"
#include "cli/memory.h"
#include "cli/record/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t csv_row_end(enum cli_row_state *state, const unsigned char *p, size_t n)
{
	enum cli_row_state s = *state;
	size_t at = 0;
	while (at < n) {
		unsigned char c = p[at++];
		if (s == CLI_ROW_QUOTED && c != '"') {
			const unsigned char *quote = memchr(p + at, '"', n - at);
			at = quote != NULL ? (size_t)(quote - p) : n;
		} else if (s == CLI_ROW_QUOTED) {
			s = CLI_ROW_QUOTE;
		} else if (c == '"' && s != CLI_ROW_PLAIN) {
			s = CLI_ROW_QUOTED; /* the cell's first byte, or doubled */
		} else if (c == '\n') {
			*state = CLI_ROW_CELL;
			return at;
		} else {
			s = c == ',' ? CLI_ROW_CELL : CLI_ROW_PLAIN;
		}
	}
	*state = s;
	return 0;
}

size_t cli_row_end(enum cli_record_format format, enum cli_row_state *state, const unsigned char *p,
                   size_t n)
{
	if (format == CLI_CSV)
		return csv_row_end(state, p, n);
	const unsigned char *end = n > 0 ? memchr(p, '\n', n) : NULL;
	return end != NULL ? (size_t)(end - p) + 1 : 0;
}

static size_t find_byte(const unsigned char *p, size_t from, size_t n, int byte)
{
	const unsigned char *found = from < n ? memchr(p + from, byte, n - from) : NULL;
	return found != NULL ? (size_t)(found - p) : n;
}

const char *cli_cell_read(enum cli_record_format format, const unsigned char *row, size_t n,
                          size_t from, struct cli_cell *cell)
{
	int separator = format == CLI_CSV ? ',' : '\t';
	*cell = (struct cli_cell){.from = from};
	if (format == CLI_CSV && from < n && row[from] == '"') {
		size_t at = ++cell->from;
		while ((at = find_byte(row, at, n, '"')) + 1 < n && row[at + 1] == '"')
			at += 2;
		if (at == n)
			return N_("a quotation mark is missing");
		cell->to = at;
		cell->quoted = true;
		if (at + 1 < n && row[at + 1] != separator)
			return N_("text behind a quotation mark");
		cell->next = at + 1 < n ? at + 2 : n + 1;
	} else {
		cell->to = find_byte(row, from, n, separator);
		cell->next = cell->to + 1;
	}
	return NULL;
}

static enum cli_writing writing_of(const struct cli_cell *cell)
{
	return cell->quoted ? CLI_CSV_QUOTED : CLI_PLAIN;
}

static bool cell_is(const struct cli_cell *cell, const unsigned char *row, const char *name,
                    size_t length, struct cli_bytes *room)
{
	size_t n;
	const unsigned char *text = cli_text_read(writing_of(cell), row + cell->from,
	                                          cell->to - cell->from, room, &n);
	return n == length && memcmp(text, name, n) == 0;
}

/* What the names of one cell are for. Of columns of one name the first one counts. */
static void take_name(struct cli_columns *columns, const struct cli_paths *paths,
                      const char *member, const unsigned char *row, const struct cli_cell *cell)
{
	struct cli_bytes room = {.data = NULL};
	for (size_t i = 0; i < paths->count; i++) {
		const struct cli_path *path = &paths->path[i];
		if (path->column == 0 && columns->of[i] == SIZE_MAX
		    && cell_is(cell, row, path->step[0].name, path->step[0].length, &room))
			columns->of[i] = columns->count;
	}
	if (member != NULL && columns->member == SIZE_MAX
	    && cell_is(cell, row, member, strlen(member), &room))
		columns->member = columns->count;
	cli_bytes_free(&room);
}

bool cli_columns_read(struct cli_columns *columns, const struct cli_paths *paths,
                      const char *member, const unsigned char *row, size_t n, const char **why,
                      const char **missing)
{
	struct cli_cell cell = {.next = 0};
	cli_columns_free(columns);
	*columns = (struct cli_columns){.member = SIZE_MAX};
	columns->of = cli_resize(NULL, paths->count, sizeof *columns->of);
	for (size_t i = 0; i < paths->count; i++)
		columns->of[i] = paths->path[i].column > 0 ? (size_t)paths->path[i].column - 1 : SIZE_MAX;
	for (*missing = *why = NULL; cell.next <= n; columns->count++) {
		*why = cli_cell_read(paths->format, row, n, cell.next, &cell);
		if (*why != NULL)
			return false;
		if (paths->path[0].column == 0)
			take_name(columns, paths, member, row, &cell);
	}
	for (size_t i = 0; i < paths->count && *missing == NULL; i++)
		if (columns->of[i] == SIZE_MAX)
			*missing = paths->path[i].words;
	columns->known = *missing == NULL;
	return columns->known;
}

void cli_columns_free(struct cli_columns *columns)
{
	free(columns->of);
	*columns = (struct cli_columns){.of = NULL};
}

static void take_cell(struct cli_found *found, const struct cli_paths *paths,
                      const struct cli_columns *columns, size_t number,
                      const struct cli_cell *cell)
{
	if (number == columns->member) {
		found->has_member = true;
		found->member_from = cell->from - cell->quoted;
		found->member_to = cell->to + cell->quoted;
		return;
	}
	for (size_t i = 0; i < paths->count; i++)
		if (columns->of[i] == number) {
			cli_found_add(found, &(struct cli_value){.from = cell->from, .to = cell->to,
			                                         .path = i, .writing = writing_of(cell)});
			return;
		}
}

bool cli_find_cells(struct cli_found *found, const struct cli_paths *paths,
                    const struct cli_columns *columns, bool annotated, const unsigned char *row,
                    size_t n)
{
	struct cli_cell cell = {.next = 0};
	size_t number = 0;
	*found = (struct cli_found){.value = found->value, .capacity = found->capacity,
	                            .has_members = true, .last = n};
	for (; cell.next <= n; number++) {
		found->why = cli_cell_read(paths->format, row, n, cell.next, &cell);
		if (found->why != NULL)
			return false;
		take_cell(found, paths, columns, number, &cell);
	}
	if (!annotated || number == columns->count)
		return true;
	found->why = N_("more or fewer cells than in the first row");
	return false;
}
