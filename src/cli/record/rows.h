/* SPDX-License-Identifier: Apache-2.0 */
/* CSV as RFC 4180 has it, and TSV without any quotes: where rows end, and where their cells
 * stand. */
#ifndef QW_CLI_RECORD_ROWS_H
#define QW_CLI_RECORD_ROWS_H

#include "cli/record/find.h"

/* Where in a row of CSV the bytes so far end. */
enum cli_row_state { CLI_ROW_CELL, CLI_ROW_PLAIN, CLI_ROW_QUOTED, CLI_ROW_QUOTE };

/* The bytes of p[0..n), which go on behind `state`, up to and with the LF that ends the record
 * (in CSV not between quotes). 0: it goes on behind them. */
size_t cli_row_end(enum cli_record_format format, enum cli_row_state *state, const unsigned char *p,
                   size_t n);

struct cli_cell {
	size_t from, to;             /* without quotes */
	bool quoted;
	size_t next;                 /* the next cell; behind the row: there is none */
};

/* The cell that begins at byte `from` of a row without its line end. NULL, or what is wrong
 * with it. */
const char *cli_cell_read(enum cli_record_format format, const unsigned char *row, size_t n,
                          size_t from, struct cli_cell *cell);

/* The columns that are text, and that of the annotation. */
struct cli_columns {
	size_t *of;                  /* of each path, from 0 */
	size_t count;                /* cells of the first row */
	size_t member;               /* SIZE_MAX: there is none */
	bool known;
};

/* Take the names from the first row. False: *why says what is wrong with it, or *missing which
 * path has no column. */
bool cli_columns_read(struct cli_columns *columns, const struct cli_paths *paths,
                      const char *member, const unsigned char *row, size_t n, const char **why,
                      const char **missing);
void cli_columns_free(struct cli_columns *columns);

/* Find the values of a row. `annotated`: it must have as many cells as the first one. */
bool cli_find_cells(struct cli_found *found, const struct cli_paths *paths,
                    const struct cli_columns *columns, bool annotated, const unsigned char *row,
                    size_t n);

#endif
