/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "decode/sample.h"

#include <stdint.h>
#include <string.h>

enum {
	ZONES = 16,
	ZONE_BYTES = 4096, /* of stretches taken from each zone */
	GAP = 4,           /* ASCII bytes that end a stretch; GB18030 has one between two others */
	BLOCK = 1024,      /* one from each zone: what is read is read in many encodings */
	LONGEST_LINE = 4096
};

size_t qw_ascii_length(const unsigned char *p, size_t n)
{
	size_t i = 0;
	uint64_t word;
	for (; i + sizeof word <= n; i += sizeof word) {
		memcpy(&word, p + i, sizeof word);
		if (word & 0x8080808080808080u)
			break;
	}
	while (i < n && p[i] < 0x80)
		i++;
	return i;
}

void qw_sample_begin(qw_sample *s, qw_sample_kind kind, const unsigned char *p, size_t n,
                     bool final)
{
	size_t left = kind == QW_SAMPLE_SHIFTED ? (size_t)ZONES * ZONE_BYTES : ZONE_BYTES;
	*s = (qw_sample){kind, p, n, final, 0, 0, left};
}

/* The first byte of the zone; a short document is one zone. */
static size_t zone_start(const qw_sample *s, size_t zone)
{
	if (s->n <= (size_t)ZONES * ZONE_BYTES)
		return zone == 0 ? 0 : s->n;
	return s->n / ZONES * zone;
}

/* May a character begin at p[1]? Behind two ASCII bytes, or behind one that is never part of
 * another character. */
static bool is_border(const unsigned char *p)
{
	return p[0] < '0' || (p[0] < 0x80 && p[1] < 0x80);
}

/* Skip to the next zone. It may begin inside a character. */
static void next_zone(qw_sample *s)
{
	size_t start = zone_start(s, ++s->zone);
	s->left = ZONE_BYTES;
	if (start <= s->i)
		return;
	s->i = start;
	while (s->i < s->n && !is_border(s->p + s->i - 1))
		s->i++;
}

static bool next_stretch(qw_sample *s, qw_stretch *stretch)
{
	bool short_one = s->n <= (size_t)ZONES * ZONE_BYTES;
	while (!short_one && s->left == 0 && s->zone < ZONES - 1)
		next_zone(s);
	size_t limit = short_one ? s->n : s->left;
	size_t begin = s->i + qw_ascii_length(s->p + s->i, s->n - s->i);
	if (begin >= s->n || limit == 0)
		return false;
	size_t i = begin, ascii = 0;
	while (i < s->n && i - begin < limit && ascii < GAP)
		ascii = s->p[i++] < 0x80 ? ascii + 1 : 0;
	bool cut = ascii < GAP && (i < s->n || !s->final);
	*stretch = (qw_stretch){s->p + begin, i - begin, cut};
	s->left -= short_one ? 0 : i - begin;
	s->i = i;
	return true;
}

static bool next_block(qw_sample *s, qw_stretch *stretch)
{
	enum { UNIT = 4 };
	size_t begin = s->n / ZONES / UNIT * UNIT * s->zone;
	if (s->n <= (size_t)ZONES * BLOCK)
		begin = s->zone * BLOCK;
	if (s->zone == ZONES || begin >= s->n)
		return false;
	size_t length = s->n - begin < BLOCK ? s->n - begin : BLOCK;
	*stretch = (qw_stretch){s->p + begin, length, begin + length < s->n || !s->final};
	s->zone++;
	return true;
}

static bool next_shifted(qw_sample *s, qw_stretch *stretch)
{
	while (s->i < s->n && s->left > 0) {
		const unsigned char *line = s->p + s->i;
		size_t most = s->n - s->i < LONGEST_LINE ? s->n - s->i : LONGEST_LINE;
		const unsigned char *end = memchr(line, '\n', most);
		size_t length = end != NULL ? (size_t)(end - line) + 1 : most;
		s->i += length;
		if (memchr(line, '~', length) == NULL && memchr(line, 0x1B, length) == NULL
		    && memchr(line, 0x0E, length) == NULL)
			continue;
		*stretch = (qw_stretch){line, length, end == NULL && (s->i < s->n || !s->final)};
		s->left -= length < s->left ? length : s->left;
		return true;
	}
	return false;
}

bool qw_sample_next(qw_sample *s, qw_stretch *stretch)
{
	switch (s->kind) {
	case QW_SAMPLE_STRETCHES: break;
	case QW_SAMPLE_BLOCKS: return next_block(s, stretch);
	case QW_SAMPLE_SHIFTED: return next_shifted(s, stretch);
	}
	return next_stretch(s, stretch);
}
