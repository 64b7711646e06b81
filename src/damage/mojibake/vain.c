/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/vain.h"

#include <string.h>

enum {
	BESIDE = 2,      /* cells on each side that take part in the comparison */
	BORDER = 0x110000 /* the beginning or end of the line */
};

void qw_vain_clear(qw_vain *v)
{
	if (v->any)
		memset(v, 0, sizeof *v);
}

/* FNV-1a by cells; the upper half of the product is the better one. */
static uint64_t add(uint64_t hash, uint32_t value)
{
	return (hash ^ value) * UINT64_C(0x100000001B3);
}

static uint64_t hash_of(qw_vain_search search, const qw_slice *line, size_t from, size_t to)
{
	uint64_t hash = add(UINT64_C(0xCBF29CE484222325), (uint32_t)search);
	if (from < BESIDE)
		hash = add(hash, BORDER);
	from = from > BESIDE ? from - BESIDE : 0;
	for (size_t i = from; i < to + BESIDE && i < line->length; i++)
		hash = add(hash, line->cell[i]);
	if (to + BESIDE > line->length)
		hash = add(hash, BORDER);
	return hash ^ hash >> 29;
}

static uint32_t mark_of(uint64_t hash) { return (uint32_t)(hash >> 32) | 1; }

bool qw_vain_has(const qw_vain *v, qw_vain_search search, const qw_slice *line, size_t from,
                 size_t to)
{
	uint64_t hash = hash_of(search, line, from, to);
	return v->place[hash % QW_VAIN_PLACES] == mark_of(hash);
}

void qw_vain_note(qw_vain *v, qw_vain_search search, const qw_slice *line, size_t from, size_t to)
{
	uint64_t hash = hash_of(search, line, from, to);
	v->place[hash % QW_VAIN_PLACES] = mark_of(hash);
	v->any = true;
}
