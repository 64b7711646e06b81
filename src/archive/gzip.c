/* SPDX-License-Identifier: Apache-2.0 */
/* gzip files, and members of zip archives, which are the same without heads. */
#include "config.h"
#include "archive/codec.h"

#include <stdlib.h>
#include <string.h>

#include <zlib.h>

enum { GZIP = 31, RAW = -15, MEMORY = 8 }; /* window bits */
enum { FASTEST = 4, BEST = 2 };              /* flags of the head */

struct gunzip {
	z_stream z;
	gz_header head;
	bool ended;                 /* the source did */
	bool inside, fresh;         /* in a member, of which nothing was given out yet */
	bool later;                 /* it is not the first one */
	unsigned char in[ARC_BLOCK];
};

bool arc_gunzip_open(struct arc_unpack *u)
{
	struct gunzip *g = calloc(1, sizeof *g);
	u->state = g;
	if (g != NULL && inflateInit2(&g->z, u->form == ARC_GZIP ? GZIP : RAW) == Z_OK)
		return true;
	free(g);
	u->state = NULL;
	arc_unpack_fail(u, ARC_MEMORY, NULL);
	return false;
}

static bool refill(struct arc_unpack *u, struct gunzip *g)
{
	if (g->z.avail_in > 0 || g->ended)
		return true;
	ssize_t n = arc_source_read(u->source, g->in, sizeof g->in);
	if (n < 0) {
		arc_unpack_fail(u, ARC_READ, NULL);
		return false;
	}
	g->z.next_in = g->in;
	g->z.avail_in = (uInt)n;
	g->ended = n == 0;
	return true;
}

static void begin_member(struct arc_unpack *u, struct gunzip *g)
{
	inflateReset(&g->z);
	if (!g->later && u->form == ARC_GZIP) {
		g->head.name = (Bytef *)u->head.name;
		g->head.name_max = sizeof u->head.name - 1;
		g->head.comment = (Bytef *)u->head.comment;
		g->head.comm_max = sizeof u->head.comment - 1;
		inflateGetHeader(&g->z, &g->head);
	}
	g->inside = g->fresh = true;
}

static void note_head(struct arc_unpack *u, const struct gunzip *g)
{
	if (u->head.known || g->head.done != 1)
		return;
	u->head.known = true;
	u->head.text = g->head.text != 0;
	u->head.time = g->head.time;
	u->head.system = g->head.os;
	u->head.extra_flags = g->head.xflags;
}

/* Zlib takes what can't begin a member for damage; behind a whole one it is something else. */
static ssize_t fail(struct arc_unpack *u, const struct gunzip *g, int result)
{
	const char *what = g->z.msg != NULL ? g->z.msg : "";
	if (result == Z_MEM_ERROR)
		return arc_unpack_fail(u, ARC_MEMORY, NULL);
	bool garbage = g->later && g->fresh && strcmp(what, "incorrect header check") == 0;
	return arc_unpack_fail(u, garbage ? ARC_GARBAGE : ARC_CORRUPT, what);
}

ssize_t arc_gunzip_read(struct arc_unpack *u, void *buffer, size_t n)
{
	struct gunzip *g = u->state;
	for (;;) {
		if (!refill(u, g))
			return -1;
		if (!g->inside && (g->z.avail_in == 0 || (g->later && u->form != ARC_GZIP)))
			return 0;
		if (!g->inside)
			begin_member(u, g);
		g->z.next_out = buffer;
		g->z.avail_out = n < ARC_BLOCK ? (uInt)n : ARC_BLOCK;
		int result = inflate(&g->z, Z_NO_FLUSH);
		size_t got = (size_t)(g->z.next_out - (Bytef *)buffer);
		note_head(u, g);
		if (result == Z_STREAM_END) {
			g->inside = false;
			g->later = true;
		} else if (result != Z_OK && result != Z_BUF_ERROR) {
			return fail(u, g, result);
		}
		if (got > 0) {
			u->begins = g->fresh;
			g->fresh = false;
			return (ssize_t)got;
		}
		if (g->inside && g->ended && g->z.avail_in == 0)
			return arc_unpack_fail(u, ARC_TRUNCATED, NULL);
	}
}

void arc_gunzip_close(struct arc_unpack *u)
{
	struct gunzip *g = u->state;
	if (g != NULL)
		inflateEnd(&g->z);
	free(g);
}

struct gzip {
	z_stream z;
	gz_header head;
	struct arc_gzip_head kept;
	unsigned char out[ARC_BLOCK];
};

static int level_of(const struct arc_gzip_head *head)
{
	if (head == NULL || !head->known)
		return Z_DEFAULT_COMPRESSION;
	return head->extra_flags == BEST      ? Z_BEST_COMPRESSION
	     : head->extra_flags == FASTEST   ? Z_BEST_SPEED
	                                      : Z_DEFAULT_COMPRESSION;
}

static bool make(struct arc_pack *p)
{
	struct gzip *g = p->state = calloc(1, sizeof *g);
	int bits = p->form == ARC_GZIP ? GZIP : RAW;
	if (g != NULL && deflateInit2(&g->z, level_of(p->head), Z_DEFLATED, bits, MEMORY,
	                              Z_DEFAULT_STRATEGY) == Z_OK)
		return true;
	free(g);
	p->state = NULL;
	return arc_pack_fail(p, ARC_MEMORY);
}

bool arc_gzip_begin(struct arc_pack *p)
{
	if (p->state == NULL && !make(p))
		return false;
	struct gzip *g = p->state;
	deflateReset(&g->z);
	if (p->form != ARC_GZIP)
		return true;
	g->head = (gz_header){.os = 3};
	if (p->head != NULL && p->head->known) {
		g->kept = *p->head;
		g->head.text = g->kept.text;
		g->head.time = g->kept.time;
		g->head.os = g->kept.system;
		g->head.name = g->kept.name[0] != '\0' ? (Bytef *)g->kept.name : NULL;
		g->head.comment = g->kept.comment[0] != '\0' ? (Bytef *)g->kept.comment : NULL;
	}
	deflateSetHeader(&g->z, &g->head);
	return true;
}

static bool deflate_some(struct arc_pack *p, int flush)
{
	struct gzip *g = p->state;
	int result;
	do {
		g->z.next_out = g->out;
		g->z.avail_out = sizeof g->out;
		result = deflate(&g->z, flush);
		size_t n = sizeof g->out - g->z.avail_out;
		if (n > 0 && p->out(p->ctx, g->out, n) != 0)
			return arc_pack_fail(p, ARC_WRITE);
	} while (g->z.avail_out == 0 || (flush == Z_FINISH && result == Z_OK));
	return true;
}

bool arc_gzip_put(struct arc_pack *p, const void *bytes, size_t n)
{
	enum { MOST = 1 << 30 };
	struct gzip *g = p->state;
	for (const unsigned char *from = bytes; n > 0;) {
		size_t length = n < MOST ? n : MOST;
		g->z.next_in = (z_const Bytef *)from;
		g->z.avail_in = (uInt)length;
		if (!deflate_some(p, Z_NO_FLUSH))
			return false;
		from += length;
		n -= length;
	}
	return true;
}

bool arc_gzip_end(struct arc_pack *p)
{
	return deflate_some(p, Z_FINISH);
}

void arc_gzip_close(struct arc_pack *p)
{
	struct gzip *g = p->state;
	if (g != NULL)
		deflateEnd(&g->z);
	free(g);
}

uint32_t arc_crc(uint32_t crc, const void *bytes, size_t n)
{
	return (uint32_t)crc32_z(crc, bytes, n);
}
