/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "archive/zip.h"

#include <stdlib.h>
#include <string.h>

bool arc_zip_put(struct arc_walk *w, struct arc_zip *z, const void *bytes, size_t n)
{
	z->out += n;
	return arc_put(w, bytes, n);
}

static int put_packed(void *ctx, const void *bytes, size_t n)
{
	return arc_stash_put(ctx, bytes, n) ? 0 : -1;
}

/* Put the text, as the method wants it, into z->packed. */
static bool pack_text(struct arc_walk *w, struct arc_zip *z, unsigned method, uint32_t *crc)
{
	unsigned char block[ARC_SAMPLE];
	struct arc_pack pack = {.form = method == ARC_ZIP_DEFLATED ? ARC_DEFLATED : ARC_PLAIN,
	                        .out = put_packed, .ctx = &z->packed};
	bool good = true;
	ssize_t n = 0;
	arc_stash_clear(&z->packed);
	for (uint64_t at = 0; good && at < w->stash.length; at += (uint64_t)n) {
		n = arc_stash_read(&w->stash, at, block, sizeof block);
		good = n > 0 && arc_pack_put(&pack, block, (size_t)n);
		if (good)
			*crc = arc_crc(*crc, block, (size_t)n);
	}
	good = good && arc_pack_end(&pack);
	arc_pack_close(&pack);
	return good || arc_fail(w, pack.problem == ARC_MEMORY ? ARC_MEMORY : ARC_SPACE, NULL);
}

/* Both sizes are in an extra field of streams, too, where the head has none. */
static void set_extra(struct arc_bytes *local, size_t size)
{
	unsigned char *p = local->p + ARC_ZIP_LOCAL + arc_get16(local->p + 26);
	const unsigned char *end = local->p + local->n;
	while (end - p >= 4 && (size_t)(end - p) >= 4 + (size_t)arc_get16(p + 2)) {
		size_t n = arc_get16(p + 2);
		if (arc_get16(p) == 1 && n >= 16) {
			memset(p + 4, 0, 16);
			arc_put32(p + 4, (uint32_t)size);
			arc_put32(p + 12, arc_get32(local->p + 18));
			return;
		}
		p += 4 + n;
	}
}

/* What may stand behind the data: the checksum and both sizes, with a signature or not. */
static uint64_t behind(const struct arc_zip *z, const struct arc_entry *e)
{
	unsigned char p[24];
	bool last = (size_t)(e - z->d.entry) + 1 == z->d.count;
	uint64_t at = e->data + e->packed, next = last ? z->d.at : e[1].offset;
	size_t room = next - at < sizeof p ? (size_t)(next - at) : sizeof p;
	memset(p, 0, sizeof p);
	if (!(e->flags & ARC_ZIP_LATER) || !arc_read_at(z->d.fd, at, p, room))
		return 0;
	size_t i = memcmp(p, "PK\7\10", 4) == 0 ? 4 : 0;
	if (arc_get32(p + i) != e->crc || arc_get32(p + i + 4) != e->packed)
		return 0;
	size_t n = arc_get32(p + i + 8) == e->size ? i + 12 : i + 20;
	return n <= room ? n : 0;
}

static bool put_head(struct arc_walk *w, struct arc_zip *z, const struct arc_entry *e,
                     uint32_t crc)
{
	unsigned char *entry = z->d.bytes.p + e->at;
	if (w->stash.length >= UINT32_MAX || z->packed.length >= UINT32_MAX
	    || !arc_entry_set(&z->d, e, crc, z->packed.length, w->stash.length))
		return arc_fail(w, ARC_UNKNOWN, w->now.name);
	uint32_t size = (uint32_t)w->stash.length, packed = (uint32_t)z->packed.length;
	size_t n = (size_t)(e->data - e->offset);
	unsigned char *local = malloc(n);
	arc_bytes_clear(&z->local);
	bool read = local != NULL && arc_read_at(z->d.fd, e->offset, local, n)
	         && arc_bytes_add(&z->local, local, n);
	free(local);
	if (!read)
		return arc_fail(w, ARC_MEMORY, NULL);
	arc_put32(z->local.p + 14, crc);
	arc_put32(z->local.p + 18, packed);
	arc_put32(z->local.p + 22, size);
	arc_put16(z->local.p + 6, e->flags & ~(unsigned)ARC_ZIP_LATER);
	set_extra(&z->local, size);
	arc_put16(entry + 8, e->flags & ~(unsigned)ARC_ZIP_LATER);
	z->changed = true;
	z->at = e->data + e->packed + behind(z, e);
	return arc_zip_put(w, z, z->local.p, z->local.n);
}

static bool put_packed_text(struct arc_walk *w, struct arc_zip *z)
{
	struct arc_stash *s = &z->packed;
	unsigned char block[ARC_SAMPLE];
	ssize_t n;
	for (uint64_t at = 0; at < s->length; at += (uint64_t)n) {
		n = arc_stash_read(s, at, block, sizeof block);
		if (n <= 0)
			return arc_fail(w, ARC_SPACE, w->now.name);
		if (!arc_zip_put(w, z, block, (size_t)n))
			return false;
	}
	return true;
}

bool arc_zip_put_text(struct arc_walk *w, struct arc_zip *z, const struct arc_entry *e)
{
	uint32_t crc = 0;
	return pack_text(w, z, e->method, &crc) && put_head(w, z, e, crc) && put_packed_text(w, z);
}
