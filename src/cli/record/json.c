/* SPDX-License-Identifier: Apache-2.0 */
/* Values of a JSON text. YAJL reads it, says what is wrong with it, and at each event how far
 * it has come, which is where the value ends. */
#include "config.h"
#include "cli/record/find.h"

#include "cli/i18n.h"
#include "cli/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yajl/yajl_parse.h>

enum {
	DEEPEST = 10000,             /* as other readers have it */
	VALUES_MOST = 1 << 22        /* of a record, which are held */
};

/* A container that a path leads into. */
struct level {
	uint64_t set, next;          /* paths that led here; that lead to the next member */
	uint64_t index;              /* of the next element */
	bool is_array;
};

struct walk {
	struct cli_found *found;
	const struct cli_paths *paths;
	const char *member;
	const unsigned char *record;
	size_t n;
	yajl_handle yajl;
	size_t quote;                /* behind the last string: no quote until the next one */
	size_t end;                  /* behind the last value or bracket */
	struct level *level;
	size_t levels, capacity;     /* those that a path leads into, the outermost ones */
	size_t depth;                /* all containers that are open */
	bool in_member;              /* the annotation that is already there */
	bool too_deep, too_many;
};

void cli_found_add(struct cli_found *found, const struct cli_value *value)
{
	if (found->count == found->capacity) {
		found->capacity = found->capacity * 2 + 8;
		found->value = cli_resize(found->value, found->capacity, sizeof *found->value);
	}
	found->value[found->count++] = *value;
}

void cli_found_free(struct cli_found *found)
{
	free(found->value);
	*found = (struct cli_found){.value = NULL};
}

/* How far YAJL has come: behind the token of this event. */
static size_t position(const struct walk *w)
{
	return yajl_get_bytes_consumed(w->yajl);
}

/* The paths that lead to the value that begins here. */
static uint64_t set_here(struct walk *w)
{
	if (w->depth == 0)
		return w->paths->count < CLI_PATHS ? (UINT64_C(1) << w->paths->count) - 1 : UINT64_MAX;
	if (w->depth > w->levels)
		return 0;
	struct level *l = &w->level[w->levels - 1];
	if (l->is_array)
		l->next = cli_paths_element(w->paths, l->set, w->levels - 1, l->index++);
	return l->next;
}

/* A value is complete. */
static void value_ends(struct walk *w)
{
	w->end = position(w);
	if (w->depth == 1 && w->in_member)
		w->found->member_to = w->end;
	if (w->depth == 1)
		w->in_member = false;
	if (w->depth == 1)
		w->found->has_members = true;
}

static int on_scalar(struct walk *w)
{
	set_here(w);
	value_ends(w);
	return 1;
}

static int on_null(void *ctx)
{
	return on_scalar(ctx);
}

static int on_boolean(void *ctx, int value)
{
	(void)value;
	return on_scalar(ctx);
}

static int on_number(void *ctx, const char *digits, size_t n)
{
	(void)digits;
	(void)n;
	return on_scalar(ctx);
}

/* A string with escapes is given decoded, so that its beginning is to be looked for: there is
 * no other quote since the string before it. */
static size_t string_begin(const struct walk *w)
{
	const unsigned char *quote = memchr(w->record + w->quote, '"', w->n - w->quote);
	return quote != NULL ? (size_t)(quote - w->record) + 1 : w->n;
}

static int on_string(void *ctx, const unsigned char *bytes, size_t n)
{
	struct walk *w = ctx;
	(void)bytes;
	(void)n;
	size_t end = position(w), path = cli_paths_end(w->paths, set_here(w), w->depth);
	if (path < CLI_PATHS && !w->in_member)
		cli_found_add(w->found, &(struct cli_value){.from = string_begin(w), .to = end - 1,
		                                            .path = path, .writing = CLI_JSON_STRING});
	w->quote = end;
	value_ends(w);
	w->too_many = w->found->count > VALUES_MOST;
	return !w->too_many;
}

static size_t skip_blanks(const struct walk *w, size_t at)
{
	while (at < w->n && strchr(" \t\r\n", w->record[at]) != NULL && w->record[at] != '\0')
		at++;
	return at;
}

