/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/set.h"

#include "charset/name.h"
#include "scan/scan.h"
#include "text/utf8.h"

#include <string.h>

typedef struct {
	const char *name, *charset;
	uint8_t written, read;
} entry;

static const entry entries[QW_SETS] = {
#define SET(id, name, charset, written, read) {name, charset, written, read},
#include "damage/mojibake/set.def"
#undef SET
};

enum { NAME_MAX_LENGTH = 40 };

qw_set qw_set_get(qw_set_id id)
{
	const char *charset = entries[id].charset;
	qw_set set = {id, charset != NULL ? qw_charset_find(charset) : NULL, NULL};
	if (qw_set_is_patched(id))
		set.patch = qw_set_get(id == QW_SET_UTF8_ELSE_1252 ? QW_SET_WINDOWS_1252
		                                                   : QW_SET_LATIN1).charset;
	return set;
}

const char *qw_set_name(qw_set_id id) { return entries[id].name; }
unsigned qw_set_written(qw_set_id id) { return entries[id].written; }
unsigned qw_set_read(qw_set_id id) { return entries[id].read; }

bool qw_set_may_pair(qw_set_id written, qw_set_id read)
{
	if (read == QW_SET_GPT2)
		return written == QW_SET_UTF8;
	if (read == QW_SET_SCAR || qw_set_is_patched(read))
		return written == QW_SET_GBK || written == QW_SET_BIG5;
	return written != read;
}

bool qw_set_find(const char *name, size_t length, qw_set *set)
{
	char copy[NAME_MAX_LENGTH + 1];
	if (length > NAME_MAX_LENGTH || length == 0)
		return false;
	memcpy(copy, name, length);
	copy[length] = '\0';
	for (qw_set_id id = 0; id < QW_SETS; id++)
		if (qw_same_name(copy, entries[id].name)) {
			*set = qw_set_get(id);
			return true;
		}
	*set = (qw_set){QW_SETS, qw_charset_find(copy), NULL};
	for (qw_set_id id = 0; set->charset != NULL && id < QW_SETS; id++)
		if (qw_set_get(id).charset == set->charset)
			set->id = id;
	return set->charset != NULL;
}

/* ---- the byte alphabet of GPT-2: printable bytes of Latin-1 stand for themselves, the
 * others, in their order, for U+0100 and up ---- */

static bool is_printable(unsigned b)
{
	return (b >= 0x21 && b <= 0x7E) || (b >= 0xA1 && b != 0xAD);
}

/* 00..20, 7F..A0, AD. */
static size_t gpt2_encode(qw_cell c, unsigned char out[4])
{
	if (c < 0x100) {
		out[0] = (unsigned char)c;
		return is_printable(c);
	}
	unsigned n = c - 0x100;
	out[0] = (unsigned char)(n <= 0x20 ? n : n == 0x43 ? 0xAD : n + 0x7F - 0x21);
	return n <= 0x43;
}

static qw_cell gpt2_decode(unsigned char b)
{
	if (is_printable(b))
		return b;
	return 0x100u + (b <= 0x20 ? b : b == 0xAD ? 0x43u : b - 0x7Fu + 0x21u);
}

/* Two surrogates of three bytes each (CESU-8): some programs write characters beyond U+FFFF
 * so. */
static size_t surrogates_decode(const unsigned char *p, size_t n, qw_cell *out, qw_reason *reason)
{
	static const unsigned char least[6] = {0xED, 0xA0, 0x80, 0xED, 0xB0, 0x80};
	static const unsigned char most[6] = {0xED, 0xAF, 0xBF, 0xED, 0xBF, 0xBF};
	for (size_t i = 0; i < 6; i++) {
		if (i == n || p[i] < least[i] || p[i] > most[i]) {
			*reason = i == n ? QW_REASON_TOO_SHORT : QW_REASON_SURROGATE;
			return 0;
		}
	}
	uint32_t high = (p[1] & 0xFu) << 6 | (p[2] & 0x3Fu), low = (p[4] & 0xFu) << 6 | (p[5] & 0x3Fu);
	*out = 0x10000 + (high << 10 | low);
	return 6;
}

static size_t utf8_decode(const unsigned char *p, size_t n, qw_cell *out, qw_reason *reason)
{
	size_t used = qw_utf8_decode(p, n, out);
	if (!qw_cell_is_raw(*out))
		return used;
	if (p[0] == 0xED && (n < 2 || p[1] >= 0xA0))
		return surrogates_decode(p, n, out, reason);
	/* Cut off is something else than followed by what does not belong to it. */
	*reason = qw_utf8_unfinished(p, n) == n ? QW_REASON_TOO_SHORT : QW_REASON_STRAY_BYTE;
	return 0;
}

/* A byte of windows-1252, or two or three of them that were taken for UTF-8; Han that are in
 * use come of bytes that Chinese text has seldom. */
