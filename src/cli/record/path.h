/* SPDX-License-Identifier: Apache-2.0 */
/* Which values of a record are text: what --unit=jsonl:FIELD[,FIELD], csv:COLUMN and
 * tsv:COLUMN say.
 *
 *     text            a member of the record
 *     meta.title      of an object in it
 *     items[].text    of each element of an array; [2]: of the third one
 *     meta.*          each member of an object, each element of an array
 *     "a.b"           a name with a sign in it, \" and \\ inside
 *
 * A column is a name of the first row, or a number from 1 where there is no such row. */
#ifndef QW_CLI_RECORD_PATH_H
#define QW_CLI_RECORD_PATH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum cli_record_format { CLI_NO_RECORDS, CLI_JSONL, CLI_CSV, CLI_TSV };

/* One step down: into a member or an element. */
enum cli_step_kind { CLI_STEP_NAME, CLI_STEP_ANY, CLI_STEP_ELEMENTS, CLI_STEP_INDEX };

struct cli_step {
	enum cli_step_kind kind;
	char *name;                  /* CLI_STEP_NAME: without quotes */
	size_t length;
	uint64_t index;              /* CLI_STEP_INDEX: from 0 */
};

struct cli_path {
	char *words;                 /* as they were given */
	struct cli_step *step;
	size_t steps;
	uint64_t column;             /* from 1; 0: it is a name */
};

enum { CLI_PATHS = 64 };         /* at most, so that a set of them is one number */

struct cli_paths {
	enum cli_record_format format;
	struct cli_path *path;
	size_t count;
};

/* Read `unit`. False: *why (translated) says what is wrong with it, and it is none of ours
 * if the format is CLI_NO_RECORDS. Free in any case. */
bool cli_paths_read(struct cli_paths *paths, const char *unit, const char **why);
void cli_paths_free(struct cli_paths *paths);

/* Of the paths in `set`, of which `depth` steps led to a container, those that a member of
 * this name, or the element of this number, goes on with. */
uint64_t cli_paths_member(const struct cli_paths *paths, uint64_t set, size_t depth,
                          const char *name, size_t length);
uint64_t cli_paths_element(const struct cli_paths *paths, uint64_t set, size_t depth,
                           uint64_t index);

/* The first of the paths in `set` that ends here; CLI_PATHS: none. */
size_t cli_paths_end(const struct cli_paths *paths, uint64_t set, size_t depth);

#endif
