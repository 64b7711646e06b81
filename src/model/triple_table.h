/* SPDX-License-Identifier: Apache-2.0 */
/* Where a triple stands in the table of src/model/triple.c; tools/gen-triples.c fills it.
 *
 * A bucket is a cache line: 20 entries, each of 16 bits that tell triples apart (four in a
 * word), 3 more such bits and the step of a cost (together a byte, eight in a word). All
 * is done by shifts, so the order of bytes of a machine doesn't matter. */
#ifndef QW_MODEL_TRIPLE_TABLE_H
#define QW_MODEL_TRIPLE_TABLE_H

#include <stddef.h>
#include <stdint.h>

#define QW_TRIPLE_ID_BITS 13
#define QW_TRIPLE_CONTEXT 0   /* no character has this id: in third place, the context itself */
#define QW_TRIPLE_WORDS 8     /* of a bucket */
#define QW_TRIPLE_WAYS 20
#define QW_TRIPLE_LANE_WORDS 5 /* the first words hold four lanes of 16 bits each */
#define QW_TRIPLE_STEP_BITS 5
#define QW_TRIPLE_STEPS (1u << QW_TRIPLE_STEP_BITS) /* step 0: no entry */

typedef struct {
	size_t bucket;
	uint16_t lane; /* never 0: that is an empty entry */
	uint8_t more;  /* 3 bits */
} qw_triple_place;

static inline qw_triple_place qw_triple_place_of(uint32_t first, uint32_t second, uint32_t third,
                                                 size_t buckets)
{
	uint64_t key = (uint64_t)first << 2 * QW_TRIPLE_ID_BITS | second << QW_TRIPLE_ID_BITS | third;
	key *= 0x9E3779B97F4A7C15u;
	key ^= key >> 32;
	key *= 0xD6E8FEB86659FD93u;
	key ^= key >> 29;
	uint16_t lane = (uint16_t)key;
	return (qw_triple_place){(size_t)((key >> 32) * buckets >> 32), lane == 0 ? 1 : lane,
	                         (uint8_t)(key >> 16 & 7)};
}

/* The entries of a bucket: where their lanes and their bytes stand. */
static inline unsigned qw_triple_lane_word(unsigned way) { return way % QW_TRIPLE_LANE_WORDS; }
static inline unsigned qw_triple_lane_shift(unsigned way)
{
	return way / QW_TRIPLE_LANE_WORDS * 16;
}

static inline unsigned qw_triple_byte_word(unsigned way) { return QW_TRIPLE_LANE_WORDS + way / 8; }
static inline unsigned qw_triple_byte_shift(unsigned way) { return way % 8 * 8; }

#endif
