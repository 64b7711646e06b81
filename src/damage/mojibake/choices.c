/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/choices.h"

#include "damage/mojibake/hash.h"

#include <string.h>

enum {
	LISTS = 4096,            /* long ones that are kept, a power of two; and one short one */
	STEPS = 64               /* bits by which they are ordered */
};

struct qw_choices_room {
	uint64_t key[LISTS + 1];
	uint16_t count[LISTS + 1];
	qw_choice choice[LISTS + 1][QW_CHOICES_MOST];
	uint64_t common[1024];   /* of the first two bytes of three: the third ones of characters that
	                            are not too rare */
};

void qw_choices_init(qw_choices *c, const qw_allocator *a)
{
	*c = (qw_choices){.allocator = *a};
}

void qw_choices_free(qw_choices *c)
{
	qw_release(&c->allocator, c->room, 1, sizeof *c->room);
	c->room = NULL;
}

static void note_common(qw_choices_room *room)
{
	memset(room->common, 0, sizeof room->common);
	for (unsigned c = 0x800; c < 0x10000; c++)
		if (qw_model_single(c) <= QW_LOSS_RARE * QW_BIT)
			room->common[c >> 6] |= UINT64_C(1) << (c & 0x3F);
}

static bool reserve(qw_choices *c)
{
	if (c->room != NULL)
		return true;
	c->room = c->allocator.resize(c->allocator.ctx, NULL, 0, sizeof *c->room);
	if (c->room == NULL)
		return false;
	memset(c->room->key, 0, sizeof c->room->key);
	note_common(c->room);
	return true;
}

/* Never 0: policies count from 1. */
static uint64_t key_of(const qw_choice_of *of)
{
	uint64_t bytes = (uint64_t)of->lead << 8 | of->left;
	uint64_t list = (uint64_t)of->loss->number << 16 | (uint64_t)of->loss->read.id << 8
	              | (uint64_t)of->kind << 1 | of->marked;
	return (uint64_t)of->previous << 40 | list << 16 | bytes;
}

/* Is the trail byte 80 + k lost so? */
static bool is_lost(const qw_choice_of *of, unsigned k)
{
	const qw_loss *loss = of->loss;
	if (of->kind == QW_CHOICE_PAIRED)
		return loss->first[k] < loss->first[k + 1];
	return loss->one[k][of->marked] != QW_LOSS_NEVER;
}

static size_t collect_ascii(const qw_choice_of *of, uint16_t *cell)
{
	const qw_loss *loss = of->loss;
	unsigned b = of->previous & 0x3F;
	size_t n = 0;
	for (unsigned k = loss->first[b]; k < loss->first[b + 1]; k++)
		if (loss->second[k] < 0x80
		    && loss->fate[b][loss->second[k]] == (2 | (of->marked ? QW_LOSS_MARKED : 0)))
			cell[n++] = loss->second[k];
	return n;
}

/* The characters; returns how many. */
static size_t collect(const qw_choices_room *room, const qw_choice_of *of,
                      uint16_t cell[QW_LOSS_TAILS_OF_LEAD])
{
	const qw_loss *loss = of->loss;
	unsigned lead = of->lead & 0xFu, left = of->left & 0x3Fu;
	size_t n = 0;
	if (of->kind == QW_CHOICE_ASCII)
		return collect_ascii(of, cell);
	if (of->kind == QW_CHOICE_TAIL) {
		unsigned first = loss->tails[of->marked][lead];
		n = loss->tails[of->marked][lead + 1] - first;
		memcpy(cell, loss->tail[of->marked] + first, n * sizeof *cell);
		return n;
	}
	for (unsigned k = 0; k < 64; k++) {
		unsigned c = lead << 12 | (of->kind == QW_CHOICE_MIDDLE ? k << 6 | left : left << 6 | k);
		if ((room->common[c >> 6] >> (c & 0x3F) & 1) != 0 && is_lost(of, k))
			cell[n++] = (uint16_t)c;
	}
	return n;
}

static unsigned step_of(qw_bits bits)
{
	return bits < STEPS * QW_BIT ? (unsigned)bits / QW_BIT : STEPS - 1;
}

static uint16_t capped(qw_bits bits)
{
	return bits < UINT16_MAX ? (uint16_t)bits : UINT16_MAX;
}

/* Put them in order by counting. Returns how many stay. */
static size_t order(const uint16_t *cell, const qw_bits *bits, size_t n, qw_choice *choice)
{
	uint16_t place[STEPS + 1] = {0};
	for (size_t i = 0; i < n; i++)
		place[step_of(bits[i]) + 1]++;
	for (size_t i = 1; i <= STEPS; i++)
		place[i] = (uint16_t)(place[i] + place[i - 1]);
	for (size_t i = 0; i < n; i++) {
		size_t at = place[step_of(bits[i])]++;
		if (at < QW_CHOICES_MOST)
			choice[at] = (qw_choice){cell[i], capped(bits[i])};
	}
	return n < QW_CHOICES_MOST ? n : QW_CHOICES_MOST;
}

const qw_choice *qw_choices_get(qw_choices *c, const qw_choice_of *of, size_t *count)
{
	uint16_t cell[QW_LOSS_TAILS_OF_LEAD];
	qw_bits bits[QW_LOSS_TAILS_OF_LEAD];
	uint64_t key = key_of(of);
	if (!reserve(c))
		return NULL;
	qw_choices_room *room = c->room;
	bool kept = of->kind == QW_CHOICE_TAIL || of->kind == QW_CHOICE_ASCII;
	size_t slot = kept ? (size_t)(qw_hash_add(key, 0) >> 32) & (LISTS - 1)
	              : LISTS;
	if (room->key[slot] != key) {
		size_t n = collect(room, of, cell);
		for (size_t i = 0; i < n; i++)
			bits[i] = qw_model_pair(of->previous, cell[i]);
		room->key[slot] = key;
		room->count[slot] = (uint16_t)order(cell, bits, n, room->choice[slot]);
	}
	*count = room->count[slot];
	return room->choice[slot];
}