static size_t scar_encode(qw_cell c, unsigned char out[4])
{
	static const qw_cell high[32] = { /* 80..9F of windows-1252 */
		0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160,
		0x2039, 0x152, 0x8D, 0x17D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013,
		0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
	};
	if (c < 0x100) {
		out[0] = (unsigned char)c;
		return 1;
	}
	for (unsigned i = 0; i < 32; i++)
		if (high[i] == c) {
			out[0] = (unsigned char)(0x80 + i);
			return 1;
		}
	bool rare = c < 0x4E00 || (c >= 0xA000 && c < 0xF900)
	         || (qw_scan_class(c) & QW_SEEN_RARE) != 0;
	return c < 0x10000 && rare ? qw_utf8_encode(c, out) : 0;
}

/* Is byte k of the sequence p[0..n) a letter that was two bytes itself? ftfy goes over what it
 * made once more. `out` gets all bytes; returns how many, 0: it can't be. */
static size_t scar_again(const unsigned char *p, size_t n, size_t k, unsigned char out[4])
{
	if (n + 1 > 4)
		return 0;
	memcpy(out, p, k);
	qw_utf8_encode(p[k], out + k);
	memcpy(out + k + 2, p + k + 1, n - k - 1);
	return n + 1;
}

static size_t scar_encodings(qw_cell c, unsigned char out[][4], size_t room)
{
	unsigned char more[4] = {0};
	size_t n = scar_encode(c, out[0]), count = n > 0;
	/* Letters of Latin-1 are bytes, or two that were UTF-8. */
	if (c >= 0x80 && c < 0x100 && count < room)
		count += qw_utf8_encode(c, out[count]) > 0;
	for (size_t k = 0; n > 1 && k < n && count < room; k++)
		if (scar_again(out[0], n, k, more) > 0)
			memcpy(out[count++], more, 4);
	return count;
}

/* ---- UTF-8, and a set of one byte for what is none ---- */

bool qw_set_is_patched(qw_set_id id)
{
	return id == QW_SET_UTF8_ELSE_LATIN1 || id == QW_SET_UTF8_ELSE_1252;
}

/* What a decoder writes for bytes that it can't read was hardly there before. */
static bool has_sequence(qw_cell c)
{
	return c >= 0x80 && qw_cell_is_code_point(c) && c != 0xFFFD;
}

/* The byte of a letter, or its sequence. */
static size_t patched_encodings(const qw_set *set, qw_cell c, unsigned char out[][4], size_t room)
{
	size_t count = qw_charset_encode(set->patch, c, out[0]) > 0;
	if (count < room && has_sequence(c))
		count += qw_utf8_encode(c, out[count]) > 0;
	return count;
}

static size_t patched_encode(const qw_set *set, qw_cell c, unsigned char out[4])
{
	size_t n = qw_charset_encode(set->patch, c, out);
	return n > 0 || !has_sequence(c) ? n : qw_utf8_encode(c, out);
}

/* It is never too short: a sequence that the text's end cuts off is no UTF-8 either. */
static size_t patched_decode(const qw_set *set, const unsigned char *p, size_t n, qw_cell out[2],
                             unsigned *count, qw_reason *reason)
{
	size_t used = qw_utf8_decode(p, n, out);
	if (!qw_cell_is_raw(*out))
		return used;
	return qw_charset_decode(set->patch, p, 1, out, count, reason);
}

/* ---- all of them ---- */

size_t qw_set_encodings(const qw_set *set, qw_cell c, unsigned char out[][4], size_t room)
{
	if (set->charset != NULL)
		return qw_charset_encodings(set->charset, c, out, room);
	memset(out, 0, room * sizeof *out);
	if (room == 0)
		return 0;
	if (qw_set_is_patched(set->id))
		return patched_encodings(set, c, out, room);
	return set->id == QW_SET_SCAR ? scar_encodings(c, out, room)
	                              : qw_set_encode(set, c, out[0]) > 0;
}

bool qw_set_is_ambiguous(const qw_set *set, qw_cell c)
{
	unsigned char out[4];
	if (set->charset != NULL)
		return qw_charset_is_ambiguous(set->charset, c);
	if (qw_set_is_patched(set->id))
		return c >= 0x80 && qw_charset_encode(set->patch, c, out) > 0;
	return set->id == QW_SET_SCAR && c >= 0x80 && (c < 0x100 || scar_encode(c, out) > 1);
}

size_t qw_set_encode(const qw_set *set, qw_cell c, unsigned char out[4])
{
	if (set->charset != NULL)
		return qw_charset_encode(set->charset, c, out);
	if (set->id == QW_SET_GPT2)
		return gpt2_encode(c, out);
	if (set->id == QW_SET_SCAR)
		return scar_encode(c, out);
	if (qw_set_is_patched(set->id))
		return patched_encode(set, c, out);
	return qw_cell_is_code_point(c) ? qw_utf8_encode(c, out) : 0;
}

size_t qw_set_decode(const qw_set *set, const unsigned char *p, size_t n, qw_cell out[2],
                     unsigned *count, qw_reason *reason)
{
	if (set->charset != NULL)
		return qw_charset_decode(set->charset, p, n, out, count, reason);
	*count = 1;
	if (set->id == QW_SET_GPT2) {
		out[0] = gpt2_decode(p[0]);
		return 1;
	}
	if (qw_set_is_patched(set->id))
		return patched_decode(set, p, n, out, count, reason);
	return utf8_decode(p, n, out, reason);
}
