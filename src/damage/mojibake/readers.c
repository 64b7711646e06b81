/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/readers.h"

#include "damage/mojibake/hash.h"
#include "text/utf8.h"

enum {
	COVER = 70,      /* per cent of a text that a set must hold */
	SEQUENCES = 32   /* letters for each sequence that may have come about otherwise */
};

/* Does the set itself, not only some vendor's variant of it, have these bytes for c? Its
 * holes are C1 controls to browsers. */
static bool is_own(const qw_set *set, qw_cell c, const unsigned char b[4], size_t n)
{
	qw_cell back[2];
	unsigned count;
	qw_reason reason;
	if (set->id == QW_SET_SCAR || qw_set_is_patched(set->id))
		return c < 0x800; /* of what is longer other texts are full */
	if (set->id < QW_SET_LATIN1)
		return true; /* like no other set */
	size_t used = qw_set_decode(set, b, n, back, &count, &reason);
	return used == n ? back[0] == c : used == 0 && c - 0x80 < 0x20;
}

/* Does the set hold all but `most` cells of those that are not ASCII? How many of them are its
 * own, and a hash of their bytes. */
static bool holds(const qw_set *set, const qw_cell *c, size_t n, size_t most, size_t *own,
                  uint64_t *hash)
{
	size_t wide = 0, held = 0;
	*own = 0;
	for (size_t i = 0; i < n; i++) {
		unsigned char b[4] = {0};
		if (c[i] < 0x80)
			continue;
		wide++;
		size_t bytes = qw_set_encode(set, c[i], b);
		held += bytes > 0;
		*own += bytes > 0 && is_own(set, c[i], b, bytes);
		*hash = qw_hash_add(*hash, (uint64_t)b[0] << 24 | (uint64_t)b[1] << 16
		                           | (uint64_t)b[2] << 8 | b[3]);
		/* The first few show what can't be. */
		if (wide - held > most || (wide == 4 && held < 2))
			return false;
	}
	return held > 0;
}

/* Of sets that give the wider text the same bytes, one is enough: that of which most are
 * its own, or the likeliest. */
static void add_reader(qw_readers *r, qw_set_id id, uint64_t hash, size_t cover)
{
	size_t i = 0;
	while (i < r->count && r->bytes[i] != hash)
		i++;
	if (i < r->count && (r->cover[i] > cover
	    || (r->cover[i] == cover && qw_set_read(r->set[i]) <= qw_set_read(id))))
		return;
	r->set[i] = id;
	r->bytes[i] = hash;
	r->cover[i] = cover;
	r->count += i == r->count;
}

/* How many cells are not ASCII? No single byte is Han, kana or Hangul. */
static size_t count_wide(const qw_cell *c, size_t n, bool *han)
{
	size_t wide = 0, count = 0;
	for (size_t i = 0; i < n; i++) {
		wide += c[i] >= 0x80;
		count += c[i] >= 0x2E80;
	}
	*han = count * 2 > wide;
	return wide;
}

/* The bytes of letters that the set takes one by one, from c[i] on: at most 4. */
static size_t letter_bytes(const qw_set *set, const qw_cell *c, size_t n, size_t i,
                           unsigned char out[4])
{
	unsigned char code[4];
	size_t count = 0;
	while (count < 4 && i + count < n && qw_set_encode(set, c[i + count], code) == 1)
		out[count++] = code[0];
	return count;
}

/* A set that reads UTF-8 where there is any would not have left its sequences letter by
 * letter: then the text was read as the other set. */
static bool left_sequences(const qw_set *set, const qw_cell *c, size_t n)
{
	size_t letters = 0, sequences = 0;
	for (size_t i = 0; i < n; i++) {
		unsigned char bytes[4];
		qw_cell read = 0;
		size_t count = c[i] < 0x80 ? 0 : letter_bytes(set, c, n, i, bytes);
		letters += count > 0;
		sequences += count > 1 && qw_utf8_decode(bytes, count, &read) > 1
		          && !qw_cell_is_raw(read);
	}
	return sequences * SEQUENCES > letters;
}

void qw_readers_find(qw_readers *r, const qw_set *sets, const qw_cell *c, size_t n,
                     const qw_cell *wider, size_t m, int64_t most)
{
	bool han;
	size_t wide = count_wide(c, n, &han);
	size_t outside = wide - (wide * COVER + 99) / 100;
	r->count = 0;
	for (qw_set_id id = 0; id < QW_SETS && qw_set_read(QW_SET_LATIN1) <= most; id++) {
		uint64_t hash = 0, wider_hash = 0;
		size_t own;
		/* Of single-byte sets a dear one may be that which a cheap one is only like. */
		bool dear = id < QW_SET_LATIN1 && qw_set_read(id) > most;
		if (dear || qw_set_read(id) == 0 || (han && id >= QW_SET_LATIN1))
			continue;
		if (!holds(&sets[id], c, n, outside, &own, &hash))
			continue;
		/* Double-byte sets are never like each other. */
		if (id >= QW_SET_LATIN1 && (wider != c || m != n)) {
			holds(&sets[id], wider, m, m, &own, &wider_hash);
			hash = wider_hash;
		}
		if (qw_set_is_patched(id)) {
			if (left_sequences(&sets[id], wider, m))
				continue;
			hash = qw_hash_add(hash, id); /* its letters have two codes */
		}
		add_reader(r, id, hash, own);
	}
}
