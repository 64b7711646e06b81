/* SPDX-License-Identifier: Apache-2.0 */
/* The record of a file that is about to be replaced. */
#include "config.h"
#include "cli/journal.h"

#include "batch/spool.h"
#include "cli/i18n.h"
#include "cli/journal_diff.h"
#include "cli/json.h"
#include "cli/memory.h"
#include "cli/message.h"

#include <errno.h>
#include <nettle/base64.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

/* Of a short file all changes can be looked at; of a longer one not if nearly all changed. */
enum { SHORT = 4096, BLOCK = 64 * 1024, PART = 48 * 1024 };

_Static_assert(PART % 3 == 0, "base64"); /* no part but the last needs filling */

struct body {
	struct cli_json json;       /* into a spool */
	const struct cli_places *places;
	uint64_t size, changed;     /* bytes of the old file */
	uint64_t count;             /* lines */
	bool whole;                 /* the lines are parts of the whole old file, compressed */
};

static bool put_change(void *ctx, const struct cli_change *c)
{
	struct body *b = ctx;
	struct cli_json *j = &b->json;
	const struct cli_place *place = c->place;
	b->changed += c->old_length;
	b->count++;
	if (b->size > SHORT && b->changed > b->size / 4 * 3)
		return false;
	cli_json_open(j, NULL, '{');
	cli_json_string(j, "type", "change");
	cli_json_count(j, "offset", c->offset);
	cli_json_exact(j, "old", (const char *)c->old, c->old_length);
	cli_json_exact(j, "new", (const char *)c->new, c->new_length);
	cli_json_string(j, "kind", place != NULL ? b->places->kinds[place->kind] : "conversion");
	if (place != NULL)
		cli_json_real(j, "confidence", place->confidence);
	cli_json_close(j, '}');
	cli_json_end_line(j);
	return true;
}

static void put_part(struct body *b, const unsigned char *bytes, size_t n)
{
	char text[BASE64_ENCODE_RAW_LENGTH(PART)];
	base64_encode_raw(text, n, bytes);
	cli_json_open(&b->json, NULL, '{');
	cli_json_string(&b->json, "type", "part");
	cli_json_text(&b->json, "data", text, BASE64_ENCODE_RAW_LENGTH(n));
	cli_json_close(&b->json, '}');
	cli_json_end_line(&b->json);
	b->count++;
}

/* Give the compressor `n` bytes, or the end, and pass on what is full. */
static bool compress_block(struct body *b, z_stream *z, unsigned char part[PART],
                           unsigned char *block, size_t n)
{
	z->next_in = block;
	z->avail_in = (uInt)n;
	for (;;) {
		int done = deflate(z, n > 0 ? Z_NO_FLUSH : Z_FINISH);
		if (done == Z_STREAM_ERROR)
			return false;
		bool end = done == Z_STREAM_END;
		if (z->avail_out == 0 || (end && z->avail_out < PART)) {
			put_part(b, part, PART - z->avail_out);
			z->next_out = part;
			z->avail_out = PART;
		} else if (z->avail_in == 0 && (n > 0 || end)) {
			return true;
		}
		if (end)
			return true;
	}
}

/* The whole old file. */
static bool put_parts(struct body *b, int old)
{
	unsigned char *block = cli_resize(NULL, BLOCK + PART, 1), *part = block + BLOCK;
	z_stream z = {.next_out = part, .avail_out = PART};
	bool good = deflateInit(&z, Z_BEST_SPEED) == Z_OK, ready = good;
	ssize_t n = 1;
	for (off_t at = 0; good && n > 0; at += n) {
		do
			n = pread(old, block, BLOCK, at);
		while (n < 0 && errno == EINTR);
		good = n >= 0 && compress_block(b, &z, part, block, (size_t)n);
	}
	if (ready)
		deflateEnd(&z);
	free(block);
	return good;
}

/* What brings the old file back, in a spool. False: errno says why not. */
static bool make_body(struct body *b, struct batch_spool *spool, const struct batch_replace *r)
{
	FILE *out = batch_spool_open(spool);
	b->json.file = out;
	bool made = out != NULL && cli_changes(r->in, r->fd, b->places, put_change, b);
	if (out != NULL && !made) {
		fclose(out);
		batch_spool_print(spool, NULL);
		b->whole = true;
		b->count = 0;
		out = batch_spool_open(spool);
		b->json = (struct cli_json){.file = out};
		made = out != NULL && put_parts(b, r->in);
	}
	if (out == NULL)
		errno = ENOMEM;
	return (out == NULL || fclose(out) == 0) && made;
}

static void put_digest(struct cli_json *j, const char *key, const struct cli_digest *digest)
{
	char sha256[CLI_DIGEST_TEXT];
	cli_digest_print(digest, sha256);
	cli_json_open(j, key, '{');
	cli_json_count(j, "size", digest->size);
	cli_json_string(j, "sha256", sha256);
	cli_json_close(j, '}');
}

static bool put_record(struct cli_journal *j, const char *path, const struct body *b,
                       struct batch_spool *spool, const struct cli_digest *before,
                       const struct cli_digest *after)
{
	struct cli_json json = {.file = batch_journal_begin(&j->file)};
	cli_json_open(&json, NULL, '{');
	cli_json_string(&json, "type", "file");
	cli_json_file(&json, path);
	put_digest(&json, "before", before);
	put_digest(&json, "after", after);
	cli_json_count(&json, b->whole ? "parts" : "changes", b->count);
	cli_json_close(&json, '}');
	cli_json_end_line(&json);
	if (!batch_spool_print(spool, json.file))
		batch_journal_break(&j->file, errno);
	return cli_journal_put(j, true);
}

bool cli_journal_change(struct cli_journal *j, const char *path, struct cli_places *places,
                        const struct batch_replace *r)
{
	struct cli_digest before, after;
	struct batch_spool spool = {.head = NULL};
	struct body b = {.places = places, .size = (uint64_t)r->st.st_size};
	cli_places_sort(places);
	if (cli_digest_file(r->in, &before) && cli_digest_file(r->fd, &after)
	    && make_body(&b, &spool, r))
		return put_record(j, path, &b, &spool, &before, &after);
	int error = errno;
	batch_spool_print(&spool, NULL);
	cli_message(path, CLI_NO_BYTE, NULL, _("left as it was: cannot write its record: %s"),
	            strerror(error));
	return false;
}
