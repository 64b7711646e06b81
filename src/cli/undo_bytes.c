/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/undo.h"

#include "cli/memory.h"

#include <errno.h>
#include <nettle/base64.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

enum { BLOCK = 64 * 1024 };

struct undo {
	struct batch_replace *r;
	int in;
	uint64_t read;              /* bytes of the file that are used up */
	uint64_t put, most;         /* bytes of the old one */
	struct sha256_ctx sha;
	unsigned char *block;
};

static bool put(struct undo *u, const void *bytes, size_t n)
{
	if (n > u->most - u->put)
		return false; /* more than there can be */
	u->put += n;
	sha256_update(&u->sha, n, bytes);
	return n == 0 || batch_replace_put(u->r, bytes, n) == 0;
}

/* What both files have in common. */
static bool copy(struct undo *u, uint64_t length)
{
	while (length > 0) {
		ssize_t n = pread(u->in, u->block, length < BLOCK ? (size_t)length : BLOCK,
		                  (off_t)u->read);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0 || !put(u, u->block, (size_t)n))
			return false;
		u->read += (uint64_t)n;
		length -= (uint64_t)n;
	}
	return true;
}

static bool undo_change(struct undo *u, const struct cli_record *change)
{
	uint64_t offset;
	char *old = NULL, *new = NULL;
	size_t old_length, new_length;
	bool good = cli_record_count(change, "offset", &offset) && offset >= u->put
	         && cli_record_bytes(change, "old", &old, &old_length)
	         && cli_record_bytes(change, "new", &new, &new_length)
	         && offset <= u->most && copy(u, offset - u->put) && put(u, old, old_length);
	if (good)
		u->read += new_length;
	free(old);
	free(new);
	return good;
}

static struct cli_record *next_record(struct cli_lines *l)
{
	return cli_lines_next(l) ? cli_record_parse(l->line, l->length) : NULL;
}

static bool undo_changes(struct undo *u, struct cli_lines *l, const struct cli_entry *entry)
{
	for (uint64_t i = 0; i < entry->changes; i++) {
		struct cli_record *change = next_record(l);
		bool good = cli_record_is(change, "change") && undo_change(u, change);
		cli_record_free(change);
		if (!good)
			return false;
	}
	return u->read <= entry->after.size && copy(u, entry->after.size - u->read);
}

/* However much a few bytes claim to become, no more is made than the old file had. */
static bool inflate_part(struct undo *u, z_stream *z, unsigned char *bytes, size_t n, bool *end)
{
	z->next_in = bytes;
	z->avail_in = (uInt)n;
	while (!*end && (z->avail_in > 0 || z->avail_out == 0)) {
		z->next_out = u->block;
		z->avail_out = BLOCK;
		int done = inflate(z, Z_NO_FLUSH);
		if (done != Z_OK && done != Z_STREAM_END && done != Z_BUF_ERROR)
			return false;
		*end = done == Z_STREAM_END;
		if (!put(u, u->block, BLOCK - z->avail_out))
			return false;
		if (done == Z_BUF_ERROR)
			break;
	}
	return z->avail_in == 0;
}

static bool undo_part(struct undo *u, z_stream *z, const struct cli_record *part, bool *end)
{
	struct base64_decode_ctx context;
	const char *data = cli_record_text(part, "data");
	if (data == NULL || *end)
		return false;
	size_t length = strlen(data), n = BASE64_DECODE_LENGTH(length);
	unsigned char *bytes = cli_resize(NULL, n + 1, 1);
	base64_decode_init(&context);
	bool good = base64_decode_update(&context, &n, bytes, length, data)
	         && base64_decode_final(&context) && inflate_part(u, z, bytes, n, end);
	free(bytes);
	return good;
}

static bool undo_parts(struct undo *u, struct cli_lines *l, const struct cli_entry *entry)
{
	z_stream z = {.next_in = NULL};
	bool good = inflateInit(&z) == Z_OK, ready = good, end = false;
	for (uint64_t i = 0; i < entry->parts && good; i++) {
		struct cli_record *part = next_record(l);
		good = cli_record_is(part, "part") && undo_part(u, &z, part, &end);
		cli_record_free(part);
	}
	if (ready)
		inflateEnd(&z);
	return good && end;
}

bool cli_undo_bytes(struct batch_replace *r, int journal, const struct cli_entry *entry, int in)
{
	struct undo u = {.r = r, .in = in, .most = entry->before.size};
	struct cli_digest digest;
	struct cli_lines l;
	u.block = cli_resize(NULL, BLOCK, 1);
	sha256_init(&u.sha);
	cli_lines_begin(&l, journal, entry->body);
	bool good = entry->changes > 0 ? undo_changes(&u, &l, entry) : undo_parts(&u, &l, entry);
	cli_lines_end(&l);
	free(u.block);
	digest.size = u.put;
	sha256_digest(&u.sha, CLI_DIGEST, digest.sha256);
	return good && cli_digest_equal(&digest, &entry->before);
}
