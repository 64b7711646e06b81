/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/journal_read.h"

#include "batch/below.h"
#include "cli/memory.h"

#include <nettle/base16.h>
#include <stdlib.h>
#include <string.h>
#include <yajl/yajl_parse.h>

enum { KEY = 64, DEPTH = 2 };

struct parser {
	struct cli_record *record;
	char key[KEY];              /* of what comes next, with that of the object it is in */
	size_t prefix;              /* so much of it is the object's */
	unsigned objects, arrays;   /* that are open */
};

static bool add(struct parser *p, const char *text, size_t n, uint64_t count)
{
	struct cli_record *r = p->record;
	if (p->arrays > 0)
		return true;
	if (p->objects == 0 || r->count == CLI_FIELDS)
		return false;
	for (size_t i = 0; i < r->count; i++)
		if (strcmp(r->field[i].key, p->key) == 0)
			return false;
	r->field[r->count++] = (struct cli_field){
		.key = cli_copy(p->key, strlen(p->key)), .length = n, .count = count,
		.text = text != NULL ? cli_copy(text, n) : NULL};
	return true;
}

static int on_other(void *ctx)
{
	return add(ctx, NULL, 0, UINT64_MAX);
}

static int on_bool(void *ctx, int value)
{
	(void)value;
	return on_other(ctx);
}

static int on_integer(void *ctx, long long value)
{
	return add(ctx, NULL, 0, value >= 0 ? (uint64_t)value : UINT64_MAX);
}

static int on_real(void *ctx, double value)
{
	(void)value;
	return on_other(ctx);
}

static int on_string(void *ctx, const unsigned char *text, size_t n)
{
	return add(ctx, n > 0 ? (const char *)text : "", n, UINT64_MAX);
}

static int on_key(void *ctx, const unsigned char *key, size_t n)
{
	struct parser *p = ctx;
	if (p->arrays > 0)
		return true;
	if (n >= KEY - p->prefix || memchr(key, '\0', n) != NULL)
		return false;
	memcpy(p->key + p->prefix, key, n);
	p->key[p->prefix + n] = '\0';
	return true;
}

static int on_open(void *ctx)
{
	struct parser *p = ctx;
	if (p->objects == DEPTH || (p->arrays == 0 && p->objects == 0 && p->record->count > 0))
		return false;
	if (p->arrays == 0 && p->objects > 0) {
		p->prefix = strlen(p->key) + 1;
		if (p->prefix >= KEY)
			return false;
		p->key[p->prefix - 1] = '.';
	}
	p->objects++;
	return true;
}

static int on_close(void *ctx)
{
	struct parser *p = ctx;
	p->objects--;
	if (p->arrays == 0)
		p->prefix = 0;
	return true;
}

static int on_array(void *ctx)
{
	struct parser *p = ctx;
	return p->objects > 0 && ++p->arrays <= DEPTH;
}

static int on_array_end(void *ctx)
{
	struct parser *p = ctx;
	p->arrays--;
	return true;
}

void cli_record_free(struct cli_record *r)
{
	for (size_t i = 0; r != NULL && i < r->count; i++) {
		free(r->field[i].key);
		free(r->field[i].text);
	}
	free(r);
}

static bool parse(struct parser *p, const char *line, size_t n)
{
	static const yajl_callbacks callbacks = {
		.yajl_null = on_other, .yajl_boolean = on_bool, .yajl_integer = on_integer,
		.yajl_double = on_real, .yajl_string = on_string, .yajl_start_map = on_open,
		.yajl_map_key = on_key, .yajl_end_map = on_close, .yajl_start_array = on_array,
		.yajl_end_array = on_array_end};
	yajl_handle handle = yajl_alloc(&callbacks, NULL, p);
	if (handle == NULL)
		return false;
	bool parsed = yajl_parse(handle, (const unsigned char *)line, n) == yajl_status_ok
	           && yajl_complete_parse(handle) == yajl_status_ok;
	yajl_free(handle);
	return parsed;
}

struct cli_record *cli_record_parse(const char *line, size_t n)
{
	struct parser p = {.record = cli_resize(NULL, 1, sizeof *p.record)};
	*p.record = (struct cli_record){.count = 0};
	if (parse(&p, line, n) && (p.record->type = cli_record_text(p.record, "type")) != NULL)
		return p.record;
	cli_record_free(p.record);
	return NULL;
}

bool cli_record_is(const struct cli_record *r, const char *type)
{
	return r != NULL && strcmp(r->type, type) == 0;
}

static const struct cli_field *find(const struct cli_record *r, const char *key)
{
	for (size_t i = 0; i < r->count; i++)
		if (strcmp(r->field[i].key, key) == 0)
			return &r->field[i];
	return NULL;
}

const char *cli_record_text(const struct cli_record *r, const char *key)
{
	const struct cli_field *f = find(r, key);
	return f != NULL ? f->text : NULL;
}

bool cli_record_count(const struct cli_record *r, const char *key, uint64_t *count)
{
	const struct cli_field *f = find(r, key);
	*count = f != NULL && f->count != UINT64_MAX ? f->count : 0;
	return f != NULL && f->count != UINT64_MAX;
}

static bool from_hex(const struct cli_field *f, char **bytes, size_t *n)
{
	struct base16_decode_ctx context;
	*n = BASE16_DECODE_LENGTH(f->length);
	*bytes = cli_resize(NULL, *n + 1, 1);
	base16_decode_init(&context);
	if (base16_decode_update(&context, n, (unsigned char *)*bytes, f->length, f->text)
	    && base16_decode_final(&context)) {
		(*bytes)[*n] = '\0';
		return true;
	}
	free(*bytes);
	*bytes = NULL;
	return false;
}

static const char *member(char joined[KEY], const char *key, const char *end)
{
	size_t length = strlen(key);
	memcpy(joined, key, length);
	memcpy(joined + length, end, strlen(end) + 1);
	return joined;
}

bool cli_record_bytes(const struct cli_record *r, const char *key, char **bytes, size_t *n)
{
	char joined[KEY];
	const struct cli_field *hex = find(r, member(joined, key, "_hex")), *text = find(r, key);
	if (hex != NULL)
		return hex->text != NULL && from_hex(hex, bytes, n);
	if (text == NULL || text->text == NULL)
		return false;
	*n = text->length;
	*bytes = cli_copy(text->text, *n);
	return true;
}

char *cli_record_path(const struct cli_record *r)
{
	char *path;
	size_t n;
	if (!cli_record_bytes(r, "file", &path, &n))
		return NULL;
	if (strlen(path) == n && batch_is_below(path))
		return path;
	free(path);
	return NULL;
}

bool cli_record_digest(const struct cli_record *r, const char *key, struct cli_digest *digest)
{
	char joined[KEY];
	const char *sha256 = cli_record_text(r, member(joined, key, ".sha256"));
	return sha256 != NULL && cli_digest_read(digest, sha256)
	    && cli_record_count(r, member(joined, key, ".size"), &digest->size);
}
