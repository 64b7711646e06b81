/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/record/path.h"

#include "cli/i18n.h"
#include "cli/memory.h"

#include <stdlib.h>
#include <string.h>

/* What is left to read. */
struct reader {
	const char *at;
	const char *why;
};

static bool refuse(struct reader *r, const char *why)
{
	r->why = why;
	return false;
}

static struct cli_step *add_step(struct cli_path *path, enum cli_step_kind kind)
{
	path->step = cli_resize(path->step, path->steps + 1, sizeof *path->step);
	struct cli_step *step = &path->step[path->steps++];
	*step = (struct cli_step){.kind = kind};
	return step;
}

static bool read_quoted(struct reader *r, struct cli_path *path)
{
	struct cli_step *step = add_step(path, CLI_STEP_NAME);
	step->name = cli_resize(NULL, strlen(r->at) + 1, 1);
	for (r->at++; *r->at != '"'; r->at++) {
		if (*r->at == '\\' && (r->at[1] == '"' || r->at[1] == '\\'))
			r->at++;
		if (*r->at == '\0')
			return refuse(r, _("a quotation mark is missing"));
		step->name[step->length++] = *r->at;
	}
	step->name[step->length] = '\0';
	r->at++;
	return true;
}

/* A name without quotes ends at any of these signs. */
static bool read_name(struct reader *r, struct cli_path *path, const char *signs)
{
	size_t n = strcspn(r->at, signs);
	if (*r->at == '"')
		return read_quoted(r, path);
	if (n == 0)
		return refuse(r, _("a name is missing"));
	if (n == 1 && *r->at == '*') {
		add_step(path, CLI_STEP_ANY);
	} else {
		struct cli_step *step = add_step(path, CLI_STEP_NAME);
		step->name = cli_copy(r->at, n);
		step->length = n;
	}
	r->at += n;
	return true;
}

/* Digits alone, few enough not to overflow. False: it is none. */
static bool read_number(const char **at, uint64_t *number)
{
	size_t digits = strspn(*at, "0123456789");
	*number = 0;
	if (digits == 0 || digits > 18)
		return false;
	for (; digits > 0; digits--)
		*number = *number * 10 + (uint64_t)(*(*at)++ - '0');
	return true;
}

/* "[]" or "[3]" */
static bool read_brackets(struct reader *r, struct cli_path *path)
{
	struct cli_step *step = add_step(path, CLI_STEP_ELEMENTS);
	r->at++;
	if (read_number(&r->at, &step->index))
		step->kind = CLI_STEP_INDEX;
	if (*r->at != ']')
		return refuse(r, _("between brackets there is nothing, or a number"));
	r->at++;
	return true;
}

static bool read_path(struct reader *r, struct cli_path *path)
{
	if (r->at[0] == '.' && r->at[1] != '\0') /* as jq has it */
		r->at++;
	if (*r->at != '[' && !read_name(r, path, ".,[]\""))
		return false;
	for (;;) {
		if (*r->at == '[') {
			if (!read_brackets(r, path))
				return false;
		} else if (*r->at == '.') {
			r->at++;
			if (!read_name(r, path, ".,[]\""))
				return false;
		} else {
			return true;
		}
	}
}

static bool read_column(struct reader *r, struct cli_path *path)
{
	const char *at = r->at;
	uint64_t number;
	if (read_number(&at, &number) && (*at == ',' || *at == '\0')) {
		r->at = at;
		path->column = number;
		return number > 0 || refuse(r, _("columns count from 1"));
	}
	if (!read_name(r, path, ",\""))
		return false;
	if (path->step[0].kind == CLI_STEP_ANY) /* a column of this name */
		path->step[0] = (struct cli_step){.kind = CLI_STEP_NAME, .name = cli_copy("*", 1),
		                                  .length = 1};
	return true;
}

