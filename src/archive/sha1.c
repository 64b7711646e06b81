/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "archive/sha1.h"

#include <string.h>

static uint32_t rotate(uint32_t x, unsigned n)
{
	return x << n | x >> (32 - n);
}

static void expand(uint32_t w[80], const unsigned char *p)
{
	for (size_t i = 0; i < 16; i++, p += 4)
		w[i] = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
	for (size_t i = 16; i < 80; i++)
		w[i] = rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
}

static void compress(struct arc_sha1 *s, const unsigned char *block)
{
	static const uint32_t constant[] = {0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xCA62C1D6};
	uint32_t w[80], a = s->state[0], b = s->state[1], c = s->state[2], d = s->state[3],
	         e = s->state[4];
	expand(w, block);
	for (size_t i = 0; i < 80; i++) {
		uint32_t f = i < 20   ? (b & c) | (~b & d)
		           : i >= 40 && i < 60 ? (b & c) | (b & d) | (c & d)
		                      : b ^ c ^ d;
		uint32_t next = rotate(a, 5) + f + e + constant[i / 20] + w[i];
		e = d;
		d = c;
		c = rotate(b, 30);
		b = a;
		a = next;
	}
	s->state[0] += a;
	s->state[1] += b;
	s->state[2] += c;
	s->state[3] += d;
	s->state[4] += e;
}

void arc_sha1_begin(struct arc_sha1 *s)
{
	static const uint32_t begin[] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
	memcpy(s->state, begin, sizeof s->state);
	s->length = 0;
}

void arc_sha1_put(struct arc_sha1 *s, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	size_t used = s->length % sizeof s->block;
	s->length += n;
	while (n > 0) {
		size_t room = sizeof s->block - used, length = n < room ? n : room;
		memcpy(s->block + used, p, length);
		p += length;
		n -= length;
		used += length;
		if (used < sizeof s->block)
			return;
		compress(s, s->block);
		used = 0;
	}
}

void arc_sha1_end(struct arc_sha1 *s, unsigned char digest[ARC_SHA1])
{
	static const unsigned char padding[64] = {0x80};
	uint64_t bits = s->length * 8;
	size_t used = s->length % 64;
	unsigned char length[8];
	for (size_t i = 0; i < 8; i++)
		length[i] = (unsigned char)(bits >> (56 - 8 * i));
	arc_sha1_put(s, padding, used < 56 ? 56 - used : 120 - used);
	arc_sha1_put(s, length, sizeof length);
	for (size_t i = 0; i < ARC_SHA1; i++)
		digest[i] = (unsigned char)(s->state[i / 4] >> (24 - 8 * (i % 4)));
}