static int on_key(void *ctx, const unsigned char *bytes, size_t n)
{
	struct walk *w = ctx;
	const char *name = (const char *)bytes;
	w->quote = position(w);
	if (w->depth == w->levels)
		w->level[w->levels - 1].next =
			cli_paths_member(w->paths, w->level[w->levels - 1].set, w->levels - 1, name, n);
	if (w->depth > 1)
		return 1;
	size_t colon = skip_blanks(w, w->quote);
	if (!w->found->has_members)
		w->found->has_blanks = colon + 1 < w->n && w->record[colon + 1] == ' ';
	/* Of several of one name the last one counts. */
	if (w->member != NULL && strlen(w->member) == n && memcmp(w->member, name, n) == 0) {
		w->found->has_member = w->in_member = true;
		w->found->member_from = w->found->member_to = skip_blanks(w, colon + 1);
	}
	return 1;
}

static int open_container(struct walk *w, bool is_array)
{
	uint64_t set = set_here(w);
	if (w->depth == w->levels && (set != 0 || w->depth == 0)) {
		if (w->levels == w->capacity) {
			w->capacity = w->capacity * 2 + 8;
			w->level = cli_resize(w->level, w->capacity, sizeof *w->level);
		}
		w->level[w->levels++] = (struct level){.set = set, .is_array = is_array};
	}
	if (w->depth == 0) {
		w->found->is_object = !is_array;
		w->end = position(w);
	}
	w->too_deep = ++w->depth > DEEPEST;
	return !w->too_deep;
}

static int close_container(struct walk *w)
{
	if (w->depth == 1)
		w->found->last = w->end;
	if (w->levels == w->depth)
		w->levels--;
	w->depth--;
	value_ends(w);
	return 1;
}

static int on_open_map(void *ctx)
{
	return open_container(ctx, false);
}

static int on_open_array(void *ctx)
{
	return open_container(ctx, true);
}

static int on_close(void *ctx)
{
	return close_container(ctx);
}

static void *allocate(void *ctx, size_t n)
{
	(void)ctx;
	return cli_resize(NULL, n > 0 ? n : 1, 1);
}

static void *reallocate(void *ctx, void *p, size_t n)
{
	(void)ctx;
	return cli_resize(p, n > 0 ? n : 1, 1);
}

static void release(void *ctx, void *p)
{
	(void)ctx;
	free(p);
}

static const yajl_callbacks callbacks = {
	.yajl_null = on_null,
	.yajl_boolean = on_boolean,
	.yajl_number = on_number,
	.yajl_string = on_string,
	.yajl_start_map = on_open_map,
	.yajl_map_key = on_key,
	.yajl_end_map = on_close,
	.yajl_start_array = on_open_array,
	.yajl_end_array = on_close,
};

/* YAJL's own words, in one line. */
static void explain(struct walk *w)
{
	struct cli_found *found = w->found;
	found->why = found->text;
	if (w->too_deep || w->too_many) {
		found->why = w->too_deep ? N_("nested too deep") : N_("too many values");
		return;
	}
	unsigned char *said = yajl_get_error(w->yajl, 0, w->record, w->n);
	snprintf(found->text, sizeof found->text, "%s", (const char *)said);
	found->text[strcspn(found->text, "\n")] = '\0';
	yajl_free_error(w->yajl, said);
}

bool cli_find_json(struct cli_found *found, const struct cli_paths *paths, const char *member,
                   const unsigned char *record, size_t n)
{
	yajl_alloc_funcs memory = {allocate, reallocate, release, NULL};
	struct walk w = {.found = found, .paths = paths, .member = member, .record = record, .n = n};
	*found = (struct cli_found){.value = found->value, .capacity = found->capacity};
	w.yajl = yajl_alloc(&callbacks, &memory, &w);
	/* Bytes that are no UTF-8 are for the engine to tell. */
	yajl_config(w.yajl, yajl_dont_validate_strings, 1);
	bool good = yajl_parse(w.yajl, record, n) == yajl_status_ok
	         && yajl_complete_parse(w.yajl) == yajl_status_ok;
	if (!good)
		explain(&w);
	yajl_free(w.yajl);
	free(w.level);
	return good;
}
