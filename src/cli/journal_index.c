/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/journal_index.h"

#include "cli/memory.h"

#include <stdlib.h>
#include <string.h>

static struct cli_entry *add(struct cli_index *x, enum cli_entry_kind kind, char *path)
{
	if (x->count == x->capacity) {
		x->capacity = x->capacity * 2 + 64;
		x->entry = cli_resize(x->entry, x->capacity, sizeof *x->entry);
	}
	x->entry[x->count] = (struct cli_entry){.kind = kind, .path = path};
	return &x->entry[x->count++];
}

static bool read_file(struct cli_entry *e, const struct cli_record *record)
{
	if (!cli_record_digest(record, "before", &e->before)
	    || !cli_record_digest(record, "after", &e->after))
		return false;
	bool changes = cli_record_count(record, "changes", &e->changes) && e->changes > 0;
	bool parts = cli_record_count(record, "parts", &e->parts) && e->parts > 0;
	return changes != parts;
}

/* The body of a file's record: so many lines of one type. */
static bool skip_body(struct cli_lines *l, const struct cli_entry *e)
{
	const char *wanted = e->changes > 0 ? "change" : "part";
	for (uint64_t left = e->changes > 0 ? e->changes : e->parts; left > 0; left--) {
		if (!cli_lines_next(l))
			return false;
		struct cli_record *line = cli_record_parse(l->line, l->length);
		bool good = cli_record_is(line, wanted);
		cli_record_free(line);
		if (!good)
			return false;
	}
	return true;
}

static bool read_entry(struct cli_index *x, struct cli_lines *l, const struct cli_record *record,
                       enum cli_entry_kind kind)
{
	char *path = cli_record_path(record);
	if (path == NULL)
		return false;
	struct cli_entry e = {.kind = kind, .body = l->at, .line = l->number};
	const char *identity = cli_record_text(record, "identity");
	bool good = kind != CLI_ENTRY_SAME || identity != NULL;
	if (good && kind == CLI_ENTRY_FILE)
		good = read_file(&e, record) && skip_body(l, &e);
	if (!good) {
		free(path);
		return false;
	}
	struct cli_entry *added = add(x, kind, path);
	e.path = path;
	e.identity = kind == CLI_ENTRY_SAME ? cli_copy(identity, strlen(identity)) : NULL;
	*added = e;
	return true;
}

/* A line, and all that belongs to it. */
static bool read_record(struct cli_index *x, struct cli_lines *l)
{
	struct cli_record *record = cli_record_parse(l->line, l->length);
	bool good = cli_record_is(record, "end");
	if (cli_record_is(record, "file"))
		good = read_entry(x, l, record, CLI_ENTRY_FILE);
	else if (cli_record_is(record, "same"))
		good = read_entry(x, l, record, CLI_ENTRY_SAME);
	else if (cli_record_is(record, "left"))
		good = read_entry(x, l, record, CLI_ENTRY_LEFT);
	else if (cli_record_is(record, "journal") && l->number == 1) {
		x->head = record;
		return true;
	}
	cli_record_free(record);
	return good;
}

static int by_path(const void *a, const void *b)
{
	const struct cli_entry *x = a, *y = b;
	int order = strcmp(x->path, y->path);
	return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

void cli_index_read(struct cli_index *x, int fd)
{
	struct cli_lines l;
	uint64_t bad = 0, first = 0;
	*x = (struct cli_index){.head = NULL};
	cli_lines_begin(&l, fd, 0);
	for (bool again = false; again || cli_lines_next(&l);) {
		uint64_t number = l.number;
		if (read_record(x, &l)) {
			x->end = l.at;
			x->bad = bad;
			x->first_bad = first;
			again = false;
			continue;
		}
		again = l.number > number; /* where half a body ends a record may begin */
		first = bad == 0 ? number : first;
		bad++;
	}
	x->complete = !l.failed;
	x->lines = l.number;
	cli_lines_end(&l);
	if (x->count > 1)
		qsort(x->entry, x->count, sizeof *x->entry, by_path);
}

const struct cli_entry *cli_index_find(const struct cli_index *x, const char *path, size_t *count)
{
	size_t low = 0, high = x->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(x->entry[middle].path, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*count = 0;
	while (low + *count < x->count && strcmp(x->entry[low + *count].path, path) == 0)
		++*count;
	return *count > 0 ? &x->entry[low] : NULL;
}

void cli_index_free(struct cli_index *x)
{
	for (size_t i = 0; i < x->count; i++) {
		free(x->entry[i].path);
		free(x->entry[i].identity);
	}
	free(x->entry);
	cli_record_free(x->head);
	*x = (struct cli_index){.head = NULL};
}