static enum cli_record_format format_of(const char *unit, size_t n)
{
	static const char *const names[] = {[CLI_JSONL] = "jsonl", [CLI_CSV] = "csv",
	                                    [CLI_TSV] = "tsv"};
	for (int i = CLI_JSONL; i <= CLI_TSV; i++)
		if (strlen(names[i]) == n && memcmp(names[i], unit, n) == 0)
			return (enum cli_record_format)i;
	return CLI_NO_RECORDS;
}

/* Names and numbers would differ about what the first row is. */
static bool same_kind(const struct cli_paths *paths)
{
	for (size_t i = 1; i < paths->count; i++)
		if ((paths->path[i].column == 0) != (paths->path[0].column == 0))
			return false;
	return true;
}

static bool read_all(struct cli_paths *paths, struct reader *r)
{
	for (;;) {
		if (paths->count == CLI_PATHS)
			return refuse(r, _("more than 64 fields"));
		paths->path = cli_resize(paths->path, paths->count + 1, sizeof *paths->path);
		struct cli_path *path = &paths->path[paths->count++];
		*path = (struct cli_path){.column = 0};
		const char *begin = r->at;
		bool good = paths->format == CLI_JSONL ? read_path(r, path) : read_column(r, path);
		if (!good)
			return false;
		path->words = cli_copy(begin, (size_t)(r->at - begin));
		if (*r->at == '\0')
			return same_kind(paths) || refuse(r, _("columns are names, or all of them numbers"));
		if (*r->at != ',')
			return refuse(r, _("a comma or a dot is missing"));
		r->at++;
	}
}

bool cli_paths_read(struct cli_paths *paths, const char *unit, const char **why)
{
	size_t n = strcspn(unit, ":");
	*paths = (struct cli_paths){.format = format_of(unit, n)};
	struct reader r = {.at = unit + n, .why = _("unknown value")};
	bool read = paths->format != CLI_NO_RECORDS;
	if (read && *r.at == '\0')
		read = refuse(&r, _("it needs a field, as in jsonl:text"));
	if (read) {
		r.at++;
		read = read_all(paths, &r);
	}
	*why = r.why;
	return read;
}

void cli_paths_free(struct cli_paths *paths)
{
	for (size_t i = 0; i < paths->count; i++) {
		for (size_t k = 0; k < paths->path[i].steps; k++)
			free(paths->path[i].step[k].name);
		free(paths->path[i].step);
		free(paths->path[i].words);
	}
	free(paths->path);
	*paths = (struct cli_paths){.format = CLI_NO_RECORDS};
}

/* Step `depth` of path i; NULL: it has none. */
static const struct cli_step *step_of(const struct cli_paths *paths, uint64_t set, size_t i,
                                      size_t depth)
{
	const struct cli_path *path = &paths->path[i];
	return (set >> i & 1) != 0 && depth < path->steps ? &path->step[depth] : NULL;
}

uint64_t cli_paths_member(const struct cli_paths *paths, uint64_t set, size_t depth,
                          const char *name, size_t length)
{
	uint64_t on = 0;
	for (size_t i = 0; i < paths->count; i++) {
		const struct cli_step *s = step_of(paths, set, i, depth);
		if (s != NULL && (s->kind == CLI_STEP_ANY
		                  || (s->kind == CLI_STEP_NAME && s->length == length
		                      && memcmp(s->name, name, length) == 0)))
			on |= UINT64_C(1) << i;
	}
	return on;
}

uint64_t cli_paths_element(const struct cli_paths *paths, uint64_t set, size_t depth,
                           uint64_t index)
{
	uint64_t on = 0;
	for (size_t i = 0; i < paths->count; i++) {
		const struct cli_step *s = step_of(paths, set, i, depth);
		if (s != NULL && (s->kind == CLI_STEP_ANY || s->kind == CLI_STEP_ELEMENTS
		                  || (s->kind == CLI_STEP_INDEX && s->index == index)))
			on |= UINT64_C(1) << i;
	}
	return on;
}

size_t cli_paths_end(const struct cli_paths *paths, uint64_t set, size_t depth)
{
	for (size_t i = 0; i < paths->count; i++)
		if ((set >> i & 1) != 0 && paths->path[i].steps == depth)
			return i;
	return CLI_PATHS;
}
