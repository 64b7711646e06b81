/* SPDX-License-Identifier: Apache-2.0 */
/* The record of a text that changed: lengths and digests in its heads are those of the new
 * text. */
#include "config.h"
#include "archive/warc.h"

#include "archive/sha1.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { BASE32 = 32, HEX = 40, DIGEST = 48 }; /* characters of a SHA-1; room for a field */

static void spell_base32(char *to, const unsigned char digest[ARC_SHA1])
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	for (size_t i = 0; i < BASE32; i++) {
		size_t bit = i * 5, byte = bit / 8;
		unsigned two = (unsigned)digest[byte] << 8;
		two |= byte + 1 < ARC_SHA1 ? digest[byte + 1] : 0;
		*to++ = letters[two >> (11 - bit % 8) & 31];
	}
	*to = '\0';
}

static void spell_hex(char *to, const unsigned char digest[ARC_SHA1])
{
	for (size_t i = 0; i < ARC_SHA1; i++)
		snprintf(to + 2 * i, 3, "%02x", digest[i]);
}

/* The field as it must be now; one that is not SHA-1 goes, since a wrong one is worse than
 * none. NULL: it goes. */
static const char *new_digest(const struct arc_record *r, const char *name,
                              const unsigned char digest[ARC_SHA1], char text[DIGEST])
{
	struct arc_value old;
	if (!arc_head_find(&r->head, name, &old) || old.n < 5 || strncasecmp(old.p, "sha1:", 5) != 0)
		return NULL;
	memcpy(text, old.p, 5);
	if (old.n == 5 + BASE32)
		spell_base32(text + 5, digest);
	else if (old.n == 5 + HEX)
		spell_hex(text + 5, digest);
	else
		return NULL;
	return text;
}

static bool digest(struct arc_walk *w, const struct arc_record *r,
                   unsigned char payload[ARC_SHA1], unsigned char block[ARC_SHA1])
{
	struct arc_sha1 p, b;
	unsigned char bytes[ARC_SAMPLE];
	ssize_t n = 0;
	arc_sha1_begin(&p);
	arc_sha1_begin(&b);
	arc_sha1_put(&b, r->new_http.p, r->new_http.n);
	for (uint64_t at = 0; at < w->stash.length; at += (uint64_t)n) {
		n = arc_stash_read(&w->stash, at, bytes, sizeof bytes);
		if (n <= 0)
			return arc_fail(w, ARC_SPACE, r->name);
		arc_sha1_put(&p, bytes, (size_t)n);
		arc_sha1_put(&b, bytes, (size_t)n);
	}
	arc_sha1_end(&p, payload);
	arc_sha1_end(&b, block);
	return true;
}

/* The type with utf-8 for its charset. */
static bool declare(const struct arc_record *r, struct arc_bytes *type)
{
	struct arc_value charset;
	if (!arc_media_charset(&r->type, &charset))
		return false;
	size_t before = (size_t)(charset.p - r->type.p), end = before + charset.n;
	return arc_bytes_add(type, r->type.p, before) && arc_bytes_add(type, "utf-8", 5)
	    && arc_bytes_add(type, r->type.p + end, r->type.n - end) && arc_bytes_add(type, "", 1);
}

/* A length that was not that of the payload is that of something else. */
static bool says_length(const struct arc_record *r)
{
	struct arc_value value;
	uint64_t length;
	return arc_head_find(&r->http, "Content-Length", &value) && arc_value_number(&value, &length)
	    && length == r->length;
}

static bool edit_http(struct arc_walk *w, struct arc_record *r)
{
	char length[24];
	struct arc_edit edits[2];
	struct arc_bytes type = {.p = NULL};
	size_t count = 0;
	arc_bytes_clear(&r->new_http);
	snprintf(length, sizeof length, "%" PRIu64, w->stash.length);
	if (says_length(r))
		edits[count++] = (struct arc_edit){"Content-Length", length};
	if (w->declares && declare(r, &type))
		edits[count++] = (struct arc_edit){"Content-Type", (const char *)type.p};
	bool edited = arc_head_edit(&r->new_http, &r->http, edits, count) && !type.failed;
	arc_bytes_free(&type);
	return edited || arc_fail(w, ARC_MEMORY, r->name);
}

bool arc_record_put(struct arc_walk *w, struct arc_record *r)
{
	unsigned char payload[ARC_SHA1], block[ARC_SHA1];
	char length[24], of_payload[DIGEST], of_block[DIGEST];
	if (!edit_http(w, r) || !digest(w, r, payload, block))
		return false;
	snprintf(length, sizeof length, "%" PRIu64, r->new_http.n + w->stash.length);
	struct arc_bytes type = {.p = NULL};
	bool declared = r->http.n == 0 && w->declares && declare(r, &type);
	const struct arc_edit edits[] = {
		{"Content-Length", length},
		{"WARC-Payload-Digest", new_digest(r, "WARC-Payload-Digest", payload, of_payload)},
		{"WARC-Block-Digest", new_digest(r, "WARC-Block-Digest", block, of_block)},
		{"Content-Type", (const char *)type.p},
	};
	size_t count = sizeof edits / sizeof edits[0] - !declared;
	arc_bytes_clear(&r->new_head);
	bool edited = arc_head_edit(&r->new_head, &r->head, edits, count) && !type.failed;
	arc_bytes_free(&type);
	if (!edited)
		return arc_fail(w, ARC_MEMORY, r->name);
	return arc_put(w, r->new_head.p, r->new_head.n) && arc_put(w, r->new_http.p, r->new_http.n)
	    && arc_put_stash(w, true);
}
